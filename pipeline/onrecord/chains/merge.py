"""Merge: links proposed by a trained scorer joined with those found by rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.chains.links import Link
from onrecord.chains.nouns import PRONOUNS
from onrecord.chains.phrases import Phrase

Proposal = tuple[int, int, int, int, float]
"""Mention start and end, antecedent start and end, in tokens, and the probability of the link."""

SURE = 0.85
"""Confidence from which a rule's link stands against the scorer."""


def merge_proposals(
    links: Sequence[Link], proposals: Sequence[Proposal], names: Mapping[tuple[int, int], int], min_score: float
) -> list[Link]:
    """Links of both, one a mention. The scorer decides where it is sure enough, but for links of syntax alone.

    A proposal whose antecedent is itself a linked mention is followed back to the name; one between
    two names is left to the naming rules.
    """
    entity_at = dict(names)
    by_span = {(k.phrase.start, k.phrase.end): k for k in links}
    merged: list[Link] = []
    used: set[tuple[int, int]] = set()
    for start, end, a_start, a_end, score in sorted(proposals):
        span = (start, end)
        if span in names or score < min_score:
            continue
        entity = entity_at.get((a_start, a_end))
        rule = by_span.get(span)
        if rule is not None and (rule.confidence >= SURE or entity is None):
            entity, score = rule.entity, rule.confidence
        if entity is None:
            continue
        phrase = rule.phrase if rule is not None else Phrase(start, end, end - 1, "nominal", "", False, False)
        merged.append(Link(phrase, entity, round(score, 4)))
        entity_at[span] = entity
        used.add(span)
    merged.extend(k for k in links if (k.phrase.start, k.phrase.end) not in used)
    return sorted(merged, key=lambda k: (k.phrase.start, -k.phrase.end))


def kind_of(words: Sequence[str]) -> str:
    """Whether a mention is a pronoun or a description."""
    return "pronoun" if len(words) == 1 and words[0].lower() in PRONOUNS else "nominal"
