"""`onrecord train`: corpora to a model package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console


def train(
    corpora: Annotated[Path, typer.Option(help="Folder of the open corpora.", exists=True, file_okay=False)],
    labels: Annotated[Path, typer.Option(help="Folder of train.jsonl and texts/.", exists=True, file_okay=False)],
    written: Annotated[
        Path, typer.Option(help="Folder of articles with their labels in them.", exists=True, file_okay=False)
    ] = Path("seeds/training"),
    config: Annotated[Path, typer.Option(help="How to train.", exists=True)] = Path("configs/training.toml"),
    pipeline: Annotated[Path, typer.Option(help="Which stages.", exists=True)] = Path("configs/pipeline.cfg"),
    work: Annotated[Path, typer.Option(help="Checkpoints go here.")] = Path("out/training"),
    output: Annotated[Path, typer.Option(help="The package goes here.")] = Path("models"),
    version: Annotated[str, typer.Option(help="Version of the package.")] = "0.3.0",
    change: Annotated[
        list[str] | None, typer.Option(help="A setting other than the config's, as TOML; may be given again.")
    ] = None,
) -> None:
    """Trains every stage on the corpora and writes an installable model package.

    Example: onrecord train --corpora corpora --labels labels --output models

    To compare: onrecord train ... --change "steps = 400" --change "shapes = false" --output out/without-shapes
    """
    from onrecord.training.train import read_changes, train_models

    console = Console(stderr=True, highlight=False)
    changes = read_changes(change or ())
    checksum = train_models(
        corpora, labels, written, config, pipeline, work, output, version, console.print, changes
    )
    console.print(f"weights sha256 {checksum} -> {output}")
