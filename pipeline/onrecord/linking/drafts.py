"""Drafts: a quantity with all that the rules link to it, in tokens, before it becomes a claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from spacy.tokens import Doc, Span, Token

from onrecord.linking import scope
from onrecord.linking.beside import deed_beside, toll_before, victims
from onrecord.linking.counted import Counted, counted
from onrecord.linking.events import CASUALTIES, event_of, lemma, listed, of_word, singular
from onrecord.linking.grammar import base, children, preposition, relation
from onrecord.linking.happened import predicate_of, predicate_span
from onrecord.linking.whereabouts import PLACE_LABELS, place_of, time_of
from onrecord.numbers.quantities import Quantity

NAMES = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
VERBLESS = frozenset({"duration", "length", "area"})
SAYING = listed("saying")
"""Dimensions whose claims have no predicate."""


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
    time: tuple[int, int] | None = None
    negated: bool = False
    hedged: bool = False
    part_of: Draft | None = None
    partitive: bool = False
    confidence: float | None = None


def drafts(doc: Doc, quantities: Sequence[Quantity], numberless: bool) -> list[Draft]:
    """All quantities of a Doc that are claims, linked as far as the Doc's annotation goes."""
    names = _named_tokens(doc)
    places = _places_by_sentence(doc)
    found: list[Draft] = []
    for quantity in quantities:
        span = doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
        if span is None or _in_name(doc, quantity, names):
            continue
        draft = Draft(quantity, span, _sentence(span))
        link(draft, places)
        if not _is_pronoun(draft):
            found.append(draft)
    if numberless and doc.has_annotation("DEP"):
        found = sorted([*found, *_numberless(found, places)], key=lambda d: d.quantity.start)
    _parallel(found)
    _subsets(doc, found)
    return found


def link(draft: Draft, places: dict[int, list[Span]]) -> None:
    """Fills a draft in from the parse, or from the words beside the number where there is none."""
    doc, span, quantity = draft.span.doc, draft.span, draft.quantity
    if not doc.has_annotation("DEP"):
        deed = (
            (toll_before(span) or deed_beside(span, None) or victims(span)) if quantity.unit is None else None
        )
        if deed is not None:
            draft.deed, draft.predicate = deed, _characters(doc, deed.i, deed.i + 1)
            draft.event = event_of(deed, None)
        return
    found = counted(quantity, span)
    draft.noun, draft.partitive = found.noun, found.partitive
    draft.of = _characters(doc, *found.phrase) if found.phrase else None
    deed = _deed(draft, found)
    draft.deed = deed
    if quantity.unit is None or quantity.dimension in ("ratio", "money"):
        draft.event = (
            event_of(deed, found.noun) if not quantity.compound and quantity.dimension != "money" else "other"
        )
    if (
        deed is not None
        and quantity.dimension not in VERBLESS
        and (not quantity.compound or quantity.unit == "fold")
    ):
        draft.predicate = _characters(doc, *predicate_span(deed))
    draft.negated = scope.negated(deed, span)
    draft.hedged = scope.hedged(deed, span)
    if draft.sentence is not None:
        _whereabouts(draft, places)


def _deed(draft: Draft, found: Counted) -> Token | None:
    deed = predicate_of(found, draft.span)
    if deed is None or draft.span.start <= deed.i < draft.span.end:
        return None
    return deed if deed.is_alpha or "-" in deed.text else None


def _is_setting(deed: Token, noun: Token | None, span: Span) -> bool:
    """Whether the counted is not who suffered the deed but who did it, or where: `killed in two attacks`."""
    if noun is None or noun.i < span.start or of_word(deed) is None or deed.pos_ not in ("VERB", "AUX"):
        return False
    if lemma(noun) in listed("people"):
        return False
    outside = ("in", "at", "from", "during", "after", "across", "on", "with")
    before = span.doc[span.start - 1].lower_ if span.start else ""
    doer = (
        relation(noun) == "nsubj" and noun.i < deed.i and deed.tag_ != "VBN" and bool(children(deed, "obj"))
    )
    return doer or (before in outside and deed.i < span.start) or preposition(noun) in outside


