"""Candidates: the places that a name may mean, and how well known each is before the article is looked at."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from onrecord.gazetteer.keys import fold, place_words
from onrecord.gazetteer.store import Found, Gazetteer, Place

KNOWN = {"country": 9.0, "region": 6.2, "landmark": 6.0, "capital": 1.5, "city": 0.0}
"""How well known a place of a kind is; a city's population and fame come on top."""

NAMESAKES = {"GE": 6.5}
"""Countries whose name a division elsewhere bears as often."""

NEAR = 0.5
"""Degrees within which two entries are one place: a city and its district, a city state twice."""

DIRECTIONS = place_words("directions")
GENERIC = place_words("generic")
UNPLACED = place_words("unplaced")
"""Historical and cross-border regions that bear the name of a place of today."""


@dataclass(slots=True)
class Ask:
    """A place to find. `within` holds names that the text says it lies in, `kind` a kind the text gives it."""

    names: list[str]
    label: str
    mentions: int = 1
    within: list[str] = field(default_factory=list)
    kind: str | None = None


def candidates_of(ask: Ask, gazetteer: Gazetteer) -> list[Found]:
    """Places of any of the names; the best known first, doubles of one place left out."""
    found: dict[Place, Found] = {}
    for name in ask.names:
        if set(fold(name).split()) <= DIRECTIONS or fold(name) in UNPLACED:
            continue
        for hit in gazetteer.find(name):
            if ask.label == "FAC" and not (hit.own and hit.exact):
                continue
            if hit.place not in found or hit.own:
                found[hit.place] = hit
    if not found and ask.label in ("LOC", "GPE"):
        for name in ask.names:
            for hit in gazetteer.find(core_of(name)) if core_of(name) != fold(name) else ():
                if hit.place.kind in ("country", "region", "landmark"):
                    found[hit.place] = hit._replace(exact=False)
    seats = {h.place.country for h in found.values() if h.place.kind == "capital" and h.own}
    if ask.kind != "region":
        found = {p: h for p, h in found.items() if p.kind != "region" or p.country not in seats}
    ranked = sorted(found.values(), key=lambda f: -fame_of(f, ask))
    kept: list[Found] = []
    for hit in ranked:
        if not any(_same(hit.place, k.place) for k in kept):
            kept.append(hit)
    return kept


def holders_of(ask: Ask, found: list[Found], gazetteer: Gazetteer) -> list[list[Found]]:
    """What the text says the place lies in; a country lies in nothing: `China, Japan` is a list."""
    if found and found[0].place.kind == "country" and found[0].place.country not in NAMESAKES:
        return []
    return [candidates_of(Ask([name], "GPE"), gazetteer) for name in ask.within]


def core_of(name: str) -> str:
    """A name without directions and generic words: `eastern Ukraine` -> `ukraine`."""
    return " ".join(w for w in fold(name).split() if w not in DIRECTIONS and w not in GENERIC)


def _same(a: Place, b: Place) -> bool:
    near = abs(a.lat - b.lat) < NEAR and abs(a.lon - b.lon) < NEAR
    return near and (a.country == b.country or "landmark" in (a.kind, b.kind))


def fame_of(found: Found, ask: Ask) -> float:
    """How likely a name means this place, before the article is looked at."""
    place = found.place
    score = KNOWN[place.kind]
    if place.kind in ("city", "capital"):
        score += 0.75 * math.log10(max(place.population, 1500)) + 0.45 * math.log(1 + place.fame)
    elif place.kind == "country":
        score = NAMESAKES.get(place.country or "", score)
    if ask.label == "LOC":
        score += {"landmark": 3.0, "region": 0.5, "country": 0.0}.get(place.kind, -3.0)
    if ask.kind == place.kind or (ask.kind == "city" and place.kind == "capital"):
        score += 4.0
    elif ask.kind:
        score -= 1.0
    return score + (0.6 if found.own else 0.0) - (0.0 if found.exact else 0.7)
