"""Evidence: what the words of a name, those beside it and the gazetteer say of its label.

Each clue has a row of log odds in `lexicons/name_evidence.tsv`. They are added to the tagger's
own log probabilities, so that a sure tagger stands against a weak clue, and a clue decides
where the tagger doubts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np
from spacy.tokens import Doc, Token

from onrecord.gazetteer.keys import fold
from onrecord.gazetteer.store import shipped
from onrecord.naming.bodies import COMPANY, is_acronym
from onrecord.naming.kinds import kinds_beside, person_nouns
from onrecord.naming.types import named_bodies
from onrecord.naming.wordlists import aliases, countries, demonyms, name_words, read_rows, title_words
from onrecord.records import LABELS

AMBIGUOUS = frozenset({"Georgia", "Jordan", "Chad", "Israel", "German", "Christian", "Jersey", "Guinea"})
"""Countries and peoples that are as often a person, a state or another place."""

NEAR = frozenset({"near", "outside", "across", "around", "beyond", "toward", "towards", "via", "throughout"})
HALVES = frozenset({"North", "South", "East", "West"})
UNTOLD = HALVES | {"Church", "Railway", "Center", "Centre", "House"}
"""Last words that do not tell what a name is: `Kowloon East` is a district, the Catholic Church no building."""

WHO = frozenset({"who", "whose"})
DASHES = frozenset({"-", "–", "—", "--"})
AGE = re.compile(r"\d{1,3}")


@dataclass(slots=True)
class Known:
    """What the names found so far tell of others: of people, families, bodies and halves of countries."""

    people: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)
    halves: set[str] = field(default_factory=set)


def evidence(doc: Doc, start: int, end: int, known: Known) -> np.ndarray:
    """The log odds of each label, in the order of `LABELS`, that the clues of a name add up to."""
    total = np.zeros(len(LABELS))
    for clue in clues(doc, start, end, known):
        total += weights()[clue]
    return total


@cache
def weights() -> dict[str, np.ndarray]:
    """The log odds of each clue."""
    return {row[0]: np.array([float(x) for x in row[1:]]) for row in read_rows("name_evidence.tsv")}


def clues(doc: Doc, start: int, end: int, known: Known) -> Iterator[str]:
    """The clues that hold of the name in tokens `[start, end)`."""
    name = " ".join(doc[start:end].text.split())
    where = () if name in AMBIGUOUS else of_place(name)
    turn = name in known.initials and end < len(doc) and doc[end].text == ":"
    if name in known.people or turn:
        yield "person of the article"
    elif name in known.families:
        yield "family of the article"
    elif name in known.halves:
        yield "half of a country"
    else:
        yield from where
        yield from of_name(name, bool(where))
        if name in known.bodies and not where:
            yield "opens a body"
    if "people" not in where:
        yield from kinds_beside(doc, start, end, bool(where))
    yield from _before(doc, start, end)
    yield from _behind(doc, start, end)


@lru_cache(maxsize=4096)
def of_place(name: str) -> tuple[str, ...]:
    """What the lists of places and peoples know of a name."""
    kind = demonyms().get(name.casefold()) if not name.islower() else None
    if kind in ("nationality", "ethnic", "religion"):
        return ("people",)
    if kind == "party":
        return ("party members",) if name.endswith("s") else ("party",)
    if name in countries():
        return ("country",)
    if name in name_words()["LOC", "whole"]:
        return ("known landmark",)
    hits = [h.place for h in shipped().find(name) if h.exact and h.own]
    kinds = {p.kind for p in hits}
    if "landmark" in kinds or "region" in kinds:
        return ("landmark" if "landmark" in kinds else "region",)
    if "capital" in kinds:
        return ("capital",)
    people = max((p.population for p in hits), default=0)
    if people and not name.islower():
        size = "large city" if people > 400_000 else "city" if people > 40_000 else "town"
        return (size, *(("long city",) if " " in name or "-" in name else ()))
    return ()


@lru_cache(maxsize=4096)
def of_name(name: str, is_place: bool) -> tuple[str, ...]:
    """What the words of a name tell: heads that say what it is, given names, well-known bodies."""
    words, found = name.split(), []
    front = name.partition(" of ")[0]
    if not is_place and any(fold(form) in named_bodies() or form in aliases() for form in (name, front)):
        return ("body",)
    if is_acronym(name) and not is_place and not name.isdigit():
        found.append("acronym")
    if len(words) == 1:
        return tuple(found)
    if any(w in name_words()["FAC", "inside"] for w in words[1:]):
        found.append("first FAC")
    head = words[words.index("of", 1) - 1] if "of" in words[1:] else words[-1]
    if fold(words[-1]) in COMPANY:
        found.append("last ORG")
    if head not in UNTOLD:
        found += [f"last {label}" for label in LABELS if head in name_words().get((label, "last"), ())]
    found += [f"first {label}" for label in LABELS if words[0] in name_words().get((label, "first"), ())]
    if words[0] in given_forms() and not is_place and not any(f.startswith(("last", "first")) for f in found):
        found.append("given name")
    return tuple(found)


@cache
def given_forms() -> frozenset[str]:
    """Given names as they are written."""
    return frozenset(name for _, names in read_rows("given_names.tsv") for name in names.split())


def _before(doc: Doc, start: int, end: int) -> Iterator[str]:
    """Clues of the words in front of a name."""
    if not start or (doc[start].is_sent_start and doc[start - 1].text != "."):
        return
    left = doc[start - 1]
    attributive = end < len(doc) and doc[end].pos_ == "NOUN" and doc[end].is_lower
    if left.lower_ == "the":
        if not attributive:
            yield "the"
        left = doc[start - 2] if start > 1 else left
    elif _is_title(left):
        yield "title before"
    if left.lower_ in ("in", "at") and not attributive:
        yield left.lower_
    elif left.lower_ in NEAR and not attributive:
        yield "near"


def _is_title(token: Token) -> bool:
    if token.is_lower and token.text in person_nouns():
        return True
    return len(token) > 2 and fold(token.text) in title_words() and token.pos_ not in ("ADP", "CCONJ")


def _behind(doc: Doc, start: int, end: int) -> Iterator[str]:
    """Clues of the words behind a name."""
    if end >= len(doc):
        return
    right, after = doc[end], doc[end + 1] if end + 1 < len(doc) else None
    if WHO & {right.lower_, after.lower_ if after is not None and right.text == "," else ""}:
        yield "who behind"
    if right.text == "," and after is not None:
        if AGE.fullmatch(after.text) and end + 2 < len(doc) and doc[end + 2].text in (",", ".", ";", ")"):
            yield "age behind"
        elif after.text in countries() or "region" in of_place(after.text):
            yield "holder behind"
    wired = right.text == ")" and start > 0 and doc[start - 1].text == "("
    if wired and after is not None and after.text in DASHES:
        yield "agency of the dateline"
    opens = start == 0 or "\n" in doc[start - 1].text
    dashed = any(t.text in DASHES for t in doc[end : end + 12])
    if opens and (right.text in (",", "(") or right.text in DASHES) and dashed and doc[start:end].text.isupper():
        yield "dateline"
    if right.lemma_ in ("say", "tell", "add"):
        yield "says"
