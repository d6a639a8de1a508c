"""Claims: finds every number that counts or measures, and links it to what it says.

Reads   the text; where they are there: tags and parse, doc.ents, doc._.onrecord_quotes,
        doc._.onrecord_coreference, doc.user_data["published"]
Writes  doc._.onrecord_claims, doc.spans["onrecord_claims"]
Skips   dates, clocks, ages, ordinals, names, scores, tallies, phones, addresses, `one of`
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from onrecord.linking.draft import Draft
from onrecord.linking.drafts import drafts
from onrecord.linking.learned import ClaimConfidence, Trust, combine
from onrecord.linking.times import iso_of
from onrecord.linking.vouching import (
    ByPlace,
    entities_by_place,
    innermost,
    place_entity,
    quotes_by_place,
    vouched,
)
from onrecord.neural.frames import FrameTagger
from onrecord.neural.tagger import RoleTagger
from onrecord.neural.trained import Trained
from onrecord.numbers import find_quantities
from onrecord.numbers.exact import dollar_of, exact
from onrecord.numbers.units import si_of
from onrecord.settings import settings_of, within
from onrecord.words import text_of

ROLES = frozenset({"of", "predicate", "place", "time"})
CLASSES = frozenset({"event", "negated", "hedged"})


@Language.factory(
    "onrecord_claims",
    default_config={
        "tagger_roles": ["place", "predicate"],
        "tagger_classes": ["event"],
        "min_tagger_score": 0.8,
        "replace_score": 0.8,
        "min_anchor_score": 0.02,
        "numberless": True,
        "confidence": asdict(ClaimConfidence()),
    },
    assigns=["doc._.onrecord_claims"],
)
def make_claims(
    nlp: Language,
    name: str,
    tagger_roles: list[str],
    tagger_classes: list[str],
    min_tagger_score: float,
    replace_score: float,
    min_anchor_score: float,
    numberless: bool,
    confidence: dict[str, float],
) -> Claims:
    for setting, given, known in (
        ("tagger_roles", tagger_roles, ROLES),
        ("tagger_classes", tagger_classes, CLASSES),
    ):
        unknown = sorted(set(given) - known)
        if unknown:
            raise ValueError(f"{name}: {setting} has {unknown[0]!r}; known are {', '.join(sorted(known))}")
    scores = {
        "min_tagger_score": min_tagger_score,
        "replace_score": replace_score,
        "min_anchor_score": min_anchor_score,
    }
    with settings_of(name):
        within(scores)
        sure = ClaimConfidence.of("confidence", confidence)
    heard = frozenset(tagger_roles), frozenset(tagger_classes)
    trust = Trust(*heard, min_tagger_score, replace_score, min_anchor_score, sure)
    return Claims(name, trust, numberless)


class Claims(Trained):
    """Claims by number grammar and rules over the parse and, where there are weights, by the tagger.

    `tagger_roles` and `tagger_classes` say in which parts the tagger is heard: from
    `min_tagger_score` on where the rules are silent, from `replace_score` on in their stead (an
    event only where they have no predicate either); both empty are the rules alone. `confidence` maps the
    tagger's probability that a number is a claim to that of the whole claim being right.
    `numberless` counts `a child` in lists of casualties.
    """

    def __init__(self, name: str, trust: Trust, numberless: bool):
        self.name, self.trust, self.numberless = name, trust, numberless
        self.labels: dict[str, Any] = {}
        self.tagger: FrameTagger | None = None
        for extension in ("onrecord_claims", "onrecord_quotes", "onrecord_coreference"):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=None)

    def on_filled(self) -> None:
        if self.heads is not None and "anchors" in self.heads:
            self.tagger = RoleTagger(self.heads, self.labels)

    def __call__(self, doc: Doc) -> Doc:
        tagger = self.tagger if len(doc.tensor) == len(doc) else None
        claims = list(find_claims(doc, tagger, self.trust, self.numberless))
        doc._.onrecord_claims = claims
        doc.spans["onrecord_claims"] = SpanGroup(doc, name="onrecord_claims", spans=list(_spans(doc, claims)))
        return doc


def find_claims(
    doc: Doc, tagger: FrameTagger | None, trust: Trust, numberless: bool
) -> Iterator[dict[str, Any]]:
    """The claims of a Doc as plain dicts, by start of the quantity."""
    quantities = find_quantities(text_of(doc), dollar_of(text_of(doc)))
    found = combine(doc, drafts(doc, quantities, numberless), tagger, trust)
    ids = {id(draft): f"c{n}" for n, draft in enumerate(found)}
    quotes = quotes_by_place(doc._.onrecord_quotes or ())
    entities = entities_by_place(doc._.onrecord_coreference or ())
    for draft in found:
        part_of = ids.get(id(draft.part_of)) if draft.part_of is not None else None
        links = _links(doc, draft, quotes, entities)
        yield {"id": ids[id(draft)], **_figures(draft), **links, "part_of": part_of}


def _figures(draft: Draft) -> dict[str, Any]:
    quantity = draft.quantity
    ends = [end for end in (quantity.value, quantity.low, quantity.high) if end is not None]
    si = si_of(ends[0], quantity.unit) if ends and quantity.modifier != "range" else None
    return {
        "quantity": [quantity.start, quantity.end],
        "value": exact(quantity.value),
        "low": exact(quantity.low),
        "high": exact(quantity.high),
        "modifier": quantity.modifier,
        "unit": quantity.unit,
        "si_value": exact(si[0]) if si else None,
        "si_unit": si[1] if si else None,
        "confidence": draft.confidence,
    }


def _links(doc: Doc, draft: Draft, quotes: ByPlace, entities: ByPlace) -> dict[str, Any]:
    text, published = text_of(doc), doc.user_data.get("published")
    quote = innermost(quotes, draft.quantity.start, draft.quantity.end)
    spans = {role: list(span) if span else None for role, span in _roles(draft)}
    when = iso_of(text[draft.time[0] : draft.time[1]], published) if draft.time else None
    denied = bool(quote and quote.get("negated"))
    return {
        **spans,
        "event": draft.event,
        "place_entity": place_entity(entities, draft.place or draft.near),
        "time_iso": when,
        **vouched(quote, text),
        "negated": draft.negated or denied,
        "hedged": draft.hedged,
    }


def _roles(draft: Draft) -> Iterator[tuple[str, tuple[int, int] | None]]:
    yield "of", draft.of
    yield "predicate", draft.predicate
    yield "place", draft.place
    yield "time", draft.time


def _spans(doc: Doc, claims: list[dict[str, Any]]) -> Iterator[Span]:
    """Each quantity as a spaCy span, with the event as label and the claim's id as span id."""
    for claim in claims:
        start, end = claim["quantity"]
        span = doc.char_span(start, end, label=claim["event"], span_id=claim["id"], alignment_mode="expand")
        if span is not None:
            yield span
