"""Trees: the best dependency tree over scored arcs."""

from __future__ import annotations

import numpy as np

ROOTS_TRIED = 5
"""Where greedy heads are no tree, the likeliest words as its root, each tried."""


def best_tree(scores: np.ndarray) -> np.ndarray:
    """Heads of the highest-scoring tree with one root.

    `scores` is [n, n + 1]: row i scores the head of word i, column 0 the root, column
    j + 1 word j. Returns int64 [n]: 0 for the root, else the head's number plus one.
    Greedy where that is a tree, Chu-Liu-Edmonds otherwise.
    """
    n = len(scores)
    arcs = scores.astype(np.float64).copy()
    arcs[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads = arcs.argmax(1)
    if (heads == 0).sum() == 1 and not _cycle(np.concatenate([[0], heads])):
        return heads
    margin = arcs[:, 0] - arcs[:, 1:].max(1, initial=-1e9)
    best, highest = heads, -np.inf
    for root in np.argsort(-margin, kind="stable")[:ROOTS_TRIED]:
        full = np.full((n + 1, n + 1), -np.inf)
        full[1:] = arcs
        full[1:, 0] = -1e9
        full[root + 1] = -np.inf
        full[root + 1, 0] = arcs[root, 0]
        tree = _edmonds(full)[1:]
        total = arcs[np.arange(n), tree].sum()
        if total > highest:
            best, highest = tree, total
    return best


def _cycle(heads: np.ndarray) -> list[int]:
    """A cycle among heads (entry 0 is the root), or an empty list."""
    state = np.zeros(len(heads), dtype=np.int64)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        state[path] = 2
    return []


def _edmonds(scores: np.ndarray) -> np.ndarray:
    """Maximum spanning arborescence from node 0; `scores[i, j]` is the score of j as head of i."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.array(cycle)
    cycle_score = scores[members, heads[members]]
    into = scores[np.ix_(members, outside)] - cycle_score[:, None]
    out = scores[np.ix_(outside, members)]
    size = len(outside) + 1
    small = np.full((size, size), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[:-1, -1] = out.max(1)
    small[-1, :-1] = into.max(0)
    solved = _edmonds(small)
    for i, node in enumerate(outside[1:], 1):
        parent = int(solved[i])
        heads[node] = members[out[i].argmax()] if parent == size - 1 else outside[parent]
    entry = int(solved[-1])
    broken = members[into[:, entry].argmax()]
    heads[broken] = outside[entry]
    return heads
