"""re3d: documents on the conflict in Syria and Iraq; of its mentions, nominal ones too, the names.

A mention counts where it holds one run of capitalised words; the run is the name. The rest is
masked. Documents that the hand labels cover are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.jsonl import read_objects
from onrecord.training.corpora.conventions import (
    PLACES,
    demonyms,
    name_span,
    place_labels,
    trim_name,
    without_title,
)
from onrecord.training.corpora.known import KnownNames, known_names
from onrecord.training.examples import Example, NameSpan

TYPES: dict[str, tuple[str, ...]] = {
    "Person": ("PERSON",), "Organisation": ("ORG",), "Location": PLACES, "Nationality": ("NORP",),
}  # fmt: skip
CAPITALS = re.compile(r"[A-Z][\w.'’&-]*(?: (?:(?:of|the|and|for|al|bin|de) )*[A-Z][\w.'’&-]*)*")
NO_NAMES = frozenset({"The", "A", "An", "I", "We", "He", "She", "It", "They", "You", "Our", "His", "Their"})
"""Capitalised first words of mentions that are no part of a name."""

ID_LENGTH = 8
"""Hand-labelled texts are named by the first characters of the document's id."""


def read_re3d(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """The documents of all publishers that are not labelled by hand."""
    if split != "train":
        return
    known = known_names(labels)
    covered = {p.stem.rsplit("-", 1)[-1] for p in (labels / "texts").glob("re3d-*.txt")}
    for path in sorted((corpora / "re3d").glob("*/documents.json")):
        mentions: dict[str, list[dict[str, Any]]] = {}
        for mention in read_objects(path.with_name("entities.json")):
            mentions.setdefault(mention["documentId"], []).append(mention)
        for document in read_objects(path):
            if document["_id"][:ID_LENGTH] not in covered:
                yield make_example(document, mentions.get(document["_id"], []), known)


def make_example(document: dict[str, Any], mentions: list[dict[str, Any]], known: KnownNames) -> Example:
    """One document with the names among its mentions, the longest first."""
    text = document["text"]
    names: list[NameSpan] = []
    masked: list[tuple[int, int]] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda m: (m["begin"] - m["end"], m["begin"])):
        span = range(mention["begin"], mention["end"])
        if mention["type"] not in TYPES or taken & set(span):
            continue
        name = _name(text, span.start, span.stop, TYPES[mention["type"]], known)
        if name is None or mention["confidence"] < 0.5:
            if any(c.isupper() for c in text[span.start : span.stop]):
                masked.append((span.start, span.stop))
            continue
        names.append(name)
        taken.update(range(name.start, name.end))
    return Example(
        "re3d", f"re3d-{document['_id'][:ID_LENGTH]}", text, names=tuple(sorted(names)), masked=tuple(masked)
    )


def _name(text: str, start: int, end: int, labels: tuple[str, ...], known: KnownNames) -> NameSpan | None:
    runs = [r for r in CAPITALS.finditer(text, start, end) if r[0] not in NO_NAMES]
    if len(runs) != 1:
        return None
    words = runs[0][0].split()
    skip = without_title(words) if labels == ("PERSON",) else 0
    if skip == len(words):
        return None
    at = runs[0].start() + len(" ".join(words[:skip])) + (1 if skip else 0)
    label = known.label(words[skip:])
    if " ".join(words) in demonyms():
        labels = ("NORP",)
    elif label:
        labels = (label,)
    elif trim_name(text, start, end) != runs[0].span() and labels == ("ORG",):
        return None  # `Iraqi forces`, `Raqqa residents`: what the capitals name is not the mention
    elif labels == PLACES:
        labels = place_labels(words)
    return name_span(text, at, runs[0].end(), labels)
