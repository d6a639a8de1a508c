"""Speakers: who `I`, `me` and `my` inside quote marks are: the subject of the verb of speech beside the quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.chains.phrases import SUBJECTS, Phrase, clause_head, quoted_tokens
from onrecord.chains.scene import Link, paragraph_numbers
from onrecord.naming.wordlists import read_rows

FIRST = frozenset({"i", "me", "my", "mine", "myself"})
CONFIDENCE = 0.6
TURN = 4
"""Words before the colon that opens a turn of an interview, at most: `Ana Ruiz:`."""


@cache
def speech() -> frozenset[str]:
    """Lemmas of verbs that attribute speech in quote marks."""
    rows = read_rows("communication.tsv")
    return frozenset(r[0] for r in rows if r[1] == "verb" and {"direct", "quoted"} & set(r[2].split()))


def first_person(doc: Doc, owners: Mapping[int, int], people: set[int]) -> Iterator[Link]:
    """Links of first-person pronouns. `owners` gives the entity of each token that heads a name or linked phrase."""
    found = [t for t in doc if t.lower_ in FIRST and (t.lower_ != "i" or t.text == "I")]
    if not found:
        return
    quoted, paragraphs = quoted_tokens(doc), paragraph_numbers(doc)
    told = _attributions(doc, quoted, paragraphs, owners, people)
    turns = _turns(doc, paragraphs, owners, people)
    last: tuple[int, int] | None = None
    for token in found:
        number = paragraphs[token.i]
        entity = turns.get(number)
        if entity is None and quoted[token.i]:
            options = told.get(number, [])
            entity = min(options, key=lambda o: abs(o[0] - token.i))[1] if options else None
            if entity is None and last is not None and last[0] == number - 1 and not _closed(doc, quoted, token.i):
                entity = last[1]
        if entity is not None:
            last = (number, entity)
            phrase = Phrase(token.i, token.i + 1, token.i, "pronoun", token.lower_, False, False)
            yield Link(phrase, entity, CONFIDENCE)


def _attributions(
    doc: Doc, quoted: list[bool], paragraphs: list[int], owners: Mapping[int, int], people: set[int]
) -> dict[int, list[tuple[int, int]]]:
    """For each paragraph the subjects of verbs of speech outside quote marks: verb and entity, in order."""
    told: dict[int, list[tuple[int, int]]] = {}
    for token in doc:
        if token.dep_ not in SUBJECTS or quoted[token.i]:
            continue
        verb = clause_head(token)
        entity = owners.get(token.i)
        if verb.lemma_.lower() in speech() and entity in people:
            told.setdefault(paragraphs[token.i], []).append((verb.i, owners[token.i]))
    return told


def _turns(doc: Doc, paragraphs: list[int], owners: Mapping[int, int], people: set[int]) -> dict[int, int]:
    """Paragraphs that are one speaker's turn of an interview: `LBO: Everything.`"""
    turns: dict[int, int] = {}
    for token in doc:
        if token.text != ":" or token.i == 0:
            continue
        start = next((i for i in range(token.i, max(0, token.i - TURN) - 1, -1) if _opens(doc, paragraphs, i)), None)
        entity = owners.get(doc[start : token.i].root.i) if start is not None and start < token.i else None
        if entity in people and entity is not None:
            turns[paragraphs[token.i]] = entity
    return turns


def _opens(doc: Doc, paragraphs: list[int], i: int) -> bool:
    return i == 0 or paragraphs[i - 1] != paragraphs[i]


def _closed(doc: Doc, quoted: list[bool], i: int) -> bool:
    """Whether the quote that a token is in was opened in a paragraph that has words of its own before it."""
    while i > 0 and quoted[i - 1] and "\n\n" not in doc[i - 1].text_with_ws:
        i -= 1
    before: Token | None = doc[i - 1] if i else None
    return before is not None and "\n\n" not in before.text_with_ws
