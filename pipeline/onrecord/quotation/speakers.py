"""Speakers: which entity a quote's source stands for."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import Any, NamedTuple

from spacy.tokens import Doc, Token

from onrecord import tree
from onrecord.chains.nouns import PRONOUNS, gender_of, nouns
from onrecord.quotation.draft import Draft
from onrecord.quotation.lexicon import is_document, lemma_of, words_of
from onrecord.quotation.settings import SpeakerScores

RELATIVES = frozenset({"who", "which", "that", "whom"})
KINDS = words_of("kinds")
OWNING = words_of("owning")
NEAR = 3
"""Tokens between a name and the noun that it stands before: `a Red Cross spokeswoman`."""


class Speaker(NamedTuple):
    """An entity's id, or None for nobody named; the name; how sure."""

    entity: str | None
    name: str | None
    score: float


class _Mention(NamedTuple):
    start: int
    end: int
    kind: str
    entity: int


class Chains:
    """The entities of a Doc, searchable by place, and its text."""

    def __init__(self, entities: Sequence[dict[str, Any]] | None, text: str):
        self.text = text
        self.entities = list(entities or ())
        self.mentions = sorted(
            _Mention(m["start"], m["end"], m["kind"], n)
            for n, entity in enumerate(self.entities)
            for m in entity["mentions"]
        )
        self.by_id = {entity["id"]: entity for entity in self.entities}
        self.starts = [m.start for m in self.mentions]
        self.longest = max((m.end - m.start for m in self.mentions), default=0)

    def within(self, start: int, end: int) -> list[_Mention]:
        """Mentions that overlap characters `[start, end)`."""
        first = bisect.bisect_left(self.starts, start - self.longest)
        found = []
        for m in self.mentions[first:]:
            if m.start >= end:
                break
            if m.end > start:
                found.append(m)
        return found

    def label(self, mention: _Mention) -> str:
        return str(self.entities[mention.entity]["label"])

    def gender(self, entity: dict[str, Any]) -> str:
        """What an entity's pronouns or name tell of its gender: m, f or empty."""
        told = {
            PRONOUNS[word][1]
            for m in entity["mentions"]
            if m["kind"] == "pronoun" and (word := self.text[m["start"] : m["end"]].lower()) in PRONOUNS
        } & {"m", "f"}
        return told.pop() if len(told) == 1 else gender_of(str(entity["name"]), "")

    def named(self, mention: _Mention, score: float) -> Speaker:
        entity = self.entities[mention.entity]
        return Speaker(entity["id"], entity["name"], score)


def resolve(doc: Doc, draft: Draft, chains: Chains, scores: SpeakerScores) -> Speaker:
    """Who a draft's source is: the entity at its head, else the name that stands for it, else its own words."""
    if draft.source is None:
        return Speaker(None, None, scores.no_source)
    start, end = draft.source
    words = chains.text[start:end]
    mentions = chains.within(start, end)
    head = _true_head(doc, draft)
    if head is not None and head.lower_ in RELATIVES:
        return _antecedent(doc, draft, chains, scores) or Speaker(None, words, scores.lost_relative)
    joint = _joint(doc, head, chains, start, end, scores) if head is not None else None
    if joint is not None:
        return joint
    spanning = [m for m in mentions if m.start >= start - 4 and m.end <= end + 4]
    if head is not None:
        at, behind = head.idx, head.idx + len(head)
        here = [m for m in spanning if m.start <= at and m.end >= behind and not _speaks_for(head, m, chains)]
        exact = [m for m in here if m.kind == "name"] or here
        person = _last(end, spanning, chains)
        if person is not None and not (exact and chains.label(exact[0]) == "PERSON"):
            return chains.named(person, scores.titled)
        if exact:
            widest = max(exact, key=lambda m: m.end - m.start)
            return chains.named(widest, scores.name if widest.kind == "name" else scores.description)
    apposed = _apposed(doc, spanning, start, end, head.i if head is not None else None)
    if apposed is not None:
        return chains.named(apposed, scores.apposed)
    if head is not None:
        owner = _of_document(doc, head, chains, spanning) or _typed(head, chains, spanning)
        if owner is not None:
            return chains.named(owner, scores.owner)
    return Speaker(None, words, scores.lost_pronoun if words.lower() in PRONOUNS else scores.unnamed)


def _speaks_for(head: Token, mention: _Mention, chains: Chains) -> bool:
    """Whether a person is taken for the body that he speaks for: `a Red Cross spokeswoman`."""
    noun = nouns().get(lemma_of(head))
    person = noun is not None and "person" in noun.kinds and head.tag_ == "NN"
    return person and mention.kind == "nominal" and chains.label(mention) == "ORG"


