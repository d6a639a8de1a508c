"""Bounds: the words beside a number that make it at least, at most or about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.numbers.atoms import NEW_LINE, TOUCHING, WORD, Atom
from onrecord.numbers.lexicon import bounds, units, words
from onrecord.numbers.reading import HYPHENS, low_at, low_left

LONGEST = 6
STRENGTH = {"exact": 0, "approx": 1, "at_most": 2, "at_least": 2, "less_than": 3, "more_than": 3, "range": 4}


class Bound(NamedTuple):
    """A modifier, and the atom at which the quantity now begins or stops."""

    at: int
    modifier: str


def before(atoms: Sequence[Atom], i: int) -> Bound | None:
    """The modifier phrases that end right before atom `i`, several in a row read as one."""
    found: Bound | None = None
    for _ in range(3):
        step = _one_before(atoms, found.at if found else i)
        if step is None:
            return found
        if found is None or STRENGTH[step.modifier] > STRENGTH[found.modifier]:
            found = step
        else:
            found = Bound(step.at, found.modifier)
    return found


def _one_before(atoms: Sequence[Atom], i: int) -> Bound | None:
    phrases = bounds()["before"]
    best: Bound | None = None
    phrase = ""
    for at in range(i - 1, max(i - 1 - LONGEST, -1), -1):
        if at + 1 < len(atoms) and atoms[at + 1].gap > NEW_LINE:
            break
        phrase = atoms[at].low + (" " if phrase and atoms[at + 1].gap != TOUCHING else "") + phrase
        modifier = phrases.get(phrase)
        if modifier and _fits(atoms, at, i, phrase):
            best = Bound(at, modifier)
    if best is not None and low_at(atoms, best.at) in ("more", "less", "fewer", "greater", "older", "larger"):
        return _with_degree(atoms, best)
    return best


def _with_degree(atoms: Sequence[Atom], bound: Bound) -> Bound:
    """`no more than`, `not less than` have their own rows; `far more than` takes its adverb in."""
    if low_left(atoms, bound.at - 1) in (
        "far",
        "much",
        "slightly",
        "significantly",
        "considerably",
        "substantially",
    ):
        return Bound(bound.at - 1, bound.modifier)
    return bound


def _fits(atoms: Sequence[Atom], at: int, i: int, phrase: str) -> bool:
    """Refuses words that are prepositions or adjectives where they stand."""
    last = low_left(atoms, at - 1)
    if phrase in ("about", "under") and _is_preposition(atoms, i, phrase, last):
        return False
    if phrase in ("past", "minimum", "maximum", "a minimum", "near", "short of", "under", "below", "beyond"):
        return last not in ("the", "over", "for", "this", "in", "a", "his", "her", "their") or phrase in (
            "below",
            "a minimum",
        )
    if phrase == "over":
        return last not in words("distractors.tsv", "over_before")
    if phrase == "better than":
        return atoms[i].low in ("$", "a", "half") or low_at(atoms, i + 1) in ("percent", "%")
    if phrase in ("c.", "ca", "ca.", "c"):
        return atoms[at].kind == WORD and atoms[at].text.islower()
    if phrase == "up to":
        return last not in ("toll", "tally", "total", "number", "count")
    if phrase in ("maybe", "perhaps", "probably", "above", "about", "around"):
        return last not in ("as",)
    if phrase == "estimated":
        return last not in ("an", "the")
    return True


def _is_preposition(atoms: Sequence[Atom], i: int, phrase: str, last: str) -> bool:
    """`information about two sites`, `brought under one roof`."""
    if phrase == "about":
        return last in words("distractors.tsv", "about_before")
    return atoms[i].low == "one" and low_at(atoms, i + 1) not in units()


def after(atoms: Sequence[Atom], i: int, has_bound: bool) -> Bound | None:
    """The modifier that follows a number which stopped before atom `i`: `or more`, `plus`, `or so`."""
    phrases = bounds()["after"]
    best: Bound | None = None
    phrase = ""
    start = i
    if low_at(atoms, i) in HYPHENS and low_at(atoms, i + 1) in ("plus", "odd", "ish") and atoms[i].gap == TOUCHING:
        start = i + 1
    for at in range(start, min(start + 4, len(atoms))):
        if atoms[at].gap > NEW_LINE:
            break
        phrase += (" " if phrase and atoms[at].gap != TOUCHING else "") + atoms[at].low
        modifier = phrases.get(phrase)
        if modifier is None:
            continue
        if phrase in ("odd", "ish") and start == i:
            continue
        if phrase == "plus" and not (start > i or atoms[at].gap == TOUCHING):
            continue
        if (
            phrase in ("maximum", "minimum", "max", "approx", "approximately", "minimum", "at most", "at least")
            and has_bound
        ):
            continue
        if modifier == "at_least_only":
            if not _closes(atoms, at + 1):
                continue
            modifier = "at_least"
        best = Bound(at + 1, modifier)
    return best


def _closes(atoms: Sequence[Atom], i: int) -> bool:
    """Whether a clause ends here, so that `at least` looks back (`killed 12 at least.`)."""
    return i >= len(atoms) or atoms[i].low in (".", ",", ";", ")", "!", "?") or atoms[i].gap > NEW_LINE
