"""JSONL: records to and from lines of UTF-8 JSON, one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.records import Record


def to_line(record: Record) -> str:
    """One record as one line of JSON without its line break; the same record gives the same bytes."""
    return json.dumps(record.model_dump(mode="python"), ensure_ascii=not _encodes(record.text), allow_nan=False)


def _encodes(text: str) -> bool:
    """Whether a text can be written as UTF-8 as it stands: lone surrogates are escaped instead."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


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
            raise ValueError(f"{path}, line {number}: not JSON ({error.msg}); one object a line is needed") from error
        if not isinstance(value, dict):
            raise ValueError(f"{path}, line {number}: {type(value).__name__}, not an object")
        yield value


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, line
