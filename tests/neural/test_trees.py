"""Trees are trees, and the best ones."""

from itertools import product

import numpy as np
import pytest

from onrecord.neural.trees import best_tree


def is_tree(heads):
    for start in range(len(heads)):
        seen, node = set(), start
        while heads[node] != 0:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node] - 1
    return (np.array(heads) == 0).sum() == 1


def brute_force(scores):
    size = len(scores)
    trees = [h for h in product(range(size + 1), repeat=size) if is_tree(h) and all(h[i] != i + 1 for i in range(size))]
    return max(sum(scores[i, h[i]] for i in range(size)) for h in trees)


@pytest.mark.parametrize("seed", range(25))
def test_best_of_all_trees(seed):
    scores = np.random.default_rng(seed).normal(size=(4, 5))
    heads = best_tree(scores)
    assert is_tree(heads)
    assert sum(scores[i, heads[i]] for i in range(4)) == pytest.approx(brute_force(scores))


@pytest.mark.parametrize("seed", range(10))
def test_one_root_however_many_words(seed):
    assert is_tree(best_tree(np.random.default_rng(seed).normal(size=(60, 61))))


def test_a_cycle_is_broken_at_its_weakest_arc():
    scores = np.array([[0.0, 0.0, 9.0], [5.0, 9.0, 0.0]])
    assert best_tree(scores).tolist() == [2, 0]


def test_one_word():
    assert best_tree(np.zeros((1, 2))).tolist() == [0]