def _true_head(doc: Doc, draft: Draft) -> Token | None:
    """A source's head: of `U.S. and NATO officials` and `a Red Cross spokeswoman` the noun, however parsed."""
    if draft.source_head is None or draft.source is None:
        return None
    head = doc[draft.source_head]
    span = doc.char_span(*draft.source, alignment_mode="contract")
    if span is None or not len(span):
        return head
    last = span[-1]
    noun = nouns().get(lemma_of(last))
    person = noun is not None and "person" in noun.kinds
    joined = last.dep_ == "conj" and last.head.i == head.i and not any(c.dep_ == "det" for c in tree.lefts(last))
    follows = person and 0 < last.i - head.i <= NEAR and not any(t.is_punct for t in doc[head.i : last.i])
    return last if last.tag_ in ("NN", "NNS") and head.pos_ == "PROPN" and (joined or follows) else head


def owner_in(doc: Doc, noun: Token, chains: Chains, scores: SpeakerScores) -> Speaker | None:
    """The named body or person whose a text is, where its noun phrase says so."""
    first, last = tree.left_edge(noun), tree.right_edge(noun)
    around = chains.within(first.idx, last.idx + len(last))
    owner = _of_document(doc, noun, chains, around)
    return chains.named(owner, scores.owner) if owner is not None else None


def _joint(
    doc: Doc, head: Token, chains: Chains, start: int, end: int, scores: SpeakerScores
) -> Speaker | None:
    """Several named speakers together: nobody's entity, under all their names."""
    heads = [head, *(c for c in head.conjuncts if start <= c.idx < end and c.i > head.i)]
    names: list[str] = []
    for h in heads[: len(heads) if len(heads) > 1 else 0]:
        here = [
            m for m in chains.within(h.idx, h.idx + len(h)) if m.start >= start and m.end <= end and m.kind == "name"
        ]
        if not here:
            return None
        names.append(str(chains.entities[here[0].entity]["name"]))
    if len(set(names)) < 2:
        return None
    return Speaker(None, ", ".join(names[:-1]) + " and " + names[-1], scores.joint)


def _apposed(doc: Doc, mentions: list[_Mention], start: int, end: int, head: int | None) -> _Mention | None:
    """A name beside the head that is the same person: `the spokesman, Ana Ruiz`, `spokesman Ana Ruiz`."""
    if head is None:
        return next((m for m in mentions if m.start <= start + 4 and m.end >= end - 1), None)
    for m in mentions:
        if m.kind != "name":
            continue
        span = doc.char_span(m.start, m.end, alignment_mode="expand")
        if span is None:
            continue
        root = span.root
        if root.dep_ in ("appos", "flat", "flat:name") and (root.head.i == head or root.head.head.i == head):
            return m
    return None


def _of_document(doc: Doc, head: Token, chains: Chains, mentions: list[_Mention]) -> _Mention | None:
    """Whose a text is: `the ministry's statement`, `a letter from the ministry`."""
    if not is_document(head):
        return None
    for m in mentions:
        span = doc.char_span(m.start, m.end, alignment_mode="expand")
        if m.kind != "name" or span is None:
            continue
        root = span.root
        case = {c.lower_ for c in tree.children(root) if c.dep_ == "case"} | {root.head.lower_}
        owns = root.dep_ in ("nmod:poss", "poss", "compound") or case & {"of", "from", "by"}
        if owns and head.i in (root.head.i, root.head.head.i) and chains.label(m) in ("ORG", "PERSON"):
            return m
    return None


def _typed(head: Token, chains: Chains, mentions: list[_Mention]) -> _Mention | None:
    """A name with its kind behind it: `the Ode news agency`, `the Ode party`."""
    if lemma_of(head) not in KINDS:
        return None
    names = [m for m in mentions if m.kind == "name" and m.end <= head.idx and chains.label(m) == "ORG"]
    return names[-1] if names else None


def _last(end: int, mentions: list[_Mention], chains: Chains) -> _Mention | None:
    """A person's name that ends the source behind a title: `party leader and candidate Ana Ruiz`."""
    for m in mentions:
        if m.kind == "name" and end - 1 <= m.end <= end and chains.label(m) == "PERSON":
            before = chains.text[max(0, m.start - 30) : m.start].split()
            word = before[-1] if before else ""
            office = nouns().get(word.lower())
            titled = word[:1].isupper() or word.endswith(",") or (office is not None and "person" in office.kinds)
            if titled and word.lower().strip(",") not in OWNING and not word.endswith(("'s", "’s")):
                return m
    return None


def _antecedent(doc: Doc, draft: Draft, chains: Chains, scores: SpeakerScores) -> Speaker | None:
    """The noun that a relative clause hangs on: `Tom Ode, who told ...`."""
    if draft.cue_token is None:
        return None
    verb = doc[draft.cue_token]
    for _ in range(6):
        if verb.dep_ in ("acl:relcl", "relcl", "acl"):
            noun = verb.head
            here = chains.within(noun.idx, noun.idx + len(noun))
            named = [m for m in here if m.kind == "name"] or here
            if named:
                return chains.named(max(named, key=lambda m: m.end - m.start), scores.antecedent)
            left = tree.left_edge(noun).idx
            return Speaker(None, chains.text[left : noun.idx + len(noun)], scores.described_antecedent)
        if verb.head.i == verb.i:
            return None
        verb = verb.head
    return None
