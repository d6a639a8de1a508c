"""Hints: what the words between two names say of where a place lies, and what kind it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

KIND_WORDS = {
    "province": "region", "provinces": "region", "state": "region", "governorate": "region", "region": "region",
    "oblast": "region", "prefecture": "region", "territory": "region",
    "city": "city", "town": "city", "village": "city", "capital": "city", "suburb": "city", "port": "city",
    "district": "city", "neighborhood": "city", "neighbourhood": "city",
    "river": "landmark", "sea": "landmark", "mountains": "landmark", "valley": "landmark", "peninsula": "landmark",
    "island": "landmark", "desert": "landmark",
    "country": "country", "nation": "country", "republic": "country", "kingdom": "country",
}  # fmt: skip
KINDS = "|".join(KIND_WORDS)
COMPASS = r"(?:north|south|east|west|central|mid)[- ]?(?:east|west)?(?:ern)?(?:most)?"
DIRECTION = rf"(?:{COMPASS}|neighbou?ring|nearby|far|the)"

LIES_IN = re.compile(
    rf"(?: (?:{KINDS}))?(?:,? (?:in|inside)|,| of|, (?:a|an|the) (?:[\w-]+ ){{0,4}}(?:in|of)| \()"
    rf" ?(?:{DIRECTION} )*",
    re.IGNORECASE,
)
"""Between a place and the larger one it lies in: `Darzab district, Jowzjan`, `Aleppo in northern Syria`."""

HOLDS = re.compile(
    rf"(?:['’]s?)?(?:,? (?:{DIRECTION}|[a-z][\w-]+)){{0,3}} (?:{KINDS})(?:,? (?:of|called|named))?,? "
    rf"|['’]s? (?:{DIRECTION} )*",
    re.IGNORECASE,
)
"""Between a larger place or its people and one inside it: `Syrian city of Aleppo`, `Iraq's Anbar`."""

KIND_AFTER = re.compile(rf" ({KINDS})\b", re.IGNORECASE)
KIND_BEFORE = re.compile(rf"\b({KINDS})(?: of(?: the)?)? $", re.IGNORECASE)
LONGEST_GAP = 60


class Name(NamedTuple):
    """A name in the text with the number of its entity, or -1 for one that is no place."""

    start: int
    end: int
    label: str
    entity: int


def lies_in(text: str, names: Sequence[Name]) -> Iterator[tuple[int, str]]:
    """Yields places by entity number, each with the name of what the text says it lies in."""
    for left, right in zip(names, names[1:], strict=False):
        gap = text[left.end : right.start]
        if len(gap) > LONGEST_GAP or "\n\n" in gap:
            continue
        gap = gap.replace("\n", " ")
        if left.entity >= 0 and right.label in ("GPE", "LOC") and LIES_IN.fullmatch(gap):
            yield left.entity, text[right.start : right.end]
        elif right.entity >= 0 and left.label in ("GPE", "LOC", "NORP") and HOLDS.fullmatch(gap):
            yield right.entity, text[left.start : left.end]


def kind_near(text: str, name: Name) -> str | None:
    """The kind that the word behind or before a name gives it: `Kandahar province`, `the city of Kandahar`."""
    after = KIND_AFTER.match(text, name.end)
    before = KIND_BEFORE.search(text, max(0, name.start - 30), name.start)
    word = after or before
    return KIND_WORDS[word.group(1).lower()] if word else None
