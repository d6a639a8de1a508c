"""Exact: values print as they were written; SI values; the country of a bare dollar."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from onrecord.numbers.exact import dollar_of, exact
from onrecord.numbers.units import si_of


@pytest.mark.parametrize(
    "value, printed",
    [
        (Fraction("0.1"), "0.1"),
        (Fraction("1.1") * 10**9, "1100000000"),
        (Fraction("2.3"), "2.3"),
        (Fraction("17.25"), "17.25"),
        (Fraction("4.35") * 100, "435"),
        (Fraction("0.07"), "0.07"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(10**18), "1000000000000000000"),
        (None, "null"),
    ],
)
def test_numbers_print_exactly(value: Fraction | None, printed: str) -> None:
    assert json.dumps(exact(value)) == printed


@pytest.mark.parametrize(
    "value, unit, si",
    [
        ("8", "kilometre", (8000, "m")),
        ("1", "mile", (1609.344, "m")),
        ("2", "hour", (7200, "s")),
        ("1", "tonne", (1000, "kg")),
        ("100", "degree Celsius", (373.15, "K")),
        ("32", "degree Fahrenheit", (273.15, "K")),
        ("1", "square kilometre", (1000000, "m²")),
        ("36", "kilometre per hour", (10, "m/s")),
        ("5", "USD", None),
        ("5", "percent", None),
        ("5", None, None),
    ],
)
def test_si_values(value: str, unit: str | None, si: tuple[float, str] | None) -> None:
    found = si_of(Fraction(value), unit)
    assert (found and (pytest.approx(exact(found[0])), found[1])) == si


@pytest.mark.parametrize(
    "text, code",
    [
        ("Australia pays $5. Australia said so, and Australians know.", "AUD"),
        ("Canada pays $5. Canadian firms in Canada agree.", "CAD"),
        ("Australia and the United States pay $5. Australia. Australia.", "USD"),
        ("Australia has no money. Australia. Australia.", "USD"),
        ("It costs $5.", "USD"),
    ],
)
def test_the_dollar_of_a_text(text: str, code: str) -> None:
    assert dollar_of(text) == code
