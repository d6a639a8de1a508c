"""Places by the first entry of the gazetteer: no context, no threshold."""

from __future__ import annotations

from typing import Any

from onrecord.gazetteer.store import shipped
from onrecord.records import PLACE_LABELS, Record


def first_country(record: Record) -> dict[str, Any]:
    """The record's entities, each place given the country of the gazetteer's first place of its name."""
    entities = []
    for entity in record.model_dump(mode="json")["entities"]:
        found = shipped().find(entity["name"]) if entity["label"] in PLACE_LABELS else []
        place = found[0].place if found else None
        fields = ("country", "lat", "lon", "geonames_id")
        entities.append(entity | {field: getattr(place, field) if place else None for field in fields})
    return {"entities": entities}
