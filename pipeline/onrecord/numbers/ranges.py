"""Ranges: the upper end of `10 to 15`, `$10-15bn`, `between six and eight`, with a shared scale."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from onrecord.numbers import distractors
from onrecord.numbers.atoms import NEW_LINE, TOUCHING, Atom
from onrecord.numbers.cardinals import read
from onrecord.numbers.half_read import LARGEST, Draft, number_place
from onrecord.numbers.reading import HYPHENS, Reading, low_at, low_left
from onrecord.numbers.surroundings import listed
from onrecord.numbers.units import measure_after


def read_range(atoms: Sequence[Atom], draft: Draft) -> None:
    """Takes in the upper end of `10 to 15`, `$10-15bn`, `between six and eight`, `two or three`."""
    joint = _joint(atoms, draft)
    if joint is None:
        return
    at, word = joint
    sign = low_at(atoms, at) if at < len(atoms) else ""
    skip = 1 if draft.money and sign in ("$", "£", "€", "¥", "₹") else 0
    if at + skip >= len(atoms) or atoms[at + skip].gap > NEW_LINE:
        return
    upper = read(atoms, at + skip)
    if upper is None or upper.form == "vague" or upper.value > LARGEST:
        return
    if draft.reading.form == "vague" and (word != "to" or atoms[draft.first].low not in ("several", "few")):
        return
    lower = _share_scale(atoms, draft.reading, upper, at + skip)
    if distractors.reason(atoms, number_place(atoms, draft.first), draft.reading, draft.money, True) is not None:
        return
    falls = word == "to" and upper.mantissa and upper.value != upper.mantissa and upper.mantissa <= lower < 1000
    if falls or not lower < upper.value or not _is_range(atoms, draft, upper, word, lower):
        if word == "to" and low_left(atoms, draft.first - 1) == "from" and draft.money and lower == draft.reading.value:
            draft.reading = draft.reading._replace(value=_scaled_down(draft.reading, upper))
        return
    draft.top, draft.stop = upper.value, upper.stop
    draft.reading = upper._replace(value=lower)


def _joint(atoms: Sequence[Atom], draft: Draft) -> tuple[int, str] | None:
    """Where the upper end would begin, and the word or dash before it; a unit may stand between."""
    at = draft.stop
    measure = measure_after(atoms, at, draft.reading.value, False)
    if measure is not None and low_at(atoms, measure.stop) in HYPHENS and at < len(atoms) and atoms[at].gap != TOUCHING:
        measure = None  # `two Mi-24` is no range of miles
    if measure is not None and not measure.compound and low_at(atoms, measure.stop) in ("to", "and", "-", "–"):
        at = measure.stop
    word = low_at(atoms, at)
    if word in ("to", "or", "and", "—") or word in HYPHENS:
        if word in HYPHENS and low_at(atoms, at + 1) == "to" and low_at(atoms, at + 2) in HYPHENS:
            return at + 3, "to"
        return at + 1, word
    return None


def _share_scale(atoms: Sequence[Atom], reading: Reading, upper: Reading, at: int) -> Fraction:
    """The lower end, with the upper end's scale where it has none: `10-15,000`, `$10 to $15 billion`."""
    lower = reading.value
    if reading.value != reading.mantissa or reading.form == "fraction":
        return lower
    if upper.value != upper.mantissa and upper.mantissa and lower < upper.mantissa:
        return lower * upper.value / upper.mantissa
    if atoms[at].text.endswith(",000") and lower < upper.value / 1000 and "," not in atoms[at - 1].text:
        return lower * 1000 if lower * 10_000 >= upper.value else lower
    return lower


def _scaled_down(reading: Reading, upper: Reading) -> Fraction:
    """The first of two figures with the scale of the second, in `cut from $180 to $120 million`."""
    if reading.value != reading.mantissa or not upper.mantissa or reading.value >= 1000:
        return reading.value
    return reading.value * upper.value / upper.mantissa


def _is_level(atoms: Sequence[Atom], draft: Draft) -> bool:
    """`dropping one percentage point to 35 percent`: points of change, and the level that they led to."""
    return any(low_at(atoms, k) in ("point", "points") for k in range(draft.stop, draft.stop + 2))


def _is_range(atoms: Sequence[Atom], draft: Draft, upper: Reading, word: str, lower: Fraction) -> bool:
    last, before_last = low_left(atoms, draft.first - 1), low_left(atoms, draft.first - 2)
    if word == "and":
        return "between" in (last, before_last) or (last == "about" and before_last == "between")
    if word == "or":
        small = upper.value <= 10 * lower and draft.reading.form == upper.form
        return small and not draft.money
    if word == "to" and last == "from":
        recent = {low_at(atoms, k) for k in range(draft.first - 9, draft.first - 1)}
        return not recent & listed("change")
    if word == "to":
        nearer = {low_left(atoms, k) for k in range(draft.first - 5, draft.first)}
        if "from" in nearer and last == "of":
            return False  # `will rise from a level of 60 to 300`
        if last in listed("change") and (_is_level(atoms, draft) or (draft.money and upper.value > 2 * lower)):
            return False
        return not ({last, before_last} & {"vote", "voted", "votes", "score", "ratio"})
    return True
