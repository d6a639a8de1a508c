"""Borders: names without titles and articles, cut where two stand together, joined where one is kept apart."""

import pytest
from pytest import param
from spacy.tokens import Doc

from onrecord.naming.borders import is_no_name, joined, pieces, trim, without_office
from onrecord.words import blank_pipeline

BLANK = blank_pipeline()


def tokens_of(doc: Doc, name: str) -> tuple[int, int]:
    span = doc.char_span(doc.text.index(name), doc.text.index(name) + len(name))
    return span.start, span.end


@pytest.mark.parametrize(
    "text, kept", [("the Taliban", "Taliban"), ("Mali's", "Mali"), ("( NATO )", "NATO"), ("the", ""), ("Mali", "Mali")]
)
def test_trim(text, kept):
    doc = BLANK(text)
    start, end = trim(doc, 0, len(doc))
    assert doc[start:end].text == kept


@pytest.mark.parametrize(
    "text, tagged, label, names",
    [
        ("Supt Ana Ruiz spoke", "Supt Ana Ruiz", "PERSON", ["Ana Ruiz"]),
        ("Ana Ruiz KC, for Orchid", "Ana Ruiz KC", "PERSON", ["Ana Ruiz"]),
        ("Dean Ode spoke", "Dean Ode", "PERSON", ["Dean Ode"]),
        param("said Cpl. Ode", "Cpl", "PERSON", [], id="a-title-alone-is-none"),
        param("on the Kyrgyz-Tajik border", "Kyrgyz-Tajik", "GPE", ["Kyrgyz", "Tajik"], id="two-peoples"),
        param("pro-Beijing Harbour Party", "Beijing Harbour Party", "ORG", ["Beijing", "Harbour Party"], id="prefix"),
        ("pro-Beijing", "pro-Beijing", "GPE", ["Beijing"]),
        param("near ISIS-K posts", "ISIS", "ORG", ["ISIS-K"], id="a-faction-is-another-group"),
        ("told Ha Yoon-seo that", "Ha Yoon", "PERSON", ["Ha Yoon-seo"]),
        param("an Ana Ruiz-led team", "Ana Ruiz", "PERSON", ["Ana Ruiz"], id="a-participle-is-no-name"),
        param("Tom Ode\n\nKABUL, May 4", "Tom Ode\n\nKABUL", "PERSON", ["Tom Ode", "KABUL"], id="empty-line"),
    ],
)
def test_pieces(text, tagged, label, names):
    doc = BLANK(text)
    assert [doc[a:b].text for a, b in pieces(doc, *tokens_of(doc, tagged), label)] == names


@pytest.mark.parametrize(
    "text, tagged, names",
    [
        ("Saint Anne's Hospital", [("Saint Anne", "GPE")], [("Saint Anne's Hospital", "FAC")]),
        ("St. Mark's Square", [("Mark", "PERSON")], [("St. Mark's Square", "FAC")]),
        ("Kabul's Hospital", [("Kabul", "GPE")], [("Kabul", "GPE")]),
        (
            "the Relief Committee of the Blue Crane",
            [("Relief Committee", "ORG"), ("Blue Crane", "ORG")],
            [("Relief Committee of the Blue Crane", "ORG")],
        ),
        ("the Municipality of Xelwo", [("Municipality", "ORG"), ("Xelwo", "GPE")], [("Municipality of Xelwo", "ORG")]),
        ("State Fire Marshal's Office", [("State Fire Marshal", "ORG"), ("Office", "ORG")], [("State Fire Marshal's Office", "ORG")]),
        ("the Gulf of Orchids", [("Gulf", "LOC"), ("Orchids", "GPE")], [("Gulf of Orchids", "LOC")]),
        ("the Islamic Emirate said", [("Islamic", "NORP")], [("Islamic Emirate", "NORP")]),
        ("West Yorkshire Police said", [("West Yorkshire", "GPE")], [("West Yorkshire Police", "ORG")]),
        ("Mali, Chad", [("Mali", "GPE"), ("Chad", "GPE")], [("Mali", "GPE"), ("Chad", "GPE")]),
    ],
)
def test_joined(text, tagged, names):
    doc = BLANK(text)
    spans = [(*tokens_of(doc, name), label) for name, label in tagged]
    assert [(doc[a:b].text, label) for a, b, label in joined(doc, spans)] == names


@pytest.mark.parametrize(
    "text, end, left",
    [("U.S. Defense Secretary Lamb", 2, "U.S."), ("Shadow Home Secretary Lamb", 2, ""), ("Orchid Trust said", 2, "Orchid Trust")],
)
def test_an_office_is_no_name(text, end, left):
    doc = BLANK(text)
    start, end = without_office(doc, 0, end)
    assert doc[start:end].text == left


@pytest.mark.parametrize(
    "text, name, is_none",
    [
        ("during Hajj they", "Hajj", True),
        ("Ana Ruiz, QC, said", "QC", True),
        ("completed in English.", "English", True),
        param("English courts", "English", False, id="a-people"),
        ("for some asylee hopefuls", "asylee", True),
        ("Orchid said", "Orchid", False),
    ],
)
def test_no_names(text, name, is_none):
    doc = BLANK(text)
    assert is_no_name(doc, *tokens_of(doc, name)) == is_none
