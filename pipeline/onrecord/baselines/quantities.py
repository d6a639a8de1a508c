"""Quantity finders of others: quantulum3, and a regular expression."""

from __future__ import annotations

import re
from typing import Any

CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "tn": 1e12}
NUMBER = re.compile(
    r"(?P<currency>[$€£])?(?<![\w.,])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<scale>thousand|million|billion|trillion|bn|tn|m)\b)?(?P<percent>\s?%|\spercent\b|\sper\scent\b)?"
)
QUANTULUM_UNITS = {"dimensionless": None, "percentage": "percent", "dollar": "USD", "euro": "EUR",
                   "pound sterling": "GBP"}  # fmt: skip


def regular_expression(text: str) -> dict[str, Any]:
    """Digits with separators, a currency sign, a scale word and a percent sign: no words, no bounds."""
    claims = []
    for number, match in enumerate(NUMBER.finditer(text)):
        value = float(match["digits"].replace(",", "")) * SCALES.get(match["scale"] or "", 1)
        unit = "percent" if match["percent"] else CURRENCIES.get(match["currency"] or "")
        claims.append(_claim(number, match.start(), match.end(), value, value, value, unit))
    return {"claims": claims}


def quantulum(text: str) -> dict[str, Any]:
    """quantulum3's quantities; an uncertainty is taken as a range."""
    from quantulum3 import parser

    claims = []
    for number, quantity in enumerate(parser.parse(text)):
        unit = QUANTULUM_UNITS.get(quantity.unit.name, quantity.unit.name)
        start, end = quantity.span
        spread = quantity.uncertainty or 0
        value = None if spread else quantity.value
        ends = quantity.value - spread, quantity.value + spread
        if start < end:
            claims.append(_claim(number, start, end, value, *ends, unit))
    return {"claims": claims}


def _claim(
    number: int, start: int, end: int, value: float | None, low: float, high: float, unit: str | None
) -> dict[str, Any]:
    quantity = {"start": start, "end": end}
    return {"id": f"c{number}", "quantity": quantity, "value": value, "low": low, "high": high, "unit": unit}
