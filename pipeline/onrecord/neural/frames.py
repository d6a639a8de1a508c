"""Frames: what a trained tagger proposes around an anchor, in tokens.

An anchor is the word that a quote or a claim hangs on: the cue (`said`) or the quantity
(`at least 12`). A stage's rules decide what becomes of a proposal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from spacy.tokens import Doc


class RoleSpan(NamedTuple):
    """Tokens `[start, end)` of the Doc in one role, with the mean probability over them."""

    start: int
    end: int
    score: float


class Frame(NamedTuple):
    """An anchor with the spans in its roles, and probabilities of its classes.

    Quotes: roles "content" (in order, may be several) and "source" (at most one).
    Claims: roles "of", "predicate", "place", "time" (at most one each); classes
    "event" ({"killed": 0.9, ...}), "negated" and "hedged" ({"true": p}).
    `score` is the probability that the anchor is a cue, or a quantity that is a claim.
    """

    start: int
    end: int
    score: float
    roles: dict[str, list[RoleSpan]]
    classes: dict[str, dict[str, float]]


class FrameTagger(Protocol):
    """What the quotes and claims stages ask of their trained part."""

    def find(self, doc: Doc) -> list[Frame]:
        """Frames of all anchors that the tagger itself finds, by start."""
        ...

    def link(self, doc: Doc, anchors: Sequence[tuple[int, int]]) -> list[Frame]:
        """One frame for each anchor (token start, token end) that is given."""
        ...
