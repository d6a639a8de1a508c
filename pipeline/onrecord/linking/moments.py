"""Moments: the time that a sentence gives for a claim, and not for another deed or number in it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from onrecord.linking.draft import Draft
from onrecord.linking.events import lemma, listed, of_word
from onrecord.linking.grammar import NOUNS, base, children, copula, governor, preposition, relation
from onrecord.linking.times import When, times_in
from onrecord.words import text_of

SAYING = listed("saying") | {"announce", "confirm", "report", "warn"}
DURING = frozenset({"in", "during", "at", "on", "by", "with", "of", "over", "to"})
"""Prepositions of a phrase whose time is that of the deed: `died in Monday's blast`."""
WITHIN = frozenset({"in", "on", "for", "during", "of", "since", "at", "the", "late", "early", "by", "same", "period"})
"""Words between a number, or the noun it counts, and a time that is its own."""
EARLIER = frozenset({"from", "than", "versus"})
COMPARED = frozenset({"with", "to"})
SCENE = frozenset({"in", "during", "at", "on", "by"})
WHEN = frozenset({"when", "as", "after", "where"})
"""What opens a clause that happened at the time of the deed: `killed when a bomb went off Monday`."""
STRANGE = 9
"""The rank of a time that belongs to something else."""


def time_of(draft: Draft) -> When | None:
    """The time expression that is surest to go with a claim, then the nearest; None where each is another's."""
    span, deed = draft.span, draft.deed
    compared = _is_compared(span)
    best: tuple[tuple[int, int], When] | None = None
    for when in times_in(text_of(span.doc), span.sent.start_char, span.sent.end_char):
        where = span.doc.char_span(when.start, when.end, alignment_mode="expand")
        if where is None or (where.start < span.end and span.start < where.end):
            continue
        close = _follows(where, span, draft.noun)
        rank = -1 if close else STRANGE if compared else _rank(where.root, draft)
        far = abs(where.start - (deed.i if deed is not None and not close else span.start))
        if rank < STRANGE and (best is None or (rank, far) < best[0]):
            best = ((rank, far), when)
    return best[1] if best else None


def _is_compared(span: Span) -> bool:
    """Whether a number is what another is held against: `up from 19 a day earlier`, `compared with 32`."""
    doc, i = span.doc, span.start
    last = doc[i - 1].lower_ if i else ""
    return last in EARLIER or (last in COMPARED and i > 1 and doc[i - 2].lower_ == "compared")


def _follows(where: Span, span: Span, noun: Token | None) -> bool:
    """Whether a time stands right behind the number or its noun: `32 in 2006`, `$10 million a year ago`."""
    start = noun.i + 1 if noun is not None and span.end <= noun.i < span.end + 4 else span.end
    return where.start >= start and all(t.lower_ in WITHIN for t in span.doc[start : where.start])


def _rank(root: Token, draft: Draft) -> int:
    """How surely a time goes with a claim, lower being surer; `STRANGE` where it goes with something else."""
    if draft.deed is None:
        return 4 if _exists_then(root, draft) else STRANGE
    for step, holder in enumerate(_holders(draft.deed, draft.event)):
        rank = _held(root, holder, draft.event)
        if rank is not None:
            return rank + 2 * step
    return STRANGE


def _exists_then(root: Token, draft: Draft) -> bool:
    """Whether a time goes with what no deed is told of: it is in its phrase, of `there are`, or of the measured."""
    noun, head = draft.noun if draft.noun is not None else draft.span.root, governor(root)
    if head == noun or noun.is_ancestor(root):
        return True
    if head == governor(noun) and (lemma(head) == "be" or copula(head) is not None):
        return True
    return draft.quantity.unit is not None and head.is_ancestor(noun) and lemma(head) not in SAYING


def _holders(deed: Token, event: str) -> Iterator[Token]:
    """The deed, and what it only adds to: the verb before `, killing 12`, the blast of `a blast that killed 12`."""
    token, came = deed, ""
    yield token
    for _ in range(5):
        head = governor(token)
        if head == token or not _adds(token, came, event):
            return
        if head.pos_ in ("VERB", "AUX") and lemma(head) in SAYING and relation(token) != "conj":
            return
        token, came = head, relation(token)
        yield token


def _adds(token: Token, came: str, event: str) -> bool:
    """Whether a word says more of what it hangs on, so that both have one time; `came` is how it was reached."""
    label = relation(token)
    if label in ("xcomp", "conj", "acl:relcl", "acl"):
        return True
    if token.pos_ in NOUNS:
        return _noun_adds(token, came, event)
    if label not in ("advcl", "advmod"):
        return False
    marks = {c.lower_ for c in children(token, "mark")}
    return marks <= WHEN and (not marks or event != "other")


def _noun_adds(noun: Token, came: str, event: str) -> bool:
    """A noun that is the deed, or whose clause tells it: `the bombing of a train that killed 12`."""
    label = base(noun)
    if not came:
        return label in ("obj", "obl", "nsubj", "nmod", "appos")
    if label == "nsubj" or event == "other":
        return label == "nsubj"
    return label == "nmod" or (label == "obj" and came == "conj") or (label == "obl" and preposition(noun) in SCENE)


def _held(root: Token, holder: Token, event: str) -> int | None:
    """How near a time stands under what holds the claim; None where it stands elsewhere."""
    head = governor(root)
    if head == holder:
        return 0
    for step in range(1, 5):
        if head == head.head or not _passes(head, event):
            return None
        above = governor(head)
        if above == holder:
            return step
        head = above
    return None


def _passes(token: Token, event: str) -> bool:
    """Whether the time of a phrase or clause is that of the deed above it."""
    label = base(token)
    if label in ("obl", "nmod"):
        return preposition(token) in DURING or relation(token) == "obl:unmarked"
    if label in ("nsubj", "obj"):
        return event != "other" or token.pos_ in ("VERB", "AUX")
    if label == "conj":
        return token.pos_ not in ("VERB", "AUX") or (event != "other" and of_word(token) is not None)
    if label == "advcl":
        marks = {c.lower_ for c in children(token, "mark", "advmod")}
        return event != "other" and bool(marks & (WHEN | {"since"}))
    return label in ("compound", "nummod", "amod", "flat")
