"""Borders: where a name starts and ends, by the rules of the guidelines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from onrecord.gazetteer.keys import fold
from onrecord.naming.evidence import of_place
from onrecord.naming.types import named_bodies
from onrecord.naming.wordlists import aliases, countries, demonyms, name_heads, name_words, title_words

ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
HYPHENS = frozenset({"-", "–", "‑"})
SHORT_TAIL = re.compile(r"[A-Z]|\d{1,3}")

LANGUAGE_BEFORE = frozenset(
    {"in", "into", "speak", "speaks", "spoke", "spoken", "speaking", "only", "fluent", "read", "learn"}
)

Piece = tuple[int, int]
"""Tokens `[start, end)`."""

Labelled = tuple[int, int, str]
"""Tokens `[start, end)` under a label."""


def trim(doc: Doc, start: int, end: int) -> Piece:
    """A name without the article before it, the possessive behind it and punctuation around it."""
    while start < end and (doc[start].lower_ in ARTICLES or _edge(doc[start].text)):
        start += 1
    while start < end and (doc[end - 1].lower_ in POSSESSIVES or _edge(doc[end - 1].text)):
        end -= 1
    return start, end


def _edge(word: str) -> bool:
    return not any(c.isalnum() for c in word) and word != "!"


def pieces(doc: Doc, start: int, end: int, label: str) -> Iterator[Piece]:
    """The names that one span of the tagger holds: cut at line breaks and hyphens between peoples, offices left off."""
    for first, last in _cut_at_breaks(doc, start, end):
        first, last = trim(doc, first, last)
        if label == "PERSON":
            first, last = without_title(doc, first, last)
        parts = list(_cut_at_hyphen(doc, first, last))
        for first, last in parts:
            first, last = trim(doc, first, last)
            if first < last:
                yield first, _with_tail(doc, first, last, label)


def _cut_at_breaks(doc: Doc, start: int, end: int) -> Iterator[Piece]:
    """No name runs over an empty line, nor over a line break with a sentence's end."""
    for i in range(start + 1, end):
        between = doc[i - 1]
        if between.is_space and ("\n\n" in between.text or ("\n" in between.text and doc[i].is_sent_start)):
            yield start, i - 1
            start = i
    yield start, end


def without_title(doc: Doc, start: int, end: int) -> Piece:
    """A person's name without the titles before it and the degrees behind it; nothing where it is all title."""
    first = start
    while first < end and fold(doc[first].text) in title_words():
        if doc[first].text in name_heads()["surname_too"] and end - first < 3:
            break
        first += 1
    while end > start and doc[end - 1].text in name_heads()["degree"]:
        end -= 1
    surname = end - start == 1 and doc[start].is_title and not _abbreviated(doc, start)
    return (start, end) if first == end and surname else (first, end)


def _abbreviated(doc: Doc, i: int) -> bool:
    return doc[i].text.endswith(".") or (i + 1 < len(doc) and doc[i + 1].text == "." and not doc[i].whitespace_)


def _cut_at_hyphen(doc: Doc, start: int, end: int) -> Iterator[Piece]:
    """`Kyrgyz-Tajik` and `U.S.-China` are two names; of `pro-Beijing Party` the place is one of its own."""
    if end - start > 2 and doc[start].lower_ in name_heads()["prefix"] and doc[start + 1].text in HYPHENS:
        start += 2
    glued = start > 1 and doc[start - 1].text in HYPHENS and doc[start - 2].lower_ in name_heads()["prefix"]
    if glued and end - start > 1 and doc[start + 1].text not in HYPHENS and _is_known(doc[start].text):
        yield start, start + 1
        start += 1
    if end - start == 3 and doc[start + 1].text in HYPHENS and all(_is_known(doc[i].text) for i in (start, end - 1)):
        yield start, start + 1
        start += 2
    yield start, end


def _is_known(word: str) -> bool:
    """Whether a word is a people, a country or another well-known place."""
    return not {"people", "country", "capital", "large city", "region"}.isdisjoint(of_place(word))


