"""Tallies: precision, recall and F1 from the counts of both sides."""

import pytest
from pytest import param

from onrecord.scoring.tally import StageScore, Tally


@pytest.mark.parametrize(
    "tally, precision, recall, f1",
    [
        (Tally.matched(10, 8, 6), 0.75, 0.6, 2 / 3),
        (Tally(4, 4, 3, 1), 0.25, 0.75, 0.375),
        param(Tally(), None, None, None, id="nothing-on-either-side-is-no-figure"),
        param(Tally.matched(3, 0, 0), None, 0.0, 0.0, id="never-proposed-is-a-miss"),
        param(Tally.matched(0, 3, 0), 0.0, None, 0.0, id="all-extra"),
        (Tally.judged([True, False, True, True]), 0.75, 0.75, 0.75),
        (Tally.flags([(True, True), (True, False), (False, True), (False, False)]), 0.5, 0.5, 0.5),
    ],
)
def test_ratios(tally, precision, recall, f1):
    assert (tally.precision, tally.recall) == (precision, recall)
    assert tally.f1 == (None if f1 is None else pytest.approx(f1))


def test_tallies_of_articles_add_up_before_the_ratio():
    total = Tally.matched(1, 1, 1) + Tally.matched(9, 4, 1)
    assert (total.gold, total.found, total.precision, total.recall) == (10, 5, 0.4, 0.2)


def test_merge_keeps_both_stages():
    one, other = StageScore(), StageScore()
    one.add("a", Tally.matched(1, 1, 1))
    other.add("a", Tally.matched(1, 0, 0))
    other.measures["km"] = [3.0]
    one.merge(other)
    assert one.tallies == {"a": Tally.matched(2, 1, 1)} and one.measures == {"km": [3.0]}
