"""Phrases: the noun phrases and pronouns of a parsed text that may stand for a named entity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from onrecord.chains.nouns import POSSESSIVES, PRONOUNS, nouns
from onrecord.neural.features import INSIDE, MARK_INSIDE, word_features
from onrecord.words import text_of

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "nsubj:outer", "csubj"})
LEFT = frozenset(
    ["det", "amod", "compound", "nummod", "nmod:poss", "poss", "nmod", "nmod:desc", "flat", "advmod", "predet"]
    + ["det:predet", "quantmod", "nmod:unmarked", "obl:unmarked", "npadvmod", "case", "punct"]
)
RIGHT = frozenset({"nmod", "prep", "pobj", "flat", "compound", "nmod:desc"})
DEEPER = RIGHT | {"conj", "appos", "cc", "acl"}
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
NOT_FIRST = frozenset({"PUNCT", "ADP", "SCONJ", "CCONJ", "PART", "SYM"})
LONGEST = 25
"""Words in the longest phrase that is taken for a mention."""


class Phrase(NamedTuple):
    """A pronoun or noun phrase: tokens `[start, end)` around `head`."""

    start: int
    end: int
    head: int
    kind: str
    lemma: str
    definite: bool
    plural: bool


def find_phrases(doc: Doc, named: set[int]) -> Iterator[Phrase]:
    """Yields pronouns of the third person and noun phrases whose head is no name, in the order of their heads."""
    known = nouns()
    for token in doc:
        if token.i in named:
            continue
        lower = token.lower_
        if lower in PRONOUNS and token.pos_ in ("PRON", "DET", "", "ADJ") and not _expletive(token):
            yield Phrase(token.i, token.i + 1, token.i, "pronoun", lower, False, PRONOUNS[lower][0] == "they")
        elif token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "flat"):
            lemma = (token.lemma_ or token.text).lower()
            start, end = bounds(token)
            plural = token.tag_ in ("NNS", "NNPS") or "Number=Plur" in str(token.morph)
            plural = plural or any(t.dep_ == "conj" for t in token.rights)
            if lemma not in known and lemma.replace(" ", "-") not in known and end - start > LONGEST:
                start, end = token.i, token.i + 1
            yield Phrase(start, end, token.i, "nominal", lemma, _definite(token, start), plural)


def bounds(token: Token) -> tuple[int, int]:
    """The tokens `[start, end)` of a noun's phrase, without relative clauses and appositions."""
    start = token.i
    for child in token.lefts:
        if child.dep_ in LEFT and child.lower_ not in ("(", "[", '"', "“", "”", ",", ":", "-", "—", "–"):
            start = min(start, child.left_edge.i)
    while start < token.i and (token.doc[start].pos_ in NOT_FIRST or token.doc[start].is_space):
        start += 1
    if token.i - start > LONGEST or any(t.is_sent_start for t in token.doc[start + 1 : token.i + 1]):
        start = token.i
    end = min(_right(token, RIGHT, 0) + 1, token.i + LONGEST)
    words = [t.text for t in token.doc[start:end]]
    if words.count("(") > words.count(")") and end < len(token.doc) and token.doc[end].text == ")":
        end += 1
    return start, end


def _right(token: Token, allowed: frozenset[str], depth: int) -> int:
    end = token.i
    for child in token.rights:
        if child.dep_ in allowed and depth < 6 and not (child.dep_ in ("conj", "appos") and depth == 0):
            end = max(end, _right(child, DEEPER if depth else RIGHT | {"conj"}, depth + 1))
    return end


def _definite(token: Token, start: int) -> bool:
    first = token.doc[start]
    return first.lower_ in DEFINITE or first.lower_ in POSSESSIVES or first.dep_ in ("nmod:poss", "poss")


def _expletive(token: Token) -> bool:
    """`it` that stands for nothing: `it is clear that`, `it rained`."""
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    head = token.head
    clause = any(c.dep_ in ("csubj", "ccomp", "csubj:outer", "advcl") and c.i > token.i for c in head.children)
    return token.dep_ in SUBJECTS and head.pos_ in ("ADJ", "NOUN") and clause


def is_subject(token: Token) -> bool:
    """Whether a word is the subject of its clause, or coordinated or in apposition with it."""
    steps = 0
    while token.dep_ in ("conj", "appos", "flat") and steps < 20:
        token, steps = token.head, steps + 1
    return token.dep_ in SUBJECTS


def clause_head(token: Token) -> Token:
    """The word that a phrase hangs on: the verb of its clause, over coordination."""
    steps = 0
    while token.dep_ in ("conj", "appos", "flat", "compound") and steps < 20:
        token, steps = token.head, steps + 1
    return token.head


def quoted_tokens(doc: Doc) -> list[bool]:
    """For each token whether it stands in quote marks, double or single; an unclosed mark ends with its paragraph."""
    words = [t for t in doc if not t.is_space]
    states = word_features(text_of(doc), [(t.idx, t.idx + len(t)) for t in words])
    result = [False] * len(doc)
    for token, (_, _, state) in zip(words, states, strict=True):
        result[token.i] = state in (INSIDE, MARK_INSIDE)
    return result
