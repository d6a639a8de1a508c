"""Vouching: whose word a claim is, and which entity its place is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

BLOCK = 400
"""Characters of text whose marks are looked through together."""


class Placed(NamedTuple):
    """Something that stands at `[start, end)` of the text."""

    start: int
    end: int
    what: Any


class ByPlace:
    """Marks by where they stand, so that those around a place are found in any length of text."""

    def __init__(self, marks: Iterable[tuple[int, int, Any]]):
        self.blocks: dict[int, list[tuple[int, Placed]]] = defaultdict(list)
        for number, mark in enumerate(marks):
            placed = Placed(*mark)
            for block in range(placed.start // BLOCK, placed.end // BLOCK + 1):
                self.blocks[block].append((number, placed))

    def around(self, start: int, end: int) -> list[Placed]:
        """Those that share a character with `[start, end)`, in the order in which they came."""
        found = {
            number: mark
            for block in range(start // BLOCK, end // BLOCK + 1)
            for number, mark in self.blocks.get(block, ())
            if mark.start < end and start < mark.end
        }
        return [found[number] for number in sorted(found)]


def quotes_by_place(quotes: Iterable[dict[str, Any]]) -> ByPlace:
    """Quotes by each span of their content."""
    return ByPlace((start, end, quote) for quote in quotes for start, end in quote["content"])


def entities_by_place(entities: Iterable[dict[str, Any]]) -> ByPlace:
    """Ids of entities by each of their mentions."""
    return ByPlace((m["start"], m["end"], entity["id"]) for entity in entities for m in entity["mentions"])


def innermost(quotes: ByPlace, start: int, end: int) -> dict[str, Any] | None:
    """The shortest quote that has characters `[start, end)` in its content, one of a known source before any other."""
    around = [q for s, e, q in quotes.around(start, end) if s <= start and end <= e]
    return min(around, key=lambda q: (not _has_source(q), sum(e - s for s, e in q["content"])), default=None)


def _has_source(quote: dict[str, Any]) -> bool:
    return bool(quote.get("speaker") or quote.get("source"))


def vouched(quote: dict[str, Any] | None, text: str) -> dict[str, Any]:
    """The claim's fields that its quote gives: quote, claimant, claimant_name."""
    if quote is None:
        return {"claimant": None, "claimant_name": None, "quote": None}
    source = quote.get("source")
    name = quote.get("speaker_name") or (text[source[0] : source[1]] if source else None)
    return {"claimant": quote.get("speaker"), "claimant_name": name, "quote": quote["id"]}


def place_entity(entities: ByPlace, span: tuple[int, int] | None) -> str | None:
    """The id of the first entity that has a mention in a span; None where no chain holds it."""
    found = entities.around(*span) if span is not None else []
    return found[0].what if found else None
