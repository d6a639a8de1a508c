"""Counted: the noun that a quantity counts or measures."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Span, Token

from onrecord.linking.events import lemma, listed, singular
from onrecord.linking.grammar import base, children, complements, copula, governor, relation
from onrecord.linking.phrases import DAYS, is_noun, phrase_of, surface_noun
from onrecord.numbers.quantity import Quantity

OWN_MEASURE = frozenset({"duration", "length"})
"""Dimensions of which nothing is counted: the quantity is its own noun."""
PRONOUNS = frozenset({"them", "these", "those", "whom", "which", "us", "you", "it"})


class Counted(NamedTuple):
    """The noun that is counted; `phrase` its tokens; `partitive` where it is a part of something."""

    noun: Token | None
    phrase: tuple[int, int] | None
    partitive: bool = False


MEASURES = frozenset({"cent", "cents", "pence", "dollar", "dollars", "percent", "%", "point", "points", "percentage"})
"""Nouns of a measure, which is counted of something else."""
NOTHING = Counted(None, None)


def counted(quantity: Quantity, span: Span) -> Counted:
    """What the quantity that covers `span` counts; null where nothing is said or it is its own measure."""
    if quantity.dimension in OWN_MEASURE or (quantity.compound and quantity.unit is None):
        return NOTHING
    root = root_of(span)
    if quantity.unit is not None:
        return _measured(quantity, span, root)
    found = _by_tree(span, root)
    beside = surface_noun(span)
    if beside is None:
        return NOTHING if found.noun is not None and found.noun.lower_ in DAYS else found
    if found.partitive or (found.noun is not None and found.noun.i == beside.i):
        return found
    return _whole_phrase(beside, span)


def root_of(span: Span) -> Token:
    """The token of a span that the rest of it hangs on; the number itself where the parse is broken."""
    root = span.root
    if root.pos_ in ("ADP", "ADV", "ADJ", "DET", "PUNCT") and len(span) > 1:
        numbers = [t for t in span if t.pos_ in ("NUM", "NOUN", "SYM") or t.like_num]
        root = numbers[-1] if numbers else root
        return root.head if root.head.pos_ == "SYM" and root.head in span else root
    return root


def _by_tree(span: Span, root: Token) -> Counted:
    inner = _of_phrase(root, span)
    if inner is not None:
        return _part(inner, span)
    head = governor(root)
    front = base(root) in ("nummod", "amod", "det", "compound", "nmod", "advmod", "obl", "dep") and head.i >= span.end
    if front and (is_noun(head) or head.pos_ in ("SYM", "X")) and _near(span, head):
        return _whole_phrase(head, span)
    if is_noun(root) and not root.like_num and root.i >= span.end:
        return _whole_phrase(root, span)
    return _from_subject(root, span)


def _near(span: Span, head: Token) -> bool:
    """Whether a noun follows its number within one phrase."""
    between = span.doc[span.end : head.i]
    return len(between) <= 12 and not any(t.pos_ in ("VERB", "AUX") and t.dep_ in ("ROOT", "cop") for t in between)


def _measured(quantity: Quantity, span: Span, root: Token) -> Counted:
    inner = _of_phrase(root, span)
    if inner is not None:
        return _part(inner, span)
    doc, money = span.doc, quantity.dimension == "money"
    valued = _valued(span) if money else None
    if valued is not None:
        return _whole_phrase(valued, span)
    after = doc[span.end].lower_ if span.end < len(doc) else ""
    if money and after == "in":
        noun = surface_noun(span, span.end + 1)
        if noun is not None and noun.text.islower() and noun.lower_ not in DAYS and not noun.ent_type_:
            return _whole_phrase(noun, span)
    beside = surface_noun(span)
    if beside is not None and beside.lower_ in DAYS:
        beside = None
    if beside is not None and after != "of" and lemma(beside) in listed("change_noun"):
        return _changed(beside, span)
    if beside is not None and after != "of" and (money or quantity.compound or quantity.dimension in ("area", "mass")):
        return _whole_phrase(beside, span)
    if beside is not None and after != "of" and singular(beside) in listed("change"):
        return _changed(beside, span)
    head = governor(root)
    before = doc[span.start - 2] if span.start > 1 and doc[span.start - 1].lower_ == "of" else None
    if before is not None and lemma(before) in listed("change_noun"):
        return _changed(before, span)
    if before is not None and is_noun(before) and before.lower_ not in MEASURES | {"cost", "price", "value", "average"}:
        return _whole_phrase(before, span)
    while base(root) in ("nmod", "conj", "appos") and head.lower_ in MEASURES and head.i < root.i:
        root, head = head, governor(head)
    if base(root) in ("nummod", "amod", "compound", "nmod", "obl", "dep") and head.i >= span.end and is_noun(head):
        return _whole_phrase(head, span)
    if (
        base(root) in ("nmod", "appos")
        and head.i < span.start
        and is_noun(head)
        and lemma(head) not in ("cost", "price", "value")
    ):
        return _whole_phrase(head, span)
    return _from_subject(root, span)


def _valued(span: Span) -> Token | None:
    """What is `worth $50 million`: the noun right before `worth`."""
    at = span.start - 2 - (span.start > 2 and span.doc[span.start - 2].text == ",")
    if at < 0 or span.doc[span.start - 1].lower_ != "worth" or not is_noun(span.doc[at]):
        return None
    return span.doc[at]


def _changed(change: Token, span: Span) -> Counted:
    """What a change is of: `a cut to flood defences`, `a drop in exports`; else the subject of its clause."""
    inner = [n for w, n in complements(change) if w in ("in", "of", "to") and n not in span]
    within = [n for n in inner if is_noun(n) and not n.ent_type_]
    if within:
        return _whole_phrase(within[0], span)
    if base(change) not in ("appos", "parataxis", "dep", "conj", "obl", "nmod"):
        return NOTHING
    head = governor(change)
    subjects = [s for s in children(head, "nsubj") if is_noun(s) and s.i < change.i]
    return _whole_phrase(subjects[0], span) if subjects else NOTHING


def _of_phrase(root: Token, span: Span) -> Token | None:
    """The noun after `of` right behind the quantity (`dozens of rounds`, `$4 billion worth of goods`)."""
    doc = span.doc
    if span.end + 1 < len(doc) and doc[span.end].lower_ == "worth" and doc[span.end + 1].lower_ == "of":
        return surface_noun(span, span.end + 2)
    if span.end >= len(doc) or doc[span.end].lower_ != "of":
        return None
    for word, noun in complements(root):
        if word == "of" and 0 <= noun.i - span.end <= 12:
            return noun
    head = doc[span.end].head
    if head.i > span.end and (is_noun(head) or head.pos_ == "PRON"):
        return head
    return surface_noun(span)


def _part(noun: Token, span: Span) -> Counted:
    """A part of something: `19 of them`, `50 of the 60 people`, or plain `dozens of people`."""
    if noun.lower_ in PRONOUNS:
        after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        if after is not None and after.tag_ == "NNS" and not after.ent_type_:
            return Counted(after, (noun.i + 1, noun.i + 2), True)
        told = after is not None and noun.lower_ == "those" and after.tag_ in ("VBN", "VBD")
        return Counted(noun, (noun.i, noun.i + 1 + told), True)
    if noun.like_num:
        return Counted(None, None, True)
    found = _whole_phrase(noun, span)
    definite = any(c.lower_ in ("the", "these", "those", "its", "their") for c in children(noun, "det", "nmod"))
    return Counted(noun, found.phrase, bool(children(noun, "nummod")) or definite)


def _from_subject(root: Token, span: Span) -> Counted:
    subject = _subject_of_change(root)
    if subject is not None and any(t.text == ";" for t in span.doc[subject.i : span.start]):
        return NOTHING
    return _whole_phrase(subject, span) if subject is not None else NOTHING


def _subject_of_change(root: Token) -> Token | None:
    """`the rate rose to 9`, `the tax will be 33 percent`: the subject is what is measured."""
    head = governor(root)
    moved = _subject_of_particle(root)
    if moved is not None:
        return moved
    if copula(root) is not None:
        subjects = children(root, "nsubj")
        return subjects[0] if subjects and is_noun(subjects[0]) and subjects[0].i < root.i else None
    if base(root) not in ("obj", "obl", "xcomp", "nmod", "advmod", "conj", "dep") or head == root:
        return None
    if head.pos_ == "ADJ" and head.i > root.i and copula(head) is not None:
        subjects = [s for s in children(head, "nsubj") if is_noun(s) and s.i < root.i]
        return subjects[0] if subjects else None
    if base(root) in ("conj", "nmod", "appos") and (head.like_num or head.lower_ in MEASURES):
        return _subject_of_change(head)
    if lemma(head) not in listed("change") or head.pos_ not in ("VERB", "AUX", "NOUN", "ADJ", "ADV"):
        return None
    verb = head
    for step in range(3):
        if step and relation(verb) != "conj" and base(head) == "xcomp":
            helped = [o for o in children(verb, "obj") if is_noun(o) and o.i < head.i]
            if helped:
                return helped[0]
        objects = [o for o in children(verb, "obj") if is_noun(o) and o.i < root.i and o != root]
        subjects = [s for s in children(verb, "nsubj") if s.i < root.i]
        named = [n for n in (*objects, *subjects) if is_noun(n) and n.lower_ not in DAYS | MEASURES]
        if named:
            return named[0]
        if is_noun(verb.head) and (relation(verb) == "acl" or (relation(verb) == "acl:relcl" and subjects)):
            return verb.head
        if base(verb) not in ("conj", "xcomp", "advcl", "acl") or verb.head == verb:
            return None
        verb = verb.head
    return None


def _subject_of_particle(root: Token) -> Token | None:
    """`sales were up 4 percent`, `was down by 21 percent`: the subject of the particle or of its verb."""
    for token in (root.head, root.head.head):
        if token.lower_ == "worth" and base(token) in ("acl", "amod") and is_noun(token.head):
            return token.head
        if token.lower_ in ("up", "down", "worth"):
            holders = (token, token.head) if token.dep_ in ("advmod", "acl", "xcomp", "obl") else (token,)
            for holder in holders:
                subjects = [s for s in children(holder, "nsubj") if is_noun(s) and s.i < root.i]
                if subjects:
                    return subjects[0]
    return None


def _whole_phrase(noun: Token, span: Span) -> Counted:
    """A noun and its phrase; a pronoun is nothing that is counted."""
    if singular(noun) in ("number", "total"):
        inner = next((n for w, n in complements(noun) if w == "of" and is_noun(n)), None)
        return Counted(inner, phrase_of(inner, span)) if inner is not None else Counted(noun, phrase_of(noun, span))
    if noun.lower_ in PRONOUNS or (noun.pos_ == "PRON" and not is_noun(noun) and noun.lower_ != "others"):
        return NOTHING
    return Counted(noun, phrase_of(noun, span))
