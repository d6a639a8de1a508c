"""Repeats and patterns: names that the tagger passed over."""

import numpy as np
import pytest
from pytest import param

from onrecord.naming.labels import Draft
from onrecord.naming.patterns import patterned
from onrecord.naming.repeats import repeats
from onrecord.records import LABELS
from onrecord.words import blank_pipeline

BLANK = blank_pipeline()


def drafted(doc, name: str, label: str, sure: float = 0.99) -> Draft:
    span = doc.char_span(doc.text.index(name), doc.text.index(name) + len(name))
    scores = np.array([0.0 if lb == label else -8.0 for lb in LABELS])
    return Draft(span.start, span.end, label, scores, sure)


@pytest.mark.parametrize(
    "text, name, label, found",
    [
        ("Hamra Group fell. Then the Hamra Group rose.", "Hamra Group", "ORG", [("Hamra Group", "ORG")]),
        ("Tom Ode left. They saw Ode there.", "Tom Ode", "PERSON", [("Ode", "PERSON")]),
        param("Late goal sinks Porto\nPORTO, Portugal", "Porto", "GPE", [("PORTO", "GPE")], id="dateline"),
        param("Tom Judge left. They saw the Judge.", "Tom Judge", "PERSON", [], id="a-title-is-no-surname"),
        param("Gas prices rose. They bought gas.", "Gas", "ORG", [], id="letter-case-counts"),
    ],
)
def test_repeats(text, name, label, found):
    doc = BLANK(text)
    for token in doc:
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text == "."
    assert [(doc[a:b].text, lb) for a, b, lb in repeats(doc, [drafted(doc, name, label)])] == found
    assert not list(repeats(doc, [drafted(doc, name, label, sure=0.2)]))


@pytest.mark.parametrize(
    "text, name, label, found",
    [
        ("Traffic stopped on NH-27 for hours.", "", "", [("NH-27", "FAC")]),
        ("stopped on Route 18, south", "", "", [("Route 18", "FAC")]),
        ("the Mara Roja (MR-13) gang", "Mara Roja", "ORG", [("MR-13", "ORG")]),
        ("Mara Roja (12 members)", "Mara Roja", "ORG", []),
        ("posted on X that", "", "", [("X", "ORG")]),
        ("on X Road", "", "", []),
        ("the Prime Minister's Office said", "", "", [("Prime Minister's Office", "ORG")]),
        ("the firm's Office", "", "", []),
        param("Lina Ben Omar\nLBO: Everything.", "Lina Ben Omar", "PERSON", [("LBO", "PERSON")], id="interview"),
    ],
)
def test_patterns(text, name, label, found):
    doc = BLANK(text)
    drafts = [drafted(doc, name, label)] if name else []
    assert [(doc[a:b].text, lb) for a, b, lb in patterned(doc, drafts)] == found
