"""Learned: what becomes of the trained tagger's proposals beside the rules' own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc

from onrecord.confidence import Confidence
from onrecord.linking.draft import Draft
from onrecord.neural.frames import Frame, FrameTagger, RoleSpan
from onrecord.settings import within


@dataclass(frozen=True, slots=True)
class ClaimConfidence(Confidence):
    """How likely a claim is right as a whole, from the tagger's probability that its number is a claim."""

    doubted_noun: float = 1.0  # times this, where rules and tagger do not agree on what is counted

    def check(self, block: str) -> None:
        """ValueError with the setting and the remedy where a value is out of range."""
        Confidence.check(self, block)
        within({f"{block}.doubted_noun": self.doubted_noun})


class Trust(NamedTuple):
    """How far the tagger is trusted.

    A role in `roles` is taken from it where the rules found none and its score reaches `fill`,
    or in the rules' stead from `replace` on; `event` (where the rules have no predicate either),
    `negated` and `hedged` where they stand in `classes`. An anchor under `anchor` is no claim.
    Empty lists leave the rules alone.
    """

    roles: frozenset[str]
    classes: frozenset[str]
    fill: float
    replace: float
    anchor: float
    confidence: ClaimConfidence = ClaimConfidence()


def combine(doc: Doc, drafts: Sequence[Draft], tagger: FrameTagger | None, trust: Trust) -> list[Draft]:
    """The drafts with the tagger's proposals worked in; without a tagger as they came."""
    if tagger is None or not drafts or not (trust.roles or trust.classes or trust.anchor > 0):
        return list(drafts)
    frames = tagger.link(doc, [(d.span.start, d.span.end) for d in drafts])
    kept = []
    for draft, frame in zip(drafts, frames, strict=True):
        if frame.score < trust.anchor:
            continue
        _roles(doc, draft, frame, trust)
        _classes(draft, frame, trust)
        sure = trust.confidence.mapped(frame.score)
        doubted = _noun_is_doubted(doc, draft, frame)
        draft.confidence = round(sure * trust.confidence.doubted_noun if doubted else sure, 4)
        kept.append(draft)
    return kept


def _roles(doc: Doc, draft: Draft, frame: Frame, trust: Trust) -> None:
    for role in sorted(trust.roles):
        if _has_none(draft, role) or (role == "predicate" and draft.event != "other" and draft.predicate is not None):
            continue  # a predicate that names the event stays with it
        proposed = [s for s in frame.roles.get(role, ()) if _in_sentence(s, draft)]
        best: RoleSpan | None = max(proposed, key=lambda s: s.score, default=None)
        if best is None:
            continue
        limit = trust.fill if getattr(draft, role) is None else trust.replace
        if best.score >= limit:
            span = doc[best.start : best.end]
            setattr(draft, role, (span.start_char, span.end_char))


def _in_sentence(span: RoleSpan, draft: Draft) -> bool:
    """Whether a proposal stands in the claim's own sentence; one elsewhere is no part of the claim."""
    return draft.sentence is None or draft.sentence.start <= span.start < draft.sentence.end


def _has_none(draft: Draft, role: str) -> bool:
    """Durations, distances and compounds have no `of`, no predicate and no place."""
    measure = draft.quantity.dimension in ("duration", "length") or draft.quantity.compound
    return measure and role != "time"


def _noun_is_doubted(doc: Doc, draft: Draft, frame: Frame) -> bool:
    """Whether the tagger sees no counted noun where the rules do, or nobody sees one where there should be one."""
    if _has_none(draft, "of"):
        return False
    of = draft.of
    seen = [doc[role.start : role.end] for role in frame.roles.get("of", ())]
    return of is None or not any(span.start_char < of[1] and of[0] < span.end_char for span in seen)


def _classes(draft: Draft, frame: Frame, trust: Trust) -> None:
    events = frame.classes.get("event", {})
    silent = draft.event == "other" and draft.deed is None and not _has_none(draft, "predicate")
    if "event" in trust.classes and events and silent and draft.quantity.dimension != "money":
        best = max(sorted(events), key=lambda e: events[e])
        if events[best] >= trust.fill:
            draft.event = best
    for name in ("negated", "hedged"):
        p = frame.classes.get(name, {}).get("true")
        if name in trust.classes and p is not None:
            if p >= trust.fill and not getattr(draft, name):
                setattr(draft, name, True)
            elif p <= 1 - trust.replace and getattr(draft, name):
                setattr(draft, name, False)
