"""Reading: one number as read, and the small steps that every reader takes over atoms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from onrecord.numbers.atoms import NEW_LINE, TOUCHING, WORD, Atom
from onrecord.numbers.lexicon import Word, number_words

HYPHENS = frozenset("-‐‑–")
MOST_DIGITS = 30
_WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


class Reading(NamedTuple):
    """A number that ends before atom `stop`.

    `form` is digits, words, fraction or vague; a vague number's `value` is its lower bound.
    `mantissa` is what stands before a scale (2.3 of `2.3 million`), `short` a scale letter.
    """

    stop: int
    value: Fraction
    form: str
    mantissa: Fraction
    short: str = ""


def word_at(atoms: Sequence[Atom], i: int) -> Word | None:
    """The number word that stands at a place."""
    if 0 <= i < len(atoms) and atoms[i].kind == WORD:
        return number_words().get(atoms[i].low)
    return None


def next_word(atoms: Sequence[Atom], i: int) -> int | None:
    """Where the next word of one expression stands: after a space or a tight hyphen."""
    if i < len(atoms) and atoms[i].gap <= NEW_LINE and atoms[i].kind == WORD:
        return i
    if i + 1 < len(atoms) and atoms[i].low in HYPHENS and atoms[i].gap == atoms[i + 1].gap == TOUCHING:
        return i + 1 if atoms[i + 1].kind == WORD else None
    return None


def low_at(atoms: Sequence[Atom], i: int) -> str:
    """The lower-case form at a place, "" beyond either end or across a paragraph's border."""
    return atoms[i].low if 0 <= i < len(atoms) and (i == 0 or atoms[i].gap <= NEW_LINE) else ""


def low_left(atoms: Sequence[Atom], i: int) -> str:
    """The lower-case form at a place to the left of another, "" beyond the beginning or a paragraph's border."""
    return atoms[i].low if 0 <= i < len(atoms) - 1 and atoms[i + 1].gap <= NEW_LINE else ""


def plain_value(text: str) -> Fraction | None:
    """The value of digits with separators (`1,207.5`, `2,00,000`); None for `1.2.3` or `1,2`."""
    if len(text) > MOST_DIGITS:
        return None
    if _PLAIN.fullmatch(text) or _WESTERN.fullmatch(text) or _INDIAN.fullmatch(text):
        return Fraction(text.replace(",", ""))
    return None
