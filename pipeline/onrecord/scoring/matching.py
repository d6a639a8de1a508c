"""Matching: words of a text, overlap of spans, and the best one-to-one assignment."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from onrecord.scoring.tally import Span

WORD = re.compile(r"\w+")


class Words:
    """The words of a text, so that spans can be compared word by word.

    A word is a run of letters, digits and underscores: quote marks, commas and blanks at a
    span's border do not count in an overlap.
    """

    def __init__(self, text: str) -> None:
        found = [match.span() for match in WORD.finditer(text)]
        self.text = text
        self.starts = [start for start, _ in found]
        self.ends = [end for _, end in found]

    def within(self, spans: Iterable[Span]) -> frozenset[int]:
        """The numbers of the words that the spans touch."""
        touched: set[int] = set()
        for start, end in spans:
            touched.update(range(bisect_right(self.ends, start), bisect_left(self.starts, end)))
        return frozenset(touched)

    def word(self, number: int) -> str:
        """A word by its number."""
        return self.text[self.starts[number] : self.ends[number]]


def overlap(gold: frozenset[int], found: frozenset[int]) -> float:
    """Words shared by both per word in either (intersection over union); 0 where there are none."""
    union = len(gold | found)
    return len(gold & found) / union if union else 0.0


def covered(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The positions of the characters, blanks left out, that the spans cover."""
    positions = (at for start, end in spans for at in range(start, end))
    return frozenset(at for at in positions if not text[at : at + 1].isspace())


def assign(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The one-to-one pairs (gold, found) with the most pairs, and of those the highest sum.

    `scores` holds the pairs that are allowed, each with a positive score below or at 1.
    Pairs that share no side with each other are solved apart, so that a long article costs
    little more than a short one.
    """
    pairs = [pair for pair, score in scores.items() if score > 0]
    if not pairs:
        return []
    golds = {gold: i for i, gold in enumerate(sorted({gold for gold, _ in pairs}))}
    founds = {found: i for i, found in enumerate(sorted({found for _, found in pairs}))}
    rows = np.array([golds[gold] for gold, _ in pairs])
    columns = np.array([founds[found] for _, found in pairs])
    size = len(golds) + len(founds)
    graph = coo_matrix((np.ones(len(pairs)), (rows, columns + len(golds))), shape=(size, size))
    _, group = connected_components(graph, directed=False)
    grouped: dict[int, list[tuple[int, int]]] = {}
    for pair, row in zip(pairs, rows, strict=True):
        grouped.setdefault(int(group[row]), []).append(pair)
    return sorted(chosen for members in grouped.values() for chosen in _assign_group(members, scores))


def _assign_group(
    pairs: list[tuple[int, int]], scores: Mapping[tuple[int, int], float]
) -> list[tuple[int, int]]:
    if len(pairs) == 1:
        return pairs
    golds = sorted({gold for gold, _ in pairs})
    founds = sorted({found for _, found in pairs})
    # One more pair must outweigh any sum of scores, so each pair is worth more than all of them.
    bonus = 1.0 + min(len(golds), len(founds))
    weights = np.zeros((len(golds), len(founds)))
    for gold, found in pairs:
        weights[golds.index(gold), founds.index(found)] = bonus + scores[gold, found]
    chosen = linear_sum_assignment(weights, maximize=True)
    return [
        (golds[row], founds[column])
        for row, column in zip(*chosen, strict=True)
        if weights[row, column] > 0
    ]


def heaviest(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The one-to-one pairs (gold, found) with the highest sum of scores, however many pairs that is."""
    pairs = [pair for pair, score in scores.items() if score > 0]
    if not pairs:
        return []
    weights = np.zeros((1 + max(gold for gold, _ in pairs), 1 + max(found for _, found in pairs)))
    for pair in pairs:
        weights[pair] = scores[pair]
    chosen = linear_sum_assignment(weights, maximize=True)
    return [(int(g), int(f)) for g, f in zip(*chosen, strict=True) if weights[g, f] > 0]
