"""Draft: a quantity with all that the rules link to it, in tokens, before it becomes a claim."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from onrecord.numbers.quantity import Quantity


@dataclass(slots=True)
class Draft:
    """A quantity on its tokens, with spans as characters `(start, end)` and what the rules are sure of."""

    quantity: Quantity
    span: Span
    sentence: Span | None
    noun: Token | None = None
    deed: Token | None = None
    of: tuple[int, int] | None = None
    predicate: tuple[int, int] | None = None
    event: str = "other"
    place: tuple[int, int] | None = None
    near: tuple[int, int] | None = None
    time: tuple[int, int] | None = None
    negated: bool = False
    hedged: bool = False
    part_of: Draft | None = None
    partitive: bool = False
    confidence: float | None = None


def sentence_of(span: Span) -> Span | None:
    return span.root.sent if span.doc.has_annotation("SENT_START") else None


def characters(doc: Doc, start: int, end: int) -> tuple[int, int]:
    span = doc[start:end]
    return span.start_char, span.end_char
