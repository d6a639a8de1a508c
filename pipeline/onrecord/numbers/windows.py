"""Windows: durations that only place an event in time, and so measure nothing."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.numbers.atoms import Atom
from onrecord.numbers.lexicon import words
from onrecord.numbers.reading import low_at, low_left
from onrecord.numbers.surroundings import ORDINALS, is_month, listed

DETERMINERS = words("distractors.tsv", "determiners")
BLURS = words("distractors.tsv", "blurs")


def places_an_event(atoms: Sequence[Atom], first: int, stop: int, modifier: str) -> bool:
    """Whether a duration at atoms `[first, stop)` says when, not how long.

    `eight days ago`, `two years after the war`, `in the past 24 hours` and `in six weeks` say
    when; `for the past 15 years` and `the last five months of her life` say how long.
    """
    following = low_at(atoms, stop)
    if _is_period(atoms, first, stop):
        return True
    if _lasts(atoms, first):
        return following == "ago"
    if (
        following in listed("offset")
        or (following, low_at(atoms, stop + 1)) in (("in", "advance"), ("ahead", "of"), ("'", "time"), ("’", "time"))
        or following == "into"
    ):
        return low_at(atoms, stop + 2) != "schedule"
    if following == "from" and low_at(atoms, stop + 1) in ("now", "time", "today"):
        return True
    if following in ("anniversary", "anniversaries", "mark"):
        return True
    k = first - 1
    while low_left(atoms, k) in BLURS:
        k -= 1
    if low_left(atoms, k) in listed("window"):
        return _is_window(atoms, k, stop)
    last = low_left(atoms, k)
    if last == "in":
        return following not in ("of", "-") and not _is_record(atoms, k)
    return False


def _is_period(atoms: Sequence[Atom], first: int, stop: int) -> bool:
    """`the six months ended Oct. 1`, `the three months to June`: the period of a figure."""
    if low_left(atoms, first - 1) != "the":
        return False
    month = stop + 1 < len(atoms) and is_month(atoms[stop + 1])
    return low_at(atoms, stop) in ("ended", "ending") or (low_at(atoms, stop) in ("to", "through") and month)


def _is_calendar(atoms: Sequence[Atom], at: int) -> bool:
    """Whether a year follows, in digits or as `this year`, `the season`."""
    if low_at(atoms, at)[:2] in ("19", "20"):
        return True
    return low_at(atoms, at) in ("this", "last", "next", "the") and low_at(atoms, at + 1) in listed("periods")


def _lasts(atoms: Sequence[Atom], first: int) -> bool:
    """Whether `for` opens the phrase: `for nearly a year after he left`, `for the past two weeks`."""
    k = first - 1
    while low_left(atoms, k) in BLURS or low_left(atoms, k) in ("the", "past", "last", "another", "a", "further"):
        k -= 1
    return low_left(atoms, k) == "for"


def _is_record(atoms: Sequence[Atom], k: int) -> bool:
    """Whether a first, a third or a worst is what happened in that time: the time is then a measure."""
    for at in range(k - 1, max(k - 14, -1), -1):
        word = low_left(atoms, at)
        if word in (".", "!", "?", ""):
            return False
        if word in ORDINALS or word in ("worst", "best", "record", "only") or (word.endswith("est") and len(word) > 5):
            return True
    return False


def _is_window(atoms: Sequence[Atom], k: int, stop: int) -> bool:
    """Whether `past`, `last` or `next` at atom `k` opens a window that is not itself measured."""
    following = low_at(atoms, stop)
    following_year = following == "of" and _is_calendar(atoms, stop + 1)
    opened = low_left(atoms, k - 1)
    if opened not in DETERMINERS and opened not in listed("window_preposition"):
        return False
    k -= 1
    while low_left(atoms, k) in (
        "the",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "or",
        "past",
        "last",
        "next",
    ):
        k -= 1
    if low_left(atoms, k) == "for" or (following == "of" and not following_year):
        return False
    return low_left(atoms, k) in listed("window_preposition") or following in ("", ".", ",", ";")
