"""Validity: whether a record is what it says, before anything in it is scored.

`validity.offsets`      marks whose text is what stands at their offsets
`validity.references`   ids of entities, quotes and claims that are there
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.scoring.sheets import Sheet, empty_sheet, iter_spans, to_sheet
from onrecord.scoring.tally import Finding, StageScore, Tally

REFERENCES = {"quotes": ("speaker",), "claims": ("claimant", "quote", "part_of", "place_entity")}


def score_validity(record: Mapping[str, Any], gold: Sheet) -> tuple[StageScore, Sheet]:
    """Scores a record's validity and gives its sheet, which is empty where an offset is wrong."""
    score = StageScore()
    text = record["text"]
    rights = [_verbatim(mark, text) for mark in iter_spans(record)]
    score.add("validity.offsets", Tally.judged(rights))
    known = {mark.get("id") for layer in ("entities", "quotes", "claims") for mark in record.get(layer) or ()}
    references = list(_references(record))
    score.add("validity.references", Tally.judged(reference in known for reference in references))
    if all(rights):
        return score, to_sheet({**record, "id": gold.id}, text)
    note = f"{rights.count(False)} marks are not what stands at their offsets; the record counts as empty"
    score.findings.append(Finding("validity", "offsets", "wrong", note=note))
    return score, empty_sheet(gold)


def _verbatim(mark: Mapping[str, Any], text: str) -> bool:
    start, end = mark["start"], mark["end"]
    return 0 <= start < end <= len(text) and mark.get("text", text[start:end]) == text[start:end]


def _references(record: Mapping[str, Any]) -> Iterator[str]:
    for layer, fields in REFERENCES.items():
        for mark in record.get(layer) or ():
            yield from (mark[field] for field in fields if mark.get(field) is not None)
