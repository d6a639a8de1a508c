"""Compare: two evaluations, metric by metric, with a paired bootstrap over the articles of both."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.scoring.bootstrap import Array, draw_weights, mean_f, paired_p
from onrecord.scoring.evaluation import COMPOSITES, FORMAT


@dataclass(frozen=True, slots=True)
class Change:
    """How one metric moved. `relabelled`: the two runs were scored against different labels."""

    metric: str
    old: float
    new: float
    p: float | None
    relabelled: bool

    @property
    def delta(self) -> float:
        """New less old."""
        return self.new - self.old


def read_evaluation(path: Path) -> dict[str, Any]:
    """Reads an evaluation that `onrecord evaluate --json` wrote. Raises ValueError where it is none."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}: not JSON ({error.msg}); give a file that `--json` wrote") from error
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ValueError(f"{path}: no evaluation of format {FORMAT}; give a file that `--json` wrote")
    return value


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[list[str], list[Change]]:
    """The articles that both runs scored, and how each metric of both moved on them."""
    before, after = old["by_article"], new["by_article"]
    shared = [name for name in after if name in before]
    if not shared:
        return [], []
    weights = draw_weights(len(shared))
    changes = []
    for metric in new["scores"]:
        parts = COMPOSITES.get(metric, (metric,))
        if metric not in old["scores"]:
            continue
        olds = [_column(before, shared, part) for part in parts]
        news = [_column(after, shared, part) for part in parts]
        one = np.ones((1, len(shared)))
        was, now = float(mean_f(olds, one)[0]), float(mean_f(news, one)[0])
        if np.isnan(was) or np.isnan(now):
            continue
        relabelled = any(not np.array_equal(o[:, 0], n[:, 0]) for o, n in zip(olds, news, strict=True))
        changes.append(Change(metric, was, now, paired_p(olds, news, weights), relabelled))
    return shared, changes


def _column(by_article: Mapping[str, Any], names: list[str], metric: str) -> Array:
    return np.array([by_article[name].get(metric, [0, 0, 0, 0]) for name in names], dtype=float)
