"""`onrecord schema`: the JSON Schema of a record."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Prints the JSON Schema of one output line.

    Example: onrecord schema > record.schema.json
    """
    from onrecord.records import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
