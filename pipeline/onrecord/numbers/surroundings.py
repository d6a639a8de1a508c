"""Surroundings: what the atoms around a number are, as far as several readers ask."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from onrecord.numbers.atoms import NEW_LINE, NUMBER, Atom
from onrecord.numbers.lexicon import words
from onrecord.numbers.reading import plain_value, word_at

ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
ORDINALS = words("distractors.tsv", "ordinals")
YEARS = range(1500, 2101)


def listed(section: str) -> frozenset[str]:
    """One section of the list of distractor words."""
    return words("distractors.tsv", section)


def is_month(atom: Atom) -> bool:
    """Whether an atom is the name of a month, with its capital."""
    return atom.text[0].isupper() and atom.low in listed("months")


def is_sentence_start(atoms: Sequence[Atom], i: int) -> bool:
    """Whether a sentence may begin at an atom: nothing before it, a new line, or a closing sign."""
    if i <= 0 or atoms[i].gap >= NEW_LINE:
        return True
    k = i - 1
    while k > 0 and atoms[k].low in "\"“”'‘’([*•—–-":
        if atoms[k].gap >= NEW_LINE:
            return True
        k -= 1
    return atoms[k].low in (".", "!", "?", ":", ";", "…")


def plain(atoms: Sequence[Atom], i: int) -> Fraction | None:
    """The value of a number of one atom; None for any other."""
    if not 0 <= i < len(atoms):
        return None
    scale = word_at(atoms, i + 1)
    if scale is not None and scale.kind in ("scale", "short", "hundred"):
        return None
    if atoms[i].kind == NUMBER:
        return plain_value(atoms[i].text)
    word = word_at(atoms, i)
    return word.value if word is not None and word.kind in ("unit", "teen", "ten") else None
