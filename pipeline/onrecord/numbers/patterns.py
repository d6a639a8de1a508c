"""Patterns: stretches of digits and signs that count nothing, such as `12:30`, `2-1` and phone numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.numbers.atoms import NEW_LINE, NUMBER, SPACED, TOUCHING, Atom
from onrecord.numbers.reading import HYPHENS, low_at, low_left, plain_value, word_at
from onrecord.numbers.surroundings import YEARS, is_month, listed

_JOINTS = frozenset("/:.-–−")


def stretch(atoms: Sequence[Atom], i: int) -> int:
    """Where a pattern of digits and signs that counts nothing stops; `i` where there is none."""
    if atoms[i].kind != NUMBER:
        return i
    if i and atoms[i].gap == TOUCHING and atoms[i - 1].low in "@#_/\\:&'’=":
        return _run(atoms, i)
    if i and atoms[i].gap == TOUCHING and atoms[i - 1].low == "-" == low_at(atoms, i + 1) and _alone(atoms, i):
        return i + 1
    if i > 1 and atoms[i].gap == TOUCHING == atoms[i - 1].gap and atoms[i - 1].low == "+":
        return _run(atoms, i)
    if len(atoms[i].text) > 30 or re.search(r"\..*\.", atoms[i].text):
        return _run(atoms, i)
    run = _run(atoms, i)
    if run - i >= 5 or (
        run - i >= 3 and atoms[i + 1].low in ":/" and atoms[i + 2].text not in ("2", "3", "4", "5", "8", "10")
    ):
        return run
    if _is_named_score(atoms, i) or (run - i == 3 and _is_serial(atoms, i)):
        return run
    if atoms[i].text[0] == "0" and atoms[i].text.isdecimal() and len(atoms[i].text) > 2:
        return max(run, _sequence_end(atoms, i))
    if run - i == 3 and low_at(atoms, i + 1) == "-" and _is_file(atoms, i):
        return run
    if run - i >= 3 and (_is_phone(atoms, i, run) or _is_score(atoms, i, run) or _is_years(atoms, i)):
        return run
    if _is_number_sequence(atoms, i):
        return _sequence_end(atoms, i)
    return _spaced(atoms, i) or _coordinate(atoms, i) or i


def _alone(atoms: Sequence[Atom], i: int) -> bool:
    """`-30-`: a number between two hyphens on a line of its own."""
    return (i < 2 or atoms[i - 1].gap >= NEW_LINE) and (i + 2 >= len(atoms) or atoms[i + 2].gap >= NEW_LINE)


def _is_named_score(atoms: Sequence[Atom], i: int) -> bool:
    """`Derrin: 1, Oakley: 0`: small numbers behind capital names with colons, two in a row."""

    def told(k: int) -> bool:
        if not 1 < k < len(atoms) or not atoms[k].text.isdecimal() or len(atoms[k].text) > 2:
            return False
        return atoms[k - 1].low == ":" and atoms[k - 2].text[0].isupper()

    after = low_at(atoms, i + 1) == "," and told(i + 4)
    return told(i) and (after or (low_left(atoms, i - 3) == "," and told(i - 4)))


def _is_serial(atoms: Sequence[Atom], i: int) -> bool:
    """`48-2217`: a right part so much longer than the left one that they are no range."""
    left, right = atoms[i].text, atoms[i + 2].text
    return atoms[i + 1].low == "-" and right.isdecimal() and left.isdecimal() and len(right) >= len(left) + 2 > 3


def _is_file(atoms: Sequence[Atom], i: int) -> bool:
    """`No. 24-117`, `Petition 25-117`: the number of a paper, behind a capital word for one."""
    k = i - 1 - (low_left(atoms, i - 1) == ".")
    return k >= 0 and atoms[k].text[0].isupper() and atoms[k].low in listed("papers")


def _spaced(atoms: Sequence[Atom], i: int) -> int:
    """Where `1 – 0`, `1992 - 95` or `07-Jun` stops; 0 where there is none."""
    dash, right = i + 1, i + 2
    if right >= len(atoms) or atoms[dash].low not in HYPHENS or atoms[dash].gap > SPACED or atoms[right].gap > SPACED:
        return 0
    if is_month(atoms[right]) and atoms[dash].gap == TOUCHING == atoms[right].gap:
        return right + 1
    left, other = atoms[i].text, atoms[right].text
    if not (left.isdecimal() and atoms[right].kind == NUMBER and other.isdecimal()):
        return 0
    if len(left) == 4 and int(left) in YEARS and len(other) in (1, 2, 4):
        return right + 1
    if low_left(atoms, i - 1) in listed("score_before"):
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
    beside = {low_left(atoms, i - 1), low_at(atoms, i + 1)}
    return i + 1 if decimals >= 3 and ";" in beside else 0


def _run(atoms: Sequence[Atom], i: int) -> int:
    """Digits joined by single signs without a space."""
    stop = i + 1
    while stop + 1 < len(atoms) and atoms[stop].low in _JOINTS and atoms[stop].gap == TOUCHING == atoms[stop + 1].gap:
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
    if _beside_score(atoms, i, run):
        return True
    following = low_at(atoms, run)
    if following in listed("score_after") or low_left(atoms, i - 1) in listed("score_before"):
        return True
    after_scale = word_at(atoms, run)
    return left >= right and not (after_scale is not None and after_scale.kind in ("scale", "short"))


def _beside_score(atoms: Sequence[Atom], i: int, run: int) -> bool:
    """Whether small pairs stand in a row, as the sets of a match do: `6-4, 3-6, 7-5`."""
    if max(len(atoms[i].text), len(atoms[i + 2].text)) > 2:
        return False
    after = [low_at(atoms, k) for k in range(run, run + 4)]
    before = [low_at(atoms, k) for k in range(i - 4, i)]
    return _is_set(after[1:], after[0]) or _is_set(before[:3], before[3])


def _is_set(pair: list[str], comma: str) -> bool:
    return comma == "," and pair[1] in HYPHENS and all(n.isdecimal() and len(n) < 3 for n in (pair[0], pair[2]))


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
        if (
            atoms[stop].kind == NUMBER
            and atoms[stop].text.isdecimal()
            or atoms[stop].low in "()-"
            and stop + 1 < len(atoms)
            and atoms[stop + 1].kind == NUMBER
        ):
            stop += 1
        else:
            break
    return stop
