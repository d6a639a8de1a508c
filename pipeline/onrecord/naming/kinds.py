"""Kinds: what the common nouns beside a name say it is: `the village of Yelwa`, `Yelwa, a Danish utility`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from onrecord.gazetteer.hints import KIND_WORDS
from onrecord.naming.wordlists import read_rows
from onrecord.records import LABELS

REACH = 7
"""Words behind a comma among which the noun of an apposition is sought."""

DETERMINERS = frozenset({"a", "an", "the", "its", "his", "her", "their", "one"})
WORKS_AT = frozenset({"at", "for", "with"})
OF_PLACE = {"city": "GPE", "region": "GPE", "landmark": "LOC"}


@cache
def person_nouns() -> frozenset[str]:
    """Common nouns for people, which a name may follow: `spokesman Ana Ruiz`."""
    return frozenset(w for _, words in read_rows("person_nouns.tsv") for w in words.split())


@cache
def kind_words() -> dict[str, str]:
    """From a common noun beside a name to the label it gives it."""
    return {word: label for label, words in read_rows("name_kinds.tsv") for word in words.split()}


def kinds_beside(doc: Doc, start: int, end: int, is_place: bool) -> Iterator[str]:
    """The clues of common nouns right before and behind a name, in apposition with it, and of who works there."""
    before, behind = _before(doc, start), _behind(doc, end)
    if behind == "fighters" and doc[end].lower_ in kind_words():
        yield "fighters behind"
    kind = before if before in LABELS else behind
    if kind in LABELS:
        yield f"known kind {kind}" if is_place else f"kind {kind}"
    described = _apposition(doc, end)
    if described:
        yield f"described {described}"
    if start > 1 and doc[start - 1].lower_ in WORKS_AT and doc[start - 2].lower_ in person_nouns():
        yield "works at"


def _before(doc: Doc, start: int) -> str | None:
    left = doc[start - 1].lower_ if start else ""
    if left == "of" and start > 1:
        return OF_PLACE.get(KIND_WORDS.get(doc[start - 2].lower_, ""))
    return kind_words().get(left) if start and doc[start - 1].is_lower else None


def _behind(doc: Doc, end: int) -> str | None:
    """The kind named by the first or second word behind: `Yelwa camp`, `Yelwa refugee camp`."""
    for i in range(end, min(end + 2, len(doc))):
        if not doc[i].is_lower:
            return None
        if doc[i].lower_ in kind_words():
            return kind_words()[doc[i].lower_]
    return None


def _apposition(doc: Doc, end: int) -> str | None:
    """The label that the noun of an apposition gives: `Yelwa, the regional court` is a body."""
    if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in DETERMINERS:
        return None
    for i in range(end + 2, min(end + 2 + REACH, len(doc))):
        token = doc[i]
        if token.is_punct or token.pos_ in ("VERB", "AUX", "ADP", "PRON"):
            return None
        last = i + 1 == len(doc) or doc[i + 1].pos_ not in ("NOUN", "PROPN")
        if token.pos_ == "NOUN" and last:
            if token.lower_ in person_nouns():
                return "PERSON"
            found = kind_words().get(token.lower_)
            return found if found in LABELS else OF_PLACE.get(KIND_WORDS.get(token.lower_, ""))
    return None
