"""`onrecord export`: records in other shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.commands.errors import wrong_use

SHAPES = {".parquet": "to_parquet", ".spacy": "to_docbin", ".csv": "to_table"}


def export(
    records: Annotated[list[Path], typer.Argument(help="Records (.jsonl, .jsonl.gz).")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Ends in .parquet, .spacy (DocBin) or .csv (marks).")
    ],
) -> None:
    """Writes records as Parquet, as a spaCy DocBin, or as a table of marks.

    Examples:

      onrecord export records.jsonl --output records.parquet

      onrecord export records.jsonl --output marks.csv
    """
    from onrecord import exports
    from onrecord.jsonl import read_records

    shape = SHAPES.get(output.suffix.lower())
    if shape is None:
        wrong_use(f"{output}: end the name in one of {', '.join(SHAPES)}")
    temporary = output.with_name(output.name + ".partial")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        count = getattr(exports, shape)((r for path in records for r in read_records(path)), temporary)
        temporary.replace(output)
    except OSError as error:
        wrong_use(f"{error.filename or output}: {error.strerror or error}")
    except ValueError as error:
        wrong_use(error)
    finally:
        temporary.unlink(missing_ok=True)
    typer.echo(f"{count} records -> {output}", err=True)
