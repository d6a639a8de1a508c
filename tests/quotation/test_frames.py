"""Which words attribute what stands beside them, and which only seem to."""

import pytest
from pytest import param


@pytest.mark.parametrize(
    "text",
    [
        param("Laboratory tests confirmed that the water was clean.", id="tests"),
        param("A video showed that the bridge had fallen.", id="video"),
        param("Polls indicate that the mayor will lose.", id="a poll shows"),
        param("The accord calls for both sides to leave the valley.", id="accord"),
        param("Ana Ruiz called the plan a disgrace.", id="unquoted predicate"),
        param("The mayor warned of long delays.", id="noun phrase"),
        param("The minister called for talks to end the war.", id="purpose"),
        param("The minister proposed moving the capital.", id="proposal"),
        param("The minister expressed hope that the rain would end.", id="feeling"),
        param('A group calling itself "the Iron Hand" left the valley.', id="a name of its own"),
        param('The farmers protested the "clean river" plan on Monday.', id="marks before their noun"),
        param("The flood threatened to cut the road.", id="figurative"),
        param("The visit shows the mayor's commitment to building schools.", id="commitment to a noun"),
    ],
)
def test_no_quote(quoted, text):
    assert quoted(text) == []


@pytest.mark.parametrize(
    "text, quotes",
    [
        ("A new survey says most farmers want to sell.", [("A new survey", "most farmers want to sell")]),
        ("The poll found that most farmers want to sell.", [("The poll", "most farmers want to sell")]),
        ("The union called for the mayor to resign.", [("The union", "to resign")]),
        ("The army denied accusations that it shelled the town.", [("The army", "it shelled the town")]),
        ("The minister rejected rebel demands that he resign.", [("rebel", "he resign")]),
        ('The mayor has little time for what he calls "idle talk".', [("he", '"idle talk"')]),
        (
            'The unions will fight what they call the "slow death" of the valley.',
            [("they", 'the "slow death" of the valley')],
        ),
    ],
)
def test_quotes(quoted, text, quotes):
    assert quoted(text) == quotes


@pytest.mark.parametrize(
    "text, source",
    [
        ("A spokesman for the port Monday said ships would wait.", "A spokesman for the port"),
        ("Tuesday, the army said it had left the town.", "the army"),
        ("The army rejected a Peruvian claim that it had left the town.", "Peruvian"),
        ("The army denied the mayor's claim that it had left the town.", "the mayor"),
        ("Secretary of State Ana Ruiz said the talks would go on.", "Secretary of State Ana Ruiz"),
        ("Roads were closed, a move Ana Ruiz said was wrong.", "Ana Ruiz"),
        ("The dam will hold, according to Ode spokeswoman Ana Ruiz.", "Ode spokeswoman Ana Ruiz"),
    ],
)
def test_source(quoted, text, source):
    assert source in [found for found, *_ in quoted(text)]
