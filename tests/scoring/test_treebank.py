"""Treebank scores: what counts as a right tag, lemma, attachment and border."""

import pytest

from onrecord.scoring.treebank import score_borders, score_syntax
from onrecord.training.examples import Word

GOLD = [
    Word("PROPN", "NNP", "", "Vale", 1, "nsubj:pass"),
    Word("VERB", "VBN", "", "elect", 1, "root"),
    Word("PUNCT", ".", "", "_", 1, "punct"),
]


def changed(number, **fields):
    return [word._replace(**fields) if i == number else word for i, word in enumerate(GOLD)]


@pytest.mark.parametrize(
    "found, fallen",
    [
        (GOLD, set()),
        (changed(0, upos="NOUN"), {"t.upos"}),
        (changed(0, xpos="NN"), {"t.xpos"}),
        (changed(0, lemma="vale"), {"t.lemma"}),
        (changed(2, lemma="."), set()),
        (changed(0, head=2), {"t.uas", "t.las", "t.las_subtypes"}),
        (changed(0, deprel="obj"), {"t.las", "t.las_subtypes"}),
        (changed(0, deprel="nsubj"), {"t.las_subtypes"}),
        (changed(2, head=0), {"t.uas", "t.las", "t.las_subtypes"}),
    ],
    ids=["itself", "upos", "xpos", "lemma", "gold-without-lemma", "head", "label", "subtype", "punctuation"],
)
def test_score_syntax(found, fallen):
    tallies = score_syntax("t", GOLD, found).tallies
    assert {name for name, tally in tallies.items() if tally.f1 < 1} == fallen
    assert all(tally.f1 == pytest.approx(2 / 3) for name, tally in tallies.items() if name in fallen)


def test_two_sides_must_have_the_same_words():
    with pytest.raises(ValueError, match="shorter"):
        score_syntax("t", GOLD, GOLD[:2])


def test_score_borders():
    tally = score_borders("s", [(0, 4), (5, 9)], [(0, 4), (5, 7), (8, 9)]).tallies["s"]
    assert (tally.gold, tally.found, tally.gold_hits) == (2, 3, 1)
