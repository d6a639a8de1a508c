"""Choose: which of the places that share a name an article means.

Every candidate gets a score: how well known it is, what the text says it lies in, and
which countries the article speaks of. The scores of one name's candidates, and of "none
of these", make a probability; below a threshold the answer is none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.gazetteer.candidates import (
    DIRECTIONS,
    GENERIC,
    UNPLACED,
    Ask,
    candidates_of,
    core_of,
    fame_of,
    holders_of,
)
from onrecord.gazetteer.keys import fold
from onrecord.gazetteer.store import Found, Gazetteer, Place

NONE_OF_THESE = 4.9
SHARPNESS = 1.25
ELSEWHERE = 5.0
"""Against a place outside the division that the text puts it in: `Cairo, Illinois` is not in Egypt."""

MAINLY, ONE_COUNTRY = 0.85, 0.97
"""Share of what an article says of countries that one of them needs, for places that no list knows to lie in it."""


class Evidence:
    """How much the article speaks of each country, and of each division of one."""

    def __init__(self, peoples: Counter[str]):
        self.countries: dict[str, float] = {c: 0.7 * min(n, 8) for c, n in peoples.items()}
        self.divisions: set[tuple[str | None, str]] = set()

    def add(self, country: str | None, weight: float) -> None:
        """Counts a country once more."""
        if country:
            self.countries[country] = self.countries.get(country, 0.0) + weight

    def without(self, country: str | None, weight: float) -> Evidence:
        """The same evidence less what one place itself gave: it does not speak for itself."""
        other = Evidence(Counter())
        other.divisions = self.divisions
        other.countries = dict(self.countries)
        other.countries[country or ""] = other.countries.get(country or "", 0.0) - weight
        return other

    def heaviest(self) -> float:
        """The weight of the country most spoken of."""
        return max(self.countries.values(), default=0.0)


class Answer(NamedTuple):
    """Where a place is; coordinates and id are None where only the country is known."""

    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    confidence: float


def choose(asks: Sequence[Ask], peoples: Counter[str], gazetteer: Gazetteer, threshold: float) -> list[Answer | None]:
    """The places asked for, each in the light of all. `peoples` counts countries named by their people."""
    candidates = [candidates_of(ask, gazetteer) for ask in asks]
    holders = [holders_of(ask, found, gazetteer) for ask, found in zip(asks, candidates, strict=True)]
    evidence = Evidence(peoples)
    for ask, found in zip(asks, candidates, strict=True):
        if found and found[0].place.kind == "country" and (len(found) == 1 or ask.label == "GPE"):
            rivals = [f for f in found[1:] if f.place.kind in ("country", "region")]
            if not rivals:
                evidence.add(found[0].place.country, min(ask.mentions, 8))
    first = [
        _best(ask, found, within, evidence, gazetteer)
        for ask, found, within in zip(asks, candidates, holders, strict=True)
    ]
    own = [_weight_of(ask, guess) for ask, guess in zip(asks, first, strict=True)]
    for guess, weight in zip(first, own, strict=True):
        if guess and weight:
            evidence.add(guess[0].place.country, weight)
            if guess[0].place.division:
                evidence.divisions.add((guess[0].place.country, guess[0].place.division))
    result: list[Answer | None] = []
    for ask, found, within, guess, weight in zip(asks, candidates, holders, first, own, strict=True):
        others = evidence.without(guess[0].place.country, weight) if guess and weight else evidence
        result.append(_answer(_best(ask, found, within, others, gazetteer), threshold))
    for i, ask in enumerate(asks):
        result[i] = result[i] or _country_alone(ask, holders[i], evidence, gazetteer, threshold)
    return result


def _weight_of(ask: Ask, guess: tuple[Found, float] | None) -> float:
    """How much a place below a country, where it is sure already, tells of the countries spoken of."""
    sure = guess is not None and guess[1] > 0.8 and guess[0].place.kind != "country" and guess[0].place.country
    return 0.5 * min(ask.mentions, 4) if sure else 0.0


def _best(
    ask: Ask, found: list[Found], holders: list[list[Found]], evidence: Evidence, gazetteer: Gazetteer
) -> tuple[Found, float] | None:
    """The likeliest candidate and its probability."""
    if not found:
        return None
    scores = [fame_of(f, ask) + _context(f.place, holders, evidence, gazetteer) for f in found]
    top = max(scores)
    rivals: dict[str | None, float] = {}
    for hit, score in zip(found, scores, strict=True):
        # A name that ten small towns of one country bear is no likelier to mean that country.
        if hit.place.country != found[scores.index(top)].place.country:
            rivals[hit.place.country] = max(rivals.get(hit.place.country, score), score)
    own = [s for h, s in zip(found, scores, strict=True) if h.place.country not in rivals]
    against = [*rivals.values(), *own, NONE_OF_THESE]
    total = sum(math.exp(SHARPNESS * (s - top)) for s in against)
    return found[scores.index(top)], 1.0 / total


def _context(place: Place, holders: list[list[Found]], evidence: Evidence, gazetteer: Gazetteer) -> float:
    score = 0.0
    for holder in holders:
        score += max((_holds(h.place, place) for h in holder[:4]), default=0.0)
        if holder and holder[0].place.kind == "region" and holder[0].place.country != place.country:
            score -= ELSEWHERE
    countries, heaviest = evidence.countries, evidence.heaviest()
    country = place.country or ""
    own = countries.get(country, 0.0)
    if place.kind == "country":
        own = max(0.0, own - 1.0)
    if own and heaviest:
        weight = 0.35 if country == "US" else 1.0
        score += weight * (1.0 + 1.5 * own / heaviest)
    elif heaviest:
        near = sum(countries.get(n, 0.0) for n in gazetteer.neighbours.get(country, ()))
        score += min(0.8, near / heaviest) if near else -1.5 if heaviest >= 3 and place.kind == "city" else 0.0
    if place.kind == "city" and (place.country, place.division) in evidence.divisions:
        score += 1.8
    return score


def _holds(holder: Place, place: Place) -> float:
    """How much the text's word that a place lies in `holder` speaks for it."""
    if holder == place or place.kind == "country":
        return 0.0
    if holder.kind == "country":
        return 5.0 if holder.country == place.country else -1.0
    if holder.kind == "region" and holder.country == place.country:
        return 6.0 if holder.division == place.division else -2.0
    if holder.kind in ("city", "capital") and holder.country == place.country:
        return 2.0 if holder.division == place.division else 0.0
    return 0.0


