"""Exports: records in other shapes: Parquet with nested columns, spaCy DocBin, a table of marks."""

from __future__ import annotations

import csv
import types
import typing
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from onrecord.records import FrozenModel, Mark, Record

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ROWS = 256
"""Records held in memory at once."""

COLUMNS = ("article", "kind", "id", "part", "start", "end", "text", "label", "value", "who")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_parquet(records: Iterable[Record], path: Path) -> int:
    """Writes records to a Parquet file, a row each, with the record's own nested fields; returns how many."""
    import pyarrow
    import pyarrow.parquet

    schema = pyarrow.schema([(name, kind) for name, kind in _fields(Record)])
    count, rest = 0, iter(records)
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while rows := [record.model_dump(mode="python") for record in islice(rest, ROWS)]:
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
            count += len(rows)
    return count


def read_parquet(path: Path) -> Iterator[Record]:
    """Yields the records of a file that `to_parquet` wrote."""
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path) as table:
        for batch in table.iter_batches(batch_size=ROWS):
            yield from map(Record.model_validate, batch.to_pylist())


def to_docbin(records: Iterable[Record], path: Path) -> int:
    """Writes records to a spaCy DocBin with sentences, named mentions and span groups; returns how many.

    A mark's span is widened to whole words; `doc.user_data["record"]` holds the marks exactly.
    """
    from spacy.tokens import DocBin

    from onrecord.words import blank_pipeline

    nlp = blank_pipeline()
    nlp.max_length = 2_000_000_000
    docs = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "SENT_START", "SPACY"], store_user_data=True)
    for record in records:
        docs.add(to_doc(record, nlp))
    docs.to_disk(path)
    return len(docs)


def to_doc(record: Record, nlp: Language) -> Doc:
    """A spaCy Doc that carries a record's marks."""
    doc = nlp.make_doc(record.text)
    starts = {span[0].i for mark in record.sentences if (span := _span(doc, mark)) is not None}
    for token in doc:
        token.is_sent_start = token.i in starts or token.i == 0
    names = [(m, m.label or e.label) for e in record.entities for m in e.mentions if m.kind == "name"]
    ents: list[Any] = []
    for mark, label in sorted(names, key=lambda pair: pair[0].start):
        span = _span(doc, mark, label)
        if span is not None and (not ents or span.start >= ents[-1].end):
            ents.append(span)
    doc.ents = tuple(ents)
    quotes = [_span(doc, mark, quote.type) for quote in record.quotes for mark in quote.content]
    doc.spans["quotes"] = [span for span in quotes if span is not None]
    claims = [_span(doc, claim.quantity, claim.event) for claim in record.claims]
    doc.spans["claims"] = [span for span in claims if span is not None]
    doc.user_data["record"] = record.model_dump(mode="json", exclude={"text"})
    return doc


def to_table(records: Iterable[Record], path: Path) -> int:
    """Writes a CSV with a row for every mark; returns how many records there were.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for record in records:
            count += 1
            writer.writerows([_cell(value) for value in (record.id, *row)] for row in _mark_rows(record))
    return count


def _mark_rows(record: Record) -> Iterator[tuple[Any, ...]]:
    for number, mark in enumerate(record.sentences):
        yield _row("sentence", f"s{number}", "sentence", mark)
    for entity in record.entities:
        for mention in entity.mentions:
            yield _row(
                "entity", entity.id, mention.kind, mention, mention.label or entity.label, who=entity.name
            )
    for quote in record.quotes:
        for part, marks in (("content", quote.content), ("via", quote.via)):
            for mark in marks:
                yield _row("quote", quote.id, part, mark, quote.type, who=quote.speaker_name)
        for part, single in (("cue", quote.cue), ("source", quote.source)):
            if single is not None:
                yield _row("quote", quote.id, part, single, quote.type, who=quote.speaker_name)
    for claim in record.claims:
        for part in ("quantity", "of", "predicate", "place", "time"):
            mark_or_none = getattr(claim, part)
            if mark_or_none is not None:
                value = claim.value if claim.value is not None else claim.low
                yield _row("claim", claim.id, part, mark_or_none, claim.event, value, claim.claimant_name)


def _row(
    kind: str,
    mark_id: str,
    part: str,
    mark: Mark,
    label: Any = None,
    value: Any = None,
    who: str | None = None,
) -> tuple[Any, ...]:
    return kind, mark_id, part, mark.start, mark.end, mark.text, label, value, who


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _span(doc: Doc, mark: Mark, label: str = "") -> Any:
    return doc.char_span(mark.start, mark.end, label=label, alignment_mode="expand")


def _fields(model: type[FrozenModel]) -> Iterator[tuple[str, Any]]:
    for name, info in model.model_fields.items():
        yield name, _arrow_type(info.annotation)


def _arrow_type(annotation: Any) -> Any:
    """The Arrow type of a field of a record: None is allowed everywhere."""
    import pyarrow

    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (types.UnionType, typing.Union):
        return _arrow_type(next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        return pyarrow.list_(_arrow_type(arguments[0]))
    if origin is Literal:
        return pyarrow.string()
    if isinstance(annotation, type) and issubclass(annotation, FrozenModel):
        return pyarrow.struct(list(_fields(annotation)))
    plain = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    return plain[annotation]
