"""Pronouns: which of the things spoken of last `he`, `she`, `it` or `they` stands for."""

from __future__ import annotations

import math

from spacy.tokens import Token

from onrecord.chains.nouns import POSSESSIVES, PRONOUNS, REFLEXIVES
from onrecord.chains.phrases import Phrase, clause_head, is_subject
from onrecord.chains.scene import SAYING, Answer, Item, Scene

REACH = 3
"""Sentences back in which an antecedent is sought."""

FLOORS = {"he": -2.6, "it": 0.3, "they": -0.6}
"""Scores below which a pronoun of a class is left alone."""


def trace(scene: Scene, phrase: Phrase) -> Answer:
    """The entity that a pronoun of the third person stands for."""
    token = scene.doc[phrase.head]
    kind, gender = PRONOUNS[phrase.lemma]
    here, inside = scene.sentence_of[token.i], scene.quoted[token.i]
    head, subject = clause_head(token), is_subject(token)
    speaks = subject and head.lemma_.lower() in SAYING
    if kind == "it" and (inside or _bracketed(token)):
        return None, 0.0
    near = [item for item in scene.items if here - item.sentence <= REACH]
    same = {item.token for item in near if item.sentence == here and clause_head(scene.doc[item.token]) == head}
    barred = {item.entity for item in near if item.token in same and _barred(token, item, subject)}
    best: tuple[float, Item] | None = None
    for item in near:
        fit = _agreement(item, kind, gender)
        if fit is None or (item.entity in barred and (item.entity is not None or item.token in same)):
            continue
        score = fit + _nearness(scene, item, token) + 0.5 * (speaks and item.speaks)
        score += 2.0 * (token.lower_ in REFLEXIVES and item.token in same and item.subject)
        if best is None or score >= best[0]:
            best = (score, item)
    floor = FLOORS[kind] - (1.0 if kind == "it" and token.lower_ == "its" else 0.0)
    fronted = best is None or best[1].sentence < here
    ahead = _ahead(scene, token, kind, gender) if fronted else (None, 0.0)
    if ahead[0] is not None or best is None or best[0] < floor:
        return ahead
    if best[1].entity is None:
        return None, 0.0
    return best[1].entity, round(1 / (1 + math.exp(-(best[0] + 1.5))), 3)


def _nearness(scene: Scene, item: Item, token: Token) -> float:
    """How close an item is to mind: near by, a subject, often named, on the same side of the quote marks."""
    score = -1.1 * (scene.sentence_of[token.i] - item.sentence) - 0.012 * (token.i - item.token)
    score += 0.9 * item.subject + 0.4 * (item.entity is not None)
    if item.entity is not None:
        score += 0.25 * math.log(1 + scene.entities[item.entity].count)
    return score - (0.7 if item.quoted != scene.quoted[token.i] else 0.0)


def _barred(token: Token, item: Item, subject: bool) -> bool:
    """Whether grammar bars a pronoun from standing for a word of its own clause: `Cole saw him`."""
    if token.lower_ in REFLEXIVES or (token.lower_ in POSSESSIVES and token.dep_ in ("nmod:poss", "poss")):
        return False
    return item.subject or subject


def _ahead(scene: Scene, token: Token, kind: str, gender: str) -> Answer:
    """A pronoun that opens a sentence before its name: `When he arrived, Cole said`."""
    if kind != "he" or not _fronted(token):
        return None, 0.0
    for i in range(token.i + 1, min(token.i + 30, len(scene.doc))):
        if scene.sentence_of[i] != scene.sentence_of[token.i]:
            break
        if i in scene.names and "person" in scene.entities[scene.names[i]].kinds and is_subject(scene.doc[i]):
            known = scene.entities[scene.names[i]]
            return (scene.names[i], 0.5) if known.gender in ("", gender) else (None, 0.0)
    return None, 0.0


def _bracketed(token: Token) -> bool:
    """`(it)`: a mark of a language, no pronoun."""
    return token.i > 0 and token.nbor(-1).text == "("


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
