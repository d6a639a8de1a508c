"""Store: the gazetteer's file. Sorted keys and plain arrays, mapped into memory and searched by halving.

Layout: magic, a JSON head with each array's type, offset and length, then the arrays.
Nothing is read until a name is sought; the pages touched are all that stays in memory.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

import numpy as np

from onrecord.gazetteer.keys import key_of, keys_of

MAGIC = b"ONRGAZ1\n"
KINDS = ("country", "region", "landmark", "capital", "city")
OWN_NAME = 1 << 31
"""Bit of a reference that says: this key is the place's own name, not an alternative one."""


class Place(NamedTuple):
    """A place on earth. `country` is an ISO 3166-1 code, `division` GeoNames' code inside it.

    `fame` counts the names GeoNames knows it by, in all languages, up to 255: Geneva has 150, a namesake 20.
    """

    kind: str
    country: str | None
    division: str
    lat: float
    lon: float
    population: int
    geonames_id: int | None
    fame: int = 0


class Found(NamedTuple):
    """A place that a name may mean; `own` where the name is its first one, `exact` where it stood so."""

    place: Place
    own: bool
    exact: bool


Rows = Sequence[tuple[Place, Sequence[str]]]


def write_store(target: Path, rows: Rows, neighbours: dict[str, list[str]]) -> int:
    """Writes places, their names and which countries touch; returns the file's size. Same rows, same bytes."""
    references: dict[str, dict[int, int]] = {}
    for i, (_, names) in enumerate(rows):
        for n, name in enumerate(names):
            own = OWN_NAME if n == 0 or rows[i][0].kind not in ("city", "capital") else 0
            refs = references.setdefault(key_of(name), {})
            refs[i] = refs.get(i, 0) | own
    references.pop("", None)
    pairs = [(key.encode(), i | own) for key in sorted(references) for i, own in sorted(references[key].items())]
    divisions = sorted({f"{p.country or ''}|{p.division}" for p, _ in rows})
    number = {d: i for i, d in enumerate(divisions)}
    ends = np.cumsum([len(k) for k, _ in pairs], dtype=np.uint32)
    arrays: dict[str, np.ndarray] = {
        "keys": np.frombuffer(b"".join(k for k, _ in pairs), dtype=np.uint8),
        "ends": ends,
        "refs": np.array([r for _, r in pairs], dtype=np.uint32),
        "kinds": np.array([KINDS.index(p.kind) for p, _ in rows], dtype=np.uint8),
        "divisions": np.array([number[f"{p.country or ''}|{p.division}"] for p, _ in rows], dtype=np.uint16),
        "points": np.array([(p.lat, p.lon) for p, _ in rows], dtype=np.float32),
        "people": np.array([min(p.population, 2**32 - 1) for p, _ in rows], dtype=np.uint32),
        "fame": np.array([p.fame for p, _ in rows], dtype=np.uint8),
        "ids": np.array([p.geonames_id or 0 for p, _ in rows], dtype=np.uint32),
    }
    lists: dict[str, object] = {"divisions": divisions, "neighbours": neighbours}
    return _write(target, arrays, lists)


def _write(target: Path, arrays: dict[str, np.ndarray], lists: dict[str, object]) -> int:
    head: dict[str, list[object]] = {}
    offset = 0
    for name, array in arrays.items():
        head[name] = [str(array.dtype), offset, array.size]
        offset += -(-array.nbytes // 8) * 8
    text = json.dumps({"arrays": head, **lists}).encode()
    text += b" " * (-(len(MAGIC) + 4 + len(text)) % 8)
    with target.open("wb") as out:
        out.write(MAGIC + struct.pack("<I", len(text)) + text)
        for array in arrays.values():
            out.write(array.tobytes() + b"\0" * (-array.nbytes % 8))
    return target.stat().st_size


class Gazetteer:
    """Places by name, from a file made by `write_store`."""

    def __init__(self, path: Path):
        with path.open("rb") as file:
            self.map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self.map[: len(MAGIC)] != MAGIC:
            raise ValueError(f"{path}: not a gazetteer of this version; build it with onrecord.gazetteer.build")
        (size,) = struct.unpack_from("<I", self.map, len(MAGIC))
        base = len(MAGIC) + 4 + size
        head = json.loads(self.map[len(MAGIC) + 4 : base])
        self.divisions: list[str] = head["divisions"]
        self.neighbours: dict[str, list[str]] = head["neighbours"]
        arrays = {
            name: np.frombuffer(self.map, dtype=dtype, count=count, offset=base + offset)
            for name, (dtype, offset, count) in head["arrays"].items()
        }
        self.ends, self.refs = arrays["ends"], arrays["refs"]
        self.kinds, self.division_of = arrays["kinds"], arrays["divisions"]
        self.points = arrays["points"].reshape(-1, 2)
        self.people, self.ids, self.fame = arrays["people"], arrays["ids"], arrays["fame"]
        self.key_base = base + head["arrays"]["keys"][1]

    def find(self, name: str) -> list[Found]:
        """All places that a name may mean, by the first of its keys that is known."""
        for n, key in enumerate(keys_of(name)):
            found = [Found(self.place(int(r & 0x7FFFFFFF)), bool(r & OWN_NAME), n == 0) for r in self._references(key)]
            if found:
                return found
        return []

    def place(self, i: int) -> Place:
        """The place with a number."""
        country, division = self.divisions[self.division_of[i]].split("|")
        lat, lon = (round(float(x), 5) for x in self.points[i])
        people, geonames_id, fame = int(self.people[i]), int(self.ids[i]) or None, int(self.fame[i])
        return Place(KINDS[self.kinds[i]], country or None, division, lat, lon, people, geonames_id, fame)

    def _key(self, i: int) -> bytes:
        start = int(self.ends[i - 1]) if i else 0
        return self.map[self.key_base + start : self.key_base + int(self.ends[i])]

    def _references(self, key: str) -> list[int]:
        sought, low, high = key.encode(), 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self._key(middle) < sought:
                low = middle + 1
            else:
                high = middle
        found = []
        while low < len(self.ends) and self._key(low) == sought:
            found.append(int(self.refs[low]))
            low += 1
        return found


@lru_cache(maxsize=1)
def shipped() -> Gazetteer:
    """The gazetteer that comes with the package, opened once."""
    with as_file(files("onrecord.data").joinpath("gazetteer.bin")) as path:
        return Gazetteer(path)


@lru_cache(maxsize=4096)
def kinds_of_place(name: str) -> frozenset[str]:
    """The kinds of place that a name may mean: country, region, city; a country's name means the country."""
    found = {h.place.kind for h in shipped().find(name)}
    if "country" in found:
        return frozenset({"country"})
    return frozenset("city" if kind == "capital" else kind for kind in found)
