"""Units: the unit or currency that stands before or after a number."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from onrecord.numbers.atoms import NEW_LINE, NUMBER, SIGN, SPACED, TOUCHING, WORD, Atom
from onrecord.numbers.lexicon import currency_names, currency_signs, unit_named, units, words
from onrecord.numbers.reading import HYPHENS, low_at, low_left

SYMBOLS = frozenset("$£€¥₹₽₩₪₺₦₫₱฿₴₸₡")
RATE_OF = {
    "length": ("second", "minute", "hour", "day"),
    "volume": ("second", "minute", "hour", "day"),
    "mass": ("second",),
    "data": ("second",),
}
"""By dimension, the time units that make a rate one unit (`kilometre per hour`)."""
PRICE_OF = frozenset(
    {"barrel", "tonne", "ton", "ounce", "gallon", "litre", "kilogram", "pound", "bushel", "share", "head", "dose"}
)
LETTERS = words("distractors.tsv", "letters")
"""One-letter forms are units only where they touch the number."""


class Measure(NamedTuple):
    """A unit that ends before atom `stop`; the number must be multiplied by `share` (cents: 1/100)."""

    stop: int
    unit: str
    dimension: str
    share: Fraction = Fraction(1)
    compound: bool = False


def currency_before(atoms: Sequence[Atom], i: int) -> tuple[int, str] | None:
    """The place and ISO code of a currency sign that stands right before atom `i`, as in `NZ $ 26`."""
    signs = currency_signs()
    if i == 0 or atoms[i].gap > SPACED:
        return None
    last = atoms[i - 1]
    if last.low in SYMBOLS:
        code = "USD" if last.low == "$" else signs.get(last.low, "USD")
        before = atoms[i - 2] if i > 1 else None
        if before is not None and before.kind == WORD and last.gap <= SPACED:
            exact = signs.get(before.low + last.low)
            if exact and before.text.isupper() and (len(before.text) > 1 or last.gap == TOUCHING):
                return i - 2, exact
        if last.low == "$" and low_left(atoms, i - 5) == "u" and low_left(atoms, i - 3) == "s":
            return i - 5, "USD"
        return i - 1, code
    if last.low == "." and i > 1 and last.gap == TOUCHING and atoms[i - 2].low == "rs":
        return i - 2, "INR"
    if last.kind == WORD and last.low in signs and last.text[0].isupper() and (len(last.text) > 1):
        plausible = last.text.isupper() or last.low in ("rs", "dh", "dhs", "rp", "tk")
        return (i - 1, signs[last.low]) if plausible and last.low not in _WORDS else None
    return None


_WORDS = frozenset({"mad", "all", "top", "try", "re", "sos", "tl", "sh", "php", "ron", "bob", "pen", "cop"})


def measure_after(atoms: Sequence[Atom], i: int, value: Fraction, scaled: bool) -> Measure | None:
    """The unit that follows a number which ended before atom `i`, over a space or a hyphen."""
    at, hyphened = _unit_place(atoms, i)
    if at is None:
        return None
    found = _currency_after(atoms, at, scaled or value >= 10_000) or _unit_after(atoms, at)
    if found is None:
        return None
    if found.unit == "pound" and (scaled or value >= 10_000 or low_at(atoms, found.stop) == "sterling"):
        found = Measure(found.stop, "GBP", "money")
    if found.dimension == "money" and found.share != 1 and scaled:
        return found
    rated = _rate(atoms, found)
    singular = atoms[rated.stop - 1].low[-1:] != "s"
    return rated._replace(compound=hyphened and singular)


def price_rate(atoms: Sequence[Atom], stop: int, code: str) -> tuple[int, str]:
    """Extends a currency to `USD per barrel` where `a barrel`, `per barrel` or `-a-barrel` follows."""
    at = stop
    if low_at(atoms, at) in HYPHENS and atoms[at].gap == TOUCHING:
        at += 1
    if low_at(atoms, at) not in ("a", "an", "per", "/"):
        return stop, code
    at += 1
    if low_at(atoms, at) in HYPHENS:
        at += 1
    name = units().get(low_at(atoms, at))
    goods = name.name if name else low_at(atoms, at)
    return (at + 1, f"{code} per {goods}") if goods in PRICE_OF else (stop, code)


def _unit_place(atoms: Sequence[Atom], i: int) -> tuple[int | None, bool]:
    """Where a unit may stand, and whether a hyphen parts it from its number."""
    if i >= len(atoms) or atoms[i].gap > NEW_LINE:
        return None, False
    if atoms[i].low in HYPHENS and i + 1 < len(atoms) and atoms[i].gap == atoms[i + 1].gap:
        return (i + 1, True) if atoms[i + 1].kind == WORD and atoms[i].gap <= SPACED else (None, False)
    return i, False


def _phrases(atoms: Sequence[Atom], at: int) -> list[tuple[str, int]]:
    """The phrases of up to four atoms that begin at a place, longest first, with where they stop."""
    found: list[tuple[str, int]] = []
    phrase = ""
    for stop in range(at, min(at + 4, len(atoms))):
        atom = atoms[stop]
        if stop > at and atom.gap > SPACED and atom.gap != NEW_LINE:
            break
        joint = "" if stop == at or atom.gap == TOUCHING else " "
        phrase += joint + atom.low
        found.append((phrase.replace("-", " ") if joint == "" and "-" in phrase else phrase, stop + 1))
    return found[::-1]


def _currency_after(atoms: Sequence[Atom], at: int, large: bool) -> Measure | None:
    names, signs = currency_names(), currency_signs()
    for phrase, stop in _phrases(atoms, at):
        if phrase in ("p", "pound", "pounds", "real", "sol", "won", "colon"):
            touching = phrase == "p" and atoms[at].gap == TOUCHING
            if not touching:
                continue
        found = names.get(phrase)
        if found is not None:
            return Measure(stop, found.code, "money", found.share)
        if phrase.startswith("u.s. dollar"):
            return Measure(stop, "USD", "money")
    code = signs.get(atoms[at].low)
    if code and (atoms[at].kind == SIGN or (atoms[at].text.isupper() and len(atoms[at].text) == 3)):
        return Measure(at + 1, code, "money")
    if atoms[at].low == "u" and low_at(atoms, at + 2) == "s" and low_at(atoms, at + 4).startswith("dollar"):
        return Measure(at + 5, "USD", "money")
    return None


def _unit_after(atoms: Sequence[Atom], at: int) -> Measure | None:
    table = units()
    for phrase, stop in _phrases(atoms, at):
        unit = table.get(phrase)
        if unit is None or _names_a_craft(atoms, at):
            continue
        if len(phrase) == 1 and phrase in LETTERS and not (atoms[at].gap == TOUCHING and _is_letter_unit(atoms, at)):
            continue
        if phrase in ("mb.", "in.", "stone", "ha", "mm", "pp", "bit", "bits", "gal", "l") and atoms[at].gap != TOUCHING:
            continue
        return Measure(stop, unit.name, unit.dimension)
    if atoms[at].gap == TOUCHING and atoms[at].text in ("C", "F"):
        name = "degree Celsius" if atoms[at].text == "C" else "degree Fahrenheit"
        return Measure(at + 1, name, "temperature")
    return None


def _names_a_craft(atoms: Sequence[Atom], at: int) -> bool:
    """`two Mi-24 helicopters`: capital letters tied to digits are no miles."""
    after = atoms[at + 2] if at + 2 < len(atoms) and atoms[at + 1].low in HYPHENS else None
    return after is not None and after.kind == NUMBER and after.gap == TOUCHING and atoms[at].text[0].isupper()


def _is_letter_unit(atoms: Sequence[Atom], at: int) -> bool:
    return atoms[at].text in ("l", "g", "m", "L", "W", "V")


def _rate(atoms: Sequence[Atom], found: Measure) -> Measure:
    """Joins `per hour`, `an hour`, `/h` to a length or a volume."""
    times = RATE_OF.get(found.dimension, ())
    sign = low_at(atoms, found.stop)
    if not times or sign not in ("per", "a", "an", "/"):
        return found
    unit = units().get(low_at(atoms, found.stop + 1))
    word = low_at(atoms, found.stop + 1)
    name = {"h": "hour", "s": "second"}.get(word, unit.name if unit else "")
    if name not in times or atoms[found.stop + 1].kind == NUMBER:
        return found
    return Measure(found.stop + 2, f"{found.unit} per {name}", "rate")


def si_of(value: Fraction, unit: str | None) -> tuple[Fraction, str] | None:
    """A value in SI units; None for a bare count, money and units that SI has no match for."""
    if unit is None:
        return None
    if unit == "degree Celsius":
        return value + Fraction("273.15"), "K"
    if unit == "degree Fahrenheit":
        return (value + Fraction("459.67")) * 5 / 9, "K"
    found = unit_named(unit)
    if found is not None:
        return (value * found.factor, found.si_unit) if found.factor is not None and found.si_unit else None
    name, _, per = unit.partition(" per ")
    top, bottom = unit_named(name), unit_named(per)
    if top is None or bottom is None or not top.factor or not bottom.factor:
        return None
    return value * top.factor / bottom.factor, f"{top.si_unit}/{bottom.si_unit}"
