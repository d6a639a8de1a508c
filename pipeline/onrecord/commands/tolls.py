"""`onrecord tolls`: who gives which number of one event, over many articles."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.commands.errors import wrong_use

if TYPE_CHECKING:
    from onrecord.tolls import Toll


class Shape(StrEnum):
    """How the tolls are printed."""

    table = "table"
    csv = "csv"
    json = "json"


def tolls(
    records: Annotated[list[Path], typer.Argument(help="Records (.jsonl, .jsonl.gz), or folders of them.")],
    event: Annotated[
        list[str] | None,
        typer.Option("--event", help="Only this kind (killed, injured, ...); may be repeated."),
    ] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="How many figures a line-up must have.")] = 1,
    within: Annotated[int, typer.Option("--within", min=0, help="How many days apart one toll's figures may be.")] = 0,
    shape: Annotated[Shape, typer.Option("--format", "-f", help="table, csv or json.")] = Shape.table,
) -> None:
    """Lines up the numbers that articles give for one event kind, place and day.

    Examples:

      onrecord tolls records.jsonl --event killed --least 2

      onrecord tolls records.jsonl --event killed --within 3

      onrecord tolls records.jsonl --format csv > tolls.csv
    """
    from typing import get_args

    from onrecord.jsonl import read_records
    from onrecord.records import Event
    from onrecord.tolls import line_up, to_csv, to_json

    known = get_args(Event)
    for name in event or ():
        if name not in known:
            wrong_use(f"--event {name}: known kinds are {', '.join(known)}")
    try:
        found = line_up((r for path in _files(records) for r in read_records(path)), event or None, least, within)
    except OSError as error:
        wrong_use(f"{error.filename}: {error.strerror or error}")
    except ValueError as error:
        wrong_use(error)
    if shape is Shape.json:
        typer.echo(to_json(found))
    elif shape is Shape.csv:
        typer.echo(to_csv(found), nl=False)
    else:
        _print_table(found)


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files that are named, and those with records in the folders that are."""
    for path in paths:
        yield from sorted(path.glob("*.jsonl*")) if path.is_dir() else (path,)


def _print_table(found: list[Toll]) -> None:
    """One block an event: a heading, then its figures from the lowest to the highest."""
    for toll in found:
        span = (
            f"{_number(toll.lowest)} to {_number(toll.highest)}"
            if toll.lowest != toll.highest
            else _number(toll.lowest)
        )
        typer.echo(f"{toll.event}, {toll.place}, {toll.day or 'day unknown'}: {span}")
        odds = {position for pair in toll.contradictions for position in pair}
        for i, figure in enumerate(toll.figures):
            signs = [figure.move or "", "denied" if figure.negated else "", "hedged" if figure.hedged else ""]
            signs.append("CONTRADICTED" if i in odds else "")
            where = f"{figure.article} [{figure.start}, {figure.end})"
            said = " ".join(figure.text.split())
            cells = (
                said,
                figure.claimant or "(the article)",
                figure.published or "",
                where,
                " ".join(filter(None, signs)),
            )
            typer.echo("  " + " | ".join(cells).rstrip(" |"))


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:,.10g}"
