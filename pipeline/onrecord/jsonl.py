"""JSONL: records to and from lines of UTF-8 JSON, one article a line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from onrecord.records import Record


def to_line(record: Record) -> str:
    """One record as one line of JSON without its line break; the same record gives the same bytes."""
    return object_line(record.model_dump(mode="python"))


def object_line(value: Mapping[str, Any]) -> str:
    """An object as one line that can be written as UTF-8: where it has lone surrogates, all is escaped."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, allow_nan=False)
    return line


def from_line(line: str) -> Record:
    """The record that a line holds. Raises ValueError where it is not one."""
    return Record.model_validate(json.loads(line))


def write_records(path: Path, records: Iterable[Record]) -> int:
    """Writes records to a file, a line each; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for record in records:
            out.write(to_line(record) + "\n")
            count += 1
    return count


def read_records(path: Path) -> Iterator[Record]:
    """Yields the records of a file. Raises ValueError with the line's number where one is broken."""
    for number, line in _lines(path):
        try:
            yield from_line(line)
        except ValueError as error:
            raise ValueError(f"{path}, line {number}: not a record: {error}") from error


def read_objects(path: Path) -> Iterator[dict[str, Any]]:
    """Yields the JSON objects of a .jsonl file, unchecked but for being objects."""
    for number, line in _lines(path):
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            message = f"{path}, line {number}: not JSON ({error.msg}); one object a line is needed"
            raise ValueError(message) from error
        if not isinstance(value, dict):
            raise ValueError(f"{path}, line {number}: {type(value).__name__}, not an object")
        yield value


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, line


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="\n")
    return path.open(encoding="utf-8", newline="\n")
