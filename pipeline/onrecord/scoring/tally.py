"""Tallies: what a stage's score is made of, so that articles can be added up and resampled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many marks were labelled and found, and how many of each side were right.

    The two kinds of hits are equal where marks are matched one to one. They differ where a
    mark is credited in parts (B-cubed) or each side has its own marks to judge (places).
    """

    gold: float = 0
    found: float = 0
    gold_hits: float = 0
    found_hits: float = 0

    @classmethod
    def matched(cls, gold: int, found: int, hits: int) -> Tally:
        """The tally of a one-to-one matching."""
        return cls(gold, found, hits, hits)

    @classmethod
    def judged(cls, rights: Iterable[bool]) -> Tally:
        """The tally of things that stand on both sides already, and are right or not."""
        verdicts = list(rights)
        return cls.matched(len(verdicts), len(verdicts), sum(verdicts))

    @classmethod
    def flags(cls, pairs: Iterable[tuple[bool, bool]]) -> Tally:
        """The tally of a mark that is set or not on both sides (labelled, found) of matched things."""
        both = list(pairs)
        return cls.matched(sum(g for g, _ in both), sum(f for _, f in both), sum(g and f for g, f in both))

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.gold + other.gold,
            self.found + other.found,
            self.gold_hits + other.gold_hits,
            self.found_hits + other.found_hits,
        )

    @property
    def precision(self) -> float | None:
        """Right marks per mark found; None where nothing was found."""
        return self.found_hits / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Right marks per mark labelled; None where nothing was labelled."""
        return self.gold_hits / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both, 0 where one side is empty; None where both sides are."""
        if not self.gold and not self.found:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that went wrong: a miss, an extra mark, or a mark that is wrong in some `kind`."""

    stage: str
    kind: str
    verdict: str
    gold: tuple[Span, ...] = ()
    found: tuple[Span, ...] = ()
    note: str = ""


@dataclass(slots=True)
class StageScore:
    """What one stage scores on one article.

    `measures` holds figures that are no ratio (distances), `verdicts` the confidence of each
    mark found and whether it is right.
    """

    tallies: dict[str, Tally] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    confusion: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    measures: dict[str, list[float]] = field(default_factory=dict)
    verdicts: dict[str, list[tuple[float, bool]]] = field(default_factory=dict)

    def add(self, name: str, tally: Tally) -> None:
        """Adds a tally under a metric's name, to what is there already."""
        self.tallies[name] = self.tallies.get(name, Tally()) + tally

    def judge(self, name: str, marks: Iterable[tuple[float | None, bool]]) -> None:
        """Adds what is right and what is not of marks that have a confidence."""
        self.verdicts.setdefault(name, []).extend((sure, right) for sure, right in marks if sure is not None)

    def merge(self, other: StageScore) -> None:
        """Takes over all that another stage scored."""
        for name, tally in other.tallies.items():
            self.add(name, tally)
        self.findings.extend(other.findings)
        self.confusion.update(other.confusion)
        for name, values in other.measures.items():
            self.measures.setdefault(name, []).extend(values)
        for name, verdicts in other.verdicts.items():
            self.judge(name, verdicts)
