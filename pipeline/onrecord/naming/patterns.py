"""Patterns: names that their form gives away, where the tagger saw none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from onrecord.gazetteer.keys import fold
from onrecord.naming.bodies import is_acronym
from onrecord.naming.borders import POSSESSIVES
from onrecord.naming.labels import Draft
from onrecord.naming.repeats import Found
from onrecord.naming.wordlists import title_words

ROADS = frozenset({"Route", "Highway", "Interstate", "Motorway", "Autobahn"})
ROAD = re.compile(r"(?:NH|I|US|SR|RN)-?\d{1,3}[A-Z]?|[AM]\d{1,3}(?=\b)")
INITIALS = re.compile(r"[A-Z]{2,4}")


def patterned(doc: Doc, drafts: Sequence[Draft]) -> Iterator[Found]:
    """Yields names by their form that no draft covers."""
    taken = {i for d in drafts for i in range(d.start, d.end)}
    ends = {d.end: d for d in drafts}
    initials = {_initials(doc, d) for d in drafts if d.label == "PERSON"}
    for i in range(len(doc)):
        if i in taken:
            continue
        found = _road(doc, i) or _in_brackets(doc, i, ends) or _network(doc, i)
        found = found or _office(doc, i) or _speaker(doc, i, initials)
        if found and not taken & set(range(found[0], found[1])):
            yield found


def _road(doc: Doc, i: int) -> Found | None:
    """`Route 18`, `NH-27`."""
    if doc[i].text in ROADS and i + 1 < len(doc) and doc[i + 1].is_digit:
        return i, i + 2, "FAC"
    joined = i + 2 < len(doc) and doc[i + 1].text == "-" and not doc[i].whitespace_
    text, size = (doc[i : i + 3].text, 3) if joined else (doc[i].text, 1)
    return (i, i + size, "FAC") if ROAD.fullmatch(text) and i and doc[i - 1].lower_ in ("on", "the", "along") else None


def _in_brackets(doc: Doc, i: int, ends: dict[int, Draft]) -> Found | None:
    """The acronym or handle in brackets behind a body: `Mara Salvatrucha (MS-13)`, `Interior Ministry (@Interior)`."""
    owner = ends.get(i - 1)
    if owner is None or owner.label not in ("ORG", "FAC") or doc[i - 1].text != "(":
        return None
    close = next((k for k in range(i + 1, min(i + 5, len(doc))) if doc[k].text == ")"), None)
    if close is None:
        return None
    text = doc[i:close].text
    if doc[i].text == "@" and close == i + 2:
        return i + 1, close, owner.label
    same = text[0] == doc[owner.start].text[0]
    return (i, close, owner.label) if same and (is_acronym(text) or re.fullmatch(r"[A-Z]+-\d+", text)) else None


def _network(doc: Doc, i: int) -> Found | None:
    """The network `X` as a channel: `posted on X`."""
    if doc[i].text != "X" or not i or doc[i - 1].lower_ not in ("on", "via"):
        return None
    after = doc[i + 1] if i + 1 < len(doc) else None
    return (i, i + 1, "ORG") if after is None or not (after.text == "-" or after.is_title) else None


def _office(doc: Doc, i: int) -> Found | None:
    """The office of an office: `the Prime Minister's Office`."""
    if doc[i].text != "Office" or i < 2 or doc[i - 1].lower_ not in POSSESSIVES:
        return None
    start = i - 1
    while start > 0 and doc[start - 1].is_title and fold(doc[start - 1].text) in title_words():
        start -= 1
    return (start, i + 1, "ORG") if start < i - 1 else None


def _speaker(doc: Doc, i: int, initials: set[str]) -> Found | None:
    """A person's initials that open a turn of an interview: `LBO: Everything.`"""
    opens = i == 0 or "\n" in doc[i - 1].text
    turn = opens and i + 1 < len(doc) and doc[i + 1].text == ":"
    return (i, i + 1, "PERSON") if turn and INITIALS.fullmatch(doc[i].text) and doc[i].text in initials else None


def _initials(doc: Doc, d: Draft) -> str:
    return "".join(t.text[0] for t in doc[d.start : d.end] if t.text[0].isupper())
