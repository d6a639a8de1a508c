"""Merge: links proposed by a trained scorer joined with those found by rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.chains.nouns import PRONOUNS, nouns
from onrecord.chains.phrases import Phrase
from onrecord.chains.scene import Known, Link

Proposal = tuple[int, int, int, int, float]
"""Mention start and end, antecedent start and end, in tokens, and the probability of the link."""

SURE = 0.85
"""Confidence from which a rule's description stands against the scorer: syntax alone gave it."""


def merge_proposals(
    links: Sequence[Link],
    proposals: Sequence[Proposal],
    phrases: Mapping[int, Phrase],
    names: Mapping[int, int],
    entities: Sequence[Known],
    min_score: float,
) -> list[Link]:
    """Links of both, one a phrase. `phrases` and `names` are keyed by token: heads, and all tokens of names.

    A proposal whose antecedent is itself a linked phrase is followed back to the name; one between
    two names is left to the naming rules, one against gender or number is dropped.
    """
    entity_at = dict(names)
    by_rule = {k.phrase.head: k for k in links}
    scored = {head: (back, score) for head, back, score in _by_head(proposals, phrases) if score >= min_score}
    merged: list[Link] = []
    for head in sorted({*by_rule, *scored}):
        if head in names:
            continue
        rule, link = by_rule.get(head), None
        back, score = scored.get(head, (None, 0.0))
        entity = entity_at.get(back) if back is not None else None
        if entity is not None and head in phrases and may_be(phrases[head], entities[entity]):
            link = Link(phrases[head], entity, round(score, 4))
        if rule is not None and (link is None or (rule.phrase.kind == "nominal" and rule.confidence >= SURE)):
            link = rule
        if link is not None:
            merged.append(link)
            entity_at[head] = link.entity
    return merged


def _by_head(proposals: Sequence[Proposal], phrases: Mapping[int, Phrase]) -> list[tuple[int, int, float]]:
    """Proposals by the head of the mention, and the last token of the antecedent that heads a phrase or name."""
    found = []
    for start, end, a_start, a_end, score in proposals:
        head = next((i for i in range(end - 1, start - 1, -1) if i in phrases), end - 1)
        back = next((i for i in range(a_end - 1, a_start - 1, -1) if i in phrases), a_end - 1)
        found.append((head, back, score))
    return found


def may_be(phrase: Phrase, known: Known) -> bool:
    """Whether gender, number and kind let a phrase stand for an entity."""
    if phrase.kind == "pronoun":
        kind, gender = PRONOUNS[phrase.lemma]
        if kind == "he":
            return "person" in known.kinds and known.gender in ("", gender)
        if kind == "it":
            return "person" not in known.kinds and "people" not in known.kinds
        return True
    noun = nouns().get(phrase.lemma)
    person = noun is not None and "person" in noun.kinds
    if person and noun and noun.gender and known.gender and noun.gender != known.gender:
        return False
    if phrase.plural and "people" not in known.kinds:
        return False
    return person == ("person" in known.kinds) if noun is not None else "person" not in known.kinds
