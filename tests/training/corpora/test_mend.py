"""Older hand labels brought to the guidelines' last version."""

import pytest
from pytest import param

from onrecord.training.corpora.mend import mend_claims, mend_quotes
from onrecord.training.examples import NameSpan


def mark(text, words):
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


@pytest.mark.parametrize(
    "text, kind, cue, content, mended",
    [
        ("Ode agreed to meet again.", "indirect", "agreed", "to meet again", None),
        ("Ode proposed creating a fund.", "indirect", "proposed", "creating a fund", None),
        ("Ode agreed that it rained.", "indirect", "agreed", "it rained", "it rained"),
        ("Ode vowed to fight on.", "indirect", "vowed", "to fight on", "to fight on"),
        ("Ode said that it rained.", "indirect", "said", "that it rained.", "it rained"),
        ("Ode said it left the U.S.", "indirect", "said", "it left the U.S.", "it left the U.S."),
        ('"It rained," Ode said.', "direct", "said", "It rained,", '"It rained,"'),
        ("“Go.” Ode said.", "direct", "said", "“Go.", "“Go.”"),
        param(
            "Ode: It rained. It poured.",
            "indirect",
            "Ode",
            "It rained. It poured.",
            "It rained. It poured.",
            id="block",
        ),
    ],
)
def test_quotes(text, kind, cue, content, mended):
    quote = {
        "id": "q0",
        "type": kind,
        "cue": mark(text, cue),
        "source": None,
        "content": [mark(text, content)],
    }
    found = mend_quotes(text, [quote])
    assert [[c["text"] for c in q["content"]] for q in found] == ([[mended]] if mended else [])
    assert all(text[c["start"] : c["end"]] == c["text"] for q in found for c in q["content"])


def test_blocks_of_paragraphs_keep_their_periods():
    text = "The minister said:\nIt rained.\nIt poured.\n"
    quote = {"type": "indirect", "cue": None, "content": [mark(text, "It rained."), mark(text, "It poured.")]}
    assert [c["text"] for c in mend_quotes(text, [quote])[0]["content"]] == ["It rained.", "It poured."]


@pytest.mark.parametrize(
    "text, quantity, unit, kept",
    [
        ("It fell over the past five years.", "five years", "year", False),
        ("It will end in the next 12 months.", "12 months", "month", False),
        ("It has stood for the past 15 years.", "15 years", "year", True),
        ("She won 25 of her last 26 games.", "26", None, True),
    ],
)
def test_time_windows(text, quantity, unit, kept):
    claim = {"quantity": mark(text, quantity), "unit": unit, "place": None}
    assert bool(mend_claims(text, [claim], ())) == kept


@pytest.mark.parametrize(
    "place, mended",
    [
        ("Mali and Niger", "Mali"),
        ("Mali", "Mali"),
        ("the capital", None),
        param("Reed Museum", "Reed Museum", id="a-name-of-another-label"),
    ],
)
def test_places(place, mended):
    text = f"Two died in {place}."
    names = []
    for name, label in (("Mali", "GPE"), ("Niger", "GPE"), ("Reed Museum", "ORG")):
        if name in text:
            at = text.index(name)
            names.append(NameSpan(at, at + len(name), (label,)))
    [claim] = mend_claims(
        text, [{"quantity": mark(text, "Two"), "unit": None, "place": mark(text, place)}], names
    )
    assert (claim["place"] and claim["place"]["text"]) == mended
