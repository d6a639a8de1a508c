"""Records: the schema of every output line, as frozen pydantic models.

One article is one `Record`. All positions are half-open character offsets `[start, end)`
into `Record.text`, counted in Unicode code points of the text as decoded. A record
checks every mark against its text when it is made. `None` means unknown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from onrecord.version import SCHEMA_VERSION

Kind = Literal["name", "nominal", "pronoun"]
Layer = Literal["actor", "place"]
QuoteType = Literal["direct", "indirect", "mixed"]
Modifier = Literal["exact", "approx", "at_least", "more_than", "at_most", "less_than", "range"]
Event = Literal[
    "killed", "injured", "killed_or_injured", "detained", "displaced",
    "missing", "evacuated", "deployed", "other",
]  # fmt: skip

ACTOR_LABELS = ("PERSON", "ORG", "NORP")
PLACE_LABELS = ("GPE", "LOC", "FAC")
LABELS = ACTOR_LABELS + PLACE_LABELS


def layer_of(label: str) -> Layer | None:
    """The layer of an OntoNotes label: "actor", "place", or None for a label of neither."""
    if label in ACTOR_LABELS:
        return "actor"
    return "place" if label in PLACE_LABELS else None


class FrozenModel(BaseModel):
    """Immutable, and closed: an unknown field is an error, so a misspelt one is seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mark(FrozenModel):
    """A stretch of the article: characters `[start, end)` and the words that stand there."""

    start: int
    end: int
    text: str


class Mention(Mark):
    """One place in the text where an entity is named, described or referred to."""

    kind: Kind
    label: str | None = None
    acts: bool | None = None
    confidence: float | None = None


class Entity(FrozenModel):
    """Everything in the article that refers to one actor or place, under its fullest name.

    `lat` and `lon` are WGS 84 degrees; `country` is an ISO 3166-1 alpha-2 code.
    """

    id: str
    name: str
    label: str
    layer: Layer
    type: str | None = None
    mentions: tuple[Mention, ...]
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    confidence: float | None = None


class Quote(FrozenModel):
    """Something said, written or announced by a source other than the article's own voice."""

    id: str
    type: QuoteType
    content: tuple[Mark, ...]
    cue: Mark | None = None
    source: Mark | None = None
    speaker: str | None = None
    speaker_name: str | None = None
    via: tuple[Mark, ...] = ()
    negated: bool = False
    confidence: float | None = None


class Claim(FrozenModel):
    """An assertion that counts or measures something.

    `value`, `low` and `high` are in `unit` (None for a bare count); an open end is None.
    `si_value` and `si_unit` repeat `value`, or else the one end that is given, in SI units where
    `unit` has one. `place_entity` is the entity of `place`; where the sentence names none, and the
    event is not `other`, of the nearest place that a sentence shortly before gives.
    """

    id: str
    quantity: Mark
    value: float | None = None
    low: float | None = None
    high: float | None = None
    modifier: Modifier = "exact"
    unit: str | None = None
    si_value: float | None = None
    si_unit: str | None = None
    of: Mark | None = None
    predicate: Mark | None = None
    event: Event = "other"
    place: Mark | None = None
    place_entity: str | None = None
    time: Mark | None = None
    time_iso: str | None = None
    claimant: str | None = None
    claimant_name: str | None = None
    quote: str | None = None
    negated: bool = False
    hedged: bool = False
    part_of: str | None = None
    confidence: float | None = None


class MadeBy(FrozenModel):
    """What made a record: enough to tell whether another run would make the same."""

    onrecord: str
    model: str
    model_version: str
    model_checksum: str | None = None
    config_hash: str


class Record(FrozenModel):
    """One article and every mark on it: one line of output.

    `sha256` is of `text` in UTF-8; `input_sha256` of the bytes the article was read from.
    Raises ValueError when a mark's `text` is not what stands at its offsets, or when a
    mark refers to an entity, quote or claim that the record lacks.
    """

    schema_version: str = SCHEMA_VERSION
    id: str
    source: str | None = None
    sha256: str
    input_sha256: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"
    text: str
    sentences: tuple[Mark, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    made_by: MadeBy | None = None

    @model_validator(mode="after")
    def _proves_itself(self) -> Record:
        for where, mark in iter_marks(self):
            if not 0 <= mark.start < mark.end <= len(self.text) or self.text[mark.start : mark.end] != mark.text:
                found = self.text[max(mark.start, 0) : max(mark.end, 0)]
                raise ValueError(
                    f"{self.id}: {where}: [{mark.start}, {mark.end}) is {found!r}, not {mark.text!r}"
                )
        known = {e.id for e in self.entities} | {q.id for q in self.quotes} | {c.id for c in self.claims}
        for owner, field, reference in _references(self):
            if reference is not None and reference not in known:
                raise ValueError(f"{self.id}: {owner}.{field} refers to {reference!r}, which is not there")
        return self


def iter_marks(record: Record) -> Iterator[tuple[str, Mark]]:
    """Yields every mark of a record with the name of the place it stands in."""
    for i, sentence in enumerate(record.sentences):
        yield f"sentences[{i}]", sentence
    for entity in record.entities:
        for mention in entity.mentions:
            yield f"entity {entity.id} mention", mention
    for quote in record.quotes:
        for span in (*quote.content, quote.cue, quote.source, *quote.via):
            if span is not None:
                yield f"quote {quote.id}", span
    for claim in record.claims:
        for span in (claim.quantity, claim.of, claim.predicate, claim.place, claim.time):
            if span is not None:
                yield f"claim {claim.id}", span


def _references(record: Record) -> Iterator[tuple[str, str, str | None]]:
    for quote in record.quotes:
        yield quote.id, "speaker", quote.speaker
    for claim in record.claims:
        yield claim.id, "quote", claim.quote
        yield claim.id, "part_of", claim.part_of
        yield claim.id, "place_entity", claim.place_entity
        yield claim.id, "claimant", claim.claimant


def sha256_of(text: str) -> str:
    """The sha256 of a text's UTF-8 bytes, in hex; a lone surrogate is encoded as it stands."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one output line."""
    return Record.model_json_schema()
