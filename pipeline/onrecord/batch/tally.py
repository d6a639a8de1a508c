"""Tally: what a run has done, counted as it goes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def counts_of(record: Mapping[str, Any]) -> dict[str, int]:
    """How many marks of each kind a record's values hold."""
    counts: Counter[str] = Counter(sentences=len(record.get("sentences") or ()))
    for entity in record.get("entities") or ():
        counts[f"entities.{entity['label']}"] += 1
        counts["mentions"] += len(entity["mentions"])
    for quote in record.get("quotes") or ():
        counts[f"quotes.{quote['type']}"] += 1
    for claim in record.get("claims") or ():
        counts[f"claims.{claim['event']}"] += 1
    return dict(counts)


@dataclass
class Tally:
    """Counts of one run. `kept` are articles that an earlier run had done, `gone` those
    of them that are no longer among the sources; `total` is None where unknown."""

    total: int | None = None
    annotated: int = 0
    kept: int = 0
    failed: int = 0
    kept_failed: int = 0
    retried: int = 0
    gone: int = 0
    words: int = 0
    interrupted: bool = False
    marks: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    started: float = field(default_factory=time.monotonic)
    ready: float | None = None

    @property
    def done(self) -> int:
        """Articles with a terminal line."""
        return self.annotated + self.kept + self.failed + self.kept_failed

    @property
    def all_failed(self) -> int:
        """Articles whose terminal line is a failure, of this run and earlier ones."""
        return self.failed + self.kept_failed

    @property
    def seconds(self) -> float:
        """Time since the run began."""
        return time.monotonic() - self.started

    @property
    def words_per_second(self) -> float:
        """Words annotated a second since the first worker was ready."""
        since = self.ready if self.ready is not None else self.started
        return self.words / max(time.monotonic() - since, 1e-9)

    @property
    def seconds_left(self) -> float | None:
        """Time that the rest will take at the speed so far; None where that is unknown."""
        fresh = self.annotated + self.failed
        if self.total is None or not fresh or self.ready is None:
            return None
        return (self.total - self.done) * (time.monotonic() - self.ready) / fresh

    def as_dict(self) -> dict[str, Any]:
        """The counts as plain values, for --stats."""
        return {
            "articles": self.done,
            "annotated": self.annotated,
            "kept": self.kept + self.kept_failed,
            "failed": self.all_failed,
            "retried": self.retried,
            "interrupted": self.interrupted,
            "words": self.words,
            "seconds": round(self.seconds, 3),
            "words_per_second": round(self.words_per_second, 1),
            "marks": dict(sorted(self.marks.items())),
            "failures": dict(sorted(self.failures.items())),
        }
