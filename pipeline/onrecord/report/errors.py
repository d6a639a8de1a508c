"""Errors: an evaluation -> the page on which a developer reads what went wrong, in context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.report.context import Piece, snippet
from onrecord.report.templates import render
from onrecord.scoring.compare import Change
from onrecord.scoring.evaluation import Evaluation, Row, calibrations, confusion, measures, rows


@dataclass(frozen=True, slots=True)
class Card:
    """One finding as the page shows it."""

    article: str
    stage: str
    kind: str
    verdict: str
    note: str
    at: int | None
    context: list[Piece]


def error_page(evaluation: Evaluation, about: Mapping[str, Any], changes: Sequence[Change] = ()) -> str:
    """The HTML of an evaluation: figures, confusions, and every miss and spurious mark in context."""
    found = cards(evaluation)
    by_stage: dict[str, list[Row]] = {}
    for row in rows(evaluation):
        by_stage.setdefault(row.metric.split(".")[0], []).append(row)
    groups: dict[str, dict[str, list[Card]]] = {}
    for card in found:
        groups.setdefault(card.stage, {}).setdefault(f"{card.verdict}: {card.kind}", []).append(card)
    return render(
        "errors.html",
        about=about,
        stages=by_stage,
        changes=changes,
        confusions={axis: table(cells) for axis, cells in confusion(evaluation).items()},
        measures=measures(evaluation),
        calibrations=calibrations(evaluation),
        groups={
            stage: dict(sorted(kinds.items(), key=lambda item: -len(item[1])))
            for stage, kinds in groups.items()
        },
        articles=list(evaluation.scores),
        kinds=sorted({card.kind for card in found}),
        verdicts=Counter(card.verdict for card in found),
        absent=evaluation.absent,
        unannotated=evaluation.unannotated,
    )


def cards(evaluation: Evaluation) -> list[Card]:
    """Every finding with its words in context, by article and place."""
    found = []
    for article, score in evaluation.scores.items():
        for finding in score.findings:
            spans = [*finding.gold, *finding.found]
            found.append(
                Card(
                    article,
                    finding.stage,
                    finding.kind,
                    finding.verdict,
                    finding.note,
                    min((start for start, _ in spans), default=None),
                    snippet(evaluation.texts[article], [("gold", finding.gold), ("found", finding.found)]),
                )
            )
    return sorted(found, key=lambda card: (card.article, card.at or 0))


@dataclass(frozen=True, slots=True)
class Table:
    """A confusion: rows are what was labelled, columns what was found."""

    columns: list[str]
    rows: list[tuple[str, list[int]]]


def table(cells: Sequence[tuple[str, str, int]]) -> Table:
    """Counts of (labelled, found) as a table, `none` last on both sides."""
    counts = {(gold, found): count for gold, found, count in cells}
    golds = sorted({gold for gold, _ in counts}, key=_none_last)
    founds = sorted({found for _, found in counts}, key=_none_last)
    return Table(founds, [(gold, [counts.get((gold, found), 0) for found in founds]) for gold in golds])


def _none_last(label: str) -> tuple[bool, str]:
    return label == "none", label
