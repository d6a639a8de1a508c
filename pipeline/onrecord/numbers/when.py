"""When: numbers that say when or how old, such as dates, years, clock times, ages and ordinals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.numbers.atoms import NEW_LINE, NUMBER, TOUCHING, WORD, Atom
from onrecord.numbers.lexicon import words
from onrecord.numbers.reading import HYPHENS, Reading, low_at, low_left, word_at
from onrecord.numbers.surroundings import ORDINAL_ENDS, ORDINALS, YEARS, is_month, is_sentence_start, listed


def ordinal(atoms: Sequence[Atom], stop: int, value: object) -> str | None:
    word = low_at(atoms, stop)
    if word in ORDINAL_ENDS and atoms[stop].gap == TOUCHING:
        return "ordinal"
    if word in HYPHENS and atoms[stop].gap == TOUCHING and low_at(atoms, stop + 1) in ORDINALS:
        return None if atoms[stop - 1].kind == NUMBER and low_at(atoms, stop + 1) == "second" else "ordinal"
    if word == "s" and atoms[stop].gap == TOUCHING:
        return "decade"
    if word in ("'", "’") and atoms[stop].gap == TOUCHING and low_at(atoms, stop + 1) == "s":
        return "decade"
    return None


def clock(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
    word, after = low_at(atoms, reading.stop), low_at(atoms, reading.stop + 1)
    if word in ("a", "p") and after == "." and low_at(atoms, reading.stop + 2) == "m":
        return "clock"
    if word == "b" and low_at(atoms, reading.stop + 2) == "c":
        return "year"
    if word in ("bc", "bce", "ad", "ce") and atoms[reading.stop].text.isupper():
        return "year"
    if _past_the_hour(atoms, i, reading) or _at_the_hour(atoms, i, reading):
        return "clock"
    if low_left(atoms, i - 1) in ("chimed", "strikes", "struck") and reading.value <= 12:
        return "clock" if not word.isalpha() or word in listed("function") else None
    if word == "o'clock" or (word in listed("clock") and word not in ("hrs", "local") and reading.value <= 2400):
        return "clock"
    if (
        low_left(atoms, i - 1) == "at"
        and re.fullmatch(r"[012]?\d\.[0-5]\d", atoms[i].text)
        and word in ("in", "on", ",", "and")
    ):
        return "clock"
    if low_left(atoms, i - 1) == "by" and reading.value <= 12 and word == "," and _is_first(atoms, i - 1):
        return "clock"
    four = atoms[i].text.isdecimal() and len(atoms[i].text) == 4
    if four and (word == "hours" or (word == "local" and after == "time")):
        return "clock"
    return None


def _past_the_hour(atoms: Sequence[Atom], i: int, reading: Reading) -> bool:
    """`half past six`: either number of a time that is told in words."""
    if low_left(atoms, i - 1) == "past" and reading.value <= 12:
        return low_left(atoms, i - 2) in listed("minutes")
    hour = word_at(atoms, reading.stop + 1)
    told = atoms[reading.stop - 1].low in listed("minutes") and low_at(atoms, reading.stop) == "past"
    return told and hour is not None and hour.value <= 12


def _at_the_hour(atoms: Sequence[Atom], i: int, reading: Reading) -> bool:
    """`again at 6.`: a bare hour that closes a phrase, where nothing stands or is put at a figure."""
    if low_left(atoms, i - 1) != "at" or not 1 <= reading.value <= 12:
        return False
    if not atoms[i].text.isdecimal():
        following = low_at(atoms, reading.stop)
        ends = not following.isalpha() or following in listed("function")
        return ends and reading.form == "words" and low_left(atoms, i - 2) in listed("hours")
    held = low_left(atoms, i - 2) in listed("stands") or "toll" in [low_left(atoms, k) for k in range(max(0, i - 8), i)]
    return not held and low_at(atoms, reading.stop) in (".", ",", "on", "every")


def _is_first(atoms: Sequence[Atom], i: int) -> bool:
    """Whether a capital opens a sentence here: `By 5, the square was full`."""
    return atoms[i].text[0].isupper() and is_sentence_start(atoms, i)


def date(atoms: Sequence[Atom], i: int, reading: Reading, digits: bool) -> str | None:
    if not digits or reading.value.denominator != 1 or not 1 <= reading.value <= 31 or "." in atoms[i].text:
        return None
    k = i - 1
    if k >= 0 and atoms[k].low == "." and atoms[k].gap == TOUCHING:
        k -= 1
    if k >= 0 and is_month(atoms[k]) and atoms[i].gap <= NEW_LINE:
        return "date"
    while k > 0 and atoms[k].low in ("and", "to", "or", ",", "–", "-") and atoms[k - 1].kind == NUMBER and k > i - 6:
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
    if after < len(atoms) and is_month(atoms[after]) and atoms[after].gap <= NEW_LINE and len(atoms[after].low) > 2:
        return "date"
    return None


def year(atoms: Sequence[Atom], i: int, digits: bool, bound: bool) -> str | None:
    text = atoms[i].text
    if not digits or not text.isdecimal() or len(text) != 4 or int(text) not in YEARS:
        return None
    following, last = low_at(atoms, i + 1), low_left(atoms, i - 1)
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


def age(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
    """`34-year-old`, `aged 12`, `Ana Ruiz, 34,`, `in his 30s`, `turned 50`, `under 18`."""
    at = reading.stop
    while low_at(atoms, at) in HYPHENS or low_at(atoms, at) in listed("age_units"):
        at += 1
        word = low_at(atoms, at)
        if at > reading.stop and (word in ("old", "olds") or (word == "of" and low_at(atoms, at + 1) == "age")):
            return "age"
        if at > reading.stop + 4:
            break
    return "age" if _told_by_front(atoms, i, reading, low_at(atoms, at)) or _follows_name(atoms, i, reading) else None


def _told_by_front(atoms: Sequence[Atom], i: int, reading: Reading, following: str) -> bool:
    """Whether the words before a number make it an age."""
    last, before = low_left(atoms, i - 1), low_left(atoms, i - 2)
    if last == "at" and following == "," and reading.value < 115 and _is_first(atoms, i - 1):
        return low_at(atoms, reading.stop + 1) in PERSONS
    if last in listed("being") and reading.value < 115:
        ends = following in (",", ".", "and", "so", "to", "now", "then", "when", "")
        if low_left(atoms, i - 3) in ("when", "until", "since", "before") or before in PERSONS:
            return ends
    if last in ("under", "over") and before in YOUNG:
        return following in ("", ".", ",", "and", "in", "were", "are")
    if last in ("as", "than") and before in ("young", "old", "younger", "older"):
        return True
    if last in ("turn", "turns", "turned", "turning"):
        return reading.value < 115 and not following.startswith(("percent", "point"))
    if last == "of" and before in listed("persons_of") and not following.isalpha():
        return True
    if last in listed("ageing") or (last == "of" and before == "age"):
        return True
    other = i > 1 and (atoms[i - 2].kind == NUMBER or word_at(atoms, i - 2) is not None)
    return last in listed("age_joints") and (low_left(atoms, i - 3) if other else before) in AGED


def _follows_name(atoms: Sequence[Atom], i: int, reading: Reading) -> bool:
    """`Ana Ruiz, 34, ...`, `the accused, 27, ...`: digits between commas after a word that is no month."""
    if low_left(atoms, i - 1) != "," or i < 2 or not 0 < reading.value < 115:
        return False
    if reading.form != "digits" and not _is_full_name(atoms, i - 2):
        return False
    initial = i > 3 and atoms[i - 2].low == "." and len(atoms[i - 3].text) == 1 and atoms[i - 3].text.isupper()
    name = atoms[i - 3] if initial else atoms[i - 2]
    if name.kind != WORD or name.low in listed("months") or _lists_number(atoms, i):
        return False
    return low_at(atoms, reading.stop) == ","


def _is_full_name(atoms: Sequence[Atom], i: int) -> bool:
    """Whether two capital words end at atom `i`, so that a word between commas is an age: `Ana Ruiz, nine,`."""
    return i > 0 and all(a.kind == WORD and a.text[0].isupper() for a in atoms[i - 1 : i + 1])


YOUNG = words("distractors.tsv", "young")
PERSONS = words("distractors.tsv", "persons")
AGED = frozenset({"age", "aged", "ages"})


def _lists_number(atoms: Sequence[Atom], i: int) -> bool:
    return i > 3 and atoms[i - 3].kind == NUMBER
