"""Descriptions: what `the group`, `the minister` or `the mosque` stands for."""

from __future__ import annotations

import math
from collections.abc import Iterator

from onrecord.chains.beside import describes
from onrecord.chains.nouns import POSSESSIVES, nouns
from onrecord.chains.phrases import Phrase, is_subject
from onrecord.chains.ranking import Clue, Option, Question, clue
from onrecord.chains.scene import Answer, Item, Known, Scene

MEMORY = 30
"""Sentences for which a description that an entity has borne still means it."""

REACH = 8
"""Sentences back in which an entity is sought by its kind alone."""

PLAIN_MODIFIERS = frozenset(
    ["militant", "armed", "rebel", "terrorist", "terror", "extremist", "islamist", "jihadist", "insurgent", "whole"]
    + ["same", "entire", "former", "late", "current", "elite", "then", "own", "small", "tiny", "company"]
)
PLACES = frozenset({"country", "city", "region", "island"})
SCENES = frozenset({"country", "city", "region"})
ALONE = frozenset({"government", "military", "army", "police", "parliament", "authority"})
"""Nouns that mean a body by themselves: `the government` is no other body's description."""

OTHER = frozenset({"other", "another", "second", "latter", "former", "new", "rival", "opposing"})


def describe(scene: Scene, phrase: Phrase) -> Answer:
    """A definite description: by the name's own last word, by what the entity was called, by its kind."""
    noun = nouns().get(phrase.lemma)
    modifiers = {
        t.lower_ for t in scene.doc[phrase.start : phrase.head] if t.lower_ not in ("the", "this", "that", "'s", "’s")
    }
    modifiers -= POSSESSIVES
    restricted = bool(modifiers - PLAIN_MODIFIERS) or phrase.end > phrase.head + 1
    first = scene.doc[phrase.start]
    if modifiers & OTHER or first.lower_ not in ("the", "this", "that"):
        return None, 0.0
    if any(i in scene.names for i in range(phrase.start, phrase.end)):
        return None, 0.0  # `the Delta militia` holds a name of its own
    person = describes(phrase.lemma) and not (noun and "person" not in noun.kinds)
    options = list(_options(scene, phrase, person))
    if not options:
        return None, 0.0
    nothing = Option(None, tuple(_nothing(scene, phrase, restricted)))
    return scene.choose(Question("role" if person else "thing", phrase.head, (*options, nothing)))


def _options(scene: Scene, phrase: Phrase, person: bool) -> Iterator[Option]:
    """Each entity spoken of lately that the noun may describe, by its last mention."""
    here = scene.sentence_of[phrase.head]
    learned, own = scene.by_noun.get(phrase.lemma), scene.by_last_word.get(phrase.lemma)
    seen: set[int] = set()
    for item in reversed(scene.named_items):
        if item.entity is None or item.entity in seen:
            continue
        known = scene.entities[item.entity]
        called = phrase.lemma in known.nouns or phrase.lemma in known.last_words
        if here - item.sentence > (MEMORY if called else REACH) or (
            not called and not _may_be(known, phrase.lemma, person)
        ):
            continue
        seen.add(item.entity)
        latest = item.entity in (found[0] for found in (learned, own) if found)
        yield Option(item.entity, tuple(_clues(scene, item, phrase, known, len(seen), latest)))


def _clues(scene: Scene, item: Item, phrase: Phrase, known: Known, rank: int, latest: bool) -> Iterator[Clue]:
    """What speaks for an entity as what a description stands for."""
    noun = nouns().get(phrase.lemma)
    back = scene.sentence_of[phrase.head] - item.sentence
    yield f"{back if back < 3 else 3 if back < 6 else 6} back", 1.0
    yield f"rank {min(rank, 4)}", 1.0
    yield f"as {item.role}", 1.0
    yield item.form, 1.0
    yield "often named", math.log1p(known.count)
    yield from clue("called so", phrase.lemma in known.nouns)
    yield from clue("called so last", latest)
    yield from clue("named so", phrase.lemma in known.last_words)
    yield from clue("of its kind", noun is not None and bool(noun.kinds & (known.kinds - {"person"})))
    yield from clue("same paragraph", scene.paragraph_of[phrase.head] == scene.paragraph_of[item.token])
    yield from clue("first of its sentence", item.first)
    yield from clue("both subjects", item.subject and is_subject(scene.doc[phrase.head]))
    yield from clue("both quoted", item.quoted and scene.quoted[phrase.head])
    yield from clue("speaks", item.speaks)
    if known.kinds & SCENES:
        yield from clue("a scene", scene.is_scene(item.token))
        yield "often a scene", math.log1p(known.scenes)


def _nothing(scene: Scene, phrase: Phrase, restricted: bool) -> Iterator[Clue]:
    """What speaks for a description of something that has no name."""
    yield "nothing", 1.0
    yield from clue("nothing for a restricted noun", restricted)
    yield from clue("nothing for a subject", is_subject(scene.doc[phrase.head]))
    yield from clue("nothing in quotes", scene.quoted[phrase.head])
    yield from clue("nothing at the start", bool(scene.doc[phrase.start].is_sent_start))
    yield from clue("nothing for an unknown noun", phrase.lemma not in nouns())


def _may_be(known: Known, lemma: str, person: bool) -> bool:
    """Whether an entity may be of the kind that a noun names; a body of unknown kind may be any body."""
    noun = nouns().get(lemma)
    if person or "person" in known.kinds:
        return person and "person" in known.kinds
    if noun is None or lemma in ALONE:
        return False
    if "named" in noun.kinds:
        return "org" in known.kinds and bool(known.kinds & {"untyped", "other"})
    untyped = "untyped" in known.kinds and not noun.kinds <= PLACES
    return untyped or bool(noun.kinds & known.kinds) or ("*" in noun.kinds and "org" in known.kinds)


def suits(known: Known, lemma: str) -> bool:
    """Whether a noun beside a name can describe its bearer."""
    noun = nouns().get(lemma)
    if "person" in known.kinds:
        return describes(lemma)
    return noun is not None and ("named" in noun.kinds or _may_be(known, lemma, False))
