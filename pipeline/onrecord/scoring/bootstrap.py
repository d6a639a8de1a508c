"""Bootstrap: intervals and paired tests over articles drawn again with replacement.

The article is the unit that is drawn, because marks of one article are not independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DRAWS = 2000
SEED = 20260101
LEVEL = 0.95
Array = NDArray[np.float64]


class Interval(NamedTuple):
    """The middle 95 % of a figure over the draws."""

    low: float
    high: float


def draw_weights(articles: int, draws: int = DRAWS, seed: int = SEED) -> Array:
    """How often each article is in each draw: one row a draw; the same for the same number of articles."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(articles, [1 / articles] * articles, size=draws).astype(float)


def f_scores(sums: Array) -> Array:
    """F1 of rows (gold, found, gold hits, found hits); not a number where both sides are empty."""
    gold, found, gold_hits, found_hits = np.moveaxis(sums, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.where(found > 0, found_hits / found, 0.0)
        recall = np.where(gold > 0, gold_hits / gold, 0.0)
        both = precision + recall
        score = np.where(both > 0, 2 * precision * recall / both, 0.0)
    return np.where(gold + found > 0, score, np.nan)


def mean_f(parts: Sequence[Array], weights: Array) -> Array:
    """For each draw the mean F1 of one or more metrics, each given as rows of tallies by article."""
    return np.mean([f_scores(weights @ part) for part in parts], axis=0)


def interval(parts: Sequence[Array], weights: Array) -> Interval | None:
    """The interval of a metric; None for a single article or where too few draws have a figure."""
    values = mean_f(parts, weights)
    values = values[~np.isnan(values)]
    if weights.shape[1] < 2 or len(values) < len(weights) / 2:
        return None
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(values, [tail, 100 - tail])
    return Interval(float(low), float(high))


def paired_p(old: Sequence[Array], new: Sequence[Array], weights: Array) -> float | None:
    """How likely a difference this large is by the choice of articles, two-sided.

    Both sides are drawn alike, so that an article hard for both does not blur the difference.
    """
    if weights.shape[1] < 2:
        return None
    difference = mean_f(new, weights) - mean_f(old, weights)
    difference = difference[~np.isnan(difference)]
    if not len(difference):
        return None
    if not np.any(difference):
        return 1.0
    tails = min(int(np.sum(difference <= 0)), int(np.sum(difference >= 0)))
    return min(1.0, 2 * (tails + 1) / (len(difference) + 1))
