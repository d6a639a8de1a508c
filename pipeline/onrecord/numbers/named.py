"""Named: numbers that are part of a name or an address, such as `Flight 370`, `F-16` and `10 Downing Street`."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.numbers.atoms import NEW_LINE, NUMBER, SPACED, TOUCHING, WORD, Atom
from onrecord.numbers.lexicon import currency_names, currency_signs, units, words
from onrecord.numbers.reading import HYPHENS, Reading, low_at, low_left, word_at
from onrecord.numbers.surroundings import is_sentence_start, listed


def glued(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
    """Letters touch the number: `G7`, `F-16`, `3D`, `mid-1990s`."""
    after = atoms[reading.stop] if reading.stop < len(atoms) else None
    if after is not None and after.kind == WORD and after.gap == TOUCHING and atoms[i].kind == NUMBER:
        if (
            after.low not in units()
            and not _is_money(after)
            and after.text not in ("C", "F")
            and not after.low.startswith("x")
        ):
            return "name"
        if after.low in ("x", "v", "vs") or after.text in frozenset("GDABHEPRXZ"):
            return "name"
    if after is not None and after.low in HYPHENS and after.gap == TOUCHING and atoms[i].kind == NUMBER:
        word = word_at(atoms, reading.stop + 1)
        if word is not None and word.kind in ("unit", "teen", "ten") and atoms[reading.stop + 1].text[0].isupper():
            return "name"
    if i and atoms[i].gap == TOUCHING:
        last = atoms[i - 1]
        if last.kind == WORD and atoms[i].kind == NUMBER:
            return "name"
        if last.low in HYPHENS and i > 1 and atoms[i - 2].kind == NUMBER and atoms[i].kind == WORD:
            return "name"
        if last.low in HYPHENS and i > 1 and last.gap == TOUCHING and atoms[i - 2].kind == WORD:
            return "name" if word_at(atoms, i - 2) is None else None
        if last.low == "." == last.text and i > 1 and last.gap == TOUCHING and atoms[i - 2].kind == WORD:
            return "name" if atoms[i - 2].text.isupper() and atoms[i].kind == NUMBER else None
        if last.low in ".$" and i > 1 and last.gap == TOUCHING and atoms[i - 2].kind == NUMBER and last.low == ".":
            return "name"
    return None


def _is_money(atom: Atom) -> bool:
    return atom.low in currency_names() or atom.low in currency_signs()


def name(atoms: Sequence[Atom], i: int, reading: Reading, digits: bool, bound: bool) -> str | None:
    last = atoms[i - 1] if i and atoms[i].gap <= SPACED else None
    if (
        last is not None
        and last.low == "."
        and last.gap == TOUCHING
        and i > 1
        and atoms[i - 2].low in ("no", "nos", "fig", "art", "vol")
    ):
        return "name"
    if digits and _is_dialled(atoms, i):
        return "phone"
    if _is_quoted_title(atoms, i, reading.stop):
        return "name"
    if digits and low_left(atoms, i - 1) in ("is", "was") and low_left(atoms, i - 2) in listed("identifiers"):
        return "name"
    if low_at(atoms, reading.stop) in ("fm", "mhz"):
        return "name"
    if low_left(atoms, i - 1) == "of" and i > 1 and atoms[i - 2].text == "Group":
        return "name"
    named = listed("named_before")
    if last is not None and last.kind == WORD and last.low in named and _names(atoms, i, last):
        return "name"
    if digits and _is_listed(atoms, i):
        return "name"
    behind_capital = last is not None and last.kind == WORD and last.text[:1].isupper()
    if digits and not bound and last is not None and behind_capital and _ends_name(atoms, i, last):
        return "name"
    if (digits or reading.short) and _is_address(atoms, reading.stop):
        return "address"
    return "name" if _titled(atoms, i, reading) else None


def _is_listed(atoms: Sequence[Atom], i: int) -> bool:
    """`Articles 3, 7 and 12`: a number in a list behind a plural that bears them all."""
    k = i - 1
    while k > 1 and atoms[k].low in ("and", "or", ",", "&") and atoms[k - 1].kind == NUMBER and k > i - 16:
        k -= 2
    head = atoms[k] if k < i - 1 else None
    if head is None or head.kind != WORD or not head.low.endswith("s") or head.low == "years":
        return False
    return head.low in listed("named_before") or head.low.removesuffix("s") in listed("named_before")


def _is_quoted_title(atoms: Sequence[Atom], i: int, stop: int) -> bool:
    """`the song "99 Red Kites"`: a number that opens a title in quotation marks."""
    if low_left(atoms, i - 1) not in QUOTES or is_sentence_start(atoms, i - 1):
        return False
    k = stop
    while k < min(stop + 6, len(atoms)) and atoms[k].text.istitle():
        k += 1
    return k > stop and low_at(atoms, k) in QUOTES


def _is_dialled(atoms: Sequence[Atom], i: int) -> bool:
    """`by calling 311 or`, `a toll-free number, 377,`: a short number to call, with no noun behind it."""
    if len(atoms[i].text) != 3:
        return False
    following = low_at(atoms, i + 1)
    if following in ("call", "caller", "callers", "calls", "dispatcher", "dispatchers", "operator"):
        return True
    called = low_left(atoms, i - 1) in listed("dial") and (not following.isalpha() or following in listed("function"))
    return called or (low_left(atoms, i - 1) == "," and low_left(atoms, i - 2) == "number")


QUOTES = frozenset("\"'“”‘’")
ALWAYS_NAMED = words("distractors.tsv", "always_named")


def _names(atoms: Sequence[Atom], i: int, last: Atom) -> bool:
    """Whether a noun such as `Flight` or `page` bears the number as its name."""
    if last.low == "number":
        short = atoms[i].kind == WORD or (atoms[i].text.isdecimal() and len(atoms[i].text) < 4)
        return short and low_left(atoms, i - 2) not in ("will", "now", "they")
    if last.low in ALWAYS_NAMED:
        return True
    if last.low == "day" and low_at(atoms, i + 1) in ("", ":", ",", "of"):
        return True
    if last.low in ("no", "top"):
        return last.text == "No"
    if last.low in (
        "year",
        "years",
        "day",
        "week",
        "house",
        "line",
        "order",
        "measure",
        "world",
        "post",
    ):
        ends = low_at(atoms, i + 1) in listed("function") and atoms[i].kind == NUMBER
        return last.text[0].isupper() and (ends or not is_sentence_start(atoms, i - 1))
    if last.text[0].isupper():
        return True
    after = low_at(atoms, i + 1)
    return atoms[i].kind == NUMBER and (not after or not after.isalpha() or after in listed("function"))


def _ends_name(atoms: Sequence[Atom], i: int, last: Atom) -> bool:
    """`Windows 7.`, `CTF 50 will lead`: a capital word before, and no noun after."""
    if last.low in listed("weekdays") or last.low in listed("months") or "," in atoms[i].text:
        return False
    following = atoms[i + 1] if i + 1 < len(atoms) and atoms[i + 1].gap <= NEW_LINE else None
    noun = following is not None and following.kind == WORD and following.text[0].islower()
    if noun and following is not None:
        noun = following.low not in (listed("number_verbs") | listed("function")) - {
            "were",
            "have",
            "had",
            "are",
        }
    if last.low.endswith("'s") or last.low in listed("year_before"):
        return False
    if last.text.isupper() and len(last.text) <= 5:
        return not noun
    if is_sentence_start(atoms, i - 1):
        return atoms[i].text != "1" and low_at(atoms, i + 1) in ("was", "is", "has")
    return not noun or low_left(atoms, i - 2) in ("a", "an", "the")


def _is_address(atoms: Sequence[Atom], stop: int) -> bool:
    """`10 Downing Street`: capital words that end in a word for a street."""
    if low_at(atoms, stop) in listed("address_first") and atoms[stop].text[0].isupper():
        return True
    for k in range(stop, min(stop + 4, len(atoms))):
        if atoms[k].kind != WORD or not atoms[k].text[0].isupper() or atoms[k].gap > SPACED:
            return False
        if k > stop and atoms[k].low in listed("address"):
            return True
    return False


def titled_unit(atoms: Sequence[Atom], i: int, reading: Reading) -> bool:
    """A capital unit in a line of prose: `the Six-Day War`, `the programme 60 Minutes`, `Three Mile Island`."""
    at = reading.stop + (low_at(atoms, reading.stop) in HYPHENS)
    unit = units().get(low_at(atoms, at))
    if unit is None or len(atoms[at].text) < 3 or not atoms[at].text.istitle():
        return False
    titled_on = at + 1 < len(atoms) and atoms[at + 1].text.istitle()
    if not titled_on and (unit.dimension != "duration" or is_sentence_start(atoms, i)):
        return False
    around = [atoms[k] for k in range(max(0, i - 5), min(len(atoms), at + 6)) if atoms[k].kind == WORD]
    return sum(a.text.islower() and len(a.text) > 3 for a in around) > 1


def _titled(atoms: Sequence[Atom], i: int, reading: Reading) -> bool:
    """A capital number word inside a line of prose before a capital word: `the Five Star Movement`."""
    if (
        atoms[i].kind != WORD
        or not atoms[i].text[0].isupper()
        or atoms[i].text.isupper()
        or is_sentence_start(atoms, i)
    ):
        return False
    after = reading.stop
    if after < len(atoms) and atoms[after].low in HYPHENS:
        after += 1
    capital_after = after < len(atoms) and atoms[after].kind == WORD and atoms[after].text[0].isupper()
    around = [atoms[k] for k in range(max(0, i - 5), min(len(atoms), i + 6)) if atoms[k].kind == WORD]
    lower = sum(a.text.islower() and len(a.text) > 3 for a in around)
    last = low_left(atoms, i - 1)
    if last == "of" and i > 1 and atoms[i - 2].text[0].isupper() and not is_sentence_start(atoms, i - 2):
        return True
    verb_after = low_at(atoms, reading.stop) in ("was", "were", "is", "are", "had", "have")
    capital_before = atoms[i - 1].text[0].isupper() and not is_sentence_start(atoms, i - 1)
    behind_name = capital_before and (last.endswith("'s") or verb_after)
    grouped = last in ("the", "big", "fab", "group")
    return lower >= 2 - (last == "the" or behind_name or grouped) and (capital_after or behind_name or grouped)
