"""Sheets: the labels or marks of one article in the one shape that scores are computed from.

A hand label and a record become the same kind of sheet. A layer that is None was not looked
at; an empty one was looked at and holds nothing. `fields` says which fields of a mark were
filled in, for the same reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from onrecord.records import sha256_of
from onrecord.scoring.tally import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity: name, nominal or pronoun."""

    span: Span
    kind: str
    label: str | None = None
    acts: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity with its chain, and where it is on the map if that is known."""

    id: str
    name: str
    label: str
    mentions: tuple[Mention, ...]
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    fields: frozenset[str] = frozenset()

    def names(self) -> tuple[Span, ...]:
        """The spans of its mentions by name."""
        return tuple(mention.span for mention in self.mentions if mention.kind == "name")

    def anchors(self) -> tuple[Span, ...]:
        """The spans that tell which entity this is: its names, or all mentions where it has no name."""
        return self.names() or tuple(mention.span for mention in self.mentions)


@dataclass(frozen=True, slots=True)
class Via:
    """One who passed a quote on: by name, or by the words that stand for them and where these are."""

    words: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote."""

    id: str
    type: str
    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: str | None
    speaker_name: str | None
    via: tuple[Via, ...]
    negated: bool
    confidence: float | None
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """A numeric claim."""

    id: str
    quantity: Span
    value: float | None
    low: float | None
    high: float | None
    modifier: str
    unit: str | None
    of: Span | None
    predicate: Span | None
    event: str
    place: Span | None
    time: Span | None
    claimant: str | None
    claimant_name: str | None
    negated: bool
    hedged: bool
    part_of: str | None
    confidence: float | None
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All marks of one article; `names` also holds the entities' mentions by name."""

    id: str
    text: str
    sentences: tuple[Span, ...] | None
    names: tuple[Mention, ...] | None
    entities: tuple[Entity, ...] | None
    quotes: tuple[Quote, ...] | None
    claims: tuple[Claim, ...] | None
    acts_labelled: bool = True

    @property
    def sha256(self) -> str:
        """The sha256 of the text, by which a label and a record are known to be of one article."""
        return sha256_of(self.text)


def to_sheet(label: Mapping[str, Any], text: str, acts_labelled: bool = True) -> Sheet:
    """The sheet of one label line or record. Raises ValueError where a mark is not in the text."""
    entities = None if label.get("entities") is None else tuple(_entity(e) for e in label["entities"])
    sheet = Sheet(
        id=str(label["id"]),
        text=text,
        sentences=None
        if label.get("sentences") is None
        else tuple(sorted(_span(s) for s in label["sentences"])),
        names=_names(label, entities),
        entities=entities,
        quotes=None if label.get("quotes") is None else tuple(_quote(q) for q in label["quotes"]),
        claims=None if label.get("claims") is None else tuple(_claim(c) for c in label["claims"]),
        acts_labelled=acts_labelled,
    )
    for mark in iter_spans(label):
        start, end = mark["start"], mark["end"]
        if not 0 <= start < end <= len(text) or mark.get("text", text[start:end]) != text[start:end]:
            raise ValueError(
                f"{sheet.id}: [{start}, {end}) is {text[max(start, 0) : end]!r}, not {mark.get('text')!r}; "
                "correct the offsets or give the text that was labelled"
            )
    return sheet


def empty_sheet(gold: Sheet) -> Sheet:
    """A sheet that says there is nothing in the article: what a run without its record amounts to."""
    return Sheet(gold.id, gold.text, (), (), (), (), ())


def iter_spans(value: object) -> Any:
    """Yields every object with a `start` and an `end` in a label, however deep it stands."""
    if isinstance(value, Mapping):
        if "start" in value and "end" in value:
            yield value
        for inner in value.values():
            yield from iter_spans(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from iter_spans(inner)


def _span(mark: Mapping[str, Any]) -> Span:
    return mark["start"], mark["end"]


def _optional(mark: Mapping[str, Any] | None) -> Span | None:
    return None if mark is None else _span(mark)


def _filled(mark: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(mark)


def _names(label: Mapping[str, Any], entities: tuple[Entity, ...] | None) -> tuple[Mention, ...] | None:
    if label.get("names") is not None:
        found = [_mention(n) for n in label["names"]]
    elif entities is not None:
        found = [
            replace(m, label=m.label or entity.label)
            for entity in entities
            for m in entity.mentions
            if m.kind == "name"
        ]
    else:
        return None
    return tuple(sorted(found, key=lambda name: name.span))


def _mention(m: Mapping[str, Any]) -> Mention:
    return Mention(_span(m), m.get("kind", "name"), m.get("label"), bool(m.get("acts")), m.get("confidence"))


def _entity(entity: Mapping[str, Any]) -> Entity:
    return Entity(
        id=str(entity["id"]),
        name=entity["name"],
        label=entity["label"],
        mentions=tuple(_mention(m) for m in entity["mentions"]),
        country=entity.get("country"),
        lat=entity.get("lat"),
        lon=entity.get("lon"),
        geonames_id=entity.get("geonames_id"),
        fields=_filled(entity),
    )


def _quote(quote: Mapping[str, Any]) -> Quote:
    return Quote(
        id=str(quote["id"]),
        type=quote.get("type", "indirect"),
        content=tuple(sorted(_span(s) for s in quote["content"])),
        cue=_optional(quote.get("cue")),
        source=_optional(quote.get("source")),
        speaker=quote.get("speaker"),
        speaker_name=quote.get("speaker_name"),
        via=tuple(Via(v) if isinstance(v, str) else Via(v["text"], _span(v)) for v in quote.get("via") or ()),
        negated=bool(quote.get("negated")),
        confidence=quote.get("confidence"),
        fields=_filled(quote),
    )


def _claim(claim: Mapping[str, Any]) -> Claim:
    return Claim(
        id=str(claim["id"]),
        quantity=_span(claim["quantity"]),
        value=claim.get("value"),
        low=claim.get("low"),
        high=claim.get("high"),
        modifier=claim.get("modifier") or "exact",
        unit=claim.get("unit"),
        of=_optional(claim.get("of")),
        predicate=_optional(claim.get("predicate")),
        event=claim.get("event") or "other",
        place=_optional(claim.get("place")),
        time=_optional(claim.get("time")),
        claimant=claim.get("claimant"),
        claimant_name=claim.get("claimant_name"),
        negated=bool(claim.get("negated")),
        hedged=bool(claim.get("hedged")),
        part_of=claim.get("part_of"),
        confidence=claim.get("confidence"),
        fields=_filled(claim),
    )
