"""Conversions: one measure said twice, as in `about 45km (28 miles)`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.numbers.quantity import Quantity


def convert(found: list[Quantity], text: str) -> Iterator[Quantity]:
    """Gives a conversion in brackets the modifier of what it converts: `about 45km (28 miles)`."""
    last: Quantity | None = None
    for quantity in found:
        if (
            last is not None
            and quantity.modifier == "exact"
            and last.modifier != "exact"
            and _converts(last, quantity, text)
        ):
            value = quantity.value
            if last.modifier in ("at_least", "more_than"):
                quantity = replace(quantity, modifier=last.modifier, value=None, high=None)
            elif last.modifier in ("at_most", "less_than"):
                quantity = replace(quantity, modifier=last.modifier, value=None, low=None)
            elif last.modifier == "approx":
                quantity = replace(quantity, modifier="approx", low=value, high=value)
        yield quantity
        last = quantity


def _converts(first: Quantity, second: Quantity, text: str) -> bool:
    between = text[first.end : second.start].strip() if second.start - first.end < 4 else ""
    same = first.dimension == second.dimension and first.unit != second.unit
    return between in ("(", "/", ", or", "[") and same and first.dimension is not None
