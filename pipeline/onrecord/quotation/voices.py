"""Voices: what is known of who speaks in a quote, so that a later pronoun or bare noun can take it up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from onrecord import tree
from onrecord.chains.nouns import PRONOUNS, gender_of, nouns
from onrecord.quotation.clauses import source_of
from onrecord.quotation.draft import Draft, Span
from onrecord.quotation.lexicon import is_document, lemma_of
from onrecord.quotation.settings import SpeakerScores
from onrecord.quotation.speakers import Chains, Speaker
from onrecord.words import text_of

CROWD = 40
"""Words before `they`, of its sentence and the one before, among which people without a name are sought."""


class Voice(NamedTuple):
    """A speaker as heard so far.

    `kind` is "person", "body", "text" or ""; `gender` m, f or ""; `head` is the lemma of its
    head where that is no name, `nouns` those of all common nouns in it; `depth` counts the
    quotes around it.
    """

    speaker: Speaker
    at: int
    kind: str
    plural: bool
    gender: str
    head: str
    nouns: frozenset[str]
    depth: int


def voice_of(doc: Doc, draft: Draft, speaker: Speaker, chains: Chains, depth: int) -> Voice | None:
    """What a draft's resolved source tells of its speaker; None where there is no source."""
    if draft.source is None or draft.source_head is None:
        return None
    head = doc[draft.source_head]
    words = common_nouns(doc, draft.source)
    entity = chains.by_id.get(speaker.entity) if speaker.entity else None
    if entity is not None:
        person = entity["label"] == "PERSON"
        plural = entity["label"] == "NORP"
        gender = chains.gender(entity) or _gender_of_nouns(words) if person else ""
        lemma = lemma_of(head) if head.tag_ in ("NN", "NNS") else ""
        kind = "person" if person else "body"
        return Voice(speaker, draft.source[0], kind, plural, gender, lemma, words, depth)
    if head.lower_ in PRONOUNS:
        kind, gender = PRONOUNS[head.lower_]
        named = {"he": "person", "it": "body", "they": ""}[kind]
        return Voice(speaker, draft.source[0], named, kind == "they", gender.strip("np"), "", words, depth)
    lemma, plural = lemma_of(head), is_plural(head)
    return Voice(speaker, draft.source[0], kind_of(head), plural, _gender_of_nouns({lemma}), lemma, words, depth)


def common_nouns(doc: Doc, span: Span) -> frozenset[str]:
    """The lemmas of the common nouns in a stretch of text."""
    tokens = doc.char_span(*span, alignment_mode="expand") or ()
    return frozenset(lemma_of(t) for t in tokens if t.tag_ in ("NN", "NNS") or lemma_of(t) in nouns())


def kind_of(head: Token) -> str:
    """Whether a noun names a person, a body or a text."""
    if is_document(head):
        return "text"
    noun = nouns().get(lemma_of(head))
    if noun is None:
        return ""
    return "person" if "person" in noun.kinds else "body"


def is_plural(head: Token) -> bool:
    """Whether a noun stands for several: by its form, by `and`, or by a bare number."""
    if head.tag_ in ("NNS", "NNPS", "CD") or head.lower_ in ("police", "many", "some", "several", "others", "both"):
        return True
    return any(c.dep_ == "conj" and c.i > head.i for c in tree.children(head))


def _gender_of_nouns(words: frozenset[str] | set[str]) -> str:
    told = {noun.gender for w in words if (noun := nouns().get(w)) is not None and noun.gender}
    return told.pop() if len(told) == 1 else ""


def name_voices(doc: Doc, chains: Chains, outside: Sequence[bool], scores: SpeakerScores) -> list[Voice]:
    """People who are named as subjects outside quotation marks, as voices that a pronoun may take up."""
    found = []
    for mention, free in zip(chains.mentions, outside, strict=True):
        if mention.kind != "name" or not free or chains.label(mention) != "PERSON":
            continue
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or not _is_subject(span.root):
            continue
        before = doc[span.start - 1].text if span.start else ""
        entity = chains.entities[mention.entity]
        gender = chains.gender(entity) or gender_of(span.text, before)
        speaker = chains.named(mention, scores.subject)
        found.append(Voice(speaker, mention.start, "person", False, gender, "", frozenset(), 0))
    return found


def crowd_before(doc: Doc, pronoun: Token, score: float) -> Voice | None:
    """The nearest plural noun of people that is a subject before `they`: `Officials came, and there they claimed`."""
    sentences = int(bool(pronoun.is_sent_start))
    for i in range(pronoun.i - 1, max(-1, pronoun.i - CROWD), -1):
        token = doc[i]
        if sentences > 1:
            break
        if token.tag_ == "NNS" and token.dep_ in ("nsubj", "nsubj:pass", "nsubjpass") and kind_of(token) == "person":
            start, end = source_of(token, token.head)
            speaker = Speaker(None, text_of(doc)[start:end], score)
            return Voice(speaker, token.idx, "person", True, "", lemma_of(token), frozenset({lemma_of(token)}), 0)
        sentences += bool(token.is_sent_start)
    return None


def _is_subject(token: Token) -> bool:
    steps = 0
    while token.dep_ in ("appos", "flat", "flat:name", "compound") and steps < 5:
        token, steps = token.head, steps + 1
    if token.dep_ in ("nsubj", "nsubj:pass", "nsubjpass"):
        return True
    # `The young man was Joseph Ode.`
    return any(c.dep_ == "cop" for c in tree.children(token))
