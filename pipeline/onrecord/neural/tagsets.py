"""Tag sets: how spans are spelt as one tag a word, and read back under their constraints."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from onrecord.records import LABELS

NAME_TAGS = ("O", *(f"{position}-{label}" for label in LABELS for position in "BIES"))
ANCHOR_TAGS = ("O", "B", "I")
QUOTE_ROLES = ("content", "source")
CLAIM_ROLES = ("of", "predicate", "place", "time")


def role_tags(roles: Sequence[str]) -> tuple[str, ...]:
    """The BIO tags of a set of roles, "O" first."""
    return ("O", *(f"{position}-{role}" for role in roles for position in "BI"))


class TagSpan(NamedTuple):
    """Words `[start, end)` under one label, with the lowest probability of a tag in it."""

    start: int
    end: int
    label: str
    score: float


@cache
def _transitions(tags: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Allowed moves between tags (0 or -inf), allowed first tags, allowed last tags."""
    bioes = any(t.startswith(("E-", "S-")) for t in tags)
    size = len(tags)
    moves, first, last = np.zeros((size, size)), np.zeros(size), np.zeros(size)
    for j, after in enumerate(tags):
        inside = after[0] in "IE" and after != "O"
        if inside:
            first[j] = -np.inf
        for i, before in enumerate(tags):
            is_open = before[0] in "BI" and before != "O"
            same = before[2:] == after[2:]
            if (inside and not (is_open and same)) or (bioes and is_open and not inside):
                moves[i, j] = -np.inf
        if bioes and after[0] in "BI" and after != "O":
            last[j] = -np.inf
    return moves, first, last


def best_path(scores: np.ndarray, tags: tuple[str, ...]) -> np.ndarray:
    """The best sequence of tag numbers that keeps to BIO or BIOES: log scores [n, tags] to int [n].

    The likeliest tag of each word, where those go together, as they mostly do; else Viterbi.
    """
    if len(scores) == 0:
        return np.zeros(0, dtype=np.int64)
    moves, first, last = _transitions(tags)
    path = scores.argmax(1)
    if np.isfinite(first[path[0]] + moves[path[:-1], path[1:]].sum() + last[path[-1]]):
        return path
    return _viterbi(scores, tags)


@cache
def _steps(tags: tuple[str, ...]) -> list[tuple[list[int], list[int]]]:
    """Tags that may follow the same tags, together: (what may stand before, the tags)."""
    moves = _transitions(tags)[0]
    steps: dict[tuple[int, ...], list[int]] = {}
    for tag in range(len(tags)):
        steps.setdefault(tuple(np.flatnonzero(np.isfinite(moves[:, tag]))), []).append(tag)
    return [([int(tag) for tag in before], after) for before, after in steps.items()]


def _viterbi(scores: np.ndarray, tags: tuple[str, ...]) -> np.ndarray:
    """In plain Python: with so few tags and moves, faster than arrays."""
    _, first, last = _transitions(tags)
    steps = _steps(tags)
    total = (scores[0] + first).tolist()
    back: list[list[int]] = []
    for row in scores[1:].tolist():
        come, reach = [0] * len(row), row
        for before, after in steps:
            best = before[0]
            for tag in before[1:]:
                if total[tag] > total[best]:
                    best = tag
            for tag in after:
                come[tag] = best
                reach[tag] += total[best]
        total = reach
        back.append(come)
    path = [int((np.array(total) + last).argmax())]
    for come in reversed(back):
        path.append(come[path[-1]])
    return np.array(path[::-1], dtype=np.int64)


def read_spans(path: np.ndarray, probabilities: np.ndarray, tags: tuple[str, ...]) -> list[TagSpan]:
    """The spans that a sequence of tags spells, in order."""
    spans: list[TagSpan] = []
    start, label = -1, ""
    for i in range(len(path) + 1):
        tag = tags[path[i]] if i < len(path) else "O"
        continues = start >= 0 and tag[0] in "IE" and tag != "O" and tag[2:] == label
        if start >= 0 and not continues:
            score = float(min(probabilities[k, path[k]] for k in range(start, i)))
            spans.append(TagSpan(start, i, label, score))
            start = -1
        if tag != "O" and not continues:
            start, label = i, tag[2:]
    return spans


def span_tags(spans: Sequence[tuple[int, int, str]], length: int, tags: tuple[str, ...]) -> np.ndarray:
    """Tag numbers of non-overlapping spans (start, end, label) over `length` words; "B"/"I" for bare anchors."""
    index = {tag: i for i, tag in enumerate(tags)}
    path = np.zeros(length, dtype=np.int64)
    for start, end, label in spans:
        for i in range(start, min(end, length)):
            path[i] = index[position_tag(i, start, end, label, tags)]
    return path


def position_tag(i: int, start: int, end: int, label: str, tags: tuple[str, ...]) -> str:
    """The tag of word i in a span: S, B, I or E where the tag set has them, else B or I."""
    suffix = f"-{label}" if label else ""
    if f"S{suffix}" in tags:
        position = "S" if end - start == 1 else "B" if i == start else "E" if i == end - 1 else "I"
    else:
        position = "B" if i == start else "I"
    return position + suffix
