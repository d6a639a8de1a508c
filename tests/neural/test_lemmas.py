"""Lemmas from counted forms."""

import pytest

from onrecord.neural.lemmas import Lemmatizer

WORDS = [
    ("walked", "VBD", "walk"), ("talked", "VBD", "talk"), ("looked", "VBD", "look"), ("went", "VBD", "go"),
    ("cities", "NNS", "city"), ("parties", "NNS", "party"), ("boats", "NNS", "boat"), ("coats", "NNS", "coat"),
    ("Austin", "NNP", "Austin"),
]  # fmt: skip


@pytest.mark.parametrize(
    "form, tag, lemma",
    [
        ("barked", "VBD", "bark"), ("went", "VBD", "go"), ("Went", "VBD", "go"), ("armies", "NNS", "army"),
        ("goats", "NNS", "goat"), ("Kabul", "NNP", "Kabul"), ("quickly", "RB", "quickly"),
    ],
)  # fmt: skip
def test_lemma(form, tag, lemma):
    assert Lemmatizer.train(WORDS)(form, tag) == lemma
