"""Calibration: how far the confidence of marks agrees with their being right.

Marks of a kind are put in order of confidence and cut into ten bins of as many marks each; marks of
the same confidence stay together. A perfect confidence equals, in each bin, the share that is right.
`error`   the expected calibration error: the distance of both, averaged over all marks
`brier`   the mean square of confidence less 1 for a right mark, less 0 for a wrong one
What is right: a name with the labelled span and label; a quote whose content is that of a labelled one
at an overlap of 0.8, by the right speaker; a claim with the labelled bounds, modifier, unit,
counted noun, event and claimant. A field that the label leaves out is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10
Verdict = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Bin:
    """Marks of like confidence: how many, from and to which confidence, its mean, and the share that is right."""

    count: int
    low: float
    high: float
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The confidence of one kind of marks, over all of them and bin by bin."""

    count: int
    confidence: float
    right: float
    error: float
    brier: float
    bins: tuple[Bin, ...]


def calibrate(verdicts: Sequence[Verdict]) -> Calibration:
    """The calibration of marks, each given by its confidence and whether it is right. There must be one at least."""
    ordered = np.array(sorted(verdicts), dtype=float)
    confidence, right = ordered[:, 0], ordered[:, 1]
    even = np.arange(1, BINS) * len(ordered) // BINS
    cuts = np.unique(np.searchsorted(confidence, confidence[even]))
    parts = [part for part in np.split(ordered, cuts) if len(part)]
    bins = tuple(_bin(part) for part in parts)
    distance = sum(b.count * abs(b.confidence - b.right) for b in bins)
    return Calibration(
        count=len(ordered),
        confidence=float(confidence.mean()),
        right=float(right.mean()),
        error=distance / len(ordered),
        brier=float(np.mean((confidence - right) ** 2)),
        bins=bins,
    )


def _bin(part: np.ndarray) -> Bin:
    confidence, right = part[:, 0], part[:, 1]
    low, high = float(confidence[0]), float(confidence[-1])
    return Bin(len(part), low, high, float(confidence.mean()), float(right.mean()))
