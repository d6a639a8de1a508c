"""Scene: what an article has spoken of so far, and what is known of its named entities."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Doc, Token

from onrecord.chains.nouns import nouns
from onrecord.chains.phrases import SUBJECTS, Phrase, clause_head, is_subject, quoted_tokens
from onrecord.chains.ranking import Choose, best

REMEMBERED = 40
"""Latest items in which an antecedent is sought: keeps the search linear."""

LEADS_IN = frozenset({"in", "from", "to", "into", "across", "inside", "throughout", "leave", "left", "leaving", "fled"})
"""Words in front of the place where something happens."""

SAYING = frozenset({"say", "tell", "add", "claim", "warn", "deny", "note", "state", "write", "tweet", "announce"})


@dataclass(slots=True)
class Known:
    """What is known of a named entity: kinds are "person", actor types, "country", "place", "facility"."""

    kinds: frozenset[str]
    gender: str
    plural: bool
    last_words: frozenset[str]
    nouns: set[str] = field(default_factory=set)
    count: int = 0
    scenes: int = 0


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
    form: str
    role: str
    first: bool


class NameSpan(NamedTuple):
    """A name in tokens, with the number of its entity."""

    start: int
    end: int
    entity: int


class Borders(NamedTuple):
    """Person names by their first token, and by the token behind their last; `all_ends` of all names."""

    starts: dict[int, int]
    ends: dict[int, int]
    all_ends: dict[int, int]


class Link(NamedTuple):
    """A phrase that stands for an entity."""

    phrase: Phrase
    entity: int
    confidence: float


Answer = tuple[int | None, float]
"""An entity's number, or None, with the confidence."""


class Scene:
    """A pass over the text that remembers what was spoken of last; `fixed` holds what syntax alone has linked."""

    def __init__(
        self, doc: Doc, names: dict[int, int], entities: Sequence[Known], fixed: dict[int, int], choose: Choose = best
    ):
        self.doc, self.names, self.entities, self.fixed, self.choose = doc, names, entities, fixed, choose
        self.quoted = quoted_tokens(doc)
        self.items: deque[Item] = deque(maxlen=REMEMBERED)
        self.named_items: deque[Item] = deque(maxlen=REMEMBERED)
        self.by_noun: dict[str, tuple[int, int]] = {}
        self.by_last_word: dict[str, tuple[int, int]] = {}
        self.sentence_of, self.paragraph_of = sentence_numbers(doc), paragraph_numbers(doc)

    def add_name(self, i: int) -> None:
        """Remembers the name whose head is token `i`, and what its bearer goes by."""
        number = self.names[i]
        self.entities[number].scenes += self.is_scene(i)
        self._push(i, number, self.entities[number], "name")
        for noun in self.entities[number].nouns:
            self.by_noun[noun] = (number, self.sentence_of[i])
        for word in self.entities[number].last_words:
            self.by_last_word[word] = (number, self.sentence_of[i])

    def add_phrase(self, phrase: Phrase, entity: int | None, learn: bool) -> None:
        """Remembers a phrase; one without an entity stands between a pronoun and earlier names."""
        if entity is not None:
            self._push(phrase.head, entity, self.entities[entity], phrase.kind)
            if learn:
                self.by_noun[phrase.lemma] = (entity, self.sentence_of[phrase.head])
        elif phrase.kind == "nominal":
            noun = nouns().get(phrase.lemma)
            kinds = noun.kinds if noun else frozenset({"thing"})
            known = Known(kinds, noun.gender if noun else "", phrase.plural, frozenset())
            self._push(phrase.head, None, known, "nominal")

    def is_scene(self, i: int) -> bool:
        """Whether the phrase at a head token is where something happens: `in Mali`, `fled the city`."""
        first = max(self.doc[i].left_edge.i, i - 4)
        return bool({self.doc[first].lower_, self.doc[first - 1].lower_ if first else ""} & LEADS_IN)

    def add_relative(self, i: int, entity: int | None) -> None:
        """Remembers `who` as another mention of the name or description that its clause belongs to."""
        if entity is not None:
            self._push(i, entity, self.entities[entity], "pronoun")

    def _push(self, i: int, entity: int | None, known: Known, form: str) -> None:
        token = self.doc[i]
        subject = is_subject(token)
        speaks = subject and clause_head(token).lemma_.lower() in SAYING
        first = not self.items or self.items[-1].sentence != self.sentence_of[i]
        item = Item(
            i, self.sentence_of[i], entity, known.kinds, known.gender, known.plural, subject, self.quoted[i], speaks,
            form, role_of(token), first,
        )  # fmt: skip
        self.items.append(item)
        if entity is not None:
            self.named_items.append(item)


def sentence_numbers(doc: Doc) -> list[int]:
    """The number of the sentence that each token is in; one sentence where none are marked."""
    number, numbers = 0, []
    for token in doc:
        number += bool(token.is_sent_start) and token.i > 0
        numbers.append(number)
    return numbers


def paragraph_numbers(doc: Doc) -> list[int]:
    """The number of the paragraph that each token is in: an empty line ends one."""
    number, numbers = 0, []
    for token in doc:
        numbers.append(number)
        number += "\n\n" in token.text_with_ws
    return numbers


def role_of(token: Token) -> str:
    """What a phrase is in its clause, by its head: subject, object, possessor, part of a name or another."""
    steps = 0
    while token.dep_ in ("conj", "appos", "flat") and steps < 20:
        token, steps = token.head, steps + 1
    if token.dep_ in SUBJECTS:
        return "subject"
    if token.dep_ in ("obj", "iobj", "dobj"):
        return "object"
    if token.dep_ in ("nmod:poss", "poss"):
        return "possessor"
    return "modifier" if token.dep_ in ("compound", "amod") else "other"
