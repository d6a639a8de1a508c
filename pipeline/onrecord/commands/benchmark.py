"""`onrecord benchmark`: public test figures of a model."""

from __future__ import annotations

import json
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from onrecord import DEFAULT_MODEL

PACKAGES = ("onrecord", "spacy", "torch", "tokenizers")


def benchmark(
    corpora: Annotated[Path, typer.Option(help="Folder of the open corpora.", exists=True, file_okay=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The results go here (.json).")],
    model: Annotated[str, typer.Option(help="Model package or folder.")] = DEFAULT_MODEL,
    only: Annotated[
        list[str] | None, typer.Option(help="One of ewt, gum, uner, attribution, coreference; else all.")
    ] = None,
) -> None:
    """Scores a model on public test sets and writes the figures with the command, versions and date.

    Example: onrecord benchmark --corpora corpora --output out/benchmarks.json
    """
    import onrecord
    from onrecord.assemble import made_by
    from onrecord.commands.evaluate import show, stdout
    from onrecord.scoring.benchmarks import BENCHMARKS, run_benchmarks
    from onrecord.scoring.evaluation import rows, to_json

    console = Console(stderr=True, highlight=False)
    try:
        nlp = onrecord.load(model)
        with console.status("scoring"):
            result = run_benchmarks(only or list(BENCHMARKS), nlp, corpora)
        about = _about(made_by(nlp).model_dump(), only)
        whole = to_json(result, about)
        output.parent.mkdir(parents=True, exist_ok=True)
        kept = {key: whole[key] for key in ("format", "about", "articles", "scores", "by_article")}
        output.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    except (ValueError, OSError) as error:
        console.print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(2) from error
    show(rows(result), whole, f"{len(result.scores)} documents, {about['model']}", stdout())
    console.print(f"-> {output}", markup=False, soft_wrap=True)


def _about(made: dict[str, Any], only: list[str] | None) -> dict[str, Any]:
    """What was run, with what, when: enough to run it again."""
    options = "".join(f" --only {name}" for name in only or ())
    return {
        "command": f"onrecord benchmark --corpora CORPORA --output OUTPUT{options}",
        "date": datetime.now(UTC).date().isoformat(),
        "model": f"{made['model']} {made['model_version']}",
        "model_checksum": made["model_checksum"],
        "config_hash": made["config_hash"],
        "python": platform.python_version(),
        "versions": {package: version(package) for package in PACKAGES},
    }
