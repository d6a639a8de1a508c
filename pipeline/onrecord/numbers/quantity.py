"""Quantity: one quantity of a text, as the grammar gives it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at characters `[start, end)`; `number_start`, `number_end` bound the bare number.

    `form` says how the number is written: digits, words, fraction or vague; `compound` that it
    is the front of an adjective (`20-year`, `six-nation`). An open end of the bounds is None.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    modifier: str
    unit: str | None
    dimension: str | None
    form: str
    compound: bool = False
