"""Drafts: the quantities of a Doc that are claims, each linked as far as the annotation goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from onrecord.linking import scope
from onrecord.linking.beside import deed_beside, toll_before, victims
from onrecord.linking.counted import Counted, counted
from onrecord.linking.draft import Draft, characters, sentence_of
from onrecord.linking.events import lemma, listed, of_word, singular
from onrecord.linking.grammar import base, children, relation
from onrecord.linking.happened import predicate_of, predicate_span
from onrecord.linking.lists import (
    find_antecedents,
    find_parts,
    share_conversions,
    share_deeds,
    share_measured,
    share_nouns,
)
from onrecord.linking.lists import numberless as add_numberless
from onrecord.linking.moments import time_of
from onrecord.linking.nearest import find_nearest
from onrecord.linking.outcomes import event_of, is_people, verb_of
from onrecord.linking.phrases import phrase_of
from onrecord.linking.whereabouts import PLACE_LABELS, place_of
from onrecord.numbers.quantity import Quantity

NAMES = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
VERBLESS = frozenset({"duration", "length", "area"})
"""Dimensions whose claims have no predicate."""
MEASURES = frozenset({"duration", "length"})
"""Dimensions whose claims have no place and no time."""
SAYING = listed("saying")
OUTSIDE = frozenset({"in", "at", "from", "during", "after", "across", "on", "with", "by", "inside"})
"""Prepositions of a scene: `killed in two attacks`."""


def drafts(doc: Doc, quantities: Sequence[Quantity], numberless: bool) -> list[Draft]:
    """All quantities of a Doc that are claims, linked as far as the Doc's annotation goes."""
    names = _named_tokens(doc)
    places = _places_by_sentence(doc)
    found: list[Draft] = []
    for quantity in quantities:
        span = doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
        if span is None or _in_name(doc, quantity, names):
            continue
        draft = Draft(quantity, span, sentence_of(span))
        link(draft, places)
        if not _is_pronoun(draft):
            found.append(draft)
    if numberless and doc.has_annotation("DEP"):
        found = sorted([*found, *add_numberless(found, lambda d: link(d, places))], key=lambda d: d.quantity.start)
    share_nouns(found)
    find_parts(doc, found)
    share_deeds(doc, found)
    share_conversions(doc, found)
    share_measured(found)
    find_antecedents(found)
    find_nearest(doc, found, places)
    return found


def link(draft: Draft, places: dict[int, list[Span]]) -> None:
    """Fills a draft in from the parse, or from the words beside the number where there is none."""
    doc, span, quantity = draft.span.doc, draft.span, draft.quantity
    if not doc.has_annotation("DEP"):
        deed = (toll_before(span) or deed_beside(span, None) or victims(span)) if quantity.unit is None else None
        if deed is not None:
            draft.deed, draft.predicate = deed, characters(doc, deed.i, deed.i + 1)
            draft.event = event_of(deed, None)
        return
    found = _of_toll(counted(quantity, span), draft)
    draft.noun, draft.partitive = found.noun, found.partitive
    draft.of = characters(doc, *found.phrase) if found.phrase else None
    deed = _deed(draft, found)
    draft.deed = deed
    if quantity.unit is None or quantity.dimension in ("ratio", "money"):
        draft.event = _event(deed, found.noun, draft)
    if deed is not None and quantity.dimension not in VERBLESS and (not quantity.compound or quantity.unit == "fold"):
        draft.predicate = characters(doc, *predicate_span(deed))
    if not quantity.compound:
        lost = deed is not None and draft.event == "missing" and deed.pos_ == "VERB"
        draft.negated = not lost and quantity.dimension != "duration" and scope.negated(deed or found.noun, span)
        draft.hedged = scope.hedged(deed, span)
    if draft.sentence is not None:
        _whereabouts(draft, places)


def _of_toll(found: Counted, draft: Draft) -> Counted:
    """The toll that a number without a noun of its own closes is what is counted."""
    if draft.quantity.unit is not None or (found.noun is not None and found.noun.i >= draft.span.start):
        return found
    toll = toll_before(draft.span)
    return found if toll is None else Counted(toll, phrase_of(toll, draft.span))


