"""Places: the country and coordinates of places on the map.

Only entities whose label says something of the field are judged: a country that is left out
was not looked up, one that is null is known to be none.
`places.country`     recall over labelled places, precision over places that were given a country
`places.near`        coordinates within 161 km (100 miles) of the labelled ones
`places.geonames`    the same GeoNames id
The distances in km, where both sides have coordinates, are the measure `places.km`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import asin, cos, radians, sin, sqrt

from onrecord.records import PLACE_LABELS
from onrecord.scoring.parties import Parties
from onrecord.scoring.sheets import Entity, Sheet
from onrecord.scoring.tally import Finding, StageScore, Tally

EARTH_KM = 6371.0088
NEAR_KM = 161.0


def score_places(gold: Sheet, found: Sheet) -> StageScore:
    """Scores the places of one article."""
    score = StageScore()
    if gold.entities is None:
        return score
    parties = Parties(gold, found)
    _judge(score, "places.country", parties, "country", lambda a, b: a.country == b.country)
    _judge(score, "places.geonames", parties, "geonames_id", lambda a, b: a.geonames_id == b.geonames_id)
    _judge(score, "places.near", parties, "lat", lambda a, b: (distance(a, b) or 0.0) <= NEAR_KM)
    for gold_id, found_id in _counterparts(parties).items():
        apart = distance(parties.gold[gold_id], parties.found[found_id])
        if apart is not None:
            score.measures.setdefault("places.km", []).append(apart)
    return score


def distance(one: Entity, other: Entity) -> float | None:
    """Kilometres between two entities over the great circle; None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat, other_lat = radians(one.lat), radians(other.lat)
    half = sin((other_lat - lat) / 2) ** 2
    half += cos(lat) * cos(other_lat) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def _counterparts(parties: Parties) -> dict[str, str]:
    """For each labelled entity the found one that shares most names with it, of those that stand for it."""
    best: dict[str, str] = {}
    for found_id, gold_id in sorted(parties.stands_for.items()):
        rival = best.get(gold_id)
        if rival is None or parties.shared[gold_id, found_id] > parties.shared[gold_id, rival]:
            best[gold_id] = found_id
    return best


def _judge(
    score: StageScore, metric: str, parties: Parties, field: str, right: Callable[[Entity, Entity], bool]
) -> None:
    """Recall over labelled entities that have the field, precision over found ones that do."""
    counterparts = _counterparts(parties)
    golds = [e for e in parties.gold.values() if getattr(e, field) is not None]
    for side in (parties.gold, parties.found):
        # A second labeller may not have looked; a record without entities has looked and found none.
        if not any(field in entity.fields for entity in side.values()) and (side is parties.gold or side):
            return
    gold_hits = 0
    for entity in golds:
        found = parties.found.get(counterparts.get(entity.id, ""))
        if found is not None and getattr(found, field) is not None and right(entity, found):
            gold_hits += 1
        elif metric == "places.country":
            note = f"{entity.name}: {entity.country} found as {found.country if found else None}"
            score.findings.append(Finding("places", "country", "wrong", (_where(entity),), note=note))
    founds = found_hits = 0
    for entity in parties.found.values():
        owner = parties.gold.get(parties.stands_for.get(entity.id, ""))
        if entity.label not in PLACE_LABELS or getattr(entity, field) is None:
            continue
        if owner is not None and field not in owner.fields:
            continue
        founds += 1
        hit = owner is not None and getattr(owner, field) is not None and right(owner, entity)
        found_hits += hit
        if not hit and metric == "places.country" and (owner is None or owner.country is None):
            note = f"{entity.name}: {entity.country}, labelled as no such place"
            score.findings.append(Finding("places", "country", "extra", found=(_where(entity),), note=note))
    score.add(metric, Tally(len(golds), founds, gold_hits, found_hits))


def _where(entity: Entity) -> tuple[int, int]:
    return (entity.names() or (entity.mentions[0].span,))[0]
