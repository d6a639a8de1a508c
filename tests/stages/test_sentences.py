"""Sentences: by rule in an empty pipeline, by the trained head in the shipped one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import param

from onrecord.stages.sentences import meant_breaks
from onrecord.words import blank_pipeline

RULES = [
    (["Floods hit Kano.", "Hundreds fled."], " "),
    (["Gen. Ana Ruiz arrived.", "She left."], " "),
    (["Mr. Lamb paid $3.5 million.", "Nobody asked."], " "),
    (["“We ran.”", "He wept."], " "),
    (["Is it over?", '"No," she said.'], " "),
    (["Bridge falls in Yelwa", "Police blamed rain."], "\n\n"),
    param(["- Two boats sank.", "- One aircraft fell."], "\n", id="dash-belongs-to-its-item"),
    param(["1. The bridge fell.", "2. The road sank."], "\n", id="list-number"),
    param(["Rain fell on the\nhills all night and into the\nmorning.", "It stopped."], " ", id="hard-wrapped"),
]

TRAINED = [
    *RULES,
    (['"We saw it.', 'We ran," Ode said.'], " "),
    (["The U.S. Army said so.", "It was wrong."], " "),
    (["Minister quits over bridge", "YELWA (Wire) - The minister has resigned.", "He gave no reason."], "\n\n"),
    param(["MINISTER QUITS", "The minister has resigned after the bridge fell."], "\n", id="headline-on-its-own-line"),
]


@pytest.mark.parametrize(
    "text, meant",
    [
        ("Quay at Gabes\nThe minister came to look at the new quay on Friday.", ["The"]),
        ("Rain fell on the hills all night and\nfell into the valleys by the morning\nwhen it stopped.", []),
        ("- two boats\n- one aircraft of the coast guard\n- Fuel", ["-"]),
        ("One line only", []),
    ],
)
def test_meant_breaks(text, meant):
    assert sorted(text[i:].split()[0] for i in meant_breaks(text)) == sorted(meant)


def split(nlp, parts, joiner):
    doc = nlp(joiner.join(parts))
    return [s.text.strip() for s in doc.sents]


@pytest.mark.parametrize("parts, joiner", RULES)
def test_by_rule(parts, joiner):
    pipeline = blank_pipeline()
    pipeline.add_pipe("onrecord_sentences")
    assert split(pipeline, parts, joiner) == parts


@pytest.mark.parametrize("parts, joiner", TRAINED)
def test_trained(nlp, parts, joiner):
    assert split(nlp, parts, joiner) == parts


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aB. \n\r\"'“”(1\u2028", max_size=60))
def test_any_text_is_covered(text):
    pipeline = blank_pipeline()
    pipeline.add_pipe("onrecord_sentences")
    doc = pipeline(text)
    assert "".join(s.text_with_ws for s in doc.sents) == text
