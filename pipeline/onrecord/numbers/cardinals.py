"""Cardinals: reads one number, in digits or words, from a run of atoms.

Every reader takes atoms and a place and returns a `Reading` or None; it looks at no atom
twice beyond a fixed few, so that a text is read in linear time.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from onrecord.numbers.atoms import NEW_LINE, NUMBER, SPACED, TOUCHING, WORD, Atom
from onrecord.numbers.lexicon import Word, number_words, words
from onrecord.numbers.reading import MOST_DIGITS, Reading, low_at, next_word, plain_value, word_at
from onrecord.numbers.shares import and_fraction, and_fraction_of_scale, decimal, fraction, half, slashed

_AFTER: dict[str, frozenset[str | None]] = {
    "unit": frozenset({None, "ten", "hundred", "scale"}),
    "teen": frozenset({None, "hundred", "scale"}),
    "ten": frozenset({None, "hundred", "scale"}),
    "hundred": frozenset({"unit", "teen", "ten", "article"}),
    "scale": frozenset({"unit", "teen", "ten", "hundred", "article", "half", "scale", "collective"}),
    "collective": frozenset({"unit", "teen", "ten", "article", "half"}),
}
"""Which kinds of word a kind may follow inside one number."""


def read(atoms: Sequence[Atom], i: int) -> Reading | None:
    """The number that begins at atom `i`."""
    atom = atoms[i]
    if atom.kind == NUMBER:
        return _digits(atoms, i)
    if atom.kind != WORD:
        return None
    if atom.low in ("a", "an"):
        return _article(atoms, i)
    word = number_words().get(atom.low)
    if word is None:
        return None
    if word.kind in ("vague", "few"):
        return _vague(atoms, i, word)
    if word.kind == "vulgar":
        return Reading(i + 1, word.value, "fraction", word.value)
    if word.kind == "fraction":
        return half(atoms, i) if atom.low == "half" else None
    if word.kind in ("unit", "teen", "ten"):
        return fraction(atoms, i) or _one_in(atoms, _words(atoms, i, None))
    return None


def _digits(atoms: Sequence[Atom], i: int) -> Reading | None:
    value = plain_value(atoms[i].text)
    if value is None:
        return None
    stop = i + 1
    if atoms[i].text.isdecimal() and len(atoms[i].text) <= 3 and atoms[i].text[0] != "0":
        while _continues_group(atoms, stop):
            value = value * 1000 + int(atoms[stop].text)
            stop += 1
            if stop - i > MOST_DIGITS // 3:
                return None
    part = slashed(atoms, i) if stop == i + 1 else None
    if part is not None:
        return part
    value, stop, form = and_fraction(atoms, stop, value)
    reading = _scaled(atoms, stop, value, form or "digits")
    return fraction(atoms, i) or _one_in(atoms, reading)


def _continues_group(atoms: Sequence[Atom], i: int) -> bool:
    """Whether the atom is a further group of three digits after a thin or plain space (`1 207`)."""
    return (
        i < len(atoms)
        and atoms[i].kind == NUMBER
        and atoms[i].gap == SPACED
        and atoms[i].start == atoms[i - 1].end + 1
        and len(atoms[i].text) == 3
        and atoms[i].text.isdecimal()
    )


def _scaled(atoms: Sequence[Atom], stop: int, value: Fraction, form: str) -> Reading:
    """A mantissa and the scales that follow it: `2.3 million`, `14-thousand`, `5bn`, `2 lakh crore`."""
    mantissa, short = value, ""
    for _ in range(3):
        at = next_word(atoms, stop)
        word = word_at(atoms, at) if at is not None else None
        if at is None or word is None:
            break
        if word.kind == "short":
            if short or (len(atoms[at].low) == 1 and atoms[at].gap != TOUCHING):
                break
            short = atoms[at].low
        elif word.kind not in ("scale", "hundred") and atoms[at].low != "dozen":
            break
        value *= word.value
        stop = at + 1
    if form == "words" or value == mantissa:
        return Reading(stop, value, form, mantissa, short)
    value, stop, _ = and_fraction_of_scale(atoms, stop, value, value / mantissa if mantissa else Fraction(1))
    return Reading(stop, value, form, mantissa, short)


def _article(atoms: Sequence[Atom], i: int) -> Reading | None:
    """`a hundred`, `a dozen`, `a couple of`, `a third`, `a few hundred`, `a half million`."""
    at = next_word(atoms, i + 1)
    word = word_at(atoms, at) if at is not None else None
    if at is None or word is None:
        return None
    if word.kind in ("scale", "hundred") or atoms[at].low == "dozen":
        if low_at(atoms, at + 1) == "or" and low_at(atoms, at + 2) == "so":
            return Reading(at + 1, word.value, "words", Fraction(1))
        return _words(atoms, at, "article")
    if word.kind == "collective" and low_at(atoms, at + 1) == "of":
        return Reading(at + 1, word.value, "words", word.value)
    if word.kind == "couple":
        scale = word_at(atoms, at + 1)
        if scale is not None and scale.kind in ("scale", "hundred", "collective"):
            return Reading(at + 2, 2 * scale.value, "vague", Fraction(2))
        if low_at(atoms, at + 1) == "of":
            inner = word_at(atoms, at + 2)
            if inner is not None and inner.kind in ("scale", "hundred", "collective"):
                return Reading(at + 3, 2 * inner.value, "vague", Fraction(2))
            return Reading(at + 1, Fraction(2), "vague", Fraction(2))
        return None
    if word.kind == "few":
        return _vague(atoms, at, word)
    return fraction(atoms, i)


def _words(atoms: Sequence[Atom], i: int, last: str | None) -> Reading | None:
    """A number in words from `twelve` to `one hundred and five thousand`."""
    total = group = Fraction(0)
    mantissa = Fraction(1)
    stop, at = i, i
    if last == "article":
        group = Fraction(1)
    while True:
        word = word_at(atoms, at)
        if word is None or last not in _AFTER.get(word.kind, ()):
            break
        if word.kind == "unit" and last == "ten" and (word.value == 0 or (at == stop and atoms[at].gap == NEW_LINE)):
            break
        if word.kind in ("unit", "teen", "ten"):
            group += word.value
        elif word.kind in ("hundred", "collective"):
            mantissa, group = group, group * word.value
        else:
            mantissa = total + group
            if total and group and total < word.value:
                total, group = (total + group) * word.value, Fraction(0)
            else:
                total, group = total + (group or 1) * word.value, Fraction(0)
            if last == "scale" and group == 0 and total < word.value:
                break
        last, stop = word.kind, at + 1
        if last in ("unit", "teen", "ten"):
            value, end, form = and_fraction(atoms, stop, total + group)
            if form:
                return _scaled(atoms, end, value, "words")
            spoken, end = decimal(atoms, stop, total + group)
            if end > stop:
                return _scaled(atoms, end, spoken, "words")
        if last in ("hundred", "scale"):
            value, end, form = and_fraction_of_scale(atoms, stop, total + group, word.value)
            if form:
                return Reading(end, value, "words", mantissa)
        at = _next_part(atoms, stop, last)
        if at < 0:
            break
    return Reading(stop, total + group, "words", mantissa if total else total + group) if stop > i else None


def _next_part(atoms: Sequence[Atom], stop: int, last: str) -> int:
    """Where a number in words may go on, over a space, a hyphen or `and`; -1 where it may not."""
    at = next_word(atoms, stop)
    if at is None:
        return -1
    if atoms[at].low == "and" and last in ("hundred", "scale"):
        inner, after = word_at(atoms, at + 1), word_at(atoms, at + 2)
        small = inner is not None and inner.kind in ("unit", "teen", "ten")
        return at + 1 if small and (after is None or after.kind not in ("hundred", "scale")) else -1
    return at


def _vague(atoms: Sequence[Atom], i: int, word: Word) -> Reading | None:
    """`dozens`, `several hundred`, `tens of thousands`; `few` and `tens` only before a scale."""
    form = atoms[i].low
    at = next_word(atoms, i + 1)
    scale = word_at(atoms, at) if at is not None else None
    if form in ("several", "few"):
        if at is not None and scale is not None and (scale.kind in ("scale", "hundred") or atoms[at].low == "dozen"):
            return Reading(at + 1, word.value * scale.value, "vague", word.value)
        return Reading(i + 1, word.value, "vague", word.value) if form == "several" else None
    if low_at(atoms, i + 1) == "of":
        scale = word_at(atoms, i + 2)
        if scale is not None and scale.kind == "vague" and scale.value >= 2000:
            return Reading(i + 3, word.value * scale.value / 2, "vague", word.value)
    return None if form == "tens" else Reading(i + 1, word.value, "vague", word.value)


def _one_in(atoms: Sequence[Atom], first: Reading | None) -> Reading | None:
    """`one in five`, `one-in-five`, `nine out of 10`, `one in every five`: a fraction; else what was read."""
    if first is None or first.value.denominator != 1 or not 1 <= first.value <= 99:
        return first
    at = first.stop
    if low_at(atoms, at) == "out" and low_at(atoms, at + 1) == "of":
        at += 2
    elif low_at(atoms, at) == "in":
        at += 1
    elif [low_at(atoms, k) for k in range(at, at + 3)] == ["-", "in", "-"]:
        at += 3
    else:
        return first
    at += low_at(atoms, at) == "every"
    if at >= len(atoms) or atoms[at].gap > NEW_LINE:
        return first
    whole = _whole(atoms, at)
    if (
        whole is None
        or not first.value < whole.value
        or (first.value > 1 and whole.value not in (3, 4, 5, 10, 20, 100))
    ):
        return first
    value = first.value / whole.value
    return Reading(whole.stop, value, "fraction", value)


def _whole(atoms: Sequence[Atom], at: int) -> Reading | None:
    """The whole of `one in five`: a round number of no more than a million, not a year or a time."""
    if atoms[at].kind == NUMBER:
        value = plain_value(atoms[at].text)
        reading = _scaled(atoms, at + 1, value, "digits") if value is not None else None
    else:
        word = word_at(atoms, at)
        article = atoms[at].low == "a"
        reading = _article(atoms, at) if article else _words(atoms, at, None) if word is not None else None
    if reading is None or reading.value.denominator != 1 or not 2 <= reading.value <= 10**6:
        return None
    if 1500 <= reading.value <= 2100 or low_at(atoms, reading.stop).rstrip("s") in TIMES:
        return None
    return reading


TIMES = words("distractors.tsv", "times")
