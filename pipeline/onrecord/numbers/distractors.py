"""Distractors: numbers that count nothing, such as dates, clocks, ages, names, scores and phones.

Two doors: `stretch` swallows a pattern of several atoms (`12:30`, `2-1`, `+1 202 555 0100`);
`reason` judges one number that has been read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from onrecord.numbers.atoms import NEW_LINE, NEW_PARAGRAPH, NUMBER, SPACED, TOUCHING, WORD, Atom
from onrecord.numbers.cardinals import HYPHENS, Reading, low_at, plain_value, word_at
from onrecord.numbers.lexicon import currency_names, currency_signs, units, words

ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
ORDINALS = words("distractors.tsv", "ordinals")
YEARS = range(1500, 2101)
_JOINTS = frozenset("/:.-–−")


def listed(section: str) -> frozenset[str]:
    """One section of the list of distractor words."""
    return words("distractors.tsv", section)


def stretch(atoms: Sequence[Atom], i: int) -> int:
    """Where a pattern of digits and signs that counts nothing stops; `i` where there is none."""
    if atoms[i].kind != NUMBER:
        return i
    if i and atoms[i].gap == TOUCHING and atoms[i - 1].low in "@#_/\\:&'’=":
        return _run(atoms, i)
    if len(atoms[i].text) > 30 or re.search(r"\..*\.", atoms[i].text):
        return _run(atoms, i)
    run = _run(atoms, i)
    if run - i >= 5 or (
        run - i >= 3 and atoms[i + 1].low in ":/" and atoms[i + 2].text not in ("2", "3", "4", "5", "8", "10")
    ):
        return run
    if run - i >= 3 and (_is_phone(atoms, i, run) or _is_score(atoms, i, run) or _is_years(atoms, i)):
        return run
    if _is_number_sequence(atoms, i):
        return _sequence_end(atoms, i)
    return _spaced(atoms, i) or _coordinate(atoms, i) or i


def _spaced(atoms: Sequence[Atom], i: int) -> int:
    """Where `1 – 0`, `1992 - 95` or `07-Jun` stops; 0 where there is none."""
    dash, right = i + 1, i + 2
    if (
        right >= len(atoms)
        or atoms[dash].low not in HYPHENS
        or atoms[dash].gap > SPACED
        or atoms[right].gap > SPACED
    ):
        return 0
    if is_month(atoms[right]) and atoms[dash].gap == TOUCHING == atoms[right].gap:
        return right + 1
    left, other = atoms[i].text, atoms[right].text
    if not (left.isdecimal() and atoms[right].kind == NUMBER and other.isdecimal()):
        return 0
    if len(left) == 4 and int(left) in YEARS and len(other) in (1, 2, 4):
        return right + 1
    small = int(left) <= 20 and int(other) <= 20
    return right + 1 if small and atoms[dash].gap == SPACED == atoms[right].gap else 0


def _coordinate(atoms: Sequence[Atom], i: int) -> int:
    """Where degrees, minutes and seconds of a place on a map stop; 0 where there are none."""
    after = low_at(atoms, i + 1)
    if after in ("′", "″"):
        return i + 2
    if after == "°" and i + 2 < len(atoms) and atoms[i + 2].gap == TOUCHING:
        return i + 2 if atoms[i + 2].kind == NUMBER or atoms[i + 2].text in ("N", "S", "E", "W") else 0
    decimals = len(atoms[i].text.partition(".")[2])
    beside = {low_at(atoms, i - 1), low_at(atoms, i + 1)}
    return i + 1 if decimals >= 3 and ";" in beside else 0


def _run(atoms: Sequence[Atom], i: int) -> int:
    """Digits joined by single signs without a space."""
    stop = i + 1
    while (
        stop + 1 < len(atoms)
        and atoms[stop].low in _JOINTS
        and atoms[stop].gap == TOUCHING == atoms[stop + 1].gap
    ):
        if atoms[stop + 1].kind != NUMBER:
            break
        stop += 2
    return stop


def _is_phone(atoms: Sequence[Atom], i: int, run: int) -> bool:
    parts = [atoms[k].text for k in range(i, run, 2)]
    return (
        atoms[i + 1].low in "-–."
        and len(parts) == 2
        and len(parts[0]) == 3
        and len(parts[1]) == 4
        and (not parts[1].endswith("00") or (i > 0 and atoms[i - 1].low in (")", "call", "phone", "tel")))
    )


def _is_score(atoms: Sequence[Atom], i: int, run: int) -> bool:
    """`2-1`, `52-48`: not a rising range, or one beside a word of games and votes."""
    if atoms[i + 1].low not in HYPHENS or run - i != 3:
        return False
    left, right = plain_value(atoms[i].text), plain_value(atoms[i + 2].text)
    if left is None or right is None or "," in atoms[i + 2].text or "," in atoms[i].text:
        return False
    following = low_at(atoms, run)
    if following in listed("score_after") or low_at(atoms, i - 1) in listed("score_before"):
        return True
    after_scale = word_at(atoms, run)
    return left >= right and not (after_scale is not None and after_scale.kind in ("scale", "short"))


def _is_years(atoms: Sequence[Atom], i: int) -> bool:
    left, right = atoms[i].text, atoms[i + 2].text
    return (
        atoms[i + 1].low in HYPHENS | {"/"}
        and left.isdecimal()
        and right.isdecimal()
        and len(left) == 4
        and int(left) in YEARS
        and (len(right) == 2 or (len(right) == 4 and int(right) in YEARS))
    )


def _is_number_sequence(atoms: Sequence[Atom], i: int) -> bool:
    """Three or more groups of bare digits in a row, or digits after `+`: a phone number."""
    if i and atoms[i - 1].low == "+" and atoms[i].gap == TOUCHING and len(atoms[i].text) <= 3:
        return _sequence_end(atoms, i) > i + 1
    if _sequence_end(atoms, i) - i < 3:
        return False
    groups = [atoms[k].text for k in range(i, min(i + 6, _sequence_end(atoms, i))) if atoms[k].kind == NUMBER]
    return len(groups) >= 3 and not all(len(g) == 3 for g in groups[1:])


def _sequence_end(atoms: Sequence[Atom], i: int) -> int:
    stop = i + 1
    while stop < len(atoms) and atoms[stop].gap <= SPACED and stop - i < 12:
        if atoms[stop].kind == NUMBER and atoms[stop].text.isdecimal() or atoms[stop].low in "()-" and stop + 1 < len(atoms) and atoms[stop + 1].kind == NUMBER:
            stop += 1
        else:
            break
    return stop


def reason(atoms: Sequence[Atom], i: int, reading: Reading, money: bool, bound: bool) -> str | None:
    """Why a number that was read at atom `i` counts nothing; None where it may count."""
    digits = reading.form == "digits" and reading.stop == i + 1
    return (
        _ordinal(atoms, reading.stop, reading.value)
        or (None if money else _glued(atoms, i, reading))
        or (_clock(atoms, i, reading) if atoms[i].kind == NUMBER or word_at(atoms, i) else None)
        or (None if money else _date(atoms, i, reading, digits))
        or (None if money else _year(atoms, i, digits, bound))
        or (None if money else _name(atoms, i, reading, digits))
        or _age(atoms, i, reading)
        or ("rate" if low_at(atoms, i - 1) == "per" else None)
        or (None if money else _tally(atoms, i, reading))
        or _bracketed(atoms, i, reading, digits)
        or _pronoun(atoms, i, reading)
        or _vague_word(atoms, i, reading)
    )


def _ordinal(atoms: Sequence[Atom], stop: int, value: object) -> str | None:
    word = low_at(atoms, stop)
    if word in ORDINAL_ENDS and atoms[stop].gap == TOUCHING:
        return "ordinal"
    if word in HYPHENS and atoms[stop].gap == TOUCHING and low_at(atoms, stop + 1) in ORDINALS:
        return "ordinal"
    if word == "s" and atoms[stop].gap == TOUCHING:
        return "decade"
    if word in ("'", "’") and atoms[stop].gap == TOUCHING and low_at(atoms, stop + 1) == "s":
        return "decade"
    return None


def _glued(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
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
        if (
            word is not None
            and word.kind in ("unit", "teen", "ten")
            and atoms[reading.stop + 1].text[0].isupper()
        ):
            return "name"
    if i and atoms[i].gap == TOUCHING:
        last = atoms[i - 1]
        if last.kind == WORD and atoms[i].kind == NUMBER:
            return "name"
        if last.low in HYPHENS and i > 1 and atoms[i - 2].kind == NUMBER and atoms[i].kind == WORD:
            return "name"
        if last.low in HYPHENS and i > 1 and last.gap == TOUCHING and atoms[i - 2].kind == WORD:
            return "name" if word_at(atoms, i - 2) is None else None
        if (
            last.low in ".$"
            and i > 1
            and last.gap == TOUCHING
            and atoms[i - 2].kind == NUMBER
            and last.low == "."
        ):
            return "name"
    return None


def _is_money(atom: Atom) -> bool:
    return atom.low in currency_names() or atom.low in currency_signs()


def _clock(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
    word, after = low_at(atoms, reading.stop), low_at(atoms, reading.stop + 1)
    if word in ("a", "p") and after == "." and low_at(atoms, reading.stop + 2) == "m":
        return "clock"
    if word == "b" and low_at(atoms, reading.stop + 2) == "c":
        return "year"
    if word in ("bc", "bce", "ad", "ce") and atoms[reading.stop].text.isupper():
        return "year"
    if word == "o'clock" or (
        word in listed("clock") and word not in ("hrs", "local") and reading.value <= 2400
    ):
        return "clock"
    if (
        low_at(atoms, i - 1) == "at"
        and re.fullmatch(r"[012]?\d\.[0-5]\d", atoms[i].text)
        and word in ("in", "on", ",", "and")
    ):
        return "clock"
    four = atoms[i].text.isdecimal() and len(atoms[i].text) == 4
    if four and (word == "hours" or (word == "local" and after == "time")):
        return "clock"
    return None


def is_month(atom: Atom) -> bool:
    """Whether an atom is the name of a month, with its capital."""
    return atom.text[0].isupper() and atom.low in listed("months")


def _date(atoms: Sequence[Atom], i: int, reading: Reading, digits: bool) -> str | None:
    if not digits or reading.value.denominator != 1 or not 1 <= reading.value <= 31 or "." in atoms[i].text:
        return None
    k = i - 1
    if k >= 0 and atoms[k].low == "." and atoms[k].gap == TOUCHING:
        k -= 1
    if k >= 0 and is_month(atoms[k]) and atoms[i].gap <= NEW_LINE:
        return "date"
    while (
        k > 0
        and atoms[k].low in ("and", "to", "or", ",", "–", "-")
        and atoms[k - 1].kind == NUMBER
        and k > i - 6
    ):
        if k > 1 and is_month(atoms[k - 2]) and atoms[k].low != ",":
            return "date"
        k -= 2
    after = reading.stop
    while after + 1 < len(atoms) and atoms[after].low in ("and", "to", "or", "–", "-") and after < i + 4:
        if atoms[after + 1].kind != NUMBER:
            break
        after += 2
    if low_at(atoms, after) == "of":
        after += 1
    if (
        after < len(atoms)
        and is_month(atoms[after])
        and atoms[after].gap <= NEW_LINE
        and len(atoms[after].low) > 2
    ):
        return "date"
    return None


def _year(atoms: Sequence[Atom], i: int, digits: bool, bound: bool) -> str | None:
    text = atoms[i].text
    if not digits or not text.isdecimal() or len(text) != 4 or int(text) not in YEARS:
        return None
    following, last = low_at(atoms, i + 1), low_at(atoms, i - 1)
    plural = following in listed("people") or (
        following.endswith("s")
        and len(following) > 3
        and following not in ("was", "has", "this", "its", "his")
        and atoms[i + 1].text.islower()
    )
    if i and is_month(atoms[i - 1]):
        return "year"
    if plural and (bound or last not in listed("year_before")):
        return None
    if last == "of" and following.endswith(("children", "people", "men", "women", "ers")):
        return None
    if bound and following and atoms[i + 1].text.islower() and following not in listed("function"):
        return None
    return "year"


def _name(atoms: Sequence[Atom], i: int, reading: Reading, digits: bool) -> str | None:
    last = atoms[i - 1] if i and atoms[i].gap <= SPACED else None
    if (
        last is not None
        and last.low == "."
        and last.gap == TOUCHING
        and i > 1
        and atoms[i - 2].low in ("no", "nos", "fig", "art", "vol")
    ):
        return "name"
    named = listed("named_before")
    if last is not None and last.kind == WORD and last.low in named and _names(atoms, i, last):
        return "name"
    if last is not None and last.low in ("and", "or", ",", "&") and i > 2 and atoms[i - 2].kind == NUMBER:
        head = atoms[i - 3]
        if (
            head.low.endswith("s")
            and head.low in named
            and head.kind == WORD
            and digits
            and not head.low == "years"
        ):
            return "name"
    if (
        digits
        and last is not None
        and last.kind == WORD
        and last.text[:1].isupper()
        and _ends_name(atoms, i, last)
    ):
        return "name"
    if digits and _is_address(atoms, reading.stop):
        return "address"
    return "name" if _titled(atoms, i, reading) else None


ALWAYS_NAMED = words("distractors.tsv", "always_named")


def _names(atoms: Sequence[Atom], i: int, last: Atom) -> bool:
    """Whether a noun such as `Flight` or `page` bears the number as its name."""
    if last.low == "number":
        if atoms[i].kind == WORD:
            return low_at(atoms, i - 2) not in ("will", "now", "they")
        return (
            atoms[i].text.isdecimal()
            and len(atoms[i].text) < 4
            and low_at(atoms, i - 2) not in ("will", "now", "they")
        )
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
        "table",
    ):
        return last.text[0].isupper() and not is_sentence_start(atoms, i - 1)
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
        return False
    return not noun or low_at(atoms, i - 2) in ("a", "an", "the")


def _is_address(atoms: Sequence[Atom], stop: int) -> bool:
    """`10 Downing Street`: capital words that end in a word for a street."""
    for k in range(stop, min(stop + 4, len(atoms))):
        if atoms[k].kind != WORD or not atoms[k].text[0].isupper() or atoms[k].gap > SPACED:
            return False
        if k > stop and atoms[k].low in listed("address"):
            return True
    return False


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
    return lower >= 2 and (capital_after or low_at(atoms, i - 1) in ("the", "big", "fab", "group"))


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


def _age(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
    """`34-year-old`, `aged 12`, `Ana Ruiz, 34,`, `in his 30s`, `turned 50`, `under 18`."""
    at = reading.stop
    while low_at(atoms, at) in HYPHENS or low_at(atoms, at) in (
        "year",
        "years",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
    ):
        at += 1
        if low_at(atoms, at) in ("old", "olds", "of") and at > reading.stop:
            if low_at(atoms, at) != "of" or low_at(atoms, at + 1) == "age":
                return "age"
        if at > reading.stop + 4:
            break
    last = low_at(atoms, i - 1)
    if (
        last in ("was", "is", "were")
        and low_at(atoms, i - 3) in ("when", "until", "since", "before")
        and reading.value < 100
    ):
        return "age" if low_at(atoms, at) in (",", ".", "and", "so", "to", "") else None
    if last in ("under", "over") and low_at(atoms, i - 2) in YOUNG:
        return "age" if low_at(atoms, at) in ("", ".", ",", "and", "in", "were", "are") else None
    if last in ("as", "than") and low_at(atoms, i - 2) in ("young", "old", "younger", "older"):
        return "age"
    if (
        last in ("turns", "turned", "turning")
        and reading.value < 115
        and not low_at(atoms, at).startswith(("percent", "point"))
    ):
        return "age"
    if last in ("aged", "age", "ages", "aging", "ageing") or (last == "of" and low_at(atoms, i - 2) == "age"):
        return "age"
    if last in ("between", "from", "to", "and", "-", "–", "under", "over") and low_at(atoms, i - 2) in (
        "aged",
        "ages",
        "age",
    ):
        return "age"
    if (
        last == ","
        and i > 1
        and atoms[i - 2].text[0].isupper()
        and reading.form == "digits"
        and 0 < reading.value < 115
    ):
        following = low_at(atoms, reading.stop)
        if following in (",", ".", ")", "and") and atoms[i - 2].low not in listed("months"):
            return "age" if following == "," and not _lists_number(atoms, i) else None
    return None


YOUNG = words("distractors.tsv", "young")


def _lists_number(atoms: Sequence[Atom], i: int) -> bool:
    return i > 3 and atoms[i - 3].kind == NUMBER


def _tally(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
    """`336 to 75`, `six-to-three`, `four to one`: falling pairs; and `per 1,000`."""
    if (
        low_at(atoms, i - 1) == "in"
        and atoms[i].low in ("two", "half")
        and low_at(atoms, reading.stop) in listed("function") | {".", ",", ""}
    ):
        return "idiom"
    if low_at(atoms, i - 1) in ("from", "to", "by") and low_at(atoms, i - 2) in listed("change"):
        return None
    at = reading.stop + (low_at(atoms, reading.stop) in HYPHENS)
    if low_at(atoms, at) == "to":
        other = at + 1 + (low_at(atoms, at + 1) in HYPHENS)
        if (
            _plain(atoms, other) is not None
            and (_plain(atoms, other) or 0) < reading.value
            and low_at(atoms, i - 1) != "from"
        ):
            return "tally"
    back = i - 1 - (low_at(atoms, i - 1) in HYPHENS)
    if low_at(atoms, back) == "to":
        other = back - 1 - (low_at(atoms, back - 1) in HYPHENS)
        if (_plain(atoms, other) or 0) > reading.value and low_at(atoms, other - 1) not in ("from", "$"):
            return "tally"
    return None


def _plain(atoms: Sequence[Atom], i: int) -> Fraction | None:
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


def _bracketed(atoms: Sequence[Atom], i: int, reading: Reading, digits: bool) -> str | None:
    """Footnotes `[3]`, and numbers that begin a list item: `1.`, `2)`, `(3)`."""
    if not digits:
        return None
    opened, closed = low_at(atoms, i - 1), low_at(atoms, reading.stop)
    if opened == "[" and closed in ("]", ","):
        return "footnote"
    if opened == "(" and closed == ")":
        return "list number"
    begins = i == 0 or atoms[i].gap >= NEW_LINE
    tight = reading.stop < len(atoms) and atoms[reading.stop].gap == TOUCHING
    if begins and tight and closed in (".", ")") and reading.value < 1000:
        more = reading.stop + 1 < len(atoms) and atoms[reading.stop + 1].gap < NEW_PARAGRAPH
        return "list number" if more else None
    return None


def _pronoun(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
    """`one of`, `no one`, `one day`, `one another`; `one` counts only before a noun."""
    if atoms[i].low != "one" or reading.stop != i + 1 or reading.form != "words":
        return None
    at = i + 1
    following, last = low_at(atoms, at), low_at(atoms, i - 1)
    if following in HYPHENS and at + 1 < len(atoms) and atoms[at + 1].gap == TOUCHING:
        if low_at(atoms, at + 1) in (
            "time",
            "sided",
            "way",
            "off",
            "on",
            "to",
            "stop",
            "half",
            "liner",
            "man",
            "upmanship",
            "size",
        ):
            return "pronoun"
        return None
    if last == "at" and following in ("point", "time", "stage"):
        return "idiom"
    if last in listed("no_one") and last not in ("that", "which", "only"):
        return "pronoun"
    if following == "or" and low_at(atoms, at + 1) in ("two", "more", "both"):
        return None
    if following in ("day", "night", "morning") and last not in (
        "least",
        "than",
        "only",
        "just",
        "for",
        "about",
        "nearly",
    ):
        return "idiom"
    if (
        following in listed("number_verbs")
        or not following
        or not (following.isalpha() and atoms[at].kind == WORD)
    ):
        return (
            None
            if last in ("killing", "wounding", "injuring", "killed", "wounded", "injured", "least")
            and following != "of"
            else "pronoun"
        )
    return None


def _vague_word(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
    """`he scores`, `the first half`, `in the half`: words that are numbers only in some places."""
    word, following, last = atoms[i].low, low_at(atoms, reading.stop), low_at(atoms, i - 1)
    if word == "scores" and reading.form == "vague":
        casualties = listed("people") | {"of", "more", "were", "have", "had", "are", "dead"}
        return None if following in casualties and last not in ("he", "she", "who", "test") else "word"
    if (
        word == "half"
        and reading.value.denominator == 2
        and reading.form == "fraction"
        and reading.stop == i + 1
    ):
        if last in (
            "first",
            "second",
            "other",
            "better",
            "latter",
            "early",
            "last",
            "top",
            "bottom",
            "this",
            "that",
            "each",
            "either",
        ):
            return "word"
        if following in HYPHENS or (
            following
            and following.isalpha()
            and following not in HALVED
            and following not in listed("function")
        ):
            return "word"
        return "word" if last in ("in", "by") and following not in ("of", "the") else None
    if reading.form == "fraction" and following in HYPHENS and low_at(atoms, reading.stop + 1) not in units():
        return "ordinal" if word in ("a", "an") else None
    if reading.form == "fraction" and word in ("a", "an") and last == "and":
        return "word"
    if (
        reading.form == "fraction"
        and word in ("a", "an")
        and following not in HALVED | listed("function") | {"more", "in", "."}
    ):
        return (
            "ordinal"
            if following.isalpha() and not low_at(atoms, i + 1).startswith(("quarter", "half"))
            else None
        )
    return None


HALVED = words("distractors.tsv", "halved") | {'%'}
