"""Whereabouts: the place and the time that a sentence gives for a claim."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from onrecord.linking.events import listed
from onrecord.linking.grammar import governor, preposition, relation
from onrecord.linking.times import When, times_in

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
WHERE = listed("where")
WEAK = frozenset(
    {"of", "from", "to", "into", "by", "through", "between", "toward", "towards", "over", "among", "along"}
)


def place_of(doc: Doc, places: Sequence[Span], predicate: Token | None, sentence: Span, span: Span) -> Span | None:
    """The most specific named place where the claim holds; None where the sentence gives none."""
    ranked = []
    for place in places:
        rank = _rank(place, predicate, span)
        if rank is not None:
            ranked.append((rank, place.start))
    if not ranked:
        return None
    best = min(ranked)
    return next(p for p in places if p.start == best[1])


def _rank(place: Span, predicate: Token | None, span: Span) -> tuple[int, int] | None:
    """How well a place fits, lower being better; None where its preposition does not say where."""
    root = place.root
    outer = _phrase_head(root)
    word = preposition(outer)
    if outer != root and relation(root) not in ("appos", "nmod", "compound", "flat", "nmod:poss", "pobj"):
        return None
    if word not in WHERE:
        return None
    inside = predicate is not None and (predicate.is_ancestor(root) or predicate == root)
    weight = 0 if inside else 4
    if word in WEAK:
        weight += 2 if word == "of" and inside else 6
    if place.label_ == "FAC":
        weight -= 1
    if predicate is not None and root.i < predicate.i and not inside:
        weight += 1
    return (weight, abs(root.i - span.end)) if weight < 8 else None


def _phrase_head(root: Token) -> Token:
    """The noun of the phrase that a place name stands in: `town` for `the town of Derra`, `the Derra region`."""
    token = root
    for _ in range(3):
        head = governor(token)
        label = relation(token)
        if head == token or head.pos_ not in ("NOUN", "PROPN"):
            break
        if (
            label in ("compound", "flat", "appos")
            or (label.startswith("nmod") and not preposition(token))
            or label == "nmod"
            and preposition(token) == "of"
            and head.lower_ in KINDS
        ):
            token = head
        else:
            break
    return token


KINDS = listed("kinds")


def time_of(doc: Doc, predicate: Token | None, sentence: Span, span: Span) -> When | None:
    """The time expression that is nearest to the claim's predicate in the tree, then in the text."""
    best: tuple[tuple[int, int], When] | None = None
    for when in times_in(doc.text, sentence.start_char, sentence.end_char):
        where = doc.char_span(when.start, when.end, alignment_mode="expand")
        if where is None or (where.start < span.end and span.start < where.end):
            continue
        rank = (
            _time_rank(where.root, predicate),
            abs(where.start - (predicate.i if predicate is not None else span.start)),
        )
        if rank[0] < 9 and (best is None or rank < best[0]):
            best = (rank, when)
    return best[1] if best else None


def _time_rank(root: Token, predicate: Token | None) -> int:
    if predicate is None:
        return 4
    head = governor(root)
    if head == predicate:
        return 0
    if predicate.is_ancestor(root):
        return 1
    if head.is_ancestor(predicate):
        return 2 if relation(predicate) in ("xcomp", "advcl", "acl", "conj", "ccomp") else 3
    return 9
