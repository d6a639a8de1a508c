"""Descriptions: what `the group`, `the minister` or `the mosque` stands for."""

from __future__ import annotations

import math

from onrecord.chains.beside import describes
from onrecord.chains.nouns import POSSESSIVES, nouns
from onrecord.chains.phrases import Phrase
from onrecord.chains.scene import Answer, Item, Known, Scene

MEMORY = 30
"""Sentences for which a description that an entity has borne still means it."""

PLAIN_MODIFIERS = frozenset(
    ["militant", "armed", "rebel", "terrorist", "terror", "extremist", "islamist", "jihadist", "insurgent", "whole"]
    + ["same", "entire", "former", "late", "current", "elite", "then", "own", "small", "tiny", "company"]
)
OTHER = frozenset({"other", "another", "second", "latter", "former", "new", "rival", "opposing"})


def describe(scene: Scene, phrase: Phrase) -> Answer:
    """A definite description: by the name's own last word, by what the entity was called, by its kind."""
    token, here = scene.doc[phrase.head], scene.sentence_of[phrase.head]
    modifiers = {
        t.lower_ for t in scene.doc[phrase.start : phrase.head] if t.lower_ not in ("the", "this", "that", "'s", "’s")
    }
    modifiers -= POSSESSIVES
    restricted = bool(modifiers - PLAIN_MODIFIERS) or phrase.end > phrase.head + 1
    first = scene.doc[phrase.start]
    if modifiers & OTHER or first.lower_ not in ("the", "this", "that"):
        return None, 0.0
    for i in range(phrase.start, phrase.head):
        inner = scene.names.get(i)
        if inner is not None and "org" in scene.entities[inner].kinds:
            fits = can_describe(scene.entities[inner], phrase.lemma) and scene.doc[i + 1].text not in ("'s", "’s")
            return (inner, 0.7) if fits else (None, 0.0)
    learned = scene.by_noun.get(phrase.lemma)
    if learned and here - learned[1] <= MEMORY:
        return learned[0], 0.7 if not restricted else 0.55
    if restricted:
        return None, 0.0
    own = scene.by_last_word.get(token.lower_)
    if own and here - own[1] <= MEMORY:
        return own[0], 0.8
    return _by_kind(scene, phrase)


def _by_kind(scene: Scene, phrase: Phrase) -> Answer:
    """The best known entity near by of a kind that the noun names: `the group`, `the country`."""
    here = scene.sentence_of[phrase.head]
    noun = nouns().get(phrase.lemma)
    if noun is None or noun.kinds & {"person", "named"}:
        return None, 0.0
    best: tuple[float, int] | None = None
    reach, slope = (6, 0.4) if "country" in noun.kinds else (2, 1.0)
    for item in scene.named_items:
        if item.entity is None or here - item.sentence > reach or not _described(scene, item, noun.kinds):
            continue
        score = item.subject * 0.5 - slope * (here - item.sentence)
        score += math.log(1 + scene.entities[item.entity].count)
        if best is None or score >= best[0]:
            best = (score, item.entity)
    return (best[1], 0.55) if best else (None, 0.0)


def _described(scene: Scene, item: Item, kinds: frozenset[str]) -> bool:
    known = scene.entities[item.entity] if item.entity is not None else None
    return known is not None and (bool(known.kinds & kinds) or ("*" in kinds and "org" in known.kinds))


def can_describe(known: Known, lemma: str) -> bool:
    """Whether a noun can describe an entity of that kind."""
    noun = nouns().get(lemma)
    if "person" in known.kinds:
        return describes(lemma)
    if noun is None or "person" in noun.kinds:
        return False
    return bool(noun.kinds & known.kinds) or "named" in noun.kinds or ("*" in noun.kinds and "org" in known.kinds)
