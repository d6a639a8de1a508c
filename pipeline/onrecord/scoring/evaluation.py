"""Evaluation: all stages of all labelled articles -> rows of figures with their intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from statistics import median
from typing import Any

import numpy as np

from onrecord.scoring.bootstrap import Array, Interval, draw_weights, interval, mean_f
from onrecord.scoring.calibration import Calibration, calibrate
from onrecord.scoring.claims import score_claims
from onrecord.scoring.entities import score_entities
from onrecord.scoring.labels import Absent
from onrecord.scoring.names import score_names
from onrecord.scoring.places import score_places
from onrecord.scoring.quotes import score_quotes
from onrecord.scoring.sentences import score_sentences
from onrecord.scoring.sheets import Sheet, empty_sheet
from onrecord.scoring.tally import StageScore, Tally
from onrecord.scoring.validity import score_validity

STAGES = (score_sentences, score_names, score_entities, score_places, score_quotes, score_claims)
CONLL = ("entities", "coreference", "coreference_heads", "coreference_names")
COMPOSITES = {f"{name}.conll": (f"{name}.muc", f"{name}.b3", f"{name}.ceaf") for name in CONLL}
"""The CoNLL figure is the mean of three F1, of hand labels and of the benchmarks' chains."""
FORMAT = 1
LAYERS = ("sentences", "names", "entities", "quotes", "claims")


@dataclass(slots=True)
class Evaluation:
    """The scores of every article, in the order of the labels."""

    scores: dict[str, StageScore] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    absent: tuple[Absent, ...] = ()
    unannotated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One metric over all articles. `tally` is None for a mean of other metrics."""

    metric: str
    tally: Tally | None
    precision: float | None
    recall: float | None
    f1: float | None
    interval: Interval | None


def score_sheets(gold: Sheet, found: Sheet) -> StageScore:
    """Scores one article's marks against its labels, stage by stage."""
    score = StageScore()
    for stage in STAGES:
        score.merge(stage(gold, found))
    return score


def evaluate(
    golds: Sequence[Sheet], records: Mapping[str, Mapping[str, Any]], absent: Sequence[Absent] = ()
) -> Evaluation:
    """Scores records (by the sha256 of their text) against labels.

    An article without a record counts as one in which nothing was found, so that a run
    which dropped its hard articles does not look the better for it.
    """
    evaluation = Evaluation(absent=tuple(absent))
    unannotated = []
    for gold in golds:
        score = StageScore()
        record = records.get(gold.sha256)
        if record is None:
            unannotated.append(gold.id)
            found = empty_sheet(gold)
        else:
            score, found = score_validity(record, gold)
        score.merge(score_sheets(gold, found))
        evaluation.scores[gold.id] = score
        evaluation.texts[gold.id] = gold.text
    evaluation.unannotated = tuple(unannotated)
    return evaluation


def agreement(first: Sequence[Sheet], second: Sequence[Sheet]) -> Evaluation:
    """Scores a second labeller's marks against a first one's, on the articles and layers of both."""
    others = {sheet.sha256: sheet for sheet in second}
    evaluation = Evaluation(unannotated=tuple(s.id for s in first if s.sha256 not in others))
    for sheet in first:
        other = others.get(sheet.sha256)
        if other is not None:
            unseen: dict[str, Any] = {layer: None for layer in LAYERS if getattr(other, layer) is None}
            evaluation.scores[sheet.id] = score_sheets(replace(sheet, **unseen), other)
            evaluation.texts[sheet.id] = sheet.text
    return evaluation


def rows(evaluation: Evaluation) -> list[Row]:
    """The figures of every metric, in the order in which the stages give them."""
    articles = list(evaluation.scores.values())
    if not articles:
        return []
    metrics = list(dict.fromkeys(name for score in articles for name in score.tallies))
    tallies = {name: [score.tallies.get(name, Tally()) for score in articles] for name in metrics}
    arrays = {name: to_array(column) for name, column in tallies.items()}
    weights = draw_weights(len(articles))
    found = []
    for name in metrics:
        total = sum(tallies[name], Tally())
        spread = interval([arrays[name]], weights)
        found.append(Row(name, total, total.precision, total.recall, total.f1, spread))
    for name, parts in COMPOSITES.items():
        if all(part in arrays for part in parts):
            columns = [arrays[part] for part in parts]
            value = float(mean_f(columns, np.ones((1, len(articles))))[0])
            spread = interval(columns, weights)
            at = 1 + max(i for i, row in enumerate(found) if row.metric in parts)
            found.insert(at, Row(name, None, None, None, None if np.isnan(value) else value, spread))
    return [row for row in found if row.f1 is not None]


def to_array(column: Sequence[Tally]) -> Array:
    """Tallies of one metric as rows (gold, found, gold hits, found hits)."""
    return np.array([[t.gold, t.found, t.gold_hits, t.found_hits] for t in column], dtype=float)


def confusion(evaluation: Evaluation) -> dict[str, list[tuple[str, str, int]]]:
    """For each axis (names, events ...) how often which label was found as which, most often first."""
    total: Counter[tuple[str, str, str]] = Counter()
    for score in evaluation.scores.values():
        total.update(score.confusion)
    tables: dict[str, list[tuple[str, str, int]]] = {}
    for (axis, gold, found), count in sorted(total.items(), key=lambda item: (-item[1], item[0])):
        tables.setdefault(axis, []).append((gold, found, count))
    return dict(sorted(tables.items()))


def measures(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    """Figures that are no ratios: count, mean, median and greatest."""
    values: dict[str, list[float]] = {}
    for score in evaluation.scores.values():
        for name, some in score.measures.items():
            values.setdefault(name, []).extend(some)
    return {
        name: {"count": len(v), "mean": sum(v) / len(v), "median": median(v), "max": max(v)}
        for name, v in sorted(values.items())
    }


def calibrations(evaluation: Evaluation) -> dict[str, Calibration]:
    """How far confidence agrees with being right, for each kind of marks that have one."""
    whole = StageScore()
    for score in evaluation.scores.values():
        whole.merge(score)
    return {name: calibrate(verdicts) for name, verdicts in whole.verdicts.items() if verdicts}


def to_json(evaluation: Evaluation, about: Mapping[str, Any]) -> dict[str, Any]:
    """All of an evaluation as one JSON object, tallies by article included so that runs can be compared."""
    return {
        "format": FORMAT,
        "about": dict(about),
        "articles": list(evaluation.scores),
        "absent": [asdict(absent) for absent in evaluation.absent],
        "unannotated": list(evaluation.unannotated),
        "scores": {row.metric: _row_json(row) for row in rows(evaluation)},
        "measures": measures(evaluation),
        "calibration": {name: asdict(one) for name, one in calibrations(evaluation).items()},
        "confusion": confusion(evaluation),
        "by_article": {
            name: {
                metric: [t.gold, t.found, t.gold_hits, t.found_hits] for metric, t in score.tallies.items()
            }
            for name, score in evaluation.scores.items()
        },
        "findings": [
            {"article": name, **asdict(finding)}
            for name, score in evaluation.scores.items()
            for finding in score.findings
        ],
    }


def _row_json(row: Row) -> dict[str, Any]:
    tally = row.tally
    return {
        "gold": tally and tally.gold,
        "found": tally and tally.found,
        "gold_hits": tally and tally.gold_hits,
        "found_hits": tally and tally.found_hits,
        "precision": row.precision,
        "recall": row.recall,
        "f1": row.f1,
        "low": row.interval and row.interval.low,
        "high": row.interval and row.interval.high,
    }
