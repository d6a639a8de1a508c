"""Bootstrap: intervals and paired p-values, against scipy's and by hand."""

import numpy as np
import pytest
from scipy.stats import bootstrap
from sklearn.metrics import f1_score

from onrecord.scoring.bootstrap import draw_weights, f_scores, interval, mean_f, paired_p


def column(*rows):
    return np.array(rows, dtype=float)


GOOD = column(*[(10, 10, 9, 9)] * 12)
MIXED = column(*[(10, 10, n, n) for n in (9, 3, 8, 7, 10, 2, 6, 9, 5, 8, 7, 4)])
POOR = column(*[(10, 10, 5, 5)] * 12)


def test_draws_are_the_same_every_time_and_as_long_as_the_articles():
    weights = draw_weights(7, draws=50)
    assert np.array_equal(weights, draw_weights(7, draws=50))
    assert (weights.sum(axis=1) == 7).all()


def test_an_even_run_has_a_point_for_an_interval():
    assert interval([GOOD], draw_weights(12)) == (pytest.approx(0.9), pytest.approx(0.9))


def test_interval_agrees_with_scipy():
    low, high = interval([MIXED], draw_weights(12, draws=20000))
    right = MIXED[:, 2] / 10
    theirs = bootstrap((right,), np.mean, n_resamples=20000, method="percentile", random_state=1)
    assert low == pytest.approx(theirs.confidence_interval.low, abs=0.01)
    assert high == pytest.approx(theirs.confidence_interval.high, abs=0.01)


def test_one_article_has_no_interval():
    assert interval([GOOD[:1]], draw_weights(1)) is None


def test_f_scores_agree_with_scikit_learn():
    gold, found = [1, 1, 1, 0, 0, 1], [1, 0, 1, 1, 0, 1]
    assert f_scores(column((4, 4, 3, 3)))[0] == pytest.approx(f1_score(gold, found))


def test_a_metric_without_marks_has_no_figure():
    assert np.isnan(f_scores(column((0, 0, 0, 0)))[0])


def test_mean_of_several_metrics():
    assert mean_f([GOOD, POOR], np.ones((1, 12)))[0] == pytest.approx(0.7)


@pytest.mark.parametrize(
    "old, new, least, most",
    [
        (MIXED, MIXED, 1.0, 1.0),
        (POOR, GOOD, 0.0, 0.002),
        (GOOD, POOR, 0.0, 0.002),
        (MIXED, MIXED[::-1], 0.3, 1),
    ],
    ids=["same", "better-everywhere", "worse-everywhere", "as-good-elsewhere"],
)
def test_paired_p(old, new, least, most):
    assert least <= paired_p([old], [new], draw_weights(12)) <= most


def test_paired_p_needs_two_articles():
    assert paired_p([GOOD[:1]], [POOR[:1]], draw_weights(1)) is None
