"""Shares: halves, thirds and other parts, alone or at the end of a number."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from onrecord.numbers.atoms import NUMBER, SPACED, TOUCHING, Atom
from onrecord.numbers.lexicon import number_words
from onrecord.numbers.reading import Reading, low_at, next_word, plain_value, word_at

HALF = Fraction(1, 2)


def slashed(atoms: Sequence[Atom], i: int) -> Reading | None:
    """`1/3`, where the parts make a plain fraction."""
    if low_at(atoms, i + 1) not in ("/", "⁄") or atoms[i + 1].gap != TOUCHING or i + 2 >= len(atoms):
        return None
    over, under = atoms[i].text, atoms[i + 2].text
    if atoms[i + 2].gap != TOUCHING or under not in ("2", "3", "4", "5", "8", "10") or len(over) > 1:
        return None
    value = Fraction(int(over), int(under))
    return Reading(i + 3, value, "fraction", value) if 0 < value < 1 else None


def and_fraction(atoms: Sequence[Atom], stop: int, value: Fraction) -> tuple[Fraction, int, str]:
    """Adds `½`, ` 1/2`, `and a half` to what has been read."""
    word = word_at(atoms, stop)
    if word is not None and word.kind == "vulgar" and atoms[stop].gap <= SPACED:
        return value + word.value, stop + 1, "words"
    if stop < len(atoms) and atoms[stop].kind == NUMBER and atoms[stop].gap == SPACED:
        part = slashed(atoms, stop)
        if part is not None:
            return value + part.value, part.stop, "words"
    joint = next_word(atoms, stop)
    article = next_word(atoms, joint + 1) if joint is not None and atoms[joint].low == "and" else None
    if article is not None and atoms[article].low in ("a", "one", "three"):
        inner = next_word(atoms, article + 1)
        if inner is not None and atoms[inner].low in ("half", "quarter", "third", "quarters"):
            times = 3 if atoms[article].low == "three" else 1
            return value + times * number_words()[atoms[inner].low].value, inner + 1, "words"
    return value, stop, ""


def and_fraction_of_scale(
    atoms: Sequence[Atom], stop: int, value: Fraction, scale: Fraction
) -> tuple[Fraction, int, str]:
    """`two million and a half`: the half is of the scale."""
    added, end, form = and_fraction(atoms, stop, Fraction(0))
    return (value + added * scale, end, form) if form else (value, stop, "")


def decimal(atoms: Sequence[Atom], stop: int, whole: Fraction) -> tuple[Fraction, int]:
    """`nine-point-two percent`, `four point five million`: digits told one by one after `point`."""
    point = next_word(atoms, stop)
    if point is None or atoms[point].low != "point":
        return whole, stop
    value, unit, end = whole, Fraction(1), point + 1
    while (at := next_word(atoms, end)) is not None:
        digit = word_at(atoms, at)
        if digit is None or digit.kind != "unit":
            break
        unit /= 10
        value, end = value + digit.value * unit, at + 1
    return (value, end) if value != whole else (whole, stop)


def half(atoms: Sequence[Atom], i: int) -> Reading | None:
    """`half a million`, `half-million`, `half`; what may follow a bare `half` is not judged here."""
    at = next_word(atoms, i + 1)
    if at is None:
        return Reading(i + 1, HALF, "fraction", HALF)
    if atoms[at].low in ("a", "an"):
        inner = next_word(atoms, at + 1)
        scale = word_at(atoms, inner) if inner is not None else None
        if inner is not None and scale is not None and scale.kind in ("scale", "collective", "hundred"):
            return Reading(inner + 1, HALF * scale.value, "words", HALF)
        return Reading(at + 1, HALF, "fraction", HALF)
    scale = word_at(atoms, at)
    if scale is not None and (scale.kind == "scale" or atoms[at].low == "dozen"):
        return Reading(at + 1, HALF * scale.value, "words", HALF)
    return Reading(i + 1, HALF, "fraction", HALF)


def fraction(atoms: Sequence[Atom], i: int) -> Reading | None:
    """`two-thirds`, `a quarter`, `one third`, `a half million`, `a quarter of a million`."""
    over = Fraction(1)
    if atoms[i].low not in ("a", "an"):
        word = word_at(atoms, i)
        over = word.value if word is not None else (plain_value(atoms[i].text) or Fraction(0))
    at = next_word(atoms, i + 1)
    part = word_at(atoms, at) if at is not None else None
    if at is None or part is None or part.kind != "fraction" or not 0 < over < 20 or over.denominator != 1:
        return None
    if (over > 1) != atoms[at].low.endswith(("s", "lves")):
        return None
    value, stop = over * part.value, at + 1
    scale_at = next_word(atoms, stop)
    joint = next_word(atoms, stop)
    if joint is not None and atoms[joint].low == "of":
        article = next_word(atoms, joint + 1)
        if article is not None and atoms[article].low in ("a", "an"):
            scale_at = next_word(atoms, article + 1)
    scale = word_at(atoms, scale_at) if scale_at is not None else None
    if scale_at is not None and scale is not None and scale.kind == "scale":
        return Reading(scale_at + 1, value * scale.value, "words", value)
    return Reading(stop, value, "fraction", value)
