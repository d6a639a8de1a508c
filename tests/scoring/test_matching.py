"""Matching: words of spans, overlap, and assignments that no other beats."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import param

from onrecord.scoring.matching import Words, assign, covered, heaviest, overlap


@pytest.mark.parametrize(
    "text, span, expected",
    [
        ("The dam broke.", (4, 13), ["dam", "broke"]),
        param('He said: "No."', (9, 14), ["No"], id="quote-marks-are-no-words"),
        param("The dam broke.", (5, 6), ["dam"], id="a-touched-word-counts"),
        param("The dam broke.", (3, 4), [], id="a-blank-touches-none"),
        param("The dam broke.", (7, 8), [], id="half-open"),
    ],
)
def test_words_within(text, span, expected):
    words = Words(text)
    assert [words.word(number) for number in sorted(words.within([span]))] == expected


@pytest.mark.parametrize(
    "gold, found, expected",
    [({1, 2, 3, 4}, {1, 2, 3, 4, 5}, 0.8), ({1}, {2}, 0.0), (set(), set(), 0.0), ({1, 2}, {2, 1}, 1.0)],
)
def test_overlap_is_intersection_over_union(gold, found, expected):
    assert overlap(frozenset(gold), frozenset(found)) == expected


def test_covered_ignores_blanks_so_that_a_cut_at_one_changes_nothing():
    assert covered("one two", [(0, 3), (4, 7)]) == covered("one two", [(0, 7)])


@pytest.mark.parametrize(
    "scores, expected",
    [
        ({}, []),
        ({(0, 0): 1.0}, [(0, 0)]),
        param({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}, [(0, 1), (1, 0)], id="two-pairs-beat-the-best-one"),
        param({(0, 0): 0.5, (0, 1): 0.9, (1, 1): 0.5, (1, 0): 0.3}, [(0, 1), (1, 0)], id="sum-decides"),
        param({(0, 0): 0.0}, [], id="nothing-shared-is-no-pair"),
        ({(3, 7): 0.4, (9, 2): 0.4}, [(3, 7), (9, 2)]),
    ],
)
def test_assign(scores, expected):
    assert assign(scores) == expected


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 8).map(lambda n: n / 8), max_size=12
    )
)
def test_no_other_assignment_is_better(scores):
    chosen = assign(scores)
    assert len({gold for gold, _ in chosen}) == len({found for _, found in chosen}) == len(chosen)
    best = max(
        (len(pairs), sum(scores[pair] for pair in pairs))
        for order in permutations(range(5))
        for pairs in [[pair for pair in enumerate(order) if pair in scores]]
    )
    assert (len(chosen), sum(scores[pair] for pair in chosen)) == best
    heavy = max(sum(scores.get(pair, 0) for pair in enumerate(order)) for order in permutations(range(5)))
    assert sum(scores[pair] for pair in heaviest(scores)) == heavy
