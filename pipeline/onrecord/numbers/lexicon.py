"""Lexicon: the word lists that the number grammar reads."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple


class Word(NamedTuple):
    """A number word: its kind (`unit`, `scale`, `vague`, ...) and value."""

    kind: str
    value: Fraction


class Unit(NamedTuple):
    """A unit of measure under its canonical name; `factor` takes a value to `si_unit`."""

    name: str
    dimension: str
    factor: Fraction | None
    si_unit: str | None


class Currency(NamedTuple):
    """A currency under its ISO 4217 code; `share` is 1/100 for its hundredths (cents, pence)."""

    code: str
    share: Fraction


def rows(name: str) -> list[list[str]]:
    """The rows of a tab-separated word list; lines that begin with `#` are its comments."""
    text = files("onrecord.lexicons").joinpath(name).read_text(encoding="utf-8")
    lines = (line.rstrip("\n").split("\t") for line in text.split("\n"))
    return [row for row in lines if row[0].strip() and not row[0].startswith("# ")]


@cache
def number_words() -> dict[str, Word]:
    """Number words by their lower-case form."""
    return {form: Word(kind, Fraction(value)) for form, kind, value in rows("number_words.tsv")}


@cache
def units() -> dict[str, Unit]:
    """Units by lower-case form, words parted by one space."""
    table: dict[str, Unit] = {}
    for name, dimension, factor, si_unit, forms in rows("units.tsv"):
        unit = Unit(name, dimension, Fraction(factor) if factor else None, si_unit or None)
        for form in forms.split("|"):
            table[form] = unit
    return table


@lru_cache(maxsize=4096)
def unit_named(name: str) -> Unit | None:
    """The unit that bears a canonical name."""
    return next((unit for unit in units().values() if unit.name == name), None)


@cache
def currency_signs() -> dict[str, str]:
    """ISO codes by sign or abbreviation, lower case (`us$`, `€`, `rs`)."""
    return {sign: row[0] for row in rows("currencies.tsv") for sign in row[1].split("|") if sign}


@cache
def currency_names() -> dict[str, Currency]:
    """Currencies by the name that follows a number, singular and plural (`us dollars`, `cents`)."""
    table: dict[str, Currency] = {}
    for row in rows("currencies.tsv"):
        code, _, names, hundredths = (row + [""] * 4)[:4]
        for share, forms in ((Fraction(1), names), (Fraction(1, 100), hundredths)):
            for form in filter(None, forms.split("|")):
                for shape in (form, form + "s"):
                    table.setdefault(shape, Currency(code, share))
    return table


@cache
def bounds() -> dict[str, dict[str, str]]:
    """Modifiers by side (`before`, `after`) and lower-case phrase."""
    table: dict[str, dict[str, str]] = {"before": {}, "after": {}}
    for side, modifier, phrases in rows("bounds.tsv"):
        for phrase in phrases.split("|"):
            table[side].setdefault(phrase, modifier)
    return table


@cache
def words(name: str, section: str) -> frozenset[str]:
    """One section of a word list whose rows are `section<TAB>words parted by |`."""
    found = [row[1].split("|") for row in rows(name) if row[0] == section]
    if not found:
        raise ValueError(f"{name}: no section {section!r}; the word list needs a row that begins with it")
    return frozenset(word for group in found for word in group)
