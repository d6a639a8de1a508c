"""Evidence: clues of a name's label in its words, beside it and in the lists."""

import pytest
from pytest import param
from spacy.tokens import Doc

from onrecord.naming.evidence import Known, clues, evidence, weights
from onrecord.naming.kinds import kinds_beside
from onrecord.records import LABELS
from onrecord.words import blank_pipeline

BLANK = blank_pipeline()


@pytest.mark.parametrize(
    "text, name, expected",
    [
        ("left for Yemen", "Yemen", {"country"}),
        ("the Tigris", "Tigris", {"known landmark", "the"}),
        ("police in Bamako", "Bamako", {"capital", "in"}),
        param("Jordan said", "Jordan", set(), id="a-country-or-a-person"),
        ("Rohingya villages", "Rohingya", {"people"}),
        ("voted for Democrats", "Democrats", {"party members"}),
        ("fled to Al-Qaeda", "Al-Qaeda", {"body"}),
        ("joined the XQZ", "XQZ", {"acronym", "the"}),
        ("over Xelwo Bridge", "Xelwo Bridge", {"last FAC"}),
        ("of 12 Quarry St. early", "Quarry St.", {"first FAC"}),
        ("by Mount Xelwo", "Mount Xelwo", {"first LOC"}),
        ("the Ministry of Ships", "Ministry of Ships", {"last ORG", "the"}),
        ("Hamra Steel Ltd", "Hamra Steel Ltd", {"last ORG"}),
        ("saw Michael Ode", "Michael Ode", {"given name"}),
        ("spokesman Xelwo Ode", "Xelwo Ode", {"title before"}),
        ("the village of Xelwo", "Xelwo", {"kind GPE"}),
        ("the Xelwo refugee camp", "Xelwo", {"kind FAC", "the"}),
        param("the Kuwaiti island", "Kuwaiti", {"people", "the"}, id="a-people-lies-nowhere"),
        ("news agency Xelwo", "Xelwo", {"kind ORG"}),
        ("five Xelwo soldiers", "Xelwo", {"fighters behind"}),
        ("Xelwo, 27, left", "Xelwo", {"age behind"}),
        ("saw Xelwo, who left", "Xelwo", {"who behind"}),
        param("the Refugee Council Xelwo Ode", "Xelwo Ode", set(), id="a-capital-is-a-name-of-its-own"),
        param("the Xelwo Church", "Xelwo Church", {"the"}, id="a-body-or-a-building"),
        ("an economist at Xelwo", "Xelwo", {"at", "works at"}),
        ("MALI, May 4 (Xelwo) -- Rain", "Xelwo", {"agency of the dateline"}),
        ("near Xelwo, Mali", "Xelwo", {"near", "holder behind"}),
        ("XELWO, Mali, May 4 (XQZ) -", "XELWO", {"holder behind", "dateline", "acronym"}),
    ],
)
def test_clues(text, name, expected):
    doc = BLANK(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    span = doc.char_span(text.index(name), text.index(name) + len(name))
    assert set(clues(doc, span.start, span.end, Known())) == expected
    assert expected <= weights().keys()


@pytest.mark.parametrize(
    "name, known, label",
    [
        ("Paris", Known(), "GPE"),
        ("Paris", Known(people={"Paris"}), "PERSON"),
        ("Xelwos", Known(families={"Xelwos"}), "PERSON"),
        ("Xelwo", Known(bodies={"Xelwo"}), "ORG"),
        param("XO:", Known(initials={"XO"}), "PERSON", id="a-turn-of-an-interview"),
        param("Paris", Known(bodies={"Paris"}), "GPE", id="a-city-that-names-its-club"),
        ("South", Known(halves={"South"}), "GPE"),
    ],
)
def test_what_the_article_knows(name, known, label):
    doc = BLANK(f"Ode left {name}")
    assert LABELS[int(evidence(doc, 2, 3, known).argmax())] == label


@pytest.mark.parametrize(
    "words, clue",
    [
        ("Xelwo , a/DET Danish/ADJ utility/NOUN , fell", "described ORG"),
        ("Xelwo , a/DET retired/ADJ teacher/NOUN , fell", "described PERSON"),
        ("Xelwo , a/DET small/ADJ town/NOUN in/ADP Mali", "described GPE"),
        ("Xelwo , the/DET utility/NOUN company/NOUN , fell", "described ORG"),
        ("Xelwo , a/DET storm/NOUN , fell", None),
        ("Xelwo , fell", None),
    ],
)
def test_what_an_apposition_says(words, clue):
    pairs = [(w.partition("/")[0], w.partition("/")[2]) for w in words.split()]
    doc = Doc(BLANK.vocab, words=[w for w, _ in pairs], pos=[p for _, p in pairs])
    assert [c for c in kinds_beside(doc, 0, 1, False) if c.startswith("described")] == ([clue] if clue else [])
