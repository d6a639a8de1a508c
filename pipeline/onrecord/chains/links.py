"""Links: each pronoun and description traced to a named entity by syntax, agreement and nearness."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Doc, Token

from onrecord.chains.beside import beside_name, describes, has_determiner
from onrecord.chains.nouns import POSSESSIVES, PRONOUNS, REFLEXIVES, nouns
from onrecord.chains.phrases import Phrase, clause_head, find_phrases, is_subject, quoted_tokens

REACH = 3
"""Sentences back in which an antecedent is sought."""

MEMORY = 30
"""Sentences for which a description that an entity has borne still means it."""

REMEMBERED = 40
"""Latest items in which an antecedent is sought: keeps the search linear."""

PLAIN_MODIFIERS = frozenset(
    ["militant", "armed", "rebel", "terrorist", "terror", "extremist", "islamist", "jihadist", "insurgent", "whole"]
    + ["same", "entire", "former", "late", "current", "elite", "then", "own", "small", "tiny", "company"]
)
SAYING = frozenset({"say", "tell", "add", "claim", "warn", "deny", "note", "state", "write", "tweet", "announce"})
FLOORS = {"he": -2.6, "it": 0.3, "they": -0.6}
"""Scores below which a pronoun of a class is left alone."""

OTHER = frozenset({"other", "another", "second", "latter", "former", "new", "rival", "opposing"})


@dataclass(slots=True)
class Known:
    """What is known of a named entity: kinds are "person", actor types, "country", "place", "facility"."""

    kinds: frozenset[str]
    gender: str
    plural: bool
    last_words: frozenset[str]
    nouns: set[str] = field(default_factory=set)
    count: int = 0


class Item(NamedTuple):
    """Something spoken of: a name or phrase at a token. `entity` is None where it has no name."""

    token: int
    sentence: int
    entity: int | None
    kinds: frozenset[str]
    gender: str
    plural: bool
    subject: bool
    quoted: bool
    speaks: bool


class NameSpan(NamedTuple):
    """A name in tokens, with the number of its entity."""

    start: int
    end: int
    entity: int


class Borders(NamedTuple):
    """Person names by their first token, and by the token behind their last."""

    starts: dict[int, int]
    ends: dict[int, int]


class Link(NamedTuple):
    """A phrase that stands for an entity."""

    phrase: Phrase
    entity: int
    confidence: float


def link_phrases(doc: Doc, spans: Sequence[NameSpan], entities: Sequence[Known]) -> Iterator[Link]:
    """Yields the links of a parsed document from its names and what is known of their entities."""
    names = heads_of_names(doc, spans)
    named = {i for s in spans for i in range(s.start, s.end)}
    people = [s for s in spans if "person" in entities[s.entity].kinds]
    for s in people:
        title = doc[s.start - 1].lower_ if s.start else ""
        if describes(title):
            entities[s.entity].nouns.add(title)
    borders = Borders({s.start: s.entity for s in people}, {s.end: s.entity for s in people})
    phrases = [cut(p, named) for p in find_phrases(doc, named)]
    found = ((p, _structural(doc, p, names, borders)) for p in phrases)
    fixed = {p.head: e for p, e in found if e is not None and _may_be(entities[e], p.lemma)}
    for head, entity in fixed.items():
        entities[entity].nouns.add(doc[head].lemma_.lower() or doc[head].lower_)
        noun = nouns().get(doc[head].lemma_.lower())
        if noun and noun.gender and not entities[entity].gender:
            entities[entity].gender = noun.gender
    yield from _Walk(doc, names, entities, fixed).run(phrases)


def _structural(doc: Doc, phrase: Phrase, names: dict[int, int], borders: Borders) -> int | None:
    """The entity that syntax alone gives a description: beside the name, in apposition, `X is a Y`."""
    if phrase.kind != "nominal":
        return None
    found = beside_name(doc, phrase, borders.starts, borders.ends)
    if found is not None:
        return found
    token = doc[phrase.head]
    opened = has_determiner(doc, phrase)
    if token.dep_ == "appos" and token.head.i in names and token.head.i < phrase.start and not phrase.plural:
        near = any(i in borders.ends for i in range(phrase.start - 3, phrase.start + 1))
        return names[token.head.i] if opened and near else None
    if phrase.plural or not opened:
        return None
    following = next((i for i in range(phrase.end, min(phrase.end + 7, len(doc))) if i in names), None)
    if following is not None and doc[following].dep_ == "appos" and doc[following].head.i == token.i:
        return names[following]
    verb, relation = (token, "cop") if token.dep_ != "attr" else (token.head, "attr")
    copula = verb.lemma_ == "be" if relation == "attr" else any(c.dep_ == "cop" for c in token.children)
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubj:outer")), None)
    if copula and subject is not None and subject.i in names and subject.i < phrase.start:
        negated = any(c.lower_ in ("not", "n't", "never") for c in verb.children)
        return None if negated else names[subject.i]
    return None


def _may_be(known: Known, lemma: str) -> bool:
    """Whether a noun can describe an entity of that kind."""
    noun = nouns().get(lemma)
    if "person" in known.kinds:
        return describes(lemma)
    if noun is None or "person" in noun.kinds:
        return False
    return bool(noun.kinds & known.kinds) or "named" in noun.kinds or ("*" in noun.kinds and "org" in known.kinds)


class _Walk:
    """One pass over the text, remembering what was spoken of last."""

    def __init__(self, doc: Doc, names: dict[int, int], entities: Sequence[Known], fixed: dict[int, int]):
        self.doc, self.names, self.entities, self.fixed = doc, names, entities, fixed
        self.quoted = quoted_tokens(doc)
        self.items: deque[Item] = deque(maxlen=REMEMBERED)
        self.entities_named: deque[Item] = deque(maxlen=REMEMBERED)
        self.by_noun: dict[str, tuple[int, int]] = {}
        self.by_last_word: dict[str, tuple[int, int]] = {}
        self.sentence_of = _sentence_numbers(doc)

    def run(self, phrases: Sequence[Phrase]) -> Iterator[Link]:
        at: dict[int, Phrase] = {p.head: p for p in phrases}
        for i in sorted({*self.names, *at}):
            if i in self.names:
                self._remember_name(i)
                continue
            phrase = at[i]
            entity, confidence = self._resolve(phrase)
            if entity is not None:
                yield Link(phrase, entity, confidence)
            self._remember(phrase, entity)

    def _remember_name(self, i: int) -> None:
        number = self.names[i]
        known = self.entities[number]
        self._push(i, number, known.kinds, known.gender, known.plural)
        for noun in known.nouns:
            self.by_noun[noun] = (number, self.sentence_of[i])
        for word in known.last_words:
            self.by_last_word[word] = (number, self.sentence_of[i])

    def _remember(self, phrase: Phrase, entity: int | None) -> None:
        if entity is not None:
            known = self.entities[entity]
            self._push(phrase.head, entity, known.kinds, known.gender, known.plural)
            if phrase.kind == "nominal" and (phrase.head in self.fixed or describes(phrase.lemma)):
                self.by_noun[phrase.lemma] = (entity, self.sentence_of[phrase.head])
        elif phrase.kind == "nominal":
            noun = nouns().get(phrase.lemma)
            kinds = noun.kinds if noun else frozenset({"thing"})
            self._push(phrase.head, None, kinds, noun.gender if noun else "", phrase.plural)

    def _push(self, i: int, entity: int | None, kinds: frozenset[str], gender: str, plural: bool) -> None:
        token = self.doc[i]
        subject = is_subject(token)
        speaks = subject and clause_head(token).lemma_.lower() in SAYING
        item = Item(i, self.sentence_of[i], entity, kinds, gender, plural, subject, self.quoted[i], speaks)
        self.items.append(item)
        if entity is not None:
            self.entities_named.append(item)

    def _resolve(self, phrase: Phrase) -> tuple[int | None, float]:
        if phrase.kind == "pronoun":
            return self._pronoun(phrase)
        if phrase.head in self.fixed:
            return self.fixed[phrase.head], 0.9
        return self._description(phrase) if phrase.definite and not phrase.plural else (None, 0.0)

    def _description(self, phrase: Phrase) -> tuple[int | None, float]:
        """A definite description: by the name's own last word, by what the entity was called, by its kind."""
        token, here = self.doc[phrase.head], self.sentence_of[phrase.head]
        modifiers = {
            t.lower_ for t in self.doc[phrase.start : phrase.head] if t.lower_ not in ("the", "this", "that", "'s", "’s")
        }
        modifiers -= POSSESSIVES
        restricted = bool(modifiers - PLAIN_MODIFIERS) or phrase.end > phrase.head + 1
        first = self.doc[phrase.start]
        if modifiers & OTHER or first.lower_ not in ("the", "this", "that"):
            return None, 0.0
        for i in range(phrase.start, phrase.head):
            inner = self.names.get(i)
            if inner is not None and "org" in self.entities[inner].kinds:
                fits = _may_be(self.entities[inner], phrase.lemma) and self.doc[i + 1].text not in ("'s", "’s")
                return (inner, 0.7) if fits else (None, 0.0)
        learned = self.by_noun.get(phrase.lemma)
        if learned and here - learned[1] <= MEMORY:
            return learned[0], 0.7 if not restricted else 0.55
        if restricted:
            return None, 0.0
        own = self.by_last_word.get(token.lower_)
        if own and here - own[1] <= MEMORY:
            return own[0], 0.8
        noun = nouns().get(phrase.lemma)
        if noun is None or noun.kinds & {"person", "named"}:
            return None, 0.0
        best: tuple[float, int] | None = None
        reach, slope = (6, 0.4) if "country" in noun.kinds else (2, 1.0)
        for item in self.entities_named:
            if item.entity is None or here - item.sentence > reach or not self._described(item, noun.kinds):
                continue
            score = item.subject * 0.5 - slope * (here - item.sentence)
            score += math.log(1 + self.entities[item.entity].count)
            if best is None or score >= best[0]:
                best = (score, item.entity)
        return (best[1], 0.55) if best else (None, 0.0)

    def _described(self, item: Item, kinds: frozenset[str]) -> bool:
        known = self.entities[item.entity] if item.entity is not None else None
        return known is not None and (bool(known.kinds & kinds) or ("*" in kinds and "org" in known.kinds))

    def _pronoun(self, phrase: Phrase) -> tuple[int | None, float]:
        token = self.doc[phrase.head]
        kind, gender = PRONOUNS[phrase.lemma]
        here, inside = self.sentence_of[token.i], self.quoted[token.i]
        head, subject = clause_head(token), is_subject(token)
        speaks = subject and head.lemma_.lower() in SAYING
        best: tuple[float, Item] | None = None
        if kind == "it" and (inside or self._bracketed(token)):
            return None, 0.0
        for item in self.items:
            distance = here - item.sentence
            if distance > REACH or item.token >= token.i:
                continue
            fit = _agreement(item, kind, gender)
            if fit is None:
                continue
            score = fit - 1.1 * min(distance, REACH) - 0.012 * (token.i - item.token)
            score += 0.9 * item.subject + 0.4 * (item.entity is not None) + 0.5 * (speaks and item.speaks)
            if item.entity is not None:
                score += 0.25 * math.log(1 + self.entities[item.entity].count)
            if item.quoted != inside:
                score -= 0.7
            score += self._binding(token, item, head, subject)
            if best is None or score >= best[0]:
                best = (score, item)
        floor = FLOORS[kind] - (1.0 if kind == "it" and token.lower_ == "its" else 0.0)
        fronted = best is None or best[1].sentence < here
        ahead = self._ahead(token, kind, gender) if fronted else (None, 0.0)
        if ahead[0] is not None or best is None or best[0] < floor:
            return ahead
        if best[1].entity is None:
            return None, 0.0
        return best[1].entity, round(1 / (1 + math.exp(-(best[0] + 1.5))), 3)

    def _binding(self, token: Token, item: Item, head: Token, subject: bool) -> float:
        """Whether grammar lets a pronoun stand for another word of its own clause."""
        other = self.doc[item.token]
        same_clause = clause_head(other).i == head.i and item.sentence == self.sentence_of[token.i]
        if token.lower_ in REFLEXIVES:
            return 2.0 if same_clause and item.subject else 0.0
        if not same_clause or token.lower_ in POSSESSIVES and token.dep_ in ("nmod:poss", "poss"):
            return 0.0
        return -3.0 if item.subject or subject else 0.0

    def _ahead(self, token: Token, kind: str, gender: str) -> tuple[int | None, float]:
        """A pronoun that opens a sentence before its name: `When he arrived, Cole said`."""
        if kind != "he" or not _fronted(token):
            return None, 0.0
        for i in range(token.i + 1, min(token.i + 30, len(self.doc))):
            if self.sentence_of[i] != self.sentence_of[token.i]:
                break
            if i in self.names and "person" in self.entities[self.names[i]].kinds and is_subject(self.doc[i]):
                known = self.entities[self.names[i]]
                return (self.names[i], 0.5) if known.gender in ("", gender) else (None, 0.0)
        return None, 0.0


    def _bracketed(self, token: Token) -> bool:
        """`(it)`: a mark of a language, no pronoun."""
        return token.i > 0 and self.doc[token.i - 1].text == "("


