"""Nearest: the place that an earlier sentence gives, for a claim whose own sentence names none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Span

from onrecord.linking.draft import Draft
from onrecord.linking.grammar import preposition
from onrecord.linking.phrases import SITES

BACK = 3
"""How many sentences before its own may govern a claim."""


def find_nearest(doc: Doc, found: Sequence[Draft], places: Mapping[int, Sequence[Span]]) -> None:
    """Gives each claim of an event without a place the last one before: of a claim, else of a phrase with `in`."""
    starts = [sentence.start for sentence in doc.sents] if doc.has_annotation("SENT_START") else []
    order = {start: n for n, start in enumerate(starts)}
    for i, draft in enumerate(found):
        if draft.place is not None or draft.event == "other" or draft.sentence is None:
            continue
        n = order[draft.sentence.start]
        draft.near = _of_claims(found[:i], order, n) or _of_phrases(places, starts[max(0, n - BACK) : n])


def _of_claims(before: Sequence[Draft], order: Mapping[int, int], n: int) -> tuple[int, int] | None:
    for draft in reversed(before):
        if draft.sentence is None or n - order[draft.sentence.start] > BACK:
            return None
        if draft.place is not None:
            return draft.place
    return None


def _of_phrases(places: Mapping[int, Sequence[Span]], starts: Sequence[int]) -> tuple[int, int] | None:
    for start in reversed(starts):
        named = [p for p in places.get(start, ()) if preposition(p.root) in SITES]
        if named:
            return named[-1].start_char, named[-1].end_char
    return None
