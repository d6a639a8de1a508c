"""Lists: what several numbers of one sentence have to do with each other.

A number may take its noun from the one before it, or be a part of it; and in a list of
victims a bare article counts one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from spacy.tokens import Doc, Token

from onrecord.linking.draft import Draft, characters, sentence_of
from onrecord.linking.events import CASUALTIES, lemma, listed, of_word, singular
from onrecord.linking.grammar import base, children
from onrecord.numbers.quantity import Quantity


def share_nouns(found: list[Draft]) -> None:
    """`34 people were killed and 100 wounded`: the second number takes the first one's noun; so does `200 more`."""
    people = CASUALTIES | {"missing", "detained", "evacuated", "displaced"}
    for draft, last in zip(found[1:], found, strict=False):
        if draft.of is not None or last.of is None or last.noun is None or not _same_sentence(draft, last):
            continue
        if (
            draft.quantity.unit is not None
            or last.quantity.unit is not None
            or draft.quantity.compound
            or draft.partitive
        ):
            continue
        after = draft.span.doc[draft.span.end].lower_ if draft.span.end < len(draft.span.doc) else ""
        both = {draft.event, last.event} <= people and draft.noun is None
        if (both and singular(last.noun) not in listed("bodies")) or after == "more":
            draft.of = last.of


def find_parts(doc: Doc, found: list[Draft]) -> None:
    """`19 of them`, `50 of the 60 people`, `including four Marines`: a part of the claim before."""
    for i, draft in enumerate(found):
        before = [d for d in found[max(0, i - 4) : i] if d.quantity.unit is None and _same_sentence(d, draft)]
        if draft.partitive:
            draft.part_of = _whole(draft, found[max(0, i - 3) : i + 3])
            if draft.part_of is not None and draft.of is None:
                draft.of = draft.part_of.of
        elif before and _included(doc, before[-1], draft):
            draft.part_of = before[-1].part_of or before[-1]
            if draft.event == "other" or draft.deed is None:
                whole = draft.part_of
                draft.deed, draft.predicate, draft.event = whole.deed, whole.predicate, whole.event


def _same_sentence(first: Draft, second: Draft) -> bool:
    return first.sentence is not None and second.sentence is not None and first.sentence.start == second.sentence.start


def _whole(draft: Draft, near: list[Draft]) -> Draft | None:
    """The quantity that a partitive is of: the number in its phrase, else the larger one before."""
    size = draft.quantity.low or draft.quantity.high or Fraction(0)
    for other in reversed(near):
        if other is draft or other.quantity.unit is not None:
            continue
        inside = draft.span.end <= other.span.start <= draft.span.end + 4
        larger = (other.quantity.low or other.quantity.high or Fraction(0)) >= size
        if larger and (inside or (other.span.end <= draft.span.start and draft.of is None)):
            return other
    return None


def _included(doc: Doc, whole: Draft, part: Draft) -> bool:
    """Whether `including` stands between two numbers, and the list it opens still runs."""
    between = doc[whole.span.end : part.span.start]
    words = [t.lower_ for t in between]
    opened = max((k for k, w in enumerate(words) if w in ("including", "among")), default=-1)
    smaller = (part.quantity.low or Fraction(1)) <= (whole.quantity.low or whole.quantity.high or Fraction(0))
    if whole.part_of is not None:
        return "," not in words and not any(t.pos_ in ("VERB", "AUX") for t in between) and "and" in words
    return (
        opened >= 0
        and smaller
        and "," not in words[opened:]
        and not any(t.pos_ == "AUX" for t in between[opened + 1 :])
    )


def numberless(found: list[Draft], link: Callable[[Draft], None]) -> Iterator[Draft]:
    """Victims without a numeral beside counted ones: `three soldiers and a child`; `both pilots`."""
    taken = {i for d in found for i in range(d.span.start, d.span.end)}
    for draft in found:
        if (
            draft.noun is None
            or draft.event not in CASUALTIES
            or draft.quantity.unit is not None
            or draft.noun.i < draft.span.start
        ):
            continue
        for noun in children(draft.noun, "conj"):
            article = next((c for c in noun.children if c.lower_ in ("a", "an") and c.dep_ == "det"), None)
            if (
                article is None
                or article.i in taken
                or lemma(noun) not in listed("people")
                or of_word(noun) is not None
            ):
                continue
            yield _of_article(article, draft, link, Fraction(1))
    doc = found[0].span.doc if found else None
    for token in doc or ():
        if token.lower_ == "both" and token.i not in taken and base(token) in ("det", "nummod", "nsubj", "obj"):
            noun = token.head
            if lemma(noun) in listed("people"):
                made = _of_article(token, None, link, Fraction(2))
                if made.event in CASUALTIES:
                    yield made


def _of_article(token: Token, model: Draft | None, link: Callable[[Draft], None], value: Fraction) -> Draft:
    start, end = token.idx, token.idx + len(token)
    quantity = Quantity(start, end, start, end, value, value, value, "exact", None, None, "words")
    draft = Draft(quantity, token.doc[token.i : token.i + 1], None)
    draft.sentence = sentence_of(draft.span)
    link(draft)
    noun = token.head
    draft.noun, draft.of = noun, characters(token.doc, min(token.i + 1, noun.i), noun.i + 1)
    if model is not None:
        draft.deed, draft.predicate, draft.event = model.deed, model.predicate, model.event
        draft.place, draft.time, draft.negated, draft.hedged = (
            model.place,
            model.time,
            model.negated,
            model.hedged,
        )
    return draft
