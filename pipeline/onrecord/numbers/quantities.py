"""Quantities: every number of a text that counts or measures, with bounds, modifier and unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from onrecord.numbers import bounds, distractors
from onrecord.numbers.atoms import SPACED, TOUCHING, WORD, Atom, cut
from onrecord.numbers.cardinals import read
from onrecord.numbers.conversions import convert
from onrecord.numbers.half_read import Draft, number_place
from onrecord.numbers.lexicon import unit_named
from onrecord.numbers.measured import read_draft
from onrecord.numbers.patterns import stretch
from onrecord.numbers.quantity import Quantity
from onrecord.numbers.reading import HYPHENS, Reading, low_at, low_left
from onrecord.numbers.surroundings import listed
from onrecord.numbers.units import measure_after
from onrecord.numbers.windows import places_an_event


def find_quantities(text: str, dollar: str = "USD") -> list[Quantity]:
    """The quantities of a plain text, by start. A bare `$` stands for the currency `dollar`."""
    atoms = cut(text)
    found = list(convert(list(_apart(_quantities(atoms))), text))
    if dollar == "USD":
        return found
    plain = {q.start for q in found if q.unit == "USD" and "US" not in text[max(0, q.start - 5) : q.end]}
    return [replace(q, unit=dollar) if q.start in plain else q for q in found]


def _apart(found: Iterator[Quantity]) -> Iterator[Quantity]:
    """The quantities that share no character with the one before: in `12£3m` one sign could belong to two."""
    end = 0
    for quantity in found:
        if quantity.start >= end:
            yield quantity
            end = quantity.end


def _quantities(atoms: Sequence[Atom]) -> Iterator[Quantity]:
    i = 0
    while i < len(atoms):
        stop = stretch(atoms, i)
        if stop > i:
            i = stop
            continue
        draft = read_draft(atoms, i)
        if draft is None:
            quantity = _one_unit(atoms, i)
            if quantity is not None:
                yield quantity
            i += 1
            continue
        i = max(draft.stop, i + 1)
        quantity = _finish(atoms, draft)
        if quantity is not None:
            yield quantity


def _finish(atoms: Sequence[Atom], draft: Draft) -> Quantity | None:
    """Adds the words of bound on both sides, and drops what counts nothing."""
    reading, first, stop = draft.reading, draft.first, draft.stop
    bound = bounds.before(atoms, first) or _over_article(atoms, draft)
    number_first = first + draft.negative
    position = number_place(atoms, number_first)
    judged = read(atoms, position) or reading
    if draft.top is None and draft.dimension is not None and draft.dimension != "money":
        judged = reading
    why = distractors.reason(atoms, position, judged, draft.unit is not None, bound is not None)
    if why is not None:
        return None
    modifier = "range" if draft.top is not None else "approx" if reading.form == "vague" else "exact"
    if bound is not None and draft.dimension == "duration" and low_at(atoms, bound.at) == "over":
        bound = bound if low_left(atoms, bound.at - 1) in listed("measured_over") | {"", ".", ","} else None
    if bound is not None:
        first, modifier = _apply(atoms, draft, bound, modifier)
    elif draft.top is not None and low_left(atoms, first - 1) in ("between", "from"):
        first -= 1
    tail = bounds.after(atoms, stop, bound is not None) or _inner_plus(atoms, draft)
    if tail is not None:
        stop = max(stop, tail.at)
        modifier = tail.modifier if modifier in ("exact", "approx") else modifier
    if low_left(atoms, first - 1) == "within" and draft.dimension in ("duration", "length", "points"):
        first, modifier = first - 1, "at_most"
    if draft.dimension == "duration" and places_an_event(atoms, first, stop, modifier):
        return None
    stop = _over_noun(atoms, draft, stop)
    return _quantity(atoms, draft, first, stop, modifier)


def _over_article(atoms: Sequence[Atom], draft: Draft) -> bounds.Bound | None:
    """The bound of `at least a 10-point lead`, `about a 20-minute walk`, over the article."""
    singular = low_at(atoms, draft.stop - 1)[-1:] not in ("s", "%") and draft.dimension in (
        "duration",
        "length",
        "points",
        "mass",
        "ratio",
    )
    if not (draft.compound or singular) or low_left(atoms, draft.first - 1) not in ("a", "an"):
        return None
    found = bounds.before(atoms, draft.first - 1)
    return None if found is None or low_at(atoms, found.at) in listed("prepositions") else found


def _inner_plus(atoms: Sequence[Atom], draft: Draft) -> bounds.Bound | None:
    """The `plus` that stands before the unit (`20-plus months`)."""
    for k in range(draft.first, draft.stop):
        if atoms[k].low in ("plus", "+") and k > draft.first:
            return bounds.Bound(draft.stop, "at_least")
        if atoms[k].low == "odd":
            return bounds.Bound(draft.stop, "approx")
    return None


def _apply(atoms: Sequence[Atom], draft: Draft, bound: bounds.Bound, modifier: str) -> tuple[int, str]:
    if draft.top is not None:
        return (bound.at, modifier) if bound.modifier == "approx" else (bound.at, bound.modifier)
    if bound.modifier == "approx" and modifier == "approx":
        return bound.at, "approx"
    first = bound.at
    if low_left(atoms, first - 1) in ("a", "an") and low_at(atoms, first) in ("minimum", "maximum"):
        first -= 1
    return first, bound.modifier


def _over_noun(atoms: Sequence[Atom], draft: Draft, stop: int) -> int:
    """Marks a count in a compound adjective: `six-nation`, `250,000-member`."""
    if draft.unit is not None or stop != draft.stop or low_at(atoms, stop) not in HYPHENS:
        return stop
    tight = stop + 1 < len(atoms) and atoms[stop].gap == TOUCHING == atoms[stop + 1].gap
    if tight and low_at(atoms, stop + 1).isalpha() and low_at(atoms, stop + 1) not in ("and", "or"):
        draft.compound = True
        return stop + 2
    return stop


def _quantity(atoms: Sequence[Atom], draft: Draft, first: int, stop: int, modifier: str) -> Quantity:
    value: Fraction | None = draft.reading.value * draft.share * (-1 if draft.negative else 1)
    low, high = value, value
    if draft.top is not None:
        value, high = None, draft.top * draft.share
        if modifier != "range":
            low = low if modifier in ("at_least", "more_than") else None
            high = high if low is None else None
    elif draft.reading.form == "vague":
        value = high = None
    if modifier in ("at_least", "more_than"):
        value = high = None
    elif modifier in ("at_most", "less_than"):
        value, low, high = None, None, draft.reading.value * draft.share if draft.top is None else high
    return Quantity(
        atoms[first].start, atoms[stop - 1].end, atoms[draft.first].start, atoms[draft.stop - 1].end,
        value, low, high, modifier, draft.unit, draft.dimension, draft.reading.form, draft.compound,
    )  # fmt: skip


def _long(atoms: Sequence[Atom], i: int) -> Quantity | None:
    """`a decade-long war`, `a weeklong trip`: a unit of time that `long` makes a one."""
    apart = low_at(atoms, i + 1) in HYPHENS and low_at(atoms, i + 2) == "long" and atoms[i + 2].gap == TOUCHING
    unit = unit_named(atoms[i].low if apart else atoms[i].low.removesuffix("long"))
    joined = i and atoms[i].gap == TOUCHING
    if unit is None or unit.dimension != "duration" or joined or not (apart or atoms[i].low.endswith("long")):
        return None
    stop = i + 3 if apart else i + 1
    draft = Draft(i, stop, Reading(stop, Fraction(1), "words", Fraction(1)), unit.name, unit.dimension, compound=True)
    bound = bounds.before(atoms, i)
    return _quantity(atoms, draft, bound.at if bound else i, stop, bound.modifier if bound else "exact")


def _one_unit(atoms: Sequence[Atom], i: int) -> Quantity | None:
    """`more than a decade`, `nearly an hour`, `within a week`: an article that a bound makes a one."""
    if atoms[i].kind == WORD and atoms[i].low.endswith("long") or low_at(atoms, i + 2) == "long":
        return _long(atoms, i)
    if atoms[i].low not in ("a", "an") or i + 1 >= len(atoms) or atoms[i + 1].gap != SPACED:
        return None
    measure = measure_after(atoms, i + 1, Fraction(1), False)
    if measure is None or measure.dimension not in ("duration", "length", "mass", "ratio", "volume"):
        return None
    bound = bounds.before(atoms, i)
    first = bound.at if bound else i - 1 if low_left(atoms, i - 1) == "within" else i
    modifier = bound.modifier if bound else "at_most"
    if first == i or places_an_event(atoms, first, measure.stop, modifier):
        return None
    draft = Draft(i, measure.stop, Reading(measure.stop, Fraction(1), "words", Fraction(1)))
    draft.unit, draft.dimension = measure.unit, measure.dimension
    return _quantity(atoms, draft, first, measure.stop, modifier)
