"""Entities: names with the right label, without article, title or possessive."""

import pytest
from spacy.tokens import Span

from onrecord.neural.tagsets import TagSpan
from onrecord.stages.entities import Entities, by_lexicon, make_consistent, trim, without_office, without_prefix
from onrecord.words import blank_pipeline


@pytest.mark.parametrize(
    "text, names",
    [
        ("President Ana Ruiz met the Taliban in Kabul.", {"Ana Ruiz": "PERSON", "Taliban": "ORG", "Kabul": "GPE"}),
        ("U.S. troops left Afghanistan's capital.", {"U.S.": "GPE", "Afghanistan": "GPE"}),
        ("German police searched boats on the Black Sea.", {"German": "NORP", "Black Sea": "LOC"}),
        ("The United Nations condemned the US-led strikes.", {"United Nations": "ORG", "US": "GPE"}),
        ("Microsoft sued Samsung in Seoul.", {"Microsoft": "ORG", "Samsung": "ORG", "Seoul": "GPE"}),
    ],
)
def test_names(nlp, text, names):
    doc = nlp(text)
    assert {e.text: e.label_ for e in doc.ents} == names
    marks = doc._.onrecord_entities
    assert [text[m["start"] : m["end"]] for m in marks] == [e.text for e in doc.ents]
    assert all(0 < m["confidence"] <= 1 for m in marks)


@pytest.mark.parametrize(
    "text, kept", [("the Taliban", "Taliban"), ("Mali's", "Mali"), ("( NATO )", "NATO"), ("the", ""), ("Mali", "Mali")]
)
def test_trim(text, kept):
    doc = blank_pipeline()(text)
    start, end = trim(doc, 0, len(doc))
    assert doc[start:end].text == kept


def test_a_doubtful_mention_follows_the_sure_ones():
    doc = blank_pipeline()("Amaq Amaq Amaq")
    found = [TagSpan(0, 1, "ORG", 0.9), TagSpan(1, 2, "ORG", 0.9), TagSpan(2, 3, "PERSON", 0.4)]
    assert [s.label for s in make_consistent(doc, found)] == ["ORG", "ORG", "ORG"]
    sure = [*found[:2], TagSpan(2, 3, "PERSON", 0.95)]
    assert [s.label for s in make_consistent(doc, sure)] == ["ORG", "ORG", "PERSON"]


def test_names_of_another_pipeline_are_taken_over():
    doc = blank_pipeline()("Ana Ruiz left on Monday")
    doc.ents = [Span(doc, 0, 2, "PERSON"), Span(doc, 4, 5, "DATE")]
    Entities("onrecord_entities", 0.0, True)(doc)
    assert doc._.onrecord_entities == [{"start": 0, "end": 8, "label": "PERSON", "confidence": None}]
    assert len(doc.ents) == 2


@pytest.mark.parametrize(
    "text, label, score, expected",
    [
        ("Rohingya", "GPE", 0.7, "NORP"), ("Rohingya", "GPE", 0.99, "GPE"), ("Yemen", "ORG", 0.5, "GPE"),
        ("Jordan", "PERSON", 0.5, "PERSON"), ("Orchid", "FAC", 0.2, "FAC"),
    ],
)  # fmt: skip
def test_the_lexicon_settles_doubts_only(text, label, score, expected):
    doc = blank_pipeline()(text)
    assert by_lexicon(doc, TagSpan(0, 1, label, score)).label == expected


@pytest.mark.parametrize(
    "text, end, left",
    [
        ("U.S. Defense Secretary Lamb", 2, "U.S."), ("Shadow Home Secretary Lamb", 2, None),
        ("Hajj", 1, None), ("Orchid Trust said", 2, "Orchid Trust"),
    ],
)  # fmt: skip
def test_offices_and_feasts_are_no_names(text, end, left):
    doc = blank_pipeline()(text)
    span = without_office(doc, TagSpan(0, end, "ORG", 0.9))
    assert (span and doc[span.start : span.end].text) == left


def test_a_facility_is_known_by_its_last_word():
    doc = blank_pipeline()("Yelwa Bridge")
    assert by_lexicon(doc, TagSpan(0, 2, "LOC", 0.99)).label == "FAC"


def test_a_name_starts_behind_its_prefix():
    doc = blank_pipeline()("pro-Beijing")
    assert doc[without_prefix(doc, 0, 3) : 3].text == "Beijing"


def test_a_word_that_opens_an_agency_is_the_agency():
    doc = blank_pipeline()("Amaq News Agency Amaq Lamb Ode Lamb")
    spans = [(0, 3, "ORG", 0.9), (3, 4, "PERSON", 0.8), (4, 5, "GPE", 0.6), (5, 7, "PERSON", 0.9)]
    found = [TagSpan(*span) for span in spans]
    assert [s.label for s in make_consistent(doc, found)] == ["ORG", "ORG", "PERSON", "PERSON"]
