"""Counted: the noun that a quantity counts or measures, and how far its phrase reaches."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Span, Token

from onrecord.linking.events import lemma, listed
from onrecord.linking.grammar import base, children, complements, copula, governor, relation
from onrecord.numbers.quantities import Quantity

OWN_MEASURE = frozenset({"duration", "length", "area", "temperature", "rate"})
"""Dimensions of which nothing is counted: the quantity is its own noun."""
SHARES = frozenset(
    {"ratio", "money", "mass", "volume", "points", "energy", "power", "data", "multiple", "magnitude"}
)
INWARD = frozenset(
    {
        "amod",
        "compound",
        "nmod",
        "flat",
        "fixed",
        "nummod",
        "advmod",
        "punct",
        "conj",
        "cc",
        "nmod:poss",
        "case",
        "det",
        "goeswith",
        "obl",
    }
)
OUTSIDE = frozenset(
    {
        "more",
        "additional",
        "further",
        "another",
        "extra",
        "least",
        "the",
        "a",
        "an",
        "these",
        "those",
        "this",
        "that",
        "its",
        "their",
        "his",
        "her",
        "our",
    }
)
PRONOUNS = frozenset({"them", "these", "those", "whom", "which", "us", "you", "it"})
CLAUSES = frozenset({"acl", "appos", "parataxis", "ccomp", "advcl", "dep", "list", "orphan"})


class Counted(NamedTuple):
    """The noun that is counted; `phrase` its span; `whole` the quantity it is a part of, as a token."""

    noun: Token | None
    phrase: tuple[int, int] | None
    whole: Token | None = None
    partitive: bool = False


def counted(quantity: Quantity, span: Span) -> Counted:
    """What the quantity that covers `span` counts; null where nothing is said or it is its own measure."""
    if quantity.dimension in OWN_MEASURE or (quantity.compound and quantity.unit is None):
        return Counted(None, None)
    root = root_of(span)
    if quantity.unit is not None:
        return _measured(quantity, span, root)
    found = _counted(span, root)
    beside = surface_noun(span)
    if beside is None:
        return Counted(None, None) if found.noun is not None and found.noun.lower_ in DAYS else found
    if found.partitive or (found.noun is not None and found.noun.i == beside.i):
        return found
    return _whole_phrase(beside, span)


def surface_noun(span: Span) -> Token | None:
    """The last noun of the phrase that goes on right after the number, told by tags alone."""
    doc, best = span.doc, None
    at = span.end + (span.end < len(doc) and doc[span.end].lower_ == "of")
    for token in doc[at : at + 10]:
        if token.pos_ in ("NOUN", "PROPN") or token.lower_ == "others":
            if best is not None and best.pos_ == "PROPN" and token.ent_iob_ == "B" and token.pos_ == "PROPN":
                break
            if token.lower_ in DAYS and best is not None:
                break
            best = token
        elif not _modifies(token, best):
            break
    return best


def _modifies(token: Token, best: Token | None) -> bool:
    """Whether a word may stand inside a noun phrase, before its last noun."""
    if token.lower_ in OUTSIDE or token.text in ("-", "'s", "’s"):
        return best is None or token.text in ("-", "'s", "’s")
    plural = best is not None and best.tag_ in ("NNS", "NNPS")
    return not plural and (token.pos_ == "ADJ" or token.tag_ in ("JJ", "VBN", "POS", "HYPH", "CD"))


DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def root_of(span: Span) -> Token:
    """The token of a span that the rest of it hangs on; the number itself where the parse is broken."""
    root = span.root
    if root.pos_ in ("ADP", "ADV", "ADJ", "DET", "PUNCT") and len(span) > 1:
        numbers = [t for t in span if t.pos_ in ("NUM", "NOUN", "SYM") or t.like_num]
        return numbers[-1] if numbers else root
    return root


def _counted(span: Span, root: Token) -> Counted:
    inner = _of_phrase(root, span)
    if inner is not None:
        return _part(inner, span)
    head = governor(root)
    front = (
        base(root) in ("nummod", "amod", "det", "compound", "nmod", "advmod", "obl", "dep")
        and head.i >= span.end
    )
    if front and head.pos_ in ("NOUN", "PROPN", "ADJ", "SYM", "X", "VERB", "PRON") and _near(span, head):
        inner = _of_phrase(head, span) if lemma(head) in ("total", "pair", "dozen") else None
        return _whole_phrase(inner if inner is not None else head, span)
    if root.pos_ in ("NOUN", "PROPN") and not root.like_num and root.i >= span.end:
        return _whole_phrase(root, span)
    subject = _subject_of_change(root)
    if subject is not None:
        return _whole_phrase(subject, span)
    return Counted(None, None)


def _near(span: Span, head: Token) -> bool:
    """Whether a noun follows its number within one phrase."""
    between = span.doc[span.end : head.i]
    return len(between) <= 12 and not any(
        t.pos_ in ("VERB", "AUX") and t.dep_ in ("ROOT", "cop") for t in between
    )


def _measured(quantity: Quantity, span: Span, root: Token) -> Counted:
    inner = _of_phrase(root, span)
    if inner is not None:
        return _part(inner, span)
    head = governor(root)
    if (
        base(root) in ("nummod", "amod", "compound", "nmod", "obl", "dep")
        and head.i >= span.end
        and head.pos_ in ("NOUN", "PROPN")
    ):
        return _whole_phrase(head, span)
    if quantity.dimension == "money":
        for word, noun in complements(root):
            if (
                word in ("in", "worth")
                and noun.i - span.end <= 5
                and noun.ent_type_ == ""
                and noun.pos_ == "NOUN"
            ):
                return _whole_phrase(noun, span)
        if (
            base(root) == "nmod"
            and head.i < span.start
            and head.pos_ == "NOUN"
            and lemma(head) not in ("cost", "price", "value")
        ):
            return _whole_phrase(head, span)
        return (
            Counted(None, None)
            if quantity.dimension == "money" and not _changes(root)
            else _from_subject(root, span)
        )
    if base(root) in ("nmod", "appos") and head.i < span.start and head.pos_ == "NOUN":
        return _whole_phrase(head, span)
    return _from_subject(root, span)


def _from_subject(root: Token, span: Span) -> Counted:
    subject = _subject_of_change(root)
    return _whole_phrase(subject, span) if subject is not None else Counted(None, None)


def _changes(root: Token) -> bool:
    return lemma(governor(root)) in listed("change")


def _of_phrase(root: Token, span: Span) -> Token | None:
    """The noun after `of` right behind the quantity (`dozens of rounds`)."""
    for word, noun in complements(root):
        if word == "of" and noun.i >= span.end and noun.i - span.end <= 12:
            return noun
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if (
        after is not None
        and after.lower_ == "of"
        and after.head.i > after.i
        and after.head.pos_ in ("NOUN", "PROPN", "PRON")
    ):
        return after.head
    return None


def _part(noun: Token, span: Span) -> Counted:
    """A part of something: `19 of them`, `50 of the 60 people`, or plain `dozens of people`."""
    numbers = children(noun, "nummod")
    found = _whole_phrase(noun, span)
    if noun.lower_ in PRONOUNS:
        return Counted(None, None, None, True)
    definite = any(
        c.lower_ in ("the", "these", "those", "its", "their") for c in children(noun, "det", "nmod")
    )
    return Counted(noun, found.phrase, numbers[0] if numbers else None, bool(numbers) or definite)


def _subject_of_change(root: Token) -> Token | None:
    """`the rate rose to 9`, `the tax will be 33 percent`: the subject is what is measured."""
    head = governor(root)
    if copula(root) is not None:
        subjects = children(root, "nsubj")
        return (
            subjects[0]
            if subjects and subjects[0].pos_ in ("NOUN", "PROPN") and subjects[0].i < root.i
            else None
        )
    if base(root) not in ("obj", "obl", "xcomp", "nmod", "advmod", "conj", "obj", "dep") or head == root:
        return None
    if base(root) in ("conj", "nmod") and head.like_num:
        return _subject_of_change(head)
    if lemma(head) not in listed("change") or head.pos_ not in ("VERB", "AUX", "NOUN", "ADJ", "ADV"):
        return None
    verb = head
    for _ in range(3):
        subjects = [s for s in children(verb, "nsubj") if s.pos_ in ("NOUN", "PROPN") and s.i < root.i]
        if subjects:
            return subjects[0]
        objects = [o for o in children(verb, "obj") if o.i < root.i and o != root]
        if objects:
            return objects[0]
        if base(verb) not in ("conj", "xcomp", "advcl", "acl") or verb.head == verb:
            return None
        if relation(verb) == "acl" and verb.head.pos_ in ("NOUN", "PROPN"):
            return verb.head
        verb = verb.head
    return None


def _whole_phrase(noun: Token, span: Span) -> Counted:
    """A noun with the modifiers that belong to it, without the quantity, determiners and clauses."""
    if (
        lemma(noun) in listed("toll")
        or noun.lower_ in PRONOUNS
        or noun.pos_ == "PRON"
        and noun.lower_ not in ("others", "those")
    ):
        return Counted(noun if lemma(noun) in listed("toll") else None, None)
    start, end = noun.i, noun.i + 1
    left = span.end if span.end <= noun.i else 0
    for child in noun.lefts:
        if relation(child) in INWARD or base(child) in INWARD:
            start = min(start, max(left, child.left_edge.i))
    start = _drop_front(noun, start, span)
    end = _right_end(noun, end, span)
    return Counted(noun, (start, end))


def _drop_front(noun: Token, start: int, span: Span) -> int:
    """Leaves out determiners, additive words and, after `of`, a possessor."""
    doc = noun.doc
    after_of = span.end < len(doc) and doc[span.end].lower_ == "of"
    if after_of:
        owners = [c for c in noun.lefts if relation(c) == "nmod:poss" and c.pos_ in ("NOUN", "PROPN")]
        if owners and owners[0].right_edge.i < noun.i:
            start = max(start, owners[0].right_edge.i + 1)
    while start < noun.i and (
        doc[start].lower_ in OUTSIDE
        or doc[start].pos_ in ("DET", "ADP", "CCONJ", "PUNCT", "SPACE")
        or (doc[start].like_num and doc[start].pos_ == "NUM")
    ):
        start += 1
    return start


def _right_end(noun: Token, end: int, span: Span) -> int:
    """Takes in `of` phrases and nouns that share the number, and stops before any clause."""
    for child in noun.rights:
        if span.start <= child.i < span.end or child.left_edge.i > end + 1:
            if child.left_edge.i > end + 1:
                break
            continue
        word = next((w for w, n in complements(noun) if n == child or n.head == child), "")
        shared = (
            base(child) == "conj"
            and not children(child, "nummod", "det", "nmod:poss")
            and noun.i > span.start
        )
        if (base(child) in ("nmod", "prep") and word == "of") or base(child) in ("flat", "fixed") or shared:
            end = max(end, _clipped(child))
        elif base(child) in CLAUSES or word:
            break
    return end


def _clipped(token: Token) -> int:
    """The end of a subtree without relative clauses and appositions."""
    end = token.i + 1
    for child in token.rights:
        if base(child) in CLAUSES or base(child) == "punct" or relation(child).startswith("acl"):
            break
        end = max(end, _clipped(child))
    return end
