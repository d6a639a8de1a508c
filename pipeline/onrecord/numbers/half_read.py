"""Half read: a number whose unit and bounds are still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from onrecord.numbers.atoms import Atom
from onrecord.numbers.cardinals import read
from onrecord.numbers.reading import Reading

LARGEST = Fraction(10) ** 30


@dataclass(slots=True)
class Draft:
    """A number while it is being read: atoms `[first, stop)`, its unit and its bounds."""

    first: int
    stop: int
    reading: Reading
    unit: str | None = None
    dimension: str | None = None
    share: Fraction = Fraction(1)
    compound: bool = False
    money: bool = False
    top: Fraction | None = None
    negative: bool = False


def number_place(atoms: Sequence[Atom], first: int) -> int:
    """The atom of the number itself, past its currency sign."""
    k = first
    while k < len(atoms) - 1 and read(atoms, k) is None and k < first + 6:
        k += 1
    return k
