"""Settings: blocks of a stage's configuration as tables, whose names and ranges are checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from typing import Self


@dataclass(frozen=True, slots=True)
class Table:
    """A block of numbers, each with a name and a default; a probability unless `check` says otherwise."""

    @classmethod
    def of(cls, block: str, given: Mapping[str, float]) -> Self:
        """The table of a block. ValueError where a name is unknown or a value out of range."""
        known = [field.name for field in fields(cls)]
        unknown = sorted(set(given) - set(known))
        if unknown:
            raise ValueError(f"{block} has {unknown[0]!r}; known are {', '.join(known)}")
        table = cls(**given)
        table.check(block)
        return table

    def check(self, block: str) -> None:
        """ValueError with the setting and the remedy where a value is out of range."""
        within({f"{block}.{name}": value for name, value in asdict(self).items()})


def within(given: Mapping[str, float], least: float = 0, most: float = 1) -> None:
    """ValueError with the setting and the remedy where a number is out of range."""
    for setting, value in given.items():
        if not least <= value <= most:
            raise ValueError(f"{setting} {value}; give a number from {least} to {most}")


@contextmanager
def settings_of(stage: str) -> Iterator[None]:
    """Says in an error whose setting it is."""
    try:
        yield
    except ValueError as error:
        raise ValueError(f"{stage}: {error}") from None
