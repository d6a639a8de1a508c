"""`onrecord baselines`: others' tools on the same texts, in one table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from onrecord import DEFAULT_MODEL
from onrecord.commands.evaluate import Json, Labels, Texts, stdout

if TYPE_CHECKING:
    from onrecord.baselines.table import Line


def baselines(
    labels: Labels,
    texts: Texts = None,
    model: Annotated[str, typer.Option(help="Model package or folder.")] = DEFAULT_MODEL,
    json_path: Json = None,
) -> None:
    """Scores other tools on the labelled texts, beside this one. Those not installed are named and left out.

    Example: onrecord baselines seeds/labels --texts seeds/articles
    """
    import onrecord
    from onrecord.baselines.table import baseline_lines
    from onrecord.scoring.labels import label_files, read_labels

    notes = Console(stderr=True, highlight=False)
    try:
        golds = read_labels(label_files(labels), texts or [])
        if not golds.sheets:
            raise ValueError("no labelled article has its text; give the folder with --texts")
        lines, missing = baseline_lines(golds.sheets, onrecord.load(model))
        if json_path:
            json_path.parent.mkdir(parents=True, exist_ok=True)
            json_path.write_text(
                json.dumps([asdict(line) for line in lines], indent=1) + "\n", encoding="utf-8"
            )
    except (ValueError, OSError) as error:
        notes.print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(2) from error
    for name, reason in missing.items():
        notes.print(f"left out: {name}: {reason}", markup=False, soft_wrap=True)
    stdout().print(_table(lines, f"{len(golds.sheets)} articles"))


def _table(lines: Sequence[Line], title: str) -> Table:
    from onrecord.report.templates import count, percent

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("metric", no_wrap=True)
    table.add_column("system", no_wrap=True)
    for column in ("labelled", "found", "right", "P", "R", "F1", "95 %"):
        table.add_column(column, justify="right", no_wrap=True)
    for before, line in zip([None, *lines], lines, strict=False):
        row, tally = line.row, line.row.tally
        if before and before.row.metric != row.metric:
            table.add_section()
        counts = (tally.gold, tally.found, tally.gold_hits) if tally else (None, None, None)
        spread = f"{percent(row.interval.low)}-{percent(row.interval.high)}" if row.interval else "–"
        ratios = map(percent, (row.precision, row.recall, row.f1))
        table.add_row(row.metric, line.system, *map(count, counts), *ratios, spread)
    return table
