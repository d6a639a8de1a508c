"""Finite: the verb that goes on right behind a counted noun phrase, told by tags where the parse is lost."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onrecord.linking.events import lemma, lemmas, listed

CHAIN = frozenset({"AUX", "ADV", "PART"})
FARTHEST = 8
"""How many words the chain of auxiliaries and adverbs may have."""


def verb_behind(span: Span, noun: Token | None) -> Token | None:
    """`killed` of `Thousands of people are still being killed`, `captivity` of `are believed to be in captivity`."""
    doc = span.doc
    at = noun.i + 1 if noun is not None and 0 <= noun.i - span.end <= FARTHEST else span.end
    opened = False
    for token in doc[at : at + FARTHEST]:
        if token.pos_ == "AUX" or token.tag_ == "MD":
            opened = True
        elif opened and token.lower_ in ("in", "under") and token.i + 1 < len(doc):
            return _state(doc[token.i + 1])
        elif opened and token.pos_ == "VERB" and not is_hearsay(token):
            return token
        elif token.pos_ not in CHAIN and not (opened and token.pos_ == "VERB"):
            return None
    return None


def is_hearsay(token: Token) -> bool:
    """`are believed to`: the verb that counts comes behind it."""
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return after == "to" and lemma(token) in listed("hedge_verb")


def _state(noun: Token) -> Token | None:
    """The noun of `in custody`, `in captivity`, where it names an event."""
    return noun if lemmas()["noun"].get(noun.lower_) == "detained" else None
