"""Sources: what a user names (files, folders, globs, `-`, datasets) to the articles in it, in a fixed order.

Order: the sources as given; in a folder by name, level by level; in a file by row.
Ids: a file's path relative to the folder or glob it was found in, without suffix; a
row's own `id`, else the file's id, `#` and the row's number. A second article of the
same id gets its suffix back, or `~2`, `~3` behind it.
"""

from __future__ import annotations

import glob
import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from onrecord.articles import MAX_BYTES, ArticleError, Item, article_of_bytes, printable
from onrecord.formats import SUFFIXES, TABLES, Row, dataset_rows, rows, split_name

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


def check_sources(sources: Sequence[str]) -> None:
    """Raises SourceError for the first source that does not exist, before any work is done."""
    for source in sources:
        if source == "-" or source.startswith(DATASET):
            continue
        if not os.path.lexists(source) and next(_glob(source), None) is None:
            raise SourceError(f"{source}: no such file or folder")
        if Path(source).is_dir() and next(_walk(Path(source), set(), frozenset()), None) is None:
            kinds = ", ".join(sorted(SUFFIXES))
            raise SourceError(f"{source}: no articles in this folder (looked for {kinds}, also .gz, .zst)")


def find_items(
    sources: Sequence[str], reading: Reading | None = None, stdin: IO[bytes] | None = None
) -> Iterator[Item]:
    """Yields the articles of the sources, each with an id of its own; reads no more than it must.

    Raises SourceError where a table lacks the column of the text.
    """
    reading = reading or Reading()
    taken: dict[bytes, int] = {}
    for source in sources:
        for item, suffix in _items_of(source, reading, stdin or sys.stdin.buffer):
            unique = _unique(item.id, suffix, taken)
            yield item if unique == item.id else replace(item, id=unique)


def safe_id(name: str) -> str:
    """A name as an id: what no terminal or encoding can show is percent-encoded, a long one is cut."""
    safe = printable(name)
    if len(safe) > MAX_ID:
        safe = f"{safe[: MAX_ID - 17]}~{hashlib.sha256(safe.encode()).hexdigest()[:16]}"
    return safe or "article"


def _items_of(source: str, reading: Reading, stdin: IO[bytes]) -> Iterator[tuple[Item, str]]:
    if source == "-":
        yield from _stdin_items(reading, stdin)
    elif source.startswith(DATASET):
        yield from _dataset_items(source, reading)
    elif Path(source).is_dir():
        yield from _folder_items(Path(source), reading)
    elif os.path.lexists(source):
        yield from _file_items(Path(source), Path(source).name, reading)
    else:
        root = _fixed_part(source)
        for match in _glob(source):
            if match.is_dir():
                continue
            relative = os.path.relpath(match, root) if root else str(match)
            yield from _file_items(match, Path(relative).as_posix(), reading)


def _folder_items(folder: Path, reading: Reading) -> Iterator[tuple[Item, str]]:
    for path in _walk(folder, set(), reading.leave_out):
        yield from _file_items(path, path.relative_to(folder).as_posix(), reading)


def _walk(folder: Path, seen: set[tuple[int, int]], leave_out: frozenset[str]) -> Iterator[Path]:
    """Files of known suffix, by name; a folder met again through a link is not entered again."""
    try:
        status = folder.stat()
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for name in names:
        path = folder / name
        if name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path, seen, leave_out)
        elif split_name(name)[1] is not None and os.path.realpath(path) not in leave_out:
            yield path


def _glob(pattern: str) -> Iterator[Path]:
    if not glob.has_magic(pattern):
        return iter(())
    return map(Path, sorted(glob.glob(pattern, recursive=True)))  # noqa: PTH207 (Path.glob takes no absolute pattern)


def _fixed_part(pattern: str) -> str:
    """The folder before a glob's first wildcard."""
    parts = Path(pattern).parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return str(Path(*parts[:fixed])) if fixed else ""


def _file_items(path: Path, relative: str, reading: Reading) -> Iterator[tuple[Item, str]]:
    bare, known = split_name(relative.rsplit("/", 1)[-1])
    folder = relative.rpartition("/")[0]
    item_id = safe_id(f"{folder}/{bare}" if folder else bare)
    suffix = relative[len(f"{folder}/{bare}" if folder else bare) :]
    kind = known or reading.format or "text"
    if kind not in TABLES:
        yield Item(item_id, str(path), kind), suffix
        return
    yield from _row_items(rows(path, kind), item_id, str(path), reading, strict=kind not in ("json", "jsonl"))


def _stdin_items(reading: Reading, stdin: IO[bytes]) -> Iterator[tuple[Item, str]]:
    kind = reading.format or "text"
    if kind == "parquet":
        raise SourceError("Parquet cannot be read from standard input; name the file")
    if kind in TABLES:
        yield from _row_items(
            rows(Path("-"), kind, stdin), "stdin", "-", reading, strict=kind in ("csv", "tsv")
        )
        return
    whole = Item("stdin", "-", kind)
    try:
        article = article_of_bytes(whole, stdin.read(MAX_BYTES))
    except ArticleError as error:
        yield Item("stdin", "-", problem=(error.kind, str(error)), sha256=error.input_sha256), ""
        return
    fields = {name: getattr(article, name) for name in ("text", *ROW_FIELDS)}
    yield Item("stdin", "-", "row", fields, sha256=article.input_sha256), ""


def _dataset_items(source: str, reading: Reading) -> Iterator[tuple[Item, str]]:
    """`hf:NAME` or `hf:NAME:SPLIT`; the split is `train` where none is named."""
    name, _, split = source.removeprefix(DATASET).partition(":")
    base = safe_id(Path(name).name or name)
    try:
        yield from _row_items(dataset_rows(name, split or "train"), base, source, reading, strict=True)
    except (OSError, ValueError, KeyError, ConnectionError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"{source}: {' '.join(str(error).split())[:300]}") from error


def _row_items(
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


def _unique(item_id: str, suffix: str, taken: dict[bytes, int]) -> str:
    """An id not taken yet. Eight bytes of hash stand for each, so that millions fit in memory."""
    if _take(item_id, taken):
        return item_id
    if suffix and _take(with_suffix := safe_id(item_id + suffix), taken):
        return with_suffix
    mark = _mark(item_id)
    while True:
        taken[mark] += 1
        if _take(numbered := f"{item_id}~{taken[mark]}", taken):
            return numbered


def _take(item_id: str, taken: dict[bytes, int]) -> bool:
    mark = _mark(item_id)
    if mark in taken:
        return False
    taken[mark] = 1
    return True


def _mark(item_id: str) -> bytes:
    return hashlib.blake2b(item_id.encode(), digest_size=8).digest()
