"""Measured: a number while it is being read, with its sign, its range and its unit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from onrecord.numbers.atoms import SPACED, TOUCHING, Atom
from onrecord.numbers.cardinals import read
from onrecord.numbers.half_read import LARGEST, Draft
from onrecord.numbers.lexicon import unit_named, units, words
from onrecord.numbers.ranges import read_range
from onrecord.numbers.reading import HYPHENS, Reading, low_at, low_left, next_word, word_at
from onrecord.numbers.surroundings import listed
from onrecord.numbers.units import Measure, currency_before, measure_after, price_rate

PERCENTS = words("distractors.tsv", "percents")
FILLERS = words("distractors.tsv", "fillers")
SMALLER = {
    "metre": "centimetre",
    "foot": "inch",
    "hour": "minute",
    "minute": "second",
    "pound": "ounce",
    "kilogram": "gram",
}
"""The unit that may follow in one measure: `17 metres, 25 centimetres`, `5ft 7in`."""


def read_draft(atoms: Sequence[Atom], i: int) -> Draft | None:
    """Reads number, unit and range at one place."""
    reading = read(atoms, i) or _bare_scale(atoms, i)
    if reading is None or reading.value > LARGEST:
        return None
    draft = Draft(i, reading.stop, reading)
    sign = currency_before(atoms, i)
    if sign is not None:
        draft.first, draft.unit = sign
        draft.dimension, draft.money = "money", True
    if _is_minus(atoms, draft.first):
        draft.first, draft.negative = draft.first - 1, True
    read_range(atoms, draft)
    _read_unit(atoms, draft)
    return draft


def _bare_scale(atoms: Sequence[Atom], i: int) -> Reading | None:
    """`billion-year`, `per million people` is not one: a scale alone counts before a hyphen."""
    word = word_at(atoms, i)
    if word is None or word.kind not in ("scale", "hundred") or low_at(atoms, i + 1) not in HYPHENS:
        return None
    return Reading(i + 1, word.value, "words", Fraction(1)) if low_at(atoms, i + 2) in units() else None


def _is_minus(atoms: Sequence[Atom], i: int) -> bool:
    if i == 0:
        return False
    last = atoms[i - 1]
    if last.low == "minus":
        return low_left(atoms, i - 2) != "or"
    apart = i == 1 or last.gap > TOUCHING
    return last.low in ("-", "−") and atoms[i].gap == TOUCHING and apart


def _read_unit(atoms: Sequence[Atom], draft: Draft) -> None:
    reading = draft.reading
    scaled = reading.value != reading.mantissa and reading.mantissa != 0
    if draft.money:
        names = measure_after(atoms, draft.stop, reading.value, True)
        if names is not None and names.dimension == "money" and names.share == 1:
            draft.stop = names.stop
        draft.stop, draft.unit = price_rate(atoms, draft.stop, draft.unit or "USD")
        return
    at = draft.stop
    if reading.form == "vague" and low_at(atoms, at) == "of":
        measure = measure_after(atoms, at + 1, reading.value, reading.value >= 2000)
        if measure is not None and not measure.compound and measure.unit not in ("degree", "bit", "stone"):
            _take(draft, measure)
        return
    plus = _plus(atoms, at) or _past_filler(atoms, at)
    if reading.form == "fraction" and reading.value < 1:
        at = _past_article(atoms, at)
    measure = measure_after(atoms, plus or at, reading.value, scaled)
    if measure is None and reading.short == "m" and reading.value == reading.mantissa * 10**6:
        measure = _metres(atoms, draft)
    if measure is None:
        measure = _magnitude(atoms, draft) or _points(atoms, draft)
    if measure is not None and not (at != draft.stop and measure.dimension == "money"):
        _take(draft, measure)
        if measure.dimension == "money":
            draft.stop, draft.unit = price_rate(atoms, draft.stop, measure.unit)
        _smaller_unit(atoms, draft)
        if (
            low_at(atoms, draft.stop) == "and"
            and low_at(atoms, draft.stop + 1) == "a"
            and low_at(atoms, draft.stop + 2) == "half"
        ):
            draft.reading, draft.stop = reading._replace(value=reading.value + Fraction(1, 2)), draft.stop + 3


def _plus(atoms: Sequence[Atom], at: int) -> int | None:
    """Where a unit may stand after `20-plus` or `20+`."""
    if low_at(atoms, at) in HYPHENS and low_at(atoms, at + 1) in ("plus", "odd"):
        return at + 2
    return at + 1 if low_at(atoms, at) == "+" and atoms[at].gap == TOUCHING else None


def _past_filler(atoms: Sequence[Atom], at: int) -> int | None:
    """Where a unit of time stands after `full`, `more`, `working`, `consecutive`."""
    if low_at(atoms, at) not in FILLERS:
        return None
    unit = units().get(low_at(atoms, at + 1))
    return at + 1 if unit is not None and unit.dimension == "duration" else None


def _past_article(atoms: Sequence[Atom], at: int) -> int:
    """Over `a` or `of a` in `half an hour`, `one-third of a percent`, to the unit; else where it was."""
    k = at + (low_at(atoms, at) == "of")
    tight = k < len(atoms) and atoms[k].low in HYPHENS
    k += tight
    article = low_at(atoms, k) in ("a", "an")
    target = next_word(atoms, k + article)
    if target is None or not (article or low_at(atoms, target) in ("percentage", "percent")):
        return at
    return target if low_at(atoms, target) in units() or low_at(atoms, target) == "percentage" else at


def _take(draft: Draft, measure: Measure) -> None:
    draft.stop, draft.unit, draft.dimension = measure.stop, measure.unit, measure.dimension
    draft.share, draft.compound, draft.money = measure.share, measure.compound, measure.dimension == "money"


def _metres(atoms: Sequence[Atom], draft: Draft) -> Measure | None:
    """`5m tall` is metres, not millions."""
    if low_at(atoms, draft.stop) not in (
        "tall",
        "high",
        "long",
        "wide",
        "deep",
        "away",
        "above",
        "below",
        "sprint",
        "race",
    ):
        return None
    reading = draft.reading
    draft.reading = reading._replace(value=reading.mantissa, short="")
    return Measure(draft.stop, "metre", "length")


def _magnitude(atoms: Sequence[Atom], draft: Draft) -> Measure | None:
    k = draft.first - 1
    k -= low_at(atoms, k) in HYPHENS | {"of"}
    if low_at(atoms, k) == "magnitude" and draft.reading.value < 10:
        return Measure(draft.stop, "magnitude", "magnitude")
    return None


def _points(atoms: Sequence[Atom], draft: Draft) -> Measure | None:
    """Points of an index, beside a word of change; points that are scored are counted, not a unit."""
    at = next_word(atoms, draft.stop) if low_at(atoms, draft.stop) != "of" else draft.stop + 1
    if at is None or low_at(atoms, at) not in ("point", "points"):
        return None
    around = [low_at(atoms, k) for k in (*range(draft.first - 6, draft.first), *range(at + 1, at + 4))]
    changes = listed("change") - {"up", "down"} | {"higher", "lower", "off"}
    percent = at - draft.stop == 1 and low_at(atoms, draft.stop) in HYPHENS
    apart = around[5] == "within" or around[6] in ("behind", "ahead", "clear")
    moved = apart or any(word in changes for word in around)
    of_percent = _of_percent(atoms, draft.first)
    if not moved and not percent and not (of_percent and draft.reading.value.denominator != 1):
        return None
    return Measure(at + 1, "percentage point" if of_percent and draft.reading.value < 30 else "point", "points")


def _of_percent(atoms: Sequence[Atom], first: int) -> bool:
    """Whether the points are of a percentage that was given shortly before, or of a poll."""
    recent = {low_at(atoms, k) for k in range(max(0, first - 30), first)}
    return bool(recent & PERCENTS)


def _smaller_unit(atoms: Sequence[Atom], draft: Draft) -> None:
    """Adds the centimetres to the metres, the inches to the feet."""
    part = SMALLER.get(draft.unit or "")
    at = draft.stop + (low_at(atoms, draft.stop) in (",", "and"))
    if part is None or at >= len(atoms) or atoms[at].gap > SPACED:
        return
    reading = read(atoms, at)
    measure = measure_after(atoms, reading.stop, reading.value, False) if reading else None
    whole, piece = unit_named(draft.unit or ""), unit_named(part)
    if reading is None or measure is None or measure.unit != part or whole is None or piece is None:
        return
    if whole.factor and piece.factor:
        draft.reading = draft.reading._replace(value=draft.reading.value + reading.value * piece.factor / whole.factor)
        draft.stop = measure.stop
