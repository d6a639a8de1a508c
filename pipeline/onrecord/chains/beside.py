"""Beside: descriptions that stand right before or behind a name: `the mayor, Ana Ruiz`, `Ana Ruiz, the mayor`."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from onrecord.chains.nouns import POSSESSIVES, nouns
from onrecord.chains.phrases import SUBJECTS, Phrase
from onrecord.chains.scene import Borders
from onrecord.naming.wordlists import title_words

CLOSES = frozenset({",", ".", ";", ":", ")", "(", "-", "—", "–", "who", "?", "!", '"', "”"})
TIMES = frozenset({"day", "week", "month", "year", "hour", "morning", "evening", "night", "time", "moment", "first"})
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "one"}) | POSSESSIVES


def describes(lemma: str) -> bool:
    """Whether a noun is one for people, by their office, trade or kinship."""
    noun = nouns().get(lemma)
    return lemma in title_words() or (noun is not None and "person" in noun.kinds)


def beside_name(doc: Doc, phrase: Phrase, starts: Mapping[int, int], ends: Mapping[int, int]) -> int | None:
    """The person that a description stands beside; `starts` and `ends` give person names by their border tokens.

    A bare title before a name (`Prime Minister`) is part of how the name is said, not a mention.
    """
    if phrase.kind != "nominal" or phrase.plural or not describes(phrase.lemma):
        return None
    start, end = phrase.start, phrase.end
    opened = has_determiner(doc, phrase)
    after = doc[end].text if end < len(doc) else "."
    if start > 1 and doc[start - 1].text == "," and after in CLOSES:
        before = start - 1
        if before - 2 > 0 and doc[before - 1].like_num and doc[before - 2].text == ",":
            before -= 2
        if before in ends:
            return ends[before]
    joined = opened or any(t.lower_ in ("of", "for") for t in doc[phrase.head + 1 : end])
    if joined and end in starts:
        return starts[end]
    if joined and after == "," and end + 1 in starts and _closed(doc, starts, end + 1):
        return starts[end + 1]
    return None


def behind_name(doc: Doc, phrase: Phrase, borders: Borders) -> int | None:
    """The entity that a description in commas stands behind: `Ana Ruiz, 42, a tailor, said`; `Gao, a city in Mali`."""
    start, end = phrase.start, phrase.end
    if phrase.kind != "nominal" or phrase.plural or start < 2 or phrase.lemma in TIMES:
        return None
    if doc[start].lower_ not in ("a", "an", "the") or doc[start - 1].text != ",":
        return None
    before = start - 1
    if before > 2 and doc[before - 1].like_num and doc[before - 2].text == ",":
        before -= 2
    entity = borders.all_ends.get(before)
    after = doc[end].text if end < len(doc) else "."
    return entity if after in CLOSES or (end < len(doc) and doc[end].is_space) else None


def has_determiner(doc: Doc, phrase: Phrase) -> bool:
    """Whether a phrase opens with an article or a possessive."""
    words = doc[phrase.start : phrase.head]
    first = doc[phrase.start].lower_ in DETERMINERS and phrase.start < phrase.head
    return first or any(t.text in ("'s", "’s", "'", "’") for t in words)


def _closed(doc: Doc, starts: Mapping[int, int], start: int) -> bool:
    """Whether the name that opens at a token ends before a mark or a verb: no list goes on behind it."""
    for i in range(start + 1, min(start + 8, len(doc))):
        if doc[i].ent_iob_ != "I":
            apart = doc[i].pos_ in ("VERB", "AUX") and doc[start:i].root.dep_ not in SUBJECTS
            return doc[i].text in CLOSES or apart or doc[i].is_space
    return True
