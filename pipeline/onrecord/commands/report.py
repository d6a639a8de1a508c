"""`onrecord report`: records -> one HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console


def report(
    records: Annotated[list[Path], typer.Argument(help="Records (.jsonl).", exists=True, dir_okay=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The page goes here.")] = Path("report.html"),
) -> None:
    """Writes a self-contained HTML page that shows every mark of the records in its article.

    Example: onrecord report out/seeds.jsonl --output out/seeds.html
    """
    from onrecord.jsonl import read_records
    from onrecord.report.records import record_page

    console = Console(stderr=True, highlight=False)
    try:
        page = record_page(record for path in records for record in read_records(path))
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(page, encoding="utf-8", errors="backslashreplace")
    except (ValueError, OSError) as error:
        console.print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(2) from error
    console.print(f"-> {output}", markup=False, soft_wrap=True)
