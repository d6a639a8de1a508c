"""Sentences: by rule in an empty pipeline, by the trained head in the shipped one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import param

from onrecord.lines import meant_breaks
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
    param(
        [
            "Ana Ruiz of the Ruda union",
            "In the northern districts the party took every one of the nine seats that were contested on Sunday.",
        ],
        " ",
        id="caption-glued-to-its-paragraph",
    ),
    param(["Five Dead After a Fire in Ruda", "Police blamed a stove."], "\n\n", id="headline-in-title-case"),
    param(["FALL RIVER, Mass. — A fire tore through a mill.", "Nobody died."], " ", id="dateline-stays"),
    param(["(Ruda, April 9) – Police held hundreds of people.", "Most went home."], " ", id="dateline-in-brackets"),
    param(["CORRECTION: In our item of 19 September we gave the wrong year."], " ", id="label-stays"),
    param(['"It was an hour late," Lt. Cmdr. Rezaul Haque told reporters.', '"We wept."'], " ", id="titles-stay"),
    param(["That would harm ties with the U.S.", "Mr. Ode backed the plan."], " ", id="acronym-before-mr"),
    param(["“It was temper,” Cpl. Lise Comeau said.", "She left."], " ", id="title-behind-a-quote"),
    param(["The council voted for:", "• Two boats", "• Eleven new firefighters for Station No. 8"], "\n", id="bullets"),
    param(
        ["FOR IMMEDIATE RELEASE", "Release No. 24-117", "The command carried out two strikes in the hills on Monday."],
        "\n",
        id="short-lines-of-a-head",
    ),
]


@pytest.mark.parametrize(
    "text, meant",
    [
        ("Quay at Gabes\nThe minister came to look at the new quay on Friday.", ["The"]),
        ("Rain fell on the hills all night and\nfell into the valleys by the morning\nwhen it stopped.", []),
        ("- two boats\n- one aircraft of the coast guard\n- Fuel", ["-"]),
        ("One line only", []),
        ("SPORT IN BRIEF\nSunday 21 May\n\n" + "It rained all day in the hills. " * 4, ["Sunday"]),
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
