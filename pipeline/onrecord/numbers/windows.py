"""Windows: durations that only place an event in time, and so measure nothing."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.numbers.atoms import Atom
from onrecord.numbers.cardinals import low_at
from onrecord.numbers.distractors import listed

BLURS = frozenset("about around nearly almost some roughly just more than over at least few".split())


def places_an_event(atoms: Sequence[Atom], first: int, stop: int, modifier: str) -> bool:
    """Whether a duration at atoms `[first, stop)` says when, not how long.

    `eight days ago`, `two years after the war`, `in the past 24 hours` and `in six weeks` say
    when; `for the past 15 years` and `the last five months of her life` say how long.
    """
    following = low_at(atoms, stop)
    if following in listed("offset"):
        return following not in ("apart", "since") or low_at(atoms, first - 1) != "for"
    if following == "from" and low_at(atoms, stop + 1) in ("now", "today"):
        return True
    if following in ("anniversary", "anniversaries", "mark"):
        return True
    k = first - 1
    while low_at(atoms, k) in BLURS:
        k -= 1
    if low_at(atoms, k) in listed("window"):
        return _is_window(atoms, k, following)
    last = low_at(atoms, k)
    if last in ("in", "every", "each") and modifier in ("exact", "approx", "at_most", "less_than"):
        return following not in ("of", "-")
    return False


def _is_window(atoms: Sequence[Atom], k: int, following: str) -> bool:
    """Whether `past`, `last` or `next` at atom `k` opens a window that is not itself measured."""
    k -= 1
    while low_at(atoms, k) in ("the", "these", "those", "his", "her", "its", "their", "or", "past", "last", "next"):
        k -= 1
    if low_at(atoms, k) == "for" or following == "of":
        return False
    return low_at(atoms, k) in listed("window_preposition") or following in ("", ".", ",", ";")