def _answer(guess: tuple[Found, float] | None, threshold: float) -> Answer | None:
    if guess is None or guess[1] < threshold:
        return None
    place = guess[0].place
    only_part = not guess[0].exact and place.kind in ("country", "landmark")
    geonames_id = None if only_part else place.geonames_id
    return Answer(place.country, place.lat, place.lon, geonames_id, round(guess[1], 4))


def _country_alone(
    ask: Ask, holders: list[list[Found]], evidence: Evidence, gazetteer: Gazetteer, threshold: float
) -> Answer | None:
    """For a place that the gazetteer lacks: what its name or the text puts it in, else the one country spoken of."""
    inner = [_inner_place(name, gazetteer) for name in ask.names] if ask.label == "FAC" else []
    outer = [name for name in ask.names if ask.label != "FAC" and core_of(name) != fold(name)]
    cores = [candidates_of(Ask([core_of(name)], "GPE"), gazetteer) for name in outer]
    holders = [*holders, *([i] for i in inner if i), *cores]
    for holder in holders:
        guess = _best(Ask([], "GPE"), holder, [], evidence, gazetteer)
        if guess and guess[1] >= threshold and guess[0].place.country:
            place, near = guess[0].place, guess[0].place.kind in ("city", "capital")
            lat, lon = (place.lat, place.lon) if near else (None, None)
            return Answer(place.country, lat, lon, None, round(0.8 * guess[1], 4))
    countries, total = evidence.countries, sum(evidence.countries.values())
    folded = fold(ask.names[0])
    if countries and total >= 1 and folded not in UNPLACED and not set(folded.split()) <= DIRECTIONS:
        country = min(countries, key=lambda c: (-countries[c], c))
        weight, inside = countries[country], any(c == country for c, _ in evidence.divisions)
        least = ONE_COUNTRY if ask.label == "LOC" or total < 2 else MAINLY
        if weight >= least * total and inside and threshold <= 0.6:
            return Answer(country, None, None, None, 0.6)
    return None


def _inner_place(name: str, gazetteer: Gazetteer) -> Found | None:
    """The place that a facility's name begins with: `Baghdad International Airport` -> Baghdad."""
    words = name.split()
    for end in range(min(len(words) - 1, 4), 0, -1):
        if not {w.lower() for w in words[end:]} <= GENERIC:
            break
        hits = [h for h in gazetteer.find(" ".join(words[:end])) if h.exact and h.place.population > 50_000]
        if hits:
            return max(hits, key=lambda h: fame_of(h, Ask([], "GPE")))
    return None


def count_peoples(forms: Iterable[str], demonyms: dict[str, str]) -> Counter[str]:
    """How often each country is named by its people, of the forms that a list of demonyms knows."""
    return Counter(demonyms[f.casefold()] for f in forms if f.casefold() in demonyms)