def _with_tail(doc: Doc, start: int, end: int, label: str) -> int:
    """Where a name ends that goes on behind a hyphen: `ISIS-K`, `MS-13`, `Ha Yoon-seo`."""
    if end + 1 >= len(doc) or doc[end].text not in HYPHENS or doc[end - 1].whitespace_ or doc[end].whitespace_:
        return end
    tail = doc[end + 1].text
    if doc[end - 1].is_upper and SHORT_TAIL.fullmatch(tail):
        return end + 2
    if label != "PERSON" or end - start < 2:
        return end
    part = tail.isalpha() and len(tail) < 8 and tail.casefold() not in name_heads()["compound"]
    return end + 2 if part else end


def joined(doc: Doc, spans: Sequence[Labelled]) -> Iterator[Labelled]:
    """Spans with those made one that a possessive or `of` keeps apart: `Saint Anne's Hospital`, `Bank of Ghana`."""
    last: Labelled | None = None
    for span in spans:
        if last is not None and _belong(doc, last, span):
            last = (last[0], span[1], last[2])
            continue
        if last is not None:
            yield _with_head(doc, last)
        last = span
    if last is not None:
        yield _with_head(doc, last)


def _belong(doc: Doc, left: Labelled, right: Labelled) -> bool:
    gap = [t.lower_ for t in doc[left[1] : right[0]]]
    first, last = doc[left[1] - 1].text, doc[right[0]].text
    if right[1] - right[0] == 1 and last == "Office" and len(gap) == 1 and gap[0] in POSSESSIVES:
        return left[2] == "ORG" and (right[1] == len(doc) or doc[right[1]].lower_ != "of")
    head = first in name_words().get((left[2], "last"), ()) or first in name_heads()["of_place"]
    alone = left[1] - left[0] == 1 and left[2] in ("LOC", "ORG")
    return head and gap in (["of"], ["of", "the"]) and (alone or left[2] == right[2] == "ORG")


def _with_head(doc: Doc, span: Labelled) -> Labelled:
    """A name with the words behind it that are part of it: `Saint Anne` 's Hospital, `Leeds` Police."""
    start, end, label = span
    if end + 1 < len(doc) and doc[end].lower_ in POSSESSIVES and doc[end + 1].text in name_heads()["join"]:
        saint = start > 0 and doc[start - 1].text in ("St.", "St", "Saint")
        start -= saint
        if saint or (label != "ORG" and not _is_known(doc[start:end].text)):
            return start, end + 2, "ORG" if doc[end + 1].text == "Office" else "FAC"
    for last in range(min(end + 3, len(doc)), end, -1):
        if not doc[last - 1].is_title:
            continue
        text = doc[start:last].text
        if text in aliases() or fold(text) in named_bodies() or text in countries():
            return start, last, label
    headed = label in ("GPE", "LOC") and end < len(doc) and doc[end].text in name_heads()["body"]
    return (start, end + 1, "ORG") if headed else span


def without_office(doc: Doc, start: int, end: int) -> Piece:
    """A name cut off the office behind it (`U.S. Defense` Secretary); nothing where nothing known is left."""
    heads, last = name_heads(), end
    if end < len(doc) and doc[end].text in heads["office"]:
        while last > start and doc[last - 1].text in heads["office_field"]:
            last -= 1
    if last == end or _is_known(doc[start:last].text):
        return start, last
    return start, start


def is_no_name(doc: Doc, start: int, end: int) -> bool:
    """Whether a span is none of our names: a feast, an abbreviated title or degree, a language."""
    words = [t.text for t in doc[start:end]]
    heads = name_heads()
    if end - start == 1 and words[0].islower() and words[0].isalpha() and words[0] not in demonyms():
        return True
    if " ".join(words) in heads["not_a_name"] or (end - start == 1 and words[0] in heads["degree"]):
        return True
    if end - start == 1 and fold(words[0]) in title_words() and _abbreviated(doc, start):
        return True
    return end - start == 1 and _is_language(doc, start)


def _is_language(doc: Doc, i: int) -> bool:
    """`in English`, `speak Dari`: a language, not a people."""
    if demonyms().get(doc[i].lower_) not in ("nationality", "language") or not i:
        return False
    after = doc[i + 1] if i + 1 < len(doc) else None
    alone = after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ")
    return alone and doc[i - 1].lower_ in LANGUAGE_BEFORE
