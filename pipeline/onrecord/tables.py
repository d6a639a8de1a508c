"""Tables: the rows of files and data sets that hold many articles, as items."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.articles import Item, printable
from onrecord.formats import Row, dataset_rows

ROW_FIELDS = ("title", "published", "url", "language")
MAX_ID = 400
DATASET = "hf:"


class SourceError(ValueError):
    """A source that the user named wrongly: no such file, a folder without articles, no such column."""


@dataclass(frozen=True)
class Reading:
    """How to read sources: the format where no name tells it, columns by field, paths to leave out."""

    format: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    leave_out: frozenset[str] = frozenset()


def safe_id(name: str) -> str:
    """A name as an id: what no terminal or encoding can show is percent-encoded, a long one is cut."""
    safe = printable(name)
    if len(safe) > MAX_ID:
        safe = f"{safe[: MAX_ID - 17]}~{hashlib.sha256(safe.encode()).hexdigest()[:16]}"
    return safe or "article"


def dataset_items(source: str, reading: Reading) -> Iterator[tuple[Item, str]]:
    """`hf:NAME` or `hf:NAME:SPLIT`; the split is `train` where none is named."""
    name, _, split = source.removeprefix(DATASET).partition(":")
    base = safe_id(Path(name).name or name)
    try:
        yield from row_items(dataset_rows(name, split or "train"), base, source, reading, strict=True)
    except (OSError, ValueError, KeyError, ConnectionError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"{source}: {' '.join(str(error).split())[:300]}") from error


def row_items(
    found: Iterator[Row], base: str, path: str, reading: Reading, strict: bool
) -> Iterator[tuple[Item, str]]:
    """The rows of one file as items. A file that breaks off midway gives one failed item behind its rows."""
    number = 0
    try:
        for number, (fields, wrong, sha256) in enumerate(found, 1):
            where = f"{printable(path)}#{number}"
            if strict and number == 1 and fields is not None:
                _need_text_column(fields, path, reading)
            yield _row_item(fields, wrong, sha256, f"{base}#{number}", where, reading), ""
    except (SourceError, GeneratorExit):
        raise
    except Exception as error:  # a damaged file costs its unread rows, and says so
        reason = " ".join(str(error).split())[:200]
        message = f"{printable(path)}: cannot be read after row {number} ({reason})"
        yield Item(base, path, problem=("Unreadable", message)), ""


def _need_text_column(fields: dict[str, Any], path: str, reading: Reading) -> None:
    column = reading.columns.get("text", "text")
    if column not in fields:
        names = ", ".join(map(str, fields))[:200]
        raise SourceError(f"{path}: no column {column!r} ({names}); name the text's with --column text=NAME")


def _row_item(
    fields: dict[str, Any] | None,
    wrong: str | None,
    sha256: str | None,
    fallback: str,
    where: str,
    reading: Reading,
) -> Item:
    if fields is None:
        return Item(fallback, where, problem=("NotJson", f"{where}: {wrong}"), sha256=sha256)
    values = {name: fields.get(reading.columns.get(name, name)) for name in ("id", "text", *ROW_FIELDS)}
    own = _plain(values.pop("id"))
    item_id = safe_id(own) if own else fallback
    text = values.pop("text")
    if not isinstance(text, str):
        found = "no 'text'" if text is None else f"'text' is {type(text).__name__}, not a string"
        message = f"{where}: {found}; every article needs one"
        return Item(item_id, where, problem=("NoText", message), sha256=sha256)
    plain = {name: _plain(value) for name, value in values.items()}
    return Item(item_id, where, "row", {"text": text, **plain}, sha256=sha256)


def _plain(value: Any) -> str | None:
    """A field as a string; dates from tables become ISO, nested values are none of ours."""
    if value is None or isinstance(value, (dict, list, bytes)):
        return None
    text = str(value.isoformat() if hasattr(value, "isoformat") else value).strip()
    return text if text and text.lower() not in ("nan", "nat", "none") else None
