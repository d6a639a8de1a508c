"""Floors: the figures that an evaluation must reach.

A floor is `METRIC=VALUE` or `METRIC:precision=VALUE`, `METRIC:recall=VALUE`; without a part it
is on F1. A floor on a metric that was not scored is missed: a figure that vanished is no success.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PARTS = ("f1", "precision", "recall")


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that one figure may be, from 0 to 1."""

    metric: str
    part: str
    least: float

    def __str__(self) -> str:
        part = "" if self.part == "f1" else f":{self.part}"
        return f"{self.metric}{part}"


@dataclass(frozen=True, slots=True)
class Fall:
    """A floor that was missed, and the figure; None where it was not scored."""

    floor: Floor
    value: float | None


def parse_floor(text: str) -> Floor:
    """A floor from `quotes.speaker=0.85`. Raises ValueError where it is not one."""
    name, sign, value = text.partition("=")
    if not sign:
        raise ValueError(f"floor {text!r}: no '='; write it as quotes.speaker=0.85")
    try:
        least = float(value)
    except ValueError as error:
        raise ValueError(f"floor {text!r}: {value!r} is no number; write it as metric=0.85") from error
    return make_floor(name.strip(), least, f"floor {text!r}")


def make_floor(name: str, least: object, where: str) -> Floor:
    """A floor from its name and value. Raises ValueError for a value outside 0 to 1 or an unknown part."""
    metric, _, part = name.partition(":")
    part = part or "f1"
    if part not in PARTS:
        raise ValueError(f"{where}: {part!r} is no part of a score; use one of {', '.join(PARTS)}")
    if isinstance(least, bool) or not isinstance(least, int | float) or not 0 <= least <= 1:
        raise ValueError(f"{where}: {least!r} is not between 0 and 1; write 85 percent as 0.85")
    return Floor(metric, part, float(least))


def read_floors(path: Path) -> list[Floor]:
    """The floors of a TOML file: its table [floors], keys as on the command line, nested tables joined."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: not TOML ({error})") from error
    if not isinstance(table.get("floors"), dict):
        raise ValueError(f"{path}: no table [floors]; every floors file needs one")
    return [
        make_floor(name, least, f"{path}, floor {name}")
        for name, least in _flatten(table["floors"], "").items()
    ]


def _flatten(table: Mapping[str, Any], prefix: str) -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in table.items():
        name = f"{prefix}{key}"
        flat.update(_flatten(value, f"{name}.") if isinstance(value, dict) else {name: value})
    return flat


def missed(floors: list[Floor], scores: Mapping[str, Mapping[str, Any]]) -> list[Fall]:
    """The floors that the scores of an evaluation do not reach."""
    falls = []
    for floor in floors:
        value = scores.get(floor.metric, {}).get(floor.part)
        if value is None or value < floor.least:
            falls.append(Fall(floor, value))
    return falls
