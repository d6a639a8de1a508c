"""Lines: which line breaks of a text were meant, and which only wrap a paragraph at some width."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

SLACK = 3
"""Characters of room that a line may leave although its next word would have fitted."""

NEAR = 0.6
"""A block whose lines are all shorter than this share of the article's width is not hard-wrapped."""

WIDEST = 100
"""The widest that hard-wrapped lines are, in characters."""


def meant_breaks(text: str) -> set[int]:
    """Offsets of first words that stand on a new line though there was room for them on the line before.

    Hard wrapping breaks a line only where the next word does not fit; the width is that of
    the longest line between two empty lines (the second longest, where one sticks out), or,
    where all of these are short, that of the article.
    """
    meant: set[int] = set()
    widest = min(WIDEST, max(map(len, text.splitlines()), default=0))
    block: list[tuple[int, str]] = []
    at = 0
    for line in [*text.splitlines(keepends=True), ""]:
        if line.strip():
            block.append((at, line.rstrip()))
        else:
            meant.update(_meant_in(block, widest))
            block = []
        at += len(line)
    return meant


def _meant_in(block: list[tuple[int, str]], widest: int) -> Iterator[int]:
    lengths = sorted((len(line) for _, line in block), reverse=True)
    if len(lengths) < 2:
        return
    width = lengths[1] if len(lengths) > 3 and lengths[0] > 1.5 * lengths[1] else lengths[0]
    width = widest if width <= NEAR * widest else width
    for (_, before), (at, line) in pairwise(block):
        indent = len(line) - len(line.lstrip())
        first = line.split()[0]
        if len(before) + 1 + len(first) <= width - SLACK and not first[0].islower():
            yield at + indent
