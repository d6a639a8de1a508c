"""Confidence: a stage's own score of a mark -> how likely the mark is right.

The map is a straight line on the log odds; with slope 1 and offset 0 a score stays as it is.
`python -m onrecord.training.confidence` fits it on labelled articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

from onrecord.settings import Table, within

NEVER = 1e-6
"""How near to 0 or 1 a score is taken for sure."""


@dataclass(frozen=True, slots=True)
class Confidence(Table):
    """The map of one stage."""

    slope: float = 1.0  # under 1, scores move towards each other
    offset: float = 0.0  # above 0, all scores rise

    def check(self, block: str) -> None:
        """ValueError with the setting and the remedy where a value is out of range."""
        within({f"{block}.slope": self.slope}, 0, 20)
        within({f"{block}.offset": self.offset}, -20, 20)

    def mapped(self, score: float) -> float:
        """The confidence that a score stands for, from 0 to 1."""
        score = max(0.0, min(1.0, score))
        if (self.slope, self.offset) == (1, 0):
            return score
        sure = max(NEVER, min(1 - NEVER, score))
        return 1 / (1 + exp(-self.slope * log(sure / (1 - sure)) - self.offset))
