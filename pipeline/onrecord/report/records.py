"""Records: annotated articles -> a page that shows every mark in its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import Entity, Record
from onrecord.report.context import Layer, Piece, pieces
from onrecord.report.templates import render


@dataclass(frozen=True, slots=True)
class Shown:
    """One article as the page shows it."""

    record: Record
    text: list[Piece]
    names: dict[str, str]


def record_page(records: Iterable[Record]) -> str:
    """The HTML of some records: each text with its marks, its quotes, claims and entities in tables."""
    return render("records.html", articles=[_shown(record) for record in records])


def _shown(record: Record) -> Shown:
    return Shown(record, pieces(record.text, _layers(record)), {e.id: e.name for e in record.entities})


def _layers(record: Record) -> list[Layer]:
    quotes = record.quotes
    return [
        ("actor", _names(record.entities, "actor")),
        ("place", _names(record.entities, "place")),
        ("said", [(mark.start, mark.end) for quote in quotes for mark in quote.content]),
        ("cue", [(quote.cue.start, quote.cue.end) for quote in quotes if quote.cue]),
        ("number", [(claim.quantity.start, claim.quantity.end) for claim in record.claims]),
    ]


def _names(entities: Iterable[Entity], layer: str) -> list[tuple[int, int]]:
    return [(m.start, m.end) for e in entities if e.layer == layer for m in e.mentions if m.kind == "name"]
