"""People: surnames, given names and initials joined to the fullest name of the person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.gazetteer.keys import fold
from onrecord.naming.wordlists import title_words

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
PARTICLES = frozenset(
    ["al", "el", "ul", "ur", "bin", "ibn", "bint", "abu", "abd", "de", "da", "di", "del", "della", "der", "van", "von"]
    + ["den", "la", "le", "du", "dos", "das", "ben", "st"]
)
GIVEN_TOO = frozenset({"ben", "van", "abu", "abd", "st"})
"""Particles that may also be a given name, or open one: kept where they stand first."""


def words_of(name: str) -> tuple[str, ...]:
    """A person's name as folded words, without title in front and `Jr.` behind."""
    words = fold(name).split()
    while len(words) > 1 and words[0] in title_words() and not (len(words) == 2 and words[0] == "christian"):
        words = words[1:]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words = words[:-1]
    if len(words) > 1 and words[-1] == "s":
        words = words[:-1]
    return tuple(words)


def core(words: Sequence[str]) -> tuple[str, ...]:
    """The words that tell people apart: no particles, no initials in the middle."""
    kept = tuple(w for i, w in enumerate(words) if w not in PARTICLES or (i == 0 and w in GIVEN_TOO))
    return kept or tuple(words)


def is_variant(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name of two or more words is another form of a longer one: `John Cole` of `John R. Cole`."""
    if len(short) < 2 or len(full) < 2:
        return False
    if short == full or "".join(short) == "".join(full):
        return True
    if len(short) > len(full):
        return is_variant(full, short)
    if short[-1] == full[-1] and (short[0] == full[0] or _initial(short[0], full[0])):
        return True
    position = 0
    for word in full:
        if position < len(short) and word == short[position]:
            position += 1
    return position == len(short) and (short[0] == full[0] or short[-1] == full[-1])


def _initial(a: str, b: str) -> bool:
    return a[0] == b[0] and 1 in (len(a), len(b))


def group_people(names: Sequence[str]) -> list[int]:
    """The number of the person behind each name; names are in the order of the text."""
    spelt = [words_of(name) for name in names]
    surnames = {w[-2:]: w for w in spelt if len(w) > 2 and w[-2] in GIVEN_TOO}
    words = [core(surnames.get(w, w)) for w in spelt]
    people: list[tuple[str, ...]] = []
    known: dict[tuple[str, ...], int] = {}
    by_last: dict[str, list[int]] = defaultdict(list)
    for full in sorted({w for w in words if len(w) > 1}, key=lambda w: (-len(w), w)):
        match = next((i for i in by_last[full[-1]][:20] if is_variant(full, people[i])), None)
        if match is None:
            match = next((i for i in by_last[full[0]][:20] if is_variant(full, people[i])), None)
        if match is None:
            match = len(people)
            people.append(full)
            for word in dict.fromkeys((full[-1], full[0], *full)):
                by_last[word].append(match)
        known[full] = match
    return _place_single(words, people, known)


def _place_single(
    words: Sequence[tuple[str, ...]], people: list[tuple[str, ...]], known: dict[tuple[str, ...], int]
) -> list[int]:
    """Gives names of one word to the person of that surname last spoken of, else to one of that given name."""
    first_seen: dict[str, int] = {}
    for w in words:
        if len(w) > 1:
            for word in _single_forms(people[known[w]]):
                first_seen.setdefault(word, known[w])
    latest: dict[str, int] = {}
    alone: dict[str, int] = {}
    result = []
    count = len(people)
    for w in words:
        if len(w) > 1:
            person = known[w]
            for word in _single_forms(people[person]):
                latest[word] = person
        else:
            found = latest.get(w[0], first_seen.get(w[0])) if w else None
            if found is None:
                found = alone.setdefault(w[0] if w else "", count)
                count += found == count
            person = found
            if person < len(people):
                for word in _single_forms(people[person]):
                    latest[word] = person
        result.append(person)
    return result


def _single_forms(full: tuple[str, ...]) -> tuple[str, ...]:
    """The single words a person may go by."""
    return tuple(dict.fromkeys(w for w in (full[-1], full[0], *full) if len(w) > 1))