def _whereabouts(draft: Draft, places: dict[int, list[Span]]) -> None:
    assert draft.sentence is not None
    doc, sentence = draft.span.doc, draft.sentence
    if draft.quantity.dimension not in ("duration",) and not draft.quantity.compound:
        place = place_of(doc, places.get(sentence.start, []), draft.deed, sentence, draft.span)
        if place is not None:
            draft.place = (place.start_char, place.end_char)
        when = time_of(doc, draft.deed, sentence, draft.span)
        draft.time = (when.start, when.end) if when is not None else None


def _sentence(span: Span) -> Span | None:
    return span.root.sent if span.doc.has_annotation("SENT_START") else None


def _characters(doc: Doc, start: int, end: int) -> tuple[int, int]:
    span = doc[start:end]
    return span.start_char, span.end_char


def _named_tokens(doc: Doc) -> dict[int, Span]:
    return {i: ent for ent in doc.ents if ent.label_ in NAMES for i in range(ent.start, ent.end)}


def _in_name(doc: Doc, quantity: Quantity, names: dict[int, Span]) -> bool:
    """Whether the bare number stands inside a name of more words (`Nikkei 225`, `Flight 370`)."""
    number = doc.char_span(quantity.number_start, quantity.number_end, alignment_mode="expand")
    if number is None:
        return False
    ent = names.get(number.start)
    return (
        ent is not None
        and ent.end_char >= quantity.number_end
        and len(ent) > len(number)
        and quantity.unit is None
    )


def _places_by_sentence(doc: Doc) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    if doc.has_annotation("SENT_START"):
        for ent in doc.ents:
            if ent.label_ in PLACE_LABELS:
                found[ent.root.sent.start].append(ent)
    return found


def _is_pronoun(draft: Draft) -> bool:
    """`one` that counts nothing: it must have a noun, or be a casualty."""
    if (
        draft.span.text.lower() != "one"
        or not draft.span.doc.has_annotation("DEP")
        or draft.quantity.compound
    ):
        return False
    said = draft.deed is not None and lemma(draft.deed) in SAYING and draft.deed.i > draft.span.end
    return draft.event == "other" and draft.quantity.unit is None and (draft.noun is None or said)


def _parallel(found: list[Draft]) -> None:
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


def _subsets(doc: Doc, found: list[Draft]) -> None:
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
    return (
        first.sentence is not None
        and second.sentence is not None
        and first.sentence.start == second.sentence.start
    )


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


def _numberless(found: list[Draft], places: dict[int, list[Span]]) -> Iterator[Draft]:
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
            yield _of_article(article, draft, places, Fraction(1))
    doc = found[0].span.doc if found else None
    for token in doc or ():
        if (
            token.lower_ == "both"
            and token.i not in taken
            and base(token) in ("det", "nummod", "nsubj", "obj")
        ):
            noun = token.head
            if lemma(noun) in listed("people"):
                made = _of_article(token, None, places, Fraction(2))
                if made.event in CASUALTIES:
                    yield made


def _of_article(token: Token, model: Draft | None, places: dict[int, list[Span]], value: Fraction) -> Draft:
    start, end = token.idx, token.idx + len(token)
    quantity = Quantity(start, end, start, end, value, value, value, "exact", None, None, "words")
    draft = Draft(quantity, token.doc[token.i : token.i + 1], None)
    draft.sentence = _sentence(draft.span)
    link(draft, places)
    noun = token.head
    draft.noun, draft.of = noun, _characters(token.doc, min(token.i + 1, noun.i), noun.i + 1)
    if model is not None:
        draft.deed, draft.predicate, draft.event = model.deed, model.predicate, model.event
        draft.place, draft.time, draft.negated, draft.hedged = (
            model.place,
            model.time,
            model.negated,
            model.hedged,
        )
    return draft
