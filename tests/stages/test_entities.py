"""Entities: names with the right label, without article, title or possessive."""

import pytest
from spacy.tokens import Span

from onrecord.stages.entities import Entities, names_in, overlooked
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


def test_names_of_another_pipeline_are_taken_over():
    doc = blank_pipeline()("Ana Ruiz left on Monday")
    doc.ents = [Span(doc, 0, 2, "PERSON"), Span(doc, 4, 5, "DATE")]
    Entities("onrecord_entities", 0.0, True)(doc)
    assert doc._.onrecord_entities == [{"start": 0, "end": 8, "label": "PERSON", "confidence": None, "types": None}]
    assert len(doc.ents) == 2


def test_names_never_overlap():
    doc = blank_pipeline()("ISIS-K Khorasan")
    assert list(names_in(doc, [(0, 1, "ORG"), (2, 4, "LOC")])) == [(0, 3), (3, 4)]
    assert overlooked(doc, []) == []


@pytest.mark.parametrize("text", ["", " \n\n ", "\u200b", "-", "'s", "X", "@", "(", "St.", "-A", "Of the of"])
def test_odd_texts_pass(nlp, text):
    doc = nlp(text)
    assert all(0 <= m["confidence"] <= 1 for m in doc._.onrecord_entities)
