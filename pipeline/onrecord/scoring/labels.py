"""Labels: hand-label files and their texts -> sheets; says which texts are not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.jsonl import read_objects
from onrecord.records import sha256_of
from onrecord.scoring.sheets import Sheet, iter_spans, to_sheet


@dataclass(frozen=True, slots=True)
class Absent:
    """A labelled article that could not be scored, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The labelled articles whose text is at hand, and those whose text is not."""

    sheets: tuple[Sheet, ...]
    absent: tuple[Absent, ...]


def label_files(paths: Iterable[Path]) -> list[Path]:
    """The files given and the .jsonl files that lie in the folders given. Raises ValueError for an empty one."""
    files: list[Path] = []
    for path in paths:
        found = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not found:
            raise ValueError(f"{path}: no .jsonl file in it; give a folder of labels or a label file")
        files.extend(found)
    return files


def read_labels(
    paths: Iterable[Path], texts: Sequence[Path] = (), records: Iterable[Mapping[str, Any]] = ()
) -> Labels:
    """Reads label files and finds the text of each line.

    The text stands in the line itself, in a record of the same sha256, or in a file
    `<id>.txt` in one of the folders `texts`, where the sha256 must agree.
    Raises ValueError where a line is no label or an id is labelled twice.
    """
    by_hash = {sha256_of(r["text"]): r["text"] for r in records if isinstance(r.get("text"), str)}
    sheets: dict[str, Sheet] = {}
    absent: list[Absent] = []
    for path in paths:
        lines = list(read_objects(path))
        acts = any(mark.get("acts") is not None for line in lines for mark in iter_spans(line))
        for number, line in enumerate(lines, 1):
            if "id" not in line:
                raise ValueError(f"{path}, label {number}: no 'id'; every label needs the id of its article")
            text, reason = find_text(line, texts, by_hash)
            if line["id"] in sheets:
                raise ValueError(f"{path}: {line['id']} is labelled twice; give one label for each article")
            if text is None:
                absent.append(Absent(str(line["id"]), reason))
            else:
                sheets[line["id"]] = _sheet(path, line, text, acts)
    return Labels(tuple(sheets.values()), tuple(absent))


def _sheet(path: Path, line: Mapping[str, Any], text: str, acts: bool) -> Sheet:
    try:
        return to_sheet(line, text, acts)
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path}: {line['id']}: not a label: {error!r} is missing or misshapen") from error
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def find_text(
    line: Mapping[str, Any], texts: Sequence[Path], by_hash: Mapping[str, str]
) -> tuple[str | None, str]:
    """The text that a label line is of, or None and the reason why it is not at hand."""
    wanted = line.get("sha256")
    if isinstance(line.get("text"), str):
        text = line["text"]
        return (text, "") if wanted in (None, sha256_of(text)) else (None, "its text has another sha256")
    if isinstance(wanted, str) and wanted in by_hash:
        return by_hash[wanted], ""
    reason = "its text is in none of the folders given"
    for folder in texts:
        path = folder / f"{line['id']}.txt"
        if path.is_file():
            text = read_text(path)
            if wanted in (None, sha256_of(text)):
                return text, ""
            reason = f"{path} has another sha256 than the labelled text"
    return None, reason


def read_text(path: Path) -> str:
    """The text of a file as it stands, line ends untouched. Raises ValueError where it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 ({error.reason}); labelled texts must be UTF-8") from error


def read_predictions(objects: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Records by the sha256 of their text. Raises ValueError where one has no text."""
    found: dict[str, dict[str, Any]] = {}
    for number, record in enumerate(objects, 1):
        if not isinstance(record.get("text"), str):
            raise ValueError(f"record {number}: no 'text'; give records as `onrecord annotate` writes them")
        found[sha256_of(record["text"])] = dict(record)
    return found
