"""`onrecord evaluate`: records against hand labels."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from onrecord import DEFAULT_MODEL, __version__

if TYPE_CHECKING:
    from onrecord.scoring.compare import Change
    from onrecord.scoring.evaluation import Evaluation, Row
    from onrecord.scoring.floors import Fall, Floor
    from onrecord.scoring.sheets import Sheet


Labels = Annotated[list[Path], typer.Argument(help="Label files (.jsonl), or folders of them.", exists=True)]
Texts = Annotated[
    list[Path] | None,
    typer.Option("--texts", help="Folder with the labelled texts, <id>.txt.", exists=True, file_okay=False),
]
Json = Annotated[Path | None, typer.Option("--json", help="Writes all figures here.")]
Records = Annotated[
    list[Path] | None,
    typer.Option(help="Records to score; else the model annotates.", exists=True, dir_okay=False),
]
Earlier = Annotated[
    Path | None, typer.Option(help="An earlier --json file: shows what changed.", exists=True, dir_okay=False)
]
Minimum = Annotated[
    list[str] | None, typer.Option("--min", help="A floor: quotes.speaker=0.85, names.label:recall=0.9.")
]
Floors = Annotated[
    Path | None, typer.Option(help="A TOML file with a table [floors].", exists=True, dir_okay=False)
]


def evaluate(
    labels: Labels,
    texts: Texts = None,
    records: Records = None,
    model: Annotated[str, typer.Option(help="Model package or folder that annotates.")] = DEFAULT_MODEL,
    json_path: Json = None,
    html: Annotated[Path | None, typer.Option(help="Writes the page of errors here.")] = None,
    compare: Earlier = None,
    minimum: Minimum = None,
    floors: Floors = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No table.")] = False,
) -> None:
    """Scores records against hand labels, stage by stage, with counts and 95 % intervals.

    Exits with 1 when a floor is missed, with 2 when an input is wrong.

    Example: onrecord evaluate seeds/labels/*.jsonl --texts seeds/articles --html out/errors.html
    """
    error_console = Console(stderr=True, highlight=False)
    try:
        falls = run_evaluation(
            labels, texts or [], records, model, json_path, html, compare, minimum or [], floors,
            stdout(quiet), error_console,
        )  # fmt: skip
    except (ValueError, OSError) as error:
        error_console.print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(2) from error
    for fall in falls:
        value = "was not scored" if fall.value is None else f"is {100 * fall.value:.1f}"
        least = 100 * fall.floor.least
        error_console.print(f"floor missed: {fall.floor} {value}, must be {least:.1f}", style="red")
    raise typer.Exit(1 if falls else 0)


def run_evaluation(
    labels: Sequence[Path],
    texts: Sequence[Path],
    records: Sequence[Path] | None,
    model: str,
    json_path: Path | None,
    html: Path | None,
    compare: Path | None,
    minimum: Sequence[str],
    floors_path: Path | None,
    out: Console,
    notes: Console,
) -> list[Fall]:
    """Scores, prints and writes; returns the floors that were missed. Raises ValueError for wrong input."""
    from onrecord.jsonl import read_objects
    from onrecord.scoring import compare as comparing
    from onrecord.scoring import evaluation as scoring
    from onrecord.scoring.floors import missed
    from onrecord.scoring.labels import label_files, read_labels, read_predictions

    limits = _floors(minimum, floors_path)
    earlier = comparing.read_evaluation(compare) if compare else None
    given = [record for path in records for record in read_objects(path)] if records else []
    golds = read_labels(label_files(labels), texts, given)
    for absent in golds.absent:
        notes.print(f"absent: {absent.id}: {absent.reason}", markup=False, soft_wrap=True)
    if not golds.sheets:
        raise ValueError("no labelled article has its text; give the folder with --texts")
    found = read_predictions(given) if records else _annotate(golds.sheets, model, notes)
    result = scoring.evaluate(golds.sheets, found, golds.absent)
    for name in result.unannotated:
        notes.print(f"no record: {name}: all of it counts as missed", markup=False, soft_wrap=True)
    about = _about(labels, found.values())
    whole = scoring.to_json(result, about)
    shared, changes = comparing.compare(earlier, whole) if earlier else ([], [])
    show(scoring.rows(result), whole, f"{len(result.scores)} articles, {about['model']}", out)
    if earlier:
        _print_changes(out, shared, changes)
    write(json_path, html, whole, result, about, changes)
    return missed(limits, whole["scores"])


def _floors(minimum: Sequence[str], path: Path | None) -> list[Floor]:
    from onrecord.scoring.floors import parse_floor, read_floors

    return [*(read_floors(path) if path else []), *(parse_floor(text) for text in minimum)]


def _annotate(golds: Sequence[Sheet], model: str, notes: Console) -> dict[str, dict[str, Any]]:
    import onrecord
    from onrecord.articles import Article

    nlp = onrecord.load(model)
    found = {}
    with notes.status("annotating") as status:
        for number, gold in enumerate(golds, 1):
            status.update(f"annotating {gold.id} ({number} of {len(golds)})")
            record = onrecord.annotate(Article(id=gold.id, text=gold.text), nlp)
            found[gold.sha256] = record.model_dump(mode="json")
    return found


def _about(labels: Sequence[Path], records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What was scored: from the records themselves, so that a page is never taken for another model's."""
    made = {
        f"{by['model']} {by['model_version']} ({(by.get('model_checksum') or 'no checksum')[:12]})"
        for record in records
        if (by := record.get("made_by"))
    }
    return {
        "onrecord": __version__,
        "model": ", ".join(sorted(made)) or "not said",
        "labels": ", ".join(path.name for path in labels),
    }


def stdout(quiet: bool = False) -> Console:
    """Standard output for tables; wide enough where it is a pipe or a log, which have no width."""
    return Console(highlight=False, quiet=quiet, width=None if sys.stdout.isatty() else 120)


def show(rows: Sequence[Row], whole: Mapping[str, Any], title: str, out: Console | None = None) -> None:
    """Prints the figures of an evaluation as a table."""
    from onrecord.report.templates import count, percent

    out = out or stdout()
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("metric", no_wrap=True)
    for column in ("labelled", "found", "right", "P", "R", "F1", "95 %"):
        table.add_column(column, justify="right", no_wrap=True)
    stage = ""
    for row in rows:
        if stage and row.metric.split(".")[0] != stage:
            table.add_section()
        stage = row.metric.split(".")[0]
        tally = row.tally
        counts = (tally.gold, tally.found, tally.gold_hits) if tally else (None, None, None)
        spread = f"{percent(row.interval.low)}-{percent(row.interval.high)}" if row.interval else "–"
        table.add_row(
            row.metric, *map(count, counts), *map(percent, (row.precision, row.recall, row.f1)), spread
        )
    out.print(table)
    for name, value in whole["measures"].items():
        out.print(f"{name}: {value['count']} compared, median {value['median']:.1f}, max {value['max']:.1f}")
    if whole["calibration"]:
        out.print(_calibration_table(whole["calibration"]))


def _calibration_table(calibration: Mapping[str, Any]) -> Table:
    from onrecord.report.templates import percent

    title = "confidence, by bins of as many marks: its mean, and the share that is right"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("marks", no_wrap=True)
    for column in ("count", "confidence", "right", "error", "Brier"):
        table.add_column(column, justify="right", no_wrap=True)
    for name, one in calibration.items():
        figures = percent(one["confidence"]), percent(one["right"]), percent(one["error"])
        table.add_row(name, str(one["count"]), *figures, f"{one['brier']:.3f}")
        for part in one["bins"]:
            limits = f"  {part['low']:.4f} to {part['high']:.4f}"
            table.add_row(limits, str(part["count"]), percent(part["confidence"]), percent(part["right"]))
        table.add_section()
    return table


def _print_changes(out: Console, shared: Sequence[str], changes: Sequence[Change]) -> None:
    title = f"against the earlier run, on the {len(shared)} articles of both"
    table = Table(title=title, title_justify="left")
    table.add_column("metric", no_wrap=True)
    for column in ("earlier", "now", "difference", "p", ""):
        table.add_column(column, justify="right")
    for change in changes:
        if change.delta or change.relabelled:
            p = "–" if change.p is None else f"{change.p:.3f}"
            table.add_row(
                change.metric, f"{100 * change.old:.1f}", f"{100 * change.new:.1f}",
                f"{100 * change.delta:+.1f}", p, "labels differ" if change.relabelled else "",
            )  # fmt: skip
    out.print(table if table.row_count else "no figure differs from the earlier run")


def write(
    json_path: Path | None,
    html: Path | None,
    whole: Mapping[str, Any],
    result: Evaluation,
    about: Mapping[str, Any],
    changes: Sequence[Change],
) -> None:
    """Writes an evaluation as JSON and as a page, each where a path is given."""
    if json_path:
        json_path.parent.mkdir(parents=True, exist_ok=True)
        json_path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if html:
        from onrecord.report.errors import error_page

        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_text(error_page(result, about, changes), encoding="utf-8", errors="backslashreplace")
