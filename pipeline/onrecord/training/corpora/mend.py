"""Mend: hand labels made before the guidelines were sharpened, brought to their last version by rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.training.examples import NameSpan

ACTS = frozenset({"agree", "agrees", "agreed", "decide", "decided", "refuse", "refused", "proposed"})
"""With an infinitive or a gerund these are acts, not speech (`agreed to meet`); with `that`, speech."""

WINDOW = re.compile(r"\b(?:over|in|during|within|of) (?:the )?(?:past|last|next|previous|coming) $")
"""Words before a time span that only places an event; `for the past 30 years` is a duration."""

KEEPS_PERIOD = re.compile(r"\b[A-Za-z]\.[A-Za-z]\.$|[.?!] [A-Z]")
"""A content that ends in an abbreviation (`the U.S.`) or is several sentences."""

OPENING, CLOSING = "\"“'‘", "\"”'’"

Labels = dict[str, Any]


def mend_quotes(text: str, quotes: Iterable[Labels]) -> tuple[Labels, ...]:
    """Quotes without acts; contents lose a leading `that` and a clause's period, and gain their quote marks.

    Unmarked blocks of whole sentences keep their periods.
    """
    mended = []
    for quote in quotes:
        cue = quote["cue"]["text"].casefold() if quote["cue"] else ""
        first = text[quote["content"][0]["start"] : quote["content"][0]["end"]]
        if cue in ACTS and re.match(r"to [a-z]|[a-z]+ing\b", first):
            continue
        kind = "block" if len(quote["content"]) > 1 and quote["type"] == "indirect" else quote["type"]
        content = [_content(text, kind, c["start"], c["end"]) for c in quote["content"]]
        mended.append({**quote, "content": [_mark(text, s, e) for s, e in content]})
    return tuple(mended)


def _content(text: str, kind: str, start: int, end: int) -> tuple[int, int]:
    if text.startswith("that ", start):
        start += len("that ")
    inner = text[start:end]
    if kind == "indirect" and inner.endswith(".") and not KEEPS_PERIOD.search(inner):
        end -= 1
    if kind == "direct":
        if text[start] not in OPENING and text[start - 1 : start] in tuple('"“'):
            start -= 1
        if text[end - 1] not in CLOSING and text[end : end + 1] in tuple('"”'):
            end += 1
    return start, end


def mend_claims(text: str, claims: Iterable[Labels], names: Sequence[NameSpan]) -> tuple[Labels, ...]:
    """Claims without time windows, their place the bare name."""
    mended = []
    for claim in claims:
        start = claim["quantity"]["start"]
        if claim["unit"] and WINDOW.search(text[max(0, start - 40) : start]):
            continue
        mended.append({**claim, "place": _place(text, claim["place"], names)})
    return tuple(mended)


def _place(text: str, place: Labels | None, names: Sequence[NameSpan]) -> Labels | None:
    """The span where it is a name, else the first name of a place inside it, else None."""
    if place is None or any((n.start, n.end) == (place["start"], place["end"]) for n in names):
        return place
    inside = [
        n for n in names
        if place["start"] <= n.start and n.end <= place["end"] and n.labels[0] in ("GPE", "LOC", "FAC")
    ]  # fmt: skip
    return _mark(text, inside[0].start, inside[0].end) if inside else None


def _mark(text: str, start: int, end: int) -> Labels:
    return {"start": start, "end": end, "text": text[start:end]}
