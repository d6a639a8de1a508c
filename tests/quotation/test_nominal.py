"""Quotes in the clause or infinitive of a noun, and whose they are."""

import pytest


@pytest.mark.parametrize(
    "text, quote",
    [
        ("The army ignored calls from the union to leave the town.", ("the union", "to leave the town")),
        ("The army rejected a request from Ana Ruiz to leave the town.", ("Ana Ruiz", "to leave the town")),
        ("The court refused a defense request to hear the mayor.", ("defense", "to hear the mayor")),
        ("Ana Ruiz took office with a promise to rebuild the port.", ("Ana Ruiz", "to rebuild the port")),
        ("The losses stemmed from the army's insistence that banks stay shut.", ("the army", "banks stay shut")),
        ("The firm kept a pledge to pay the farmers.", ("The firm", "to pay the farmers")),
    ],
)
def test_quote(quoted, text, quote):
    assert quote in quoted(text)
