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
from dataclasses import replace
from pathlib import Path
from typing import IO

from onrecord.articles import MAX_BYTES, ArticleError, Item, article_of_bytes
from onrecord.formats import SUFFIXES, TABLES, rows, split_name
from onrecord.tables import DATASET, ROW_FIELDS, Reading, SourceError, dataset_items, row_items, safe_id


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


def count_items(sources: Sequence[str], reading: Reading) -> int | None:
    """How many articles there are, where that can be told without reading files; else None."""
    count = 0
    for source in sources:
        if source == "-" or source.startswith(DATASET):
            return None
        for path in _paths(source, reading):
            if (split_name(path.name)[1] or reading.format) in TABLES:
                return None
            count += 1
    return count


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


def _items_of(source: str, reading: Reading, stdin: IO[bytes]) -> Iterator[tuple[Item, str]]:
    if source == "-":
        yield from _stdin_items(reading, stdin)
    elif source.startswith(DATASET):
        yield from dataset_items(source, reading)
    else:
        root = _root(source)
        for path in _paths(source, reading):
            relative = os.path.relpath(path, root) if root else str(path)
            yield from _file_items(path, Path(relative).as_posix(), reading)


def _paths(source: str, reading: Reading) -> Iterator[Path]:
    """The files that a folder, a file's name or a glob stands for."""
    if Path(source).is_dir():
        return _walk(Path(source), set(), reading.leave_out)
    if os.path.lexists(source):
        return iter([Path(source)])
    return (path for path in _glob(source) if not path.is_dir())


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


def _root(source: str) -> str:
    """What ids are relative to: the folder, a file's folder, the folder before a glob's first wildcard."""
    if Path(source).is_dir():
        return source
    if os.path.lexists(source):
        return str(Path(source).parent)
    parts = Path(source).parts
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
    yield from row_items(rows(path, kind), item_id, str(path), reading, strict=kind not in ("json", "jsonl"))


def _stdin_items(reading: Reading, stdin: IO[bytes]) -> Iterator[tuple[Item, str]]:
    kind = reading.format or "text"
    if kind == "parquet":
        raise SourceError("Parquet cannot be read from standard input; name the file")
    if kind in TABLES:
        yield from row_items(
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
