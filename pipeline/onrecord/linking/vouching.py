"""Vouching: whose word a claim is, and which entity its place is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def innermost(quotes: Sequence[dict[str, Any]], start: int, end: int) -> dict[str, Any] | None:
    """The shortest quote that has characters `[start, end)` in its content, one of a known source before any other."""
    around = [q for q in quotes if any(s <= start and end <= e for s, e in q["content"])]
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


def place_entity(entities: Sequence[dict[str, Any]], span: tuple[int, int] | None) -> str | None:
    """The id of the entity that has a mention in a span; None where no chain holds it."""
    if span is None:
        return None
    for entity in entities:
        if any(m["start"] < span[1] and span[0] < m["end"] for m in entity["mentions"]):
            found: str = entity["id"]
            return found
    return None
