"""Spans survive their tags, and no impossible sequence comes out."""

import numpy as np
import pytest

from onrecord.neural.tagsets import ANCHOR_TAGS, NAME_TAGS, best_path, read_spans, role_tags, span_tags


@pytest.mark.parametrize(
    "spans, tags",
    [
        ([(0, 1, "PERSON"), (1, 4, "ORG"), (6, 8, "ORG")], NAME_TAGS),
        ([(0, 2, "content"), (2, 3, "source"), (3, 8, "content")], role_tags(("content", "source"))),
        ([(0, 1, ""), (1, 3, "")], ANCHOR_TAGS),
    ],
)
def test_round_trip(spans, tags):
    path = span_tags(spans, 8, tags)
    found = read_spans(path, np.ones((8, len(tags))), tags)
    assert [(s.start, s.end, s.label) for s in found] == spans


@pytest.mark.parametrize("seed", range(20))
def test_random_scores_give_whole_spans(seed):
    scores = np.random.default_rng(seed).normal(size=(30, len(NAME_TAGS)))
    path = best_path(scores, NAME_TAGS)
    spans = read_spans(path, np.exp(scores), NAME_TAGS)
    again = span_tags([(s.start, s.end, s.label) for s in spans], 30, NAME_TAGS)
    assert again.tolist() == path.tolist()


def test_the_weakest_tag_is_the_score():
    probabilities = np.full((3, len(ANCHOR_TAGS)), 0.1)
    probabilities[0, 1], probabilities[1, 2] = 0.9, 0.6
    assert read_spans(np.array([1, 2, 0]), probabilities, ANCHOR_TAGS)[0].score == 0.6


def test_nothing():
    assert best_path(np.zeros((0, 3)), ANCHOR_TAGS).tolist() == []
