"""Entities: which mentions are one referent.

Over all mentions (names, nominals, pronouns), exact spans:
`entities.mentions`     mentions found, whatever their chain
`entities.muc`, `entities.b3`, `entities.ceaf`, and their mean F, `entities.conll`
Over the names alone:
`entities.names_b3`, `entities.names_ceaf`
`entities.linked`       the name is found and its entity stands for the labelled one
`entities.nominal`, `entities.pronoun`   the same for mentions of the other kinds
`entities.canonical`    entities whose canonical name is the labelled one, letter case aside
"""

from __future__ import annotations

from onrecord.scoring.chains import b_cubed, ceaf_phi4, chains_of, muc
from onrecord.scoring.parties import Parties, plain
from onrecord.scoring.sheets import Entity, Sheet
from onrecord.scoring.tally import Finding, Span, StageScore, Tally

LINKED = {"name": "entities.linked", "nominal": "entities.nominal", "pronoun": "entities.pronoun"}


def score_entities(gold: Sheet, found: Sheet) -> StageScore:
    """Scores the entities of one article."""
    score = StageScore()
    if gold.entities is None:
        return score
    founds = found.entities or ()
    left, right = _chains(gold.entities), _chains(founds)
    score.add("entities.muc", muc(left, right))
    score.add("entities.b3", b_cubed(left, right))
    score.add("entities.ceaf", ceaf_phi4(left, right))
    mentions, found_mentions = set().union(*left), set().union(*right)
    score.add(
        "entities.mentions",
        Tally.matched(len(mentions), len(found_mentions), len(mentions & found_mentions)),
    )
    left, right = chains_of(e.names() for e in gold.entities), chains_of(e.names() for e in founds)
    score.add("entities.names_b3", b_cubed(left, right))
    score.add("entities.names_ceaf", ceaf_phi4(left, right))
    parties = Parties(gold, found)
    for kind in LINKED:
        _score_kind(score, kind, parties)
    _score_canonical(score, parties)
    return score


def _chains(entities: tuple[Entity, ...]) -> list[frozenset]:
    return chains_of((mention.span for mention in entity.mentions) for entity in entities)


def _score_kind(score: StageScore, kind: str, parties: Parties) -> None:
    """Mentions of one kind: right when the other side has the span, in an entity that stands for this one."""
    left, right = _owners(parties.gold, kind), _owners(parties.found, kind)
    hits = 0
    for span in sorted(left.keys() | right.keys()):
        owner, found = left.get(span), right.get(span)
        if owner is not None and found is not None and parties.stands_for.get(found) == owner:
            hits += 1
        elif owner is not None and found is not None:
            note = f"{parties.gold[owner].name} found as {parties.found[found].name}"
            score.findings.append(Finding("entities", f"{kind} linked", "wrong", (span,), (span,), note))
        elif kind != "name" and owner is not None:
            note = parties.gold[owner].name
            score.findings.append(Finding("entities", f"{kind} linked", "miss", gold=(span,), note=note))
        elif kind != "name" and found is not None:
            note = parties.found[found].name
            score.findings.append(Finding("entities", f"{kind} linked", "extra", found=(span,), note=note))
    score.add(LINKED[kind], Tally.matched(len(left), len(right), hits))


def _owners(entities: dict[str, Entity], kind: str) -> dict[Span, str]:
    return {
        mention.span: entity.id
        for entity in entities.values()
        for mention in entity.mentions
        if mention.kind == kind
    }


def _score_canonical(score: StageScore, parties: Parties) -> None:
    rights = []
    for found_id, gold_id in sorted(parties.stands_for.items()):
        gold, found = parties.gold[gold_id], parties.found[found_id]
        rights.append(plain(gold.name) == plain(found.name))
        if not rights[-1]:
            note = f"{gold.name} found as {found.name}"
            where = (gold.mentions[0].span,)
            score.findings.append(Finding("entities", "canonical name", "wrong", where, where, note))
    score.add("entities.canonical", Tally.judged(rights))
