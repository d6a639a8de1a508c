"""Worded: what the words right beside a number settle about its predicate, whatever the parse says."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onrecord.linking.events import lemma, listed

PARTS_OF = frozenset({"half", "all", "none", "some", "most", "third", "thirds", "quarter", "quarters", "percent"})
"""What a part is called that has no numeral, as in `half of the 55 seats`."""


def up_or_down(span: Span) -> Token | None:
    """`up 4 percent`, `worth $4 billion`: the word right before the number."""
    last = span.doc[span.start - 1] if span.start else None
    return last if last is not None and last.lower_ in ("up", "down", "worth") and last.dep_ != "compound:prt" else None


def change_of(span: Span) -> Token | None:
    """`a drop of eight points`, `at a cost of $5 million`, `a £1.3bn cut`: the noun of a change beside the number."""
    doc, i = span.doc, span.start
    if i > 1 and doc[i - 1].lower_ == "of" and doc[i - 2].pos_ == "NOUN" and lemma(doc[i - 2]) in listed("change_noun"):
        return doc[i - 2]
    after = doc[span.end] if span.end < len(doc) else None
    named = after is not None and after.pos_ == "NOUN" and lemma(after) in listed("change_noun") - {"cost"}
    return after if named else None


def is_whole(span: Span) -> bool:
    """Whether another number is a part of this one (`31 of the 55 seats`), and has the predicate."""
    doc, at = span.doc, span.start - 1
    while at > 0 and doc[at].tag_ in ("DT", "PRP$", "POS", "NNP"):
        at -= 1
    return at > 0 and doc[at].lower_ == "of" and (doc[at - 1].like_num or doc[at - 1].lower_ in PARTS_OF)
