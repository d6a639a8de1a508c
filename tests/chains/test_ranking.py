"""Ranking: clues add up, mentions of one entity count together, and nothing named is an answer too."""

import pytest
from pytest import param

from onrecord.chains.ranking import Option, Question, best, weights
from onrecord.training.ranking import Answered, fit

NEAR, FAR, NOTHING = (("0 back", 1.0), ("as subject", 1.0)), (("3 back", 1.0),), (("nothing", 1.0),)


@pytest.mark.parametrize(
    "options, entity",
    [
        ((Option(0, NEAR), Option(1, FAR), Option(None, NOTHING)), 0),
        ((Option(1, FAR), Option(0, NEAR), Option(None, NOTHING)), 0),
        param((Option(0, FAR), Option(1, NEAR), Option(0, NEAR)), 0, id="mentions-count-together"),
        param((Option(None, NEAR), Option(0, FAR)), None, id="what-has-no-name"),
        param((Option(0, (("unheard of", 9.0),)), Option(None, NOTHING)), 0, id="a-clue-without-a-row"),
    ],
)
def test_best(options, entity):
    found, confidence = best(Question("he", 0, options))
    assert found == entity
    assert (0 < confidence <= 1) == (entity is not None)


def test_every_class_has_every_weight():
    tables = weights()
    assert set(tables) == {"he", "it", "they", "role", "thing"}
    assert len({frozenset(t) for t in tables.values()}) == 1


def test_fitting_finds_what_tells():
    options = (Option(0, (("told", 1.0),)), Option(None, (("nothing", 1.0),)))
    table = fit([Answered("he", options, [0])] * 5, decay=0.1)
    assert table["told"]["he"] > 0 > table["nothing"]["he"]
    assert table["told"]["it"] == 0