def _deed(draft: Draft, found: Counted) -> Token | None:
    deed = predicate_of(found, draft.span)
    if deed is None or draft.span.start <= deed.i < draft.span.end:
        return None
    return deed if deed.is_alpha or "-" in deed.text else None


def _event(deed: Token | None, noun: Token | None, draft: Draft) -> str:
    """The event of a count or a share; that of a compound, money, a doer, a scene or a part of a body is `other`."""
    if draft.quantity.compound or draft.quantity.dimension == "money":
        return "other"
    if draft.quantity.dimension == "ratio" and noun is not None and noun.lower_ in listed("bodies"):
        return "other"
    if deed is not None and _is_setting(deed, noun, draft.span):
        return "other"
    return event_of(deed, noun)


def _is_setting(deed: Token, noun: Token | None, span: Span) -> bool:
    """Whether the counted is not who suffered the deed but who did it, or where: `killed in two attacks`."""
    if noun is None or noun.i < span.start or of_word(deed) is None:
        return False
    if deed.pos_ in ("VERB", "AUX") and verb_of(deed) not in listed("active") and _did(noun, deed):
        return True
    if is_people(noun) or (of_word(noun) is not None and singular(noun) not in listed("deeds")):
        return False
    if deed.head == noun or base(noun) == "nsubj":
        return False
    at = span.start - 1
    while at > 0 and span.doc[at].tag_ in ("DT", "PRP$"):
        at -= 1
    return at >= 0 and span.doc[at].lower_ in (OUTSIDE if deed.i < span.start else OUTSIDE - {"after", "with"})


def _did(noun: Token, deed: Token) -> bool:
    """Whether a noun is the subject of an active deed: `four bombers killed 12`, `four bombers who killed 12`."""
    if not children(deed, "obj") or children(deed, "aux:pass", "auxpass", "nsubj:pass"):
        return False
    relative = relation(deed) == "acl:relcl" and deed.head == noun
    return any((s == noun and s.i < deed.i) or (relative and s.tag_ in ("WP", "WDT")) for s in children(deed, "nsubj"))


def _whereabouts(draft: Draft, places: dict[int, list[Span]]) -> None:
    """Place and time of a claim; a duration, a distance and a compound have none."""
    assert draft.sentence is not None
    if draft.quantity.dimension in MEASURES or draft.quantity.compound:
        return
    place = place_of(places.get(draft.sentence.start, []), draft.deed, draft.noun, draft.event)
    if place is not None:
        draft.place = (place.start_char, place.end_char)
    when = time_of(draft)
    draft.time = (when.start, when.end) if when is not None else None


def _named_tokens(doc: Doc) -> dict[int, Span]:
    return {i: ent for ent in doc.ents if ent.label_ in NAMES for i in range(ent.start, ent.end)}


def _in_name(doc: Doc, quantity: Quantity, names: dict[int, Span]) -> bool:
    """Whether the bare number stands inside a name of more words (`Nikkei 225`, `Flight 370`)."""
    number = doc.char_span(quantity.number_start, quantity.number_end, alignment_mode="expand")
    if number is None:
        return False
    ent = names.get(number.start)
    return ent is not None and ent.end_char >= quantity.number_end and len(ent) > len(number) and quantity.unit is None


def _places_by_sentence(doc: Doc) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    if doc.has_annotation("SENT_START"):
        for ent in doc.ents:
            if ent.label_ in PLACE_LABELS:
                found[ent.root.sent.start].append(ent)
    return found


def _is_pronoun(draft: Draft) -> bool:
    """`one` that counts nothing: it must have a noun, or be a casualty."""
    if draft.span.text.lower() != "one" or not draft.span.doc.has_annotation("DEP") or draft.quantity.compound:
        return False
    said = draft.deed is not None and lemma(draft.deed) in SAYING and draft.deed.i > draft.span.end
    return draft.event == "other" and draft.quantity.unit is None and (draft.noun is None or said)
