"""`onrecord annotate`: articles to records."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord import DEFAULT_MODEL
from onrecord.batch import (
    EngineError,
    LedgerError,
    Limits,
    LockedError,
    ModelError,
    OutputError,
    Run,
    Tally,
    WorkerSettings,
    annotate_files,
    annotate_stream,
)
from onrecord.commands.errors import FAILED, complain, wrong_use
from onrecord.commands.options import StopOnSignal, checked_format, columns_of, overrides_of
from onrecord.commands.progress import Progress, summary
from onrecord.formats import FORMATS
from onrecord.sources import check_sources, count_items
from onrecord.tables import Reading, SourceError


class Where(StrEnum):
    """Which engine runs the stages: worker processes here, or actors of Ray Data, here or on many machines."""

    local = "local"
    ray = "ray"


class Parts(StrEnum):
    """What Ray's actors write."""

    jsonl = "jsonl"
    parquet = "parquet"


class Precision(StrEnum):
    """What the encoder calculates in; `auto` is bf16 where the processor has it."""

    auto = "auto"
    fp32 = "fp32"
    bf16 = "bf16"
    int8 = "int8"


def annotate(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, - (standard input), hf:NAME[:SPLIT].")
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="Records go here (.jsonl, .jsonl.gz; - for standard output)."),
    ] = None,
    model: Annotated[str, typer.Option("--model", "-m", help="Model package or folder.")] = DEFAULT_MODEL,
    config: Annotated[
        Path | None, typer.Option(help="Settings of stages, as [components.STAGE] sections.")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", "-n", min=1, help="Processes, one core each.")] = 1,
    precision: Annotated[Precision, typer.Option(help="What the encoder calculates in.")] = Precision.auto,
    device: Annotated[
        str, typer.Option(help="Where the encoder runs: auto (a GPU if there is one), cpu, cuda:0.")
    ] = "auto",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Starts afresh.")] = False,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Makes records anew where another model or setting made them.")
    ] = False,
    retry_failures: Annotated[
        bool, typer.Option("--retry-failures", help="Tries failed articles again.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
    stats: Annotated[Path | None, typer.Option(help="Writes the summary's figures here, as JSON.")] = None,
    format: Annotated[
        str | None, typer.Option(help=f"Of standard input and unknown suffixes: {', '.join(FORMATS)}.")
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="A table's column by field, as in text=body; may be repeated.")
    ] = None,
    max_seconds: Annotated[float, typer.Option(min=0.1, help="Limit on one article's time.")] = 300.0,
    max_chars: Annotated[int, typer.Option(min=1, help="Limit on one article's length.")] = 5_000_000,
    max_memory: Annotated[
        float | None, typer.Option(min=1, help="Limit on one worker's memory, MiB.")
    ] = None,
    retries: Annotated[int, typer.Option(min=0, help="Retries of an article that ended its worker.")] = 1,
    engine: Annotated[
        Where, typer.Option(help="ray: OUTPUT is a folder of parts; --workers are actors.")
    ] = Where.local,
    parts: Annotated[Parts, typer.Option(help="With --engine ray: the format of the parts.")] = Parts.jsonl,
    gpus: Annotated[float, typer.Option(min=0, help="With --engine ray: share of a GPU for each actor.")] = 0.0,
) -> None:
    """Annotates articles: one JSON record a line, in the order of the input.

    A run that was stopped goes on where it was when the same command is given again.
    Articles that fail are told in OUTPUT's .failures.jsonl.

    Examples:

      onrecord annotate article.txt

      onrecord annotate articles/ --output out/records.jsonl --workers 4

      onrecord annotate 'wire/2024-*/*.html.gz' more.jsonl -o records.jsonl.gz

      onrecord annotate /shared/wire/ --engine ray --workers 64 -o /shared/records/

      onrecord annotate table.csv --column text=body --column id=story -o records.jsonl

      cat article.txt | onrecord annotate - | jq .quotes
    """
    reading = Reading(checked_format(format), columns_of(column or []))
    overrides = overrides_of(config) if config else {}
    try:
        check_sources(sources)
        to_stream = output == "-" or (output is None and _one_file(sources))
        if output is None and not to_stream:
            raise SourceError(
                "--output FILE.jsonl is needed for more than one file (--output - for standard output)"
            )
        stop = StopOnSignal()
        progress = Progress(quiet or (to_stream and _one_file(sources)))
        settings = WorkerSettings(model, overrides, max_chars, precision=precision.value, device=device)
        limits = Limits(max_seconds, max_memory, retries)
        total = None if progress.quiet else count_items(sources, reading)
        run = Run(settings, reading, workers, limits, stop, progress.show, total)
        with progress:
            how: dict[str, Any] = {"overwrite": overwrite, "refresh": refresh, "retry_failures": retry_failures}
            if engine is Where.ray:
                tally = _on_ray(sources, output, run, parquet=parts is Parts.parquet, gpus=gpus, **how)
            elif to_stream:
                tally = annotate_stream(sources, sys.stdout.buffer, run, _tell_failure)
            else:
                tally = annotate_files(sources, Path(str(output)), run, **how)
    except (SourceError, ModelError, LedgerError, LockedError) as error:
        wrong_use(error)
    except (EngineError, OutputError) as error:
        complain(error)
        raise typer.Exit(FAILED) from error
    except BrokenPipeError as error:  # the reader of our output has left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(FAILED) from error
    _finish(tally, stop, None if to_stream else str(output), progress.quiet, stats)


def _on_ray(sources: Sequence[str], output: str | None, run: Run, **how: Any) -> Tally:
    from importlib.util import find_spec

    if find_spec("ray") is None:
        wrong_use("--engine ray: Ray is not installed; pip install 'onrecord[ray]'")
    if output in (None, "-"):
        wrong_use("--engine ray: name a folder for the parts with --output")
    from onrecord.batch.cluster import annotate_cluster

    return annotate_cluster(sources, Path(str(output)), run, **how)


def _finish(tally: Tally, stop: StopOnSignal, output: str | None, quiet: bool, stats: Path | None) -> None:
    if stats is not None:
        try:
            stats.write_text(json.dumps(tally.as_dict(), indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            wrong_use(f"{stats}: {error.strerror}")
    if not quiet:
        for line in summary(tally, output):
            typer.echo(line, err=True)
    if tally.interrupted:
        how = "; give the same command again to go on" if output else ""
        typer.echo(f"stopped after {tally.done} articles{how}", err=True)
        raise typer.Exit(128 + (stop.received or signal.SIGINT))
    if not tally.done:
        wrong_use("the sources hold no article")
    if tally.all_failed:
        raise typer.Exit(FAILED)


def _one_file(sources: Sequence[str]) -> bool:
    return (
        len(sources) == 1
        and (sources[0] == "-" or os.path.lexists(sources[0]))
        and not Path(sources[0]).is_dir()
    )


def _tell_failure(values: dict[str, Any]) -> None:
    complain(f"{values['id']}: {values['message']} ({values['error']} in {values['stage']})")
