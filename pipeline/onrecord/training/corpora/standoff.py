"""Standoff: labels of the project's own over texts of the silver corpus, without their words.

`python -m onrecord.training.corpora.standoff CORPORA LABELS FILE... > gmb.jsonl` makes them from tagged copies
of those texts (`markup.py`), each named by the text's id.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.records import sha256_of
from onrecord.training.corpora.gmb import read_gmb
from onrecord.training.corpora.markup import read_markup, to_labels
from onrecord.training.corpora.written import to_example
from onrecord.training.examples import Example


def read_entries(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a standoff file, packed where its name ends in `.gz`."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_standoff(path: Path, corpora: Path, labels: Path) -> Iterator[Example]:
    """The examples of a standoff file. Raises ValueError where a text is missing or not the one that was labelled."""
    texts = {e.id: e.text for e in read_gmb(corpora, labels, "train")}
    for number, entry in enumerate(read_entries(path), 1):
        text = texts.get(entry["id"])
        if text is None or sha256_of(text) != entry["sha256"]:
            name = entry["id"]
            raise ValueError(f"{path}, line {number}: {name} is not the text that was labelled; restore the corpus")
        yield to_example(entry["id"], text, with_text(entry, text))


def read_agreed(path: Path, corpora: Path, labels: Path) -> Iterator[Example]:
    """The silver corpus with the quotes of a standoff file, which rules and tagger agreed on (`agreement.py`).

    Raises ValueError where the file has another text than the corpus.
    """
    entries = {entry["id"]: entry for entry in read_entries(path)}
    for example in read_gmb(corpora, labels, "train"):
        entry = entries.get(example.id)
        if entry is None:
            yield example
            continue
        if sha256_of(example.text) != entry["sha256"]:
            raise ValueError(f"{path}: {example.id} is not the text that was read; make the file again")
        yield replace(
            example,
            quotes=tuple(_marked(quote, example.text) for quote in entry["quotes"]),
            unknown=tuple(map(tuple, entry["unknown"])),
        )


def _marked(quote: dict[str, Any], text: str) -> dict[str, Any]:
    """A quote of pairs of offsets, in the shape of hand labels."""

    def mark(span: list[int] | None) -> dict[str, Any] | None:
        return {"start": span[0], "end": span[1], "text": text[slice(*span)]} if span else None

    content = [mark(span) for span in quote["content"]]
    return {**quote, "content": content, "cue": mark(quote["cue"]), "source": mark(quote["source"]), "via": []}


def with_text(value: Any, text: str) -> Any:
    """The labels with the words of every mark put in."""
    if isinstance(value, list):
        return [with_text(v, text) for v in value]
    if isinstance(value, dict):
        filled = {k: with_text(v, text) for k, v in value.items()}
        return filled | {"text": text[value["start"] : value["end"]]} if "start" in value else filled
    return value


def without_text(value: Any) -> Any:
    """The labels as offsets alone; names of entities and speakers, which are words of the text, go too."""
    if isinstance(value, list):
        return [without_text(v) for v in value]
    if isinstance(value, dict):
        return {k: without_text(v) for k, v in value.items() if k not in ("text", "name", "speaker_name")}
    return value


def main(arguments: list[str]) -> int:
    """Prints a line a tagged file; returns 1 where tags are wrong or the text beneath them was changed."""
    corpora, labels = Path(arguments[0]), Path(arguments[1])
    texts = {e.id: e.text for e in read_gmb(corpora, labels, "train")}
    wrong = False
    for path in sorted(map(Path, arguments[2:])):
        marked = read_markup(path.read_text(encoding="utf-8"))
        found = to_labels(marked)
        slips = list(marked.slips)
        if marked.text != texts.get(path.stem):
            slips.append("the text beneath the tags is not the corpus's")
        for slip in slips:
            sys.stderr.write(f"{path}: {slip}\n")
        wrong |= bool(slips)
        print(json.dumps({"id": path.stem, "sha256": sha256_of(marked.text), **without_text(found)}))
    return int(wrong)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
