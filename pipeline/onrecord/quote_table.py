"""Quote table: who said what in which article, over many records, one row a quote."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from onrecord.gazetteer.keys import fold
from onrecord.records import Entity, Quote, Record

COLUMNS = (
    "article", "published", "quote", "speaker", "source", "cue", "type", "negated", "start", "end", "said",
    "before", "after", "via", "confidence",
)  # fmt: skip
CONTEXT = 60
"""Characters of the article that are shown to either side of a quote."""


def gather(records: Iterable[Record], speaker: str | None = None, context: int = CONTEXT) -> Iterator[dict[str, Any]]:
    """Rows of all quotes, or of those whose speaker bears a name that holds `speaker`, in the records' order.

    A speaker is known by all names of his entity in the article, case and accents aside; one
    without an entity by the words that stand for him.
    """
    sought = fold(speaker) if speaker is not None else None
    for record in records:
        entities = {entity.id: entity for entity in record.entities}
        for quote in record.quotes:
            entity = entities.get(quote.speaker) if quote.speaker is not None else None
            if sought is None or any(sought in fold(name) for name in names_of(quote, entity)):
                yield row(record, quote, context)


def names_of(quote: Quote, entity: Entity | None) -> list[str]:
    """All that a quote's speaker is called in its article."""
    if entity is None:
        return [quote.speaker_name] if quote.speaker_name else []
    return [entity.name, *(m.text for m in entity.mentions if m.kind == "name")]


def row(record: Record, quote: Quote, context: int) -> dict[str, Any]:
    """One quote as plain data; `start` and `end` are those of its first and last character in the article."""
    start, end = quote.content[0].start, quote.content[-1].end
    return {
        "article": record.id,
        "published": record.published,
        "quote": quote.id,
        "speaker": quote.speaker_name,
        "source": quote.source.text if quote.source else None,
        "cue": quote.cue.text if quote.cue else None,
        "type": quote.type,
        "negated": quote.negated,
        "start": start,
        "end": end,
        "said": " ... ".join(span.text for span in quote.content),
        "before": record.text[max(0, start - context) : start],
        "after": record.text[end : end + context],
        "via": [span.text for span in quote.via],
        "confidence": quote.confidence,
    }


def to_csv(rows: Iterable[dict[str, Any]]) -> str:
    """Rows as CSV with a head line; those through whom a quote comes are joined with a bar."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for found in rows:
        writer.writerow([" | ".join(found[c]) if c == "via" else found[c] for c in COLUMNS])
    return out.getvalue()


def to_json(rows: Iterable[dict[str, Any]]) -> str:
    """Rows as a JSON list."""
    return json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n"
