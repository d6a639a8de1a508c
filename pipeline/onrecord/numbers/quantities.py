"""Quantities: every number of a text that counts or measures, with bounds, modifier and unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from onrecord.numbers import bounds, distractors
from onrecord.numbers.atoms import NEW_LINE, SPACED, TOUCHING, Atom, cut
from onrecord.numbers.cardinals import HYPHENS, Reading, low_at, next_word, read, word_at
from onrecord.numbers.lexicon import unit_named, units, words
from onrecord.numbers.units import Measure, currency_before, measure_after, price_rate
from onrecord.numbers.windows import places_an_event

LARGEST = Fraction(10) ** 30
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


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at characters `[start, end)`; `number_start`, `number_end` bound the bare number.

    `form` says how the number is written: digits, words, fraction or vague; `compound` that it
    is the front of an adjective (`20-year`, `six-nation`). An open end of the bounds is None.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    modifier: str
    unit: str | None
    dimension: str | None
    form: str
    compound: bool = False


@dataclass(slots=True)
class _Draft:
    """A number while it is being read: atoms `[first, stop)`, its unit and its bounds."""

    first: int
    stop: int
    reading: Reading
    unit: str | None = None
    dimension: str | None = None
    share: Fraction = Fraction(1)
    compound: bool = False
    money: bool = False
    top: Fraction | None = None
    negative: bool = False


def find_quantities(text: str, dollar: str = "USD") -> list[Quantity]:
    """The quantities of a plain text, by start. A bare `$` stands for the currency `dollar`."""
    atoms = cut(text)
    found = list(_convert(list(_quantities(atoms)), text))
    if dollar == "USD":
        return found
    plain = {q.start for q in found if q.unit == "USD" and "US" not in text[max(0, q.start - 5) : q.end]}
    return [replace(q, unit=dollar) if q.start in plain else q for q in found]


def _quantities(atoms: Sequence[Atom]) -> Iterator[Quantity]:
    i = 0
    while i < len(atoms):
        stop = distractors.stretch(atoms, i)
        if stop > i:
            i = stop
            continue
        draft = _draft(atoms, i)
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


def _draft(atoms: Sequence[Atom], i: int) -> _Draft | None:
    """Reads number, unit and range at one place."""
    reading = read(atoms, i) or _bare_scale(atoms, i)
    if reading is None or reading.value > LARGEST:
        return None
    draft = _Draft(i, reading.stop, reading)
    sign = currency_before(atoms, i)
    if sign is not None:
        draft.first, draft.unit = sign
        draft.dimension, draft.money = "money", True
    if _is_minus(atoms, draft.first):
        draft.first, draft.negative = draft.first - 1, True
    _read_range(atoms, draft)
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
        return low_at(atoms, i - 2) != "or"
    apart = i == 1 or last.gap > TOUCHING
    return last.low in ("-", "−") and atoms[i].gap == TOUCHING and apart


def _read_unit(atoms: Sequence[Atom], draft: _Draft) -> None:
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
        if measure.dimension == "money" and measure.share == 1:
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


def _take(draft: _Draft, measure: Measure) -> None:
    draft.stop, draft.unit, draft.dimension = measure.stop, measure.unit, measure.dimension
    draft.share, draft.compound, draft.money = measure.share, measure.compound, measure.dimension == "money"


def _metres(atoms: Sequence[Atom], draft: _Draft) -> Measure | None:
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


def _magnitude(atoms: Sequence[Atom], draft: _Draft) -> Measure | None:
    k = draft.first - 1
    k -= low_at(atoms, k) in HYPHENS | {"of"}
    if low_at(atoms, k) == "magnitude" and draft.reading.value < 10:
        return Measure(draft.stop, "magnitude", "magnitude")
    return None


def _points(atoms: Sequence[Atom], draft: _Draft) -> Measure | None:
    """Points of an index, beside a word of change; points that are scored are counted, not a unit."""
    at = next_word(atoms, draft.stop) if low_at(atoms, draft.stop) != "of" else draft.stop + 1
    if at is None or low_at(atoms, at) not in ("point", "points"):
        return None
    around = [low_at(atoms, k) for k in (*range(draft.first - 6, draft.first), *range(at + 1, at + 4))]
    changes = distractors.listed("change") - {"up", "down"} | {"higher", "lower", "off"}
    percent = at - draft.stop == 1 and low_at(atoms, draft.stop) in HYPHENS
    if any(word in changes for word in around) or percent:
        return Measure(at + 1, "point", "points")
    return None


def _smaller_unit(atoms: Sequence[Atom], draft: _Draft) -> None:
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
        draft.reading = draft.reading._replace(
            value=draft.reading.value + reading.value * piece.factor / whole.factor
        )
        draft.stop = measure.stop


def _read_range(atoms: Sequence[Atom], draft: _Draft) -> None:
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
    if upper is None or "vague" in (upper.form, draft.reading.form) or upper.value > LARGEST:
        return
    lower = _share_scale(atoms, draft.reading, upper, at + skip)
    if (
        distractors.reason(atoms, _number_place(atoms, draft.first), draft.reading, draft.money, True)
        is not None
    ):
        return
    if not lower < upper.value or not _is_range(atoms, draft, upper, word, lower):
        return
    draft.top, draft.stop = upper.value, upper.stop
    draft.reading = upper._replace(value=lower)


def _joint(atoms: Sequence[Atom], draft: _Draft) -> tuple[int, str] | None:
    """Where the upper end would begin, and the word or dash before it; a unit may stand between."""
    at = draft.stop
    measure = measure_after(atoms, at, draft.reading.value, False)
    if (
        measure is not None
        and not measure.compound
        and low_at(atoms, measure.stop) in ("to", "and", "-", "–")
    ):
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


def _is_range(atoms: Sequence[Atom], draft: _Draft, upper: Reading, word: str, lower: Fraction) -> bool:
    last, before_last = low_at(atoms, draft.first - 1), low_at(atoms, draft.first - 2)
    if word == "and":
        return "between" in (last, before_last) or (last == "about" and before_last == "between")
    if word == "or":
        small = upper.value <= 10 * lower and draft.reading.form == upper.form
        return small and not draft.money
    if word == "to" and last == "from":
        recent = {low_at(atoms, k) for k in range(draft.first - 9, draft.first - 1)}
        return not recent & distractors.listed("change")
    if word == "to":
        return not ({last, before_last} & {"vote", "voted", "votes", "score", "ratio"})
    return True


def _finish(atoms: Sequence[Atom], draft: _Draft) -> Quantity | None:
    """Adds the words of bound on both sides, and drops what counts nothing."""
    reading, first, stop = draft.reading, draft.first, draft.stop
    bound = bounds.before(atoms, first) or _over_article(atoms, draft)
    number_first = first + draft.negative
    position = _number_place(atoms, number_first)
    judged = read(atoms, position) or reading
    if draft.top is None and draft.dimension is not None and draft.dimension != "money":
        judged = reading
    why = distractors.reason(atoms, position, judged, draft.unit is not None, bound is not None)
    if why is not None:
        return None
    modifier = "range" if draft.top is not None else "approx" if reading.form == "vague" else "exact"
    if bound is not None and draft.dimension == "duration" and low_at(atoms, bound.at) == "over":
        bound = (
            bound
            if low_at(atoms, bound.at - 1) in distractors.listed("measured_over") | {"", ".", ","}
            else None
        )
    if bound is not None:
        first, modifier = _apply(atoms, draft, bound, modifier)
    elif draft.top is not None and low_at(atoms, first - 1) in ("between", "from"):
        first -= 1
    tail = bounds.after(atoms, stop, bound is not None) or _inner_plus(atoms, draft)
    if tail is not None:
        stop = max(stop, tail.at)
        modifier = tail.modifier if modifier in ("exact", "approx") else modifier
    if low_at(atoms, first - 1) == "within" and draft.dimension in ("duration", "length"):
        first, modifier = first - 1, "at_most"
    if draft.dimension == "duration" and places_an_event(atoms, first, stop, modifier):
        return None
    stop = _over_noun(atoms, draft, stop)
    return _quantity(atoms, draft, first, stop, modifier)


def _over_article(atoms: Sequence[Atom], draft: _Draft) -> bounds.Bound | None:
    """The bound of `at least a 10-point lead`, `about a 20-minute walk`, over the article."""
    singular = low_at(atoms, draft.stop - 1)[-1:] not in ("s", "%") and draft.dimension in (
        "duration",
        "length",
        "points",
        "mass",
    )
    if not (draft.compound or singular) or low_at(atoms, draft.first - 1) not in ("a", "an"):
        return None
    found = bounds.before(atoms, draft.first - 1)
    return None if found is None or low_at(atoms, found.at) in ("nearing", "approaching", "near") else found


def _number_place(atoms: Sequence[Atom], first: int) -> int:
    """The atom of the number itself, past its currency sign."""
    k = first
    while k < len(atoms) - 1 and read(atoms, k) is None and k < first + 6:
        k += 1
    return k


def _inner_plus(atoms: Sequence[Atom], draft: _Draft) -> bounds.Bound | None:
    """The `plus` that stands before the unit (`20-plus months`)."""
    for k in range(draft.first, draft.stop):
        if atoms[k].low in ("plus", "+") and k > draft.first:
            return bounds.Bound(draft.stop, "at_least")
        if atoms[k].low == "odd":
            return bounds.Bound(draft.stop, "approx")
    return None


def _apply(atoms: Sequence[Atom], draft: _Draft, bound: bounds.Bound, modifier: str) -> tuple[int, str]:
    if draft.top is not None:
        return (bound.at, modifier) if bound.modifier == "approx" else (bound.at, bound.modifier)
    if bound.modifier == "approx" and modifier == "approx":
        return bound.at, "approx"
    first = bound.at
    if low_at(atoms, first - 1) in ("a", "an") and low_at(atoms, first) in ("minimum", "maximum"):
        first -= 1
    return first, bound.modifier


def _over_noun(atoms: Sequence[Atom], draft: _Draft, stop: int) -> int:
    """Marks a count in a compound adjective: `six-nation`, `250,000-member`."""
    if draft.unit is not None or stop != draft.stop or low_at(atoms, stop) not in HYPHENS:
        return stop
    tight = stop + 1 < len(atoms) and atoms[stop].gap == TOUCHING == atoms[stop + 1].gap
    if tight and low_at(atoms, stop + 1).isalpha() and low_at(atoms, stop + 1) not in ("and", "or"):
        draft.compound = True
        return stop + 2
    return stop


def _quantity(atoms: Sequence[Atom], draft: _Draft, first: int, stop: int, modifier: str) -> Quantity:
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


def _one_unit(atoms: Sequence[Atom], i: int) -> Quantity | None:
    """`more than a decade`, `nearly an hour`, `within a week`: an article that a bound makes a one."""
    if atoms[i].low not in ("a", "an") or i + 1 >= len(atoms) or atoms[i + 1].gap != SPACED:
        return None
    measure = measure_after(atoms, i + 1, Fraction(1), False)
    if measure is None or measure.dimension not in ("duration", "length", "mass", "ratio", "volume"):
        return None
    bound = bounds.before(atoms, i)
    first = bound.at if bound else i - 1 if low_at(atoms, i - 1) == "within" else i
    modifier = bound.modifier if bound else "at_most"
    if first == i or places_an_event(atoms, first, measure.stop, modifier):
        return None
    draft = _Draft(i, measure.stop, Reading(measure.stop, Fraction(1), "words", Fraction(1)))
    draft.unit, draft.dimension = measure.unit, measure.dimension
    return _quantity(atoms, draft, first, measure.stop, modifier)


def _convert(found: list[Quantity], text: str) -> Iterator[Quantity]:
    """Gives a conversion in brackets the modifier of what it converts: `about 45km (28 miles)`."""
    last: Quantity | None = None
    for quantity in found:
        if (
            last is not None
            and quantity.modifier == "exact"
            and last.modifier != "exact"
            and _converts(last, quantity, text)
        ):
            value = quantity.value
            if last.modifier in ("at_least", "more_than"):
                quantity = replace(quantity, modifier=last.modifier, value=None, high=None)
            elif last.modifier in ("at_most", "less_than"):
                quantity = replace(quantity, modifier=last.modifier, value=None, low=None)
            elif last.modifier == "approx":
                quantity = replace(quantity, modifier="approx", low=value, high=value)
        yield quantity
        last = quantity


def _converts(first: Quantity, second: Quantity, text: str) -> bool:
    between = text[first.end : second.start].strip() if second.start - first.end < 4 else ""
    same = first.dimension == second.dimension and first.unit != second.unit
    return between in ("(", "/", ", or", "[") and same and first.dimension is not None
