"""Discourse: GUM's elementary discourse units, each a dependent of another."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.training.corpora.treebanks import Document

UNIT = re.compile(r"(?P<relation>[A-Za-z-]+)(?:_[mr])?:(?P<id>\d+)(?:->(?P<head>\d+))?:(?P<depth>\d+)")
SIGNAL = re.compile(r"(?P<kind>sem-atsrc|lex-indwd|lex-indph|sem-ngt)-(?P<words>[\d,-]+)-")


class Unit(NamedTuple):
    """Words `[first, last)` under a relation to the unit `head` (None at the root)."""

    id: int
    first: int
    last: int
    relation: str
    head: int | None
    depth: int
    signals: str


def read_units(document: Document) -> list[Unit]:
    """The discourse units of a document, in the order of its text."""
    starts = [i for i, misc in enumerate(document.misc) if "Discourse" in misc]
    units = []
    for start, end in zip(starts, [*starts[1:], len(document.words)], strict=True):
        value = document.misc[start]["Discourse"]
        match = UNIT.match(value)
        if match is None:
            raise ValueError(f"{document.id}, word {start + 1}: {value!r} is no discourse relation")
        head = int(match["head"]) if match["head"] else None
        units.append(
            Unit(
                int(match["id"]),
                start,
                end,
                match["relation"],
                head,
                int(match["depth"]),
                value.split(";")[0],
            )
        )
    return units


def signalled(unit: Unit, kind: str) -> list[int]:
    """The words that a unit's signals of one kind name, as indices into the document."""
    words: list[int] = []
    for match in SIGNAL.finditer(unit.signals):
        if match["kind"] == kind:
            for part in match["words"].strip("-").split(","):
                low, _, high = part.partition("-")
                words.extend(range(int(low) - 1, int(high or low)))
    return words
