"""Bodies: organisations and places under their variants, acronyms and short forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from onrecord.gazetteer.keys import ARABIC_ARTICLE, fold
from onrecord.naming.wordlists import aliases, countries, demonym_stems, demonyms

SMALL = frozenset(
    ["of", "the", "for", "and", "in", "on", "to", "de", "la", "le", "du", "des", "di", "al", "an", "a", "s"]
)
COMPANY = frozenset(
    ["inc", "corp", "corporation", "ltd", "limited", "llc", "plc", "co", "company", "gmbh", "ag", "sa", "spa", "nv"]
)
TAILS = (
    "party", "movement", "group", "magazine", "newspaper", "daily", "news agency", "agency", "organization",
    "organisation", "network", "channel", "television", "tv", "militia", "front", "rebels", "foundation",
    "brigade", "university", "hotel", "institute", "economics", "airlines", "bank",
)  # fmt: skip
HEADS = ("church of ", "movement of ", "party of ", "city of ", "state of ", "republic of ", "government of ")
DIVISION = re.compile(r" (?:province|district|governorate|region|county|oblast|prefecture|village|state)$")
POSSESSIVE = re.compile(r"['’]s?(?=\s)")
SPELT_OUT = re.compile(r"\bL\.?A\.?(?= |$)")
STREETS = {"st": "street", "rd": "road", "ave": "avenue", "blvd": "boulevard", "sq": "square", "mt": "mount"}
STREET = re.compile(r"\b(?:(?:st|rd|ave|blvd|sq)$|^mt\b)")
DIRECTIONS = frozenset({"north", "south", "east", "west"})
ACRONYM = re.compile(r"^[A-Z][A-Za-z]?[A-Z0-9][A-Za-z0-9.\-]{0,6}$|^[A-Z]{2,7}s?$|^(?:[A-Z]\.){2,6}$")


def key_of_people(name: str) -> str:
    """The key of a nationality or group: `Afghans` and `Afghan` share one."""
    form = name.casefold().replace("’", "'")
    stems = demonym_stems()
    for candidate in (form, form.removesuffix("s"), form.removesuffix("es")):
        if candidate in stems:
            return stems[candidate]
    if form.endswith("s") and not form.endswith("ss") and form not in ("swiss",):
        return form[:-1]
    return form


def key_of_body(name: str, label: str) -> str:
    """The key under which one body or place stands however it is written."""
    name = name.strip().replace("’", "'").removeprefix("the ").removeprefix("The ")
    if label in ("GPE", "LOC") and name in countries():
        return "country:" + countries()[name]
    if name in aliases():
        return "alias:" + fold(aliases()[name])
    name = SPELT_OUT.sub("Los Angeles", POSSESSIVE.sub("", name))
    words = [w for w in fold(_with_full_country(name.replace("&", " and "))).split() if w != "the"]
    while len(words) > 1 and words[-1] in COMPANY:
        words.pop()
    if label in ("GPE", "LOC", "FAC"):
        bare = fold(ARABIC_ARTICLE.sub("", name.split(",")[0]))
        bare = DIVISION.sub("", bare) or bare
        bare = STREET.sub(lambda m: STREETS[m[0]], bare)
        return "place:" + re.sub(r"h$", "", bare.replace(" ", ""))
    if any(w in ("ministry", "department", "office") for w in words):
        return "body:" + " ".join(sorted(w for w in words if w not in SMALL))
    return "body:" + "".join(words)


def _with_full_country(name: str) -> str:
    """A body's name with the country it opens with written in full: `US Army` -> `United States Army`."""
    words = name.split()
    for size in (3, 2, 1):
        if len(words) > size and " ".join(words[:size]) in countries():
            return " ".join([countries()[" ".join(words[:size])], *words[size:]])
    return name


def initials(name: str) -> Iterator[str]:
    """The acronyms that a name may go by: with and without its small words."""
    words = re.findall(r"[A-Za-zÀ-ɏ]+(?:['’][a-z]+)?", name.replace("-", " "))
    if len(words) < 2:
        return
    large = [w for w in words if w.casefold() not in SMALL]
    if len(large) > 1:
        yield "".join(w[0] for w in large).upper()
    yield "".join(w[0] for w in words if w.casefold() != "the" or w is not words[0]).upper()


