"""`onrecord entities`: who and where a whole folder of records speaks of."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.commands.errors import wrong_use


class Shape(StrEnum):
    """How the entities are printed."""

    table = "table"
    csv = "csv"
    json = "json"


def entities(
    records: Annotated[list[Path], typer.Argument(help="Records (.jsonl, .jsonl.gz).")],
    label: Annotated[
        list[str] | None,
        typer.Option("--label", help="Only PERSON, ORG, NORP, GPE, LOC or FAC; may be repeated."),
    ] = None,
    kind: Annotated[list[str] | None, typer.Option("--type", help="Only actors of this type; may be repeated.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="Only those with this in one of their names.")] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="In how many articles an entity must be.")] = 1,
    shape: Annotated[Shape, typer.Option("--format", "-f", help="table, csv or json.")] = Shape.table,
) -> None:
    """Gathers the entities of many records: one line an actor or place, with counts and other names.

    Examples:

      onrecord entities records.jsonl --type armed_group

      onrecord entities records.jsonl --label GPE --least 3 --format csv > places.csv
    """
    from onrecord.entity_table import gather, matches, to_csv, to_json
    from onrecord.jsonl import read_records
    from onrecord.naming.types import TYPES
    from onrecord.records import LABELS

    _check("--label", label, LABELS)
    _check("--type", kind, TYPES)
    try:
        rows = gather(r for path in records for r in read_records(path))
    except OSError as error:
        wrong_use(f"{error.filename}: {error.strerror or error}")
    except ValueError as error:
        wrong_use(error)
    rows = [
        row
        for row in rows
        if (not label or row["label"] in label)
        and (not kind or row["type"] in kind)
        and row["articles"] >= least
        and (name is None or matches(row, name))
    ]
    if shape is Shape.json:
        typer.echo(to_json(rows), nl=False)
    elif shape is Shape.csv:
        typer.echo(to_csv(rows), nl=False)
    else:
        _print_table(rows)


def _check(option: str, given: list[str] | None, known: tuple[str, ...]) -> None:
    for value in given or ():
        if value not in known:
            wrong_use(f"{option} {value}: known are {', '.join(known)}")


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("name", "label", "type", "country", "articles", "mentions", "also")
    for row in rows:
        counts = (str(row["articles"]), str(row["mentions"]))
        also = ", ".join(row["aliases"][:4])
        table.add_row(row["name"], row["label"], row["type"] or "", row["country"] or "", *counts, also)
    Console().print(table)
