"""Augment: the same window as other papers would print it.

The encoder reads uncased pieces and, beside them, features of case, space and quote marks
(`onrecord.neural.features`); so a headline in capitals, hard-wrapped prose or single quote
marks are changes of features alone, and no label moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from onrecord.neural.encoder import Words
from onrecord.neural.features import BREAK, INITIAL, LOWER, MIXED, PARAGRAPH, SPACE, TITLE, UPPER

CASE, GAP = 0, 1


@dataclass(frozen=True)
class Rates:
    """How often each change is made: of windows, or of sentences where it says so."""

    wrapped: float = 0.12
    run_together: float = 0.15
    one_break: float = 0.10
    capitals: float = 0.02
    capital_sentence: float = 0.03
    title_sentence: float = 0.03
    lower: float = 0.02
    single_marks: float = 0.10


def vary(words: Words, starts: np.ndarray, marks: tuple[list[int], list[int]], random: Random, rates: Rates) -> Words:
    """The window with other line breaks, case or quote marks.

    `starts` marks the first word of each sentence (1), and `marks` are the pieces of a
    double and of a single quote mark.
    """
    features = words.features.copy()
    pieces = words.pieces
    _gaps(features, random, rates)
    if random.random() < rates.capitals:
        _recase(features, slice(None), UPPER)
    elif random.random() < rates.lower:
        _recase(features, slice(None), LOWER)
    else:
        borders = [*np.flatnonzero(starts == 1).tolist(), len(features)]
        for start, end in zip(borders, borders[1:], strict=False):
            drawn = random.random()
            if drawn < rates.capital_sentence:
                _recase(features, slice(start, end), UPPER)
            elif drawn < rates.capital_sentence + rates.title_sentence:
                _recase(features, slice(start, end), TITLE)
    if random.random() < rates.single_marks:
        pieces = [marks[1] if p == marks[0] else p for p in pieces]
    return Words(pieces, features)


def _gaps(features: np.ndarray, random: Random, rates: Rates) -> None:
    gap = features[:, GAP]
    drawn = random.random()
    if drawn < rates.wrapped:
        width = random.randint(8, 14)
        lines = np.arange(random.randint(1, width), len(gap), width)
        gap[lines] = np.where(gap[lines] == SPACE, BREAK, gap[lines])
    elif drawn < rates.wrapped + rates.run_together:
        gap[gap >= BREAK] = np.where(gap[gap >= BREAK] <= PARAGRAPH, SPACE, gap[gap >= BREAK])
    elif drawn < rates.wrapped + rates.run_together + rates.one_break:
        gap[gap == PARAGRAPH] = BREAK


def _recase(features: np.ndarray, where: slice, case: int) -> None:
    """Words with letters take a case; a single capital stays one in capitals."""
    column = features[where, CASE]
    lettered = (column >= LOWER) & (column <= MIXED)
    if case == LOWER:
        lettered |= column == INITIAL
    column[lettered] = case
