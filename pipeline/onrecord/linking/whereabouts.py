"""Whereabouts: the place that a sentence gives for a claim."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from onrecord.linking.events import listed
from onrecord.linking.grammar import base, children, governor, preposition, relation
from onrecord.linking.outcomes import is_toll
from onrecord.linking.phrases import COMPASS, SITES

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
WHERE = listed("where")
ELSEWHERE = frozenset({"from", "by", "between", "over", "among"})
"""Prepositions that tell an origin, an agent or a matter, not where a claim holds."""
MOTION = frozenset({"to", "into", "through", "toward", "towards"})
DIRECTIONS = COMPASS | {"outside"}
CLAUSES = frozenset({"acl", "advcl", "ccomp", "parataxis", "csubj", "appos", "list"})
HIT = frozenset({"of", "on", "at", "in"})
"""Prepositions of what a deed struck: `the attack on the Tokyo subway`."""
NEAR = 6
"""How many words may stand between a place and a narrower one in it."""
FARTHEST = 6
"""How many steps up the tree a place may be from the deed."""


def place_of(places: Sequence[Span], deed: Token | None, noun: Token | None, event: str) -> Span | None:
    """The most specific named place where the claim holds; None where the sentence gives none."""
    holders = _holders(deed) if deed is not None else [noun] if noun is not None else []
    ranked = []
    for place in places:
        rank = _rank(place, holders, event)
        if rank is None and noun is not None and is_toll(noun) and noun.is_ancestor(root_of_name(place)):
            rank = 8 if preposition(root_of_name(place)) in SITES | {"off"} else None
        if rank is not None:
            ranked.append((rank, place.start))
    if not ranked:
        told = children(deed, "nsubj") if deed is not None else []
        return _scene_of(places, [*holders[1:], *told]) if event != "other" else None
    best = min(ranked)
    return _narrowed(next(p for p in places if p.start == best[1]), places)


def _narrowed(place: Span, places: Sequence[Span]) -> Span:
    """The place that a wider one only leads to: `Swat` of `Pakistan's Swat valley`, `the Gaza town of Rafah`."""
    doc = place.doc
    for inner in sorted(places, key=lambda p: p.start):
        between = doc[place.end : inner.start]
        if inner.start <= place.start or len(between) > NEAR or not len(between):
            continue
        owned = between[0].tag_ == "POS"
        kind = between[-1].lower_ == "of" and len(between) > 1 and between[-2].lower_ in KINDS
        kind = kind and not between[0].is_punct
        plain = all(t.pos_ in ("ADJ", "NOUN", "ADV", "PUNCT") for t in between[1 : -2 if kind else None])
        if (owned or kind) and plain and (kind or not owned or root_of_name(inner).i >= inner.start):
            return inner
    return place


def _scene_of(places: Sequence[Span], holders: Sequence[Token]) -> Span | None:
    """The place in the name of what did it: `the Madrid train bombings that killed 191`; an acronym is who acts."""
    for holder in holders:
        if holder.pos_ in ("NOUN", "PROPN"):
            for place in places:
                root = root_of_name(place)
                named = relation(root) in ("compound", "nmod") and place.end < root.head.i
                scene = root.head == holder or (root.head.head == holder and preposition(root.head) in HIT)
                if named and scene and not place.text.isupper():
                    return place
    return None


def _holders(deed: Token) -> list[Token]:
    """The deed and what it only adds to: the verb before `, killing 12`, the blast of `a blast that killed`."""
    found = [deed]
    for _ in range(5):
        label, head = relation(found[-1]), governor(found[-1])
        adds = label in ("xcomp", "conj", "acl:relcl", "acl") or (label == "advcl" and found[-1].tag_ == "VBG")
        if not adds or head == found[-1]:
            break
        found.append(head)
    return found


def _rank(place: Span, holders: Sequence[Token], event: str) -> int | None:
    """How far a place is from the deed, lower being better; None where it does not say where the claim holds."""
    doc, root = place.doc, root_of_name(place)
    if place.end < len(doc) and doc[place.end].text in ("-", "–") and not doc[place.end].whitespace_:
        return None
    outer = _phrase_head(root)
    if outer is None:
        return None
    if not _is_locative(outer, place, event):
        hit = event != "other" and base(outer) == "obj" and governor(outer) in holders[1:]
        return 3 if hit else None
    steps = _steps(outer, holders)
    if steps is not None:
        return steps - (place.label_ == "FAC")
    if holders and _is_scene(outer, holders[-1]):
        return 9
    near = event != "other" and holders and preposition(outer) not in MOTION and not _in_relative(outer, holders[0])
    return 10 + abs(outer.i - holders[0].i) if near else None


def _in_relative(outer: Token, deed: Token) -> bool:
    """Whether a place stands in a clause on a noun, which the deed is no part of."""
    token = outer
    while token != token.head and not (token == deed or token.is_ancestor(deed)):
        if relation(token) == "acl:relcl":
            return True
        token = token.head
    return False


def root_of_name(place: Span) -> Token:
    """The word that a name hangs on; the last such where the parse cuts the name in two."""
    return next((t for t in reversed(list(place)) if t.head not in place), place.root)


def _is_locative(outer: Token, place: Span, event: str) -> bool:
    word = preposition(outer)
    if word not in WHERE or word in ELSEWHERE:
        return False
    if word in MOTION:
        return event != "other"
    if word == "of":
        above = governor(outer)
        return above.lower_ in DIRECTIONS or above.lower_ in KINDS or preposition(above) in SITES
    return word not in ("on", "against") or place.label_ != "GPE" or outer != root_of_name(place)


def _steps(outer: Token, holders: Sequence[Token]) -> int | None:
    """How many steps up the tree lead from a place to one of the deeds, over no border of a clause."""
    token = outer
    for steps in range(FARTHEST):
        if token in holders:
            return steps
        head, label = governor(token), relation(token)
        if head == token or (label.partition(":")[0] in CLAUSES and steps > 0):
            return None
        passing = head in holders or head.lower_ in KINDS or preposition(head) in SITES
        if not passing and label.partition(":")[0] in ("nmod", "obl") and base(head) not in ("nsubj", "obj", "obl"):
            return None
        token = head
    return None


def _is_scene(outer: Token, deed: Token) -> bool:
    """`In Baghdad, police said four men were killed`: a place that stands before all of its sentence."""
    head = governor(outer)
    return outer.i < head.i and base(outer) == "obl" and head.is_ancestor(deed) and outer.i < deed.i


def _phrase_head(root: Token) -> Token | None:
    """The noun of the phrase that a place name stands in: `town` for `the town of Derra`, `the Derra region`.

    None where the name only describes a noun that is no place: `two U.S. soldiers`.
    """
    token = root
    for _ in range(3):
        head, label = governor(token), relation(token)
        if head == token or head.pos_ not in ("NOUN", "PROPN"):
            break
        modifies = label in ("compound", "flat", "appos", "amod") or (
            label.startswith("nmod") and not preposition(token) and head.i > token.i
        )
        if modifies and label != "appos" and head.ent_type_ not in PLACE_LABELS and preposition(head) not in SITES:
            return None
        named = label == "nmod" and preposition(token) == "of" and head.lower_ in KINDS
        if not modifies and not named:
            break
        token = head
    return token


KINDS = listed("kinds")