def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym: `NATO`, `U.N.`, `AfD`."""
    return bool(ACRONYM.match(name))


def letters(acronym: str) -> str:
    """An acronym's letters alone, in upper case."""
    return re.sub(r"[^A-Za-z0-9]", "", acronym).upper()


def short_forms(name: str, places: Set[str] = frozenset()) -> Iterator[str]:
    """The shorter names that a full one goes by, folded: without nation in front, without a generic word behind.

    `places` are names of places in lower case, of which one in front may be left off too: `Duluth City Council`.
    """
    folded = fold(name)
    words = folded.split()
    nations = _without_nation(name, places)
    for form in filter(None, (nations,)):
        if len(form.split()) > 1:
            yield form
    for tail in TAILS:
        if folded.endswith(" " + tail):
            yield folded[: -len(tail) - 1]
    for head in HEADS:
        if folded.startswith(head):
            yield folded[len(head) :]
    for source in filter(None, (folded, nations)):
        for link in (" of ", " for ", " in "):
            front, found, _ = source.partition(link)
            if found and len(front.split()) > 1:
                yield front
    if len(words) > 2 and words[-1] == "news":
        yield " ".join(words[:-1])


def _without_nation(name: str, places: Set[str]) -> str | None:
    """A body's name without the place or nationality it opens with: `Indonesian Navy` -> `navy`."""
    words = name.split()
    for size in (3, 2, 1):
        head = " ".join(words[:size])
        if len(words) > size and head.casefold() in places:
            return fold(" ".join(words[size:]))
        if len(words) > size and (head in countries() or head.casefold() in demonyms()):
            kind = demonyms().get(head.casefold(), "nationality")
            return fold(" ".join(words[size:])) if kind == "nationality" else None
    return None


def join_bodies(names: Sequence[str], labels: Sequence[str], brackets: Sequence[tuple[int, int]]) -> list[int]:
    """The number of the body behind each name, in text order. `brackets` pairs a name with the one defined by it."""
    keys = [key_of_body(n, lb) for n, lb in zip(names, labels, strict=True)]
    number: dict[str, int] = {}
    for key in keys:
        number.setdefault(key, len(number))
    parent = list(range(len(number)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(a: int, b: int) -> None:
        parent[max(root(a), root(b))] = min(root(a), root(b))

    own = [number[k] for k in keys]
    for a, b in brackets:
        join(own[a], own[b])
    full_forms = _full_forms(names, labels, own)
    halves: dict[str, set[int]] = defaultdict(set)
    for name, label, i in zip(names, labels, own, strict=True):
        direction, _, rest = fold(name).partition(" ")
        if direction in DIRECTIONS and rest and " " not in rest and label == "GPE":
            halves[direction].add(i)
    for i, name in enumerate(names):
        wanted = letters(name) if is_acronym(name) else fold(name)
        kind = "acronym" if is_acronym(name) else "short"
        found = {root(n) for n in full_forms.get((kind, wanted, _layer(labels[i])), ())} - {root(own[i])}
        if fold(name) in DIRECTIONS and labels[i] in ("GPE", "LOC"):
            found = {root(n) for n in halves.get(fold(name), ())} - {root(own[i])}
        if len(found) == 1:
            join(own[i], found.pop())
    return [root(i) for i in own]


def _layer(label: str) -> str:
    return "place" if label in ("GPE", "LOC") else "body"


def _full_forms(
    names: Sequence[str], labels: Sequence[str], own: Sequence[int]
) -> dict[tuple[str, str, str], set[int]]:
    """From each acronym and short form to the bodies whose full name gives it."""
    forms: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    places = {n.casefold() for n, label in zip(names, labels, strict=True) if label == "GPE"}
    for name, label, number in {(n, lb, o) for n, lb, o in zip(names, labels, own, strict=True)}:
        if is_acronym(name):
            continue
        for acronym in initials(name):
            forms["acronym", acronym, _layer(label)].add(number)
        if label in ("ORG", "FAC"):
            for form in short_forms(name, places):
                forms["short", form, "body"].add(number)
    return forms
