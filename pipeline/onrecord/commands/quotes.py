"""`onrecord quotes`: who said what, over many articles."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.commands.errors import wrong_use


class Shape(StrEnum):
    """How the quotes are printed."""

    table = "table"
    csv = "csv"
    json = "json"


def quotes(
    records: Annotated[list[Path], typer.Argument(help="Records (.jsonl, .jsonl.gz).")],
    speaker: Annotated[
        str | None, typer.Option("--speaker", "-s", help="Only of speakers with this in one of their names.")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--type", help="Only direct, indirect or mixed; may be repeated.")
    ] = None,
    least: Annotated[float, typer.Option("--least", min=0, max=1, help="How sure a quote must be, 0 to 1.")] = 0.0,
    context: Annotated[int, typer.Option("--context", min=0, help="Characters shown to either side.")] = 60,
    shape: Annotated[Shape, typer.Option("--format", "-f", help="table, csv or json.")] = Shape.table,
) -> None:
    """Lists who said what in which article, with offsets and context.

    Examples:

      onrecord quotes records.jsonl --speaker Biden

      onrecord quotes records.jsonl --type direct --format csv > quotes.csv
    """
    from typing import get_args

    from onrecord.jsonl import read_records
    from onrecord.quote_table import gather, to_csv, to_json
    from onrecord.records import QuoteType

    known = get_args(QuoteType)
    for name in kind or ():
        if name not in known:
            wrong_use(f"--type {name}: known are {', '.join(known)}")
    try:
        found = [
            row
            for row in gather((r for path in records for r in read_records(path)), speaker, context)
            if (not kind or row["type"] in kind) and (row["confidence"] is None or row["confidence"] >= least)
        ]
    except OSError as error:
        wrong_use(f"{error.filename}: {error.strerror or error}")
    except ValueError as error:
        wrong_use(error)
    if shape is Shape.json:
        typer.echo(to_json(found), nl=False)
    elif shape is Shape.csv:
        typer.echo(to_csv(found), nl=False)
    else:
        _print_table(found)


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("article", "characters", "speaker", "cue", "what was said")
    for row in rows:
        said = Text.assemble(
            (_one_line(row["before"]), "dim"), (_one_line(row["said"]), "bold"), (_one_line(row["after"]), "dim")
        )
        where = f"{row['start']}-{row['end']}"
        cue = ("not " if row["negated"] else "") + (row["cue"] or "")
        table.add_row(Text(row["article"]), where, Text(row["speaker"] or "?"), Text(cue), said)
    Console().print(table)


def _one_line(words: str) -> str:
    return "".join(" " if c in "\r\n\t" else c for c in words)
