"""Pronouns: which of the things spoken of last `he`, `she`, `it` or `they` stands for."""

from __future__ import annotations

import math
from collections.abc import Iterator

from spacy.tokens import Token

from onrecord import tree
from onrecord.chains.nouns import POSSESSIVES, PRONOUNS, REFLEXIVES
from onrecord.chains.phrases import Phrase, clause_head, is_subject
from onrecord.chains.ranking import Clue, Option, Question, clue
from onrecord.chains.scene import SAYING, Answer, Item, Scene

REACH_OF_VERB = 40
"""Words behind a subject in which names are sought that it cannot be."""

REACH = 3
"""Sentences back in which an antecedent is sought."""

PARTITIVE = frozenset({"of", "among"})


def trace(scene: Scene, phrase: Phrase) -> Answer:
    """The entity that a pronoun of the third person stands for."""
    token = scene.doc[phrase.head]
    kind, gender = PRONOUNS[phrase.lemma]
    if kind != "he" and _stands_apart(token):
        return None, 0.0
    nothing = Option(None, tuple(_nothing(scene, token)))
    ahead = _ahead(scene, token, gender) if kind == "he" else ()
    return scene.choose(Question(kind, token.i, (*_options(scene, token, kind, gender), *ahead, nothing)))


def _options(scene: Scene, token: Token, kind: str, gender: str) -> Iterator[Option]:
    """What was spoken of lately and agrees with a pronoun, the latest first."""
    here, subject = scene.sentence_of[token.i], is_subject(token)
    head = clause_head(token)
    near = [item for item in reversed(scene.items) if here - item.sentence <= REACH]
    same = {item.token for item in near if item.sentence == here and clause_head(scene.doc[item.token]) == head}
    barred = {item.entity for item in near if item.token in same and _barred(token, item, subject)}
    barred |= set(_governed(scene, token, head)) if subject else set()
    seen: dict[int | None, int] = {}
    for item in near:
        if not _agrees(item, kind, gender):
            continue
        if item.entity in barred and (item.entity is not None or item.token in same):
            continue
        if item.entity is not None:
            seen.setdefault(item.entity, len(seen) + 1)
        rank = min(seen.get(item.entity, len(seen) + 1), 4)
        yield Option(item.entity, tuple(_clues(scene, item, token, kind, gender, rank, item.token in same)))


def _clues(
    scene: Scene, item: Item, token: Token, kind: str, gender: str, rank: int, same_clause: bool
) -> Iterator[Clue]:
    """What speaks for an item as the antecedent of a pronoun."""
    back = scene.sentence_of[token.i] - item.sentence
    subject, quoted = is_subject(token), scene.quoted[token.i]
    possessive = token.lower_ in POSSESSIVES
    yield f"{back} back", 1.0
    yield "words between", math.log1p(abs(token.i - item.token))
    yield f"rank {rank}", 1.0
    yield f"as {item.role}", 1.0
    yield item.form, 1.0
    yield from clue("without a name", item.entity is None)
    yield from clue("both subjects", subject and item.subject)
    yield from clue("subjects in a row", subject and item.subject and back == 1 and item.first)
    yield from clue("possessive of its subject", possessive and back == 0 and item.subject)
    yield from clue("reflexive of its subject", token.lower_ in REFLEXIVES and same_clause and item.subject)
    yield from clue("gender known", kind == "he" and item.gender == gender)
    yield from clue("both speak", item.speaks and _speaks(token, subject))
    yield from clue("speaks", item.speaks)
    yield from clue("both quoted", quoted and item.quoted)
    yield from clue("quoted alone", quoted and not item.quoted)
    yield from clue("of a quote", item.quoted and not quoted)
    yield from clue("same paragraph", scene.paragraph_of[token.i] == scene.paragraph_of[item.token])
    yield from clue("first of its sentence", item.first)
    yield from clue("plural", item.plural)
    if kind != "he":
        yield from _kinds(item)
    if item.entity is not None:
        yield "often named", math.log1p(scene.entities[item.entity].count)


def _kinds(item: Item) -> Iterator[Clue]:
    for name in ("org", "country", "city", "region", "people", "person"):
        yield from clue(f"a {name}", name in item.kinds)


def _nothing(scene: Scene, token: Token) -> Iterator[Clue]:
    """What speaks for a pronoun that stands for nothing named."""
    subject = is_subject(token)
    yield "nothing", 1.0
    yield from clue("nothing for a subject", subject)
    yield from clue("nothing for a possessive", token.lower_ in POSSESSIVES)
    yield from clue("nothing in quotes", scene.quoted[token.i])
    yield from clue("nothing for a speaker", _speaks(token, subject))
    yield from clue("nothing at the start", bool(token.is_sent_start))


def _speaks(token: Token, subject: bool) -> bool:
    return subject and clause_head(token).lemma_.lower() in SAYING


def _stands_apart(token: Token) -> bool:
    """`(it)`, a mark of a language; `12 of them`, a part of a number of people."""
    before = token.nbor(-1).lower_ if token.i else ""
    return before == "(" or (token.lower_ == "them" and before in PARTITIVE)


def _governed(scene: Scene, token: Token, verb: Token) -> Iterator[int]:
    """Entities named behind a subject in what its verb governs; it is none of them: `He called Cole a thief`."""
    for i in range(token.i + 1, min(tree.right_edge(verb).i + 1, token.i + REACH_OF_VERB)):
        if i in scene.names and i != verb.i:
            yield scene.names[i]


def _barred(token: Token, item: Item, subject: bool) -> bool:
    """Whether grammar bars a pronoun from standing for a word of its own clause: `Cole saw him`."""
    if token.lower_ in REFLEXIVES or (token.lower_ in POSSESSIVES and token.dep_ in ("nmod:poss", "poss")):
        return False
    return item.subject or subject


def _ahead(scene: Scene, token: Token, gender: str) -> Iterator[Option]:
    """The subject behind a pronoun that opens a sentence before its name: `When he arrived, Cole said`."""
    if not _fronted(token):
        return
    for i in range(token.i + 1, min(token.i + 30, len(scene.doc))):
        if scene.sentence_of[i] != scene.sentence_of[token.i]:
            return
        entity = scene.names.get(i)
        if entity is not None and "person" in scene.entities[entity].kinds and is_subject(scene.doc[i]):
            if scene.entities[entity].gender in ("", gender):
                known = scene.entities[entity].gender == gender
                yield Option(entity, (("ahead", 1.0), *clue("gender known", known)))
            return


def _fronted(token: Token) -> bool:
    """Whether a word stands in a clause or phrase put before the subject of its main clause."""
    for steps, above in enumerate(token.ancestors):
        if above.dep_ in ("advcl", "acl", "obl") and above.head.i > token.i:
            return True
        if steps > 6:
            break
    return False


def _agrees(item: Item, kind: str, gender: str) -> bool:
    """Whether an item may be what a pronoun of a class and gender stands for."""
    if kind == "he":
        return "person" in item.kinds and not item.plural and item.gender in ("", gender)
    if kind == "it":
        return not ("person" in item.kinds or item.plural or "people" in item.kinds)
    return item.plural or "org" in item.kinds or "people" in item.kinds