def _fronted(token: Token) -> bool:
    """Whether a word stands in a clause or phrase put before the subject of its main clause."""
    for steps, above in enumerate(token.ancestors):
        if above.dep_ in ("advcl", "acl", "obl") and above.head.i > token.i:
            return True
        if steps > 6:
            break
    return False


def _agreement(item: Item, kind: str, gender: str) -> float | None:
    """How well an item agrees with a pronoun's class and gender; None where it cannot."""
    if kind == "he":
        if "person" not in item.kinds or item.plural or item.gender not in ("", gender):
            return None
        return 0.6 if item.gender else 0.0
    if kind == "it":
        return None if "person" in item.kinds or item.plural or "people" in item.kinds else 0.0
    if item.plural:
        return 0.3
    return -0.6 if "org" in item.kinds else None


def _sentence_numbers(doc: Doc) -> list[int]:
    """The number of the sentence that each token is in; one sentence where none are marked."""
    number, numbers = 0, []
    for token in doc:
        number += bool(token.is_sent_start) and token.i > 0
        numbers.append(number)
    return numbers


def heads_of_names(doc: Doc, spans: Sequence[NameSpan]) -> dict[int, int]:
    """From the head token of each name to its entity's number."""
    return {doc[s.start : s.end].root.i: s.entity for s in spans}


def cut(phrase: Phrase, named: set[int]) -> Phrase:
    """A phrase without the names that follow its head: `the magazine Delta` -> `the magazine`."""
    if phrase.head + 1 in named and phrase.end > phrase.head + 1:
        return phrase._replace(end=phrase.head + 1)
    return phrase
