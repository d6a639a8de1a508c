"""Entity table: the entities of many records gathered into one list, with who and where a folder speaks of."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from onrecord.gazetteer.keys import fold
from onrecord.naming.bodies import is_acronym, key_of_body, key_of_people
from onrecord.naming.people import words_of
from onrecord.records import Entity, Record

COLUMNS = ("name", "label", "type", "country", "lat", "lon", "geonames_id", "articles", "mentions", "aliases")


@dataclass(slots=True)
class Row:
    """One actor or place across articles: how often and in which it is spoken of, and under which names."""

    label: str
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    places: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    articles: dict[str, int] = field(default_factory=dict)
    mentions: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The row as plain data; the name is the most frequent canonical one, the longest of several."""
        name = min(self.names, key=lambda n: (is_acronym(n), -self.names[n], -len(n), n))
        country, lat, lon, geonames_id = _first(self.places) or (None, None, None, None)
        return {
            "name": name,
            "label": self.label,
            "type": _first(self.types),
            "country": country,
            "lat": lat,
            "lon": lon,
            "geonames_id": geonames_id,
            "articles": len(self.articles),
            "mentions": self.mentions,
            "aliases": sorted(a for a in self.aliases if a != name),
            "article_ids": sorted(self.articles),
        }


def gather(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Rows of all entities of the records, the most widely spoken of first."""
    rows: dict[tuple[str, ...], Row] = {}
    for record in records:
        for entity in record.entities:
            row = rows.setdefault(identity(entity), Row(entity.label))
            _add(row, entity, record.id)
    result = [row.as_dict() for row in _merged(rows)]
    return sorted(result, key=lambda r: (-r["articles"], -r["mentions"], r["name"], r["label"]))


def identity(entity: Entity) -> tuple[str, ...]:
    """What makes two entities of different articles one: the key of their full name, and for places where they lie."""
    if entity.label == "PERSON":
        return ("PERSON", " ".join(words_of(entity.name)))
    if entity.label == "NORP":
        return ("NORP", key_of_people(entity.name))
    if entity.label == "ORG":
        return ("ORG", key_of_body(entity.name, "ORG"))
    if entity.geonames_id is not None:
        return ("place", str(entity.geonames_id))
    return ("place", key_of_body(entity.name, entity.label), entity.country or "")


def _merged(rows: dict[tuple[str, ...], Row]) -> Iterator[Row]:
    """Rows, with an acronym's row joined to the one body that bears it as another name in some article."""
    full_of: dict[str, set[tuple[str, ...]]] = {}
    for key, row in rows.items():
        if key[0] == "ORG":
            for alias in row.aliases:
                if is_acronym(alias) and any(not is_acronym(n) for n in row.names):
                    full_of.setdefault(alias, set()).add(key)
    gone = set()
    for key, row in rows.items():
        alone = key[0] == "ORG" and len(row.names) == 1 and is_acronym(next(iter(row.names)))
        owners = full_of.get(next(iter(row.names)), set()) - {key} if alone else set()
        if len(owners) == 1:
            _join(rows[owners.pop()], row)
            gone.add(key)
    return (row for key, row in rows.items() if key not in gone)


def _join(into: Row, row: Row) -> None:
    for field_name in ("types", "aliases", "places"):
        getattr(into, field_name).update(getattr(row, field_name))
    for article, count in row.articles.items():
        into.articles[article] = into.articles.get(article, 0) + count
    into.mentions += row.mentions


def _add(row: Row, entity: Entity, article: str) -> None:
    row.names[entity.name] += 1
    row.mentions += len(entity.mentions)
    row.articles[article] = row.articles.get(article, 0) + len(entity.mentions)
    row.aliases.update(" ".join(m.text.split()) for m in entity.mentions if m.kind == "name")
    if entity.type:
        row.types[entity.type] += 1
    if entity.country or entity.lat is not None:
        row.places[(entity.country, entity.lat, entity.lon, entity.geonames_id)] += 1


def _first(counts: Counter[Any]) -> Any:
    return min(counts, key=lambda k: (-counts[k], str(k))) if counts else None


def matches(row: dict[str, Any], wanted: str) -> bool:
    """Whether a row bears a name, or part of one, that was asked for."""
    sought = fold(wanted)
    return any(sought in fold(name) for name in (row["name"], *row["aliases"]))


def to_csv(rows: Iterable[dict[str, Any]]) -> str:
    """Rows as CSV with a head line; aliases are joined with a bar."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([" | ".join(row[c]) if c == "aliases" else row[c] for c in COLUMNS])
    return out.getvalue()


def to_json(rows: Iterable[dict[str, Any]]) -> str:
    """Rows as a JSON list, article ids included."""
    return json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n"
