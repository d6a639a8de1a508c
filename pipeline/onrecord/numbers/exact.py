"""Exact: fractions as the JSON numbers that print as they were written; a bare `$` by its country."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

PLACES = 6
"""Decimal places of a value that has no end (a third)."""

DOLLARS = {
    "AUD": r"\bAustralia",
    "NZD": r"\bNew Zealand",
    "CAD": r"\bCanad(?:a|ian)",
    "HKD": r"\bHong Kong",
    "SGD": r"\bSingapore",
    "TWD": r"\bTaiwan",
}
_AMERICAN = re.compile(r"\bU\.S\.|\bUS\b|\bUSA\b|United States|America|Washington|New York|California|Texas")


def exact(value: Fraction | None) -> int | float | None:
    """An int where the value is whole, else the float that prints the decimal as it is."""
    if value is None:
        return None
    if value.denominator == 1:
        return value.numerator
    return float(Decimal(value.numerator) / Decimal(value.denominator)) if _ends(value) else round(float(value), PLACES)


def _ends(value: Fraction) -> bool:
    """Whether the decimal form ends: no prime but 2 and 5 below the line."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def dollar_of(text: str) -> str:
    """The currency of a bare `$`: the one dollar country that a text is about, else the U.S. dollar."""
    if "$" not in text or _AMERICAN.search(text):
        return "USD"
    counts = {code: len(re.findall(pattern, text)) for code, pattern in DOLLARS.items()}
    best = max(sorted(counts), key=lambda code: counts[code])
    return best if counts[best] >= 3 else "USD"
