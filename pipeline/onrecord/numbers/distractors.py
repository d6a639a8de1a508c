"""Distractors: numbers that count nothing, such as dates, clocks, ages, names, scores and phones.

`reason` judges one number that has been read; `patterns.stretch` swallows those of several atoms.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.numbers.atoms import NEW_LINE, NEW_PARAGRAPH, NUMBER, TOUCHING, WORD, Atom
from onrecord.numbers.lexicon import units, words
from onrecord.numbers.named import glued, name, titled_unit
from onrecord.numbers.reading import HYPHENS, Reading, low_at, low_left
from onrecord.numbers.surroundings import listed, plain
from onrecord.numbers.when import age, clock, date, ordinal, year


def reason(atoms: Sequence[Atom], i: int, reading: Reading, money: bool, bound: bool) -> str | None:
    """Why a number that was read at atom `i` counts nothing; None where it may count."""
    digits = reading.form == "digits" and reading.stop == i + 1
    return (
        ordinal(atoms, reading.stop, reading.value)
        or (None if money else glued(atoms, i, reading))
        or clock(atoms, i, reading)
        or (None if money else date(atoms, i, reading, digits))
        or (None if money else year(atoms, i, digits, bound))
        or (None if money else name(atoms, i, reading, digits, bound))
        or age(atoms, i, reading)
        or ("name" if _is_calibre(atoms, reading.stop) else None)
        or ("rate" if low_left(atoms, i - 1) == "per" else None)
        or ("name" if titled_unit(atoms, i, reading) else None)
        or _idiom(atoms, i, reading)
        or (None if money else _tally(atoms, i, reading) or _ratio(atoms, i, reading))
        or _bracketed(atoms, i, reading, digits)
        or _pronoun(atoms, i, reading)
        or _vague_word(atoms, i, reading)
    )


def _idiom(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
    """`zero tolerance`, `five-plus-one`, `in a day or two`, `four times as much`, `373 in favor`, `162 not out`."""
    following, after = low_at(atoms, reading.stop), low_at(atoms, reading.stop + 1)
    if atoms[i].low == "zero" and following in ("hour", "sum", "tolerance"):
        return "idiom"
    if low_left(atoms, i - 1) == "or" and low_left(atoms, i - 3) in ("a", "an") and low_left(atoms, i - 2) in units():
        return "idiom"
    if following in HYPHENS and [low_at(atoms, k) for k in range(reading.stop + 1, reading.stop + 3)] == ["plus", "-"]:
        return "idiom" if plain(atoms, reading.stop + 3) is not None else None
    if following == "times" and after in ("as", "higher", "larger", "lower", "more"):
        return "multiple"
    if (following, after) in (("in", "favor"), ("in", "favour"), ("not", "out")):
        return "tally"
    return None


def _is_calibre(atoms: Sequence[Atom], stop: int) -> bool:
    """`a 9mm pistol`: millimetres that name an arm."""
    return low_at(atoms, stop) == "mm" and low_at(atoms, stop + 1) in listed("arms")


def _tally(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
    """`336 to 75`, `six-to-three`, `four to one`: falling pairs; and `per 1,000`."""
    if (
        low_left(atoms, i - 1) == "in"
        and atoms[i].low in ("two", "half")
        and low_at(atoms, reading.stop) in listed("function") | {".", ",", ""}
    ):
        return "idiom"
    if low_left(atoms, i - 1) in ("from", "to", "by") and low_left(atoms, i - 2) in listed("change"):
        return None
    at = reading.stop + (low_at(atoms, reading.stop) in HYPHENS)
    if at > reading.stop and low_at(atoms, at) in (atoms[i].low, "faced"):
        return "idiom"
    if low_at(atoms, at) == "to":
        other = at + 1 + (low_at(atoms, at + 1) in HYPHENS)
        if (
            plain(atoms, other) is not None
            and (plain(atoms, other) or 0) < reading.value
            and low_left(atoms, i - 1) != "from"
        ):
            return "tally"
    back = i - 1 - (low_left(atoms, i - 1) in HYPHENS)
    if back < i - 1 and low_at(atoms, back) == atoms[i].low:
        return "idiom"
    if low_at(atoms, back) == "to":
        other = back - 1 - (low_left(atoms, back - 1) in HYPHENS)
        if (plain(atoms, other) or 0) > reading.value and low_left(atoms, other - 1) not in ("from", "$"):
            return "tally"
    return None


def _ratio(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
    """`19 times out of 20`, `one toilet for every 200`, `291 votes to 284`."""
    after = [low_at(atoms, k) for k in range(reading.stop, reading.stop + 3)]
    before = [low_at(atoms, k) for k in range(i - 3, i)]
    if after == ["times", "out", "of"] or before == ["times", "out", "of"]:
        return "ratio"
    if before[1:] == ["for", "every"] or after[1:] == ["for", "every"]:
        return "ratio"
    played = {low_left(atoms, k) for k in range(i - 6, i)} & listed("score_before")
    if played and after[1] == "to" and (plain(atoms, reading.stop + 2) or reading.value) < reading.value:
        return "score"
    if _is_innings(atoms, i, reading.stop) or (before[2] == "for" and _is_innings(atoms, i - 2, i - 1)):
        return "score"
    if after[:2] == ["votes", "to"] and plain(atoms, reading.stop + 2) is not None:
        return "tally"
    return "tally" if before[1:] == ["votes", "to"] and plain(atoms, i - 3) is not None else None


def _is_innings(atoms: Sequence[Atom], i: int, stop: int) -> bool:
    """`212 for 4 at tea`: runs for wickets, with no noun behind."""
    wickets = plain(atoms, stop + 1) if low_at(atoms, stop) == "for" and i >= 0 else None
    if wickets is None or wickets > 10 or atoms[i].kind != NUMBER or atoms[stop + 1].kind != NUMBER:
        return False
    return low_at(atoms, stop + 2) in (".", ",", "at", "in", "when", "after", "")


def _bracketed(atoms: Sequence[Atom], i: int, reading: Reading, digits: bool) -> str | None:
    """Footnotes `[3]`, and numbers that begin a list item: `1.`, `2)`, `(3)`."""
    if not digits:
        return None
    opened, closed = low_left(atoms, i - 1), low_at(atoms, reading.stop)
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
    following, last, after = low_at(atoms, at), low_left(atoms, i - 1), low_at(atoms, at + 1)
    if following in HYPHENS and at + 1 < len(atoms) and atoms[at + 1].gap == TOUCHING:
        return "pronoun" if after in listed("one_hyphen") else None
    if last == "at" and following in ("point", "time", "stage"):
        return "idiom"
    if last in listed("no_one") - {"that", "which", "only"}:
        return "pronoun"
    if following == "or" and after in ("two", "more", "both"):
        return None
    if following in ("day", "night", "morning") and last not in listed("one_measured"):
        return "idiom"
    if following in listed("passive") and _is_victim(atoms, at):
        return None
    noun = following.isalpha() and atoms[at].kind == WORD and following not in listed("number_verbs")
    victim = last in listed("casualty_before") and following != "of"
    return None if noun or victim else "pronoun"


def _is_victim(atoms: Sequence[Atom], at: int) -> bool:
    """Whether `one` is who was killed, hurt or taken: `and one was seriously wounded`, `one died`."""
    return any(low_at(atoms, k) in listed("casualty_deeds") for k in range(at, at + 4))


def _vague_word(atoms: Sequence[Atom], i: int, reading: Reading) -> str | None:
    """`he scores`, `the first half`, `in the half`: words that are numbers only in some places."""
    word, following, last = atoms[i].low, low_at(atoms, reading.stop), low_left(atoms, i - 1)
    if word == "scores" and reading.form == "vague":
        casualties = listed("people") | {"of", "more", "were", "have", "had", "are", "dead"}
        return None if following in casualties and last not in ("he", "she", "who", "test") else "word"
    if word == "half" and reading.value.denominator == 2 and reading.form == "fraction" and reading.stop == i + 1:
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
            following and following.isalpha() and following not in HALVED and following not in listed("function")
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
        return "ordinal" if following.isalpha() and not low_at(atoms, i + 1).startswith(("quarter", "half")) else None
    return None


HALVED = words("distractors.tsv", "halved") | {"%"}
