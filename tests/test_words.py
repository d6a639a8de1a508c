"""The cuts that news needs of the tokenizer."""

import pytest

from onrecord.words import blank_pipeline


@pytest.mark.parametrize(
    "text, words",
    [
        ("the U.S.-led force", ["the", "U.S.", "-", "led", "force"]),
        ("US-led", ["US", "-", "led"]),
        ("ISIS-K fighters", ["ISIS", "-", "K", "fighters"]),
        ("against ISIS-K.", ["against", "ISIS", "-", "K", "."]),
        ("cost $1.5bn", ["cost", "$", "1.5", "bn"]),
        ("10-15,000 men", ["10", "-", "15,000", "men"]),
        ("in Mosul.[3]", ["in", "Mosul", ".", "[3]"]),
        ("an F-16 jet", ["an", "F-16", "jet"]),
        ("``We go,'' he said", ["``", "We", "go", ",", "''", "he", "said"]),
        ("left the U.S. Troops", ["left", "the", "U.S.", "Troops"]),
    ],
)
def test_words(text, words):
    assert [t.text for t in blank_pipeline()(text)] == words
