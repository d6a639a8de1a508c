"""Pages: self-contained, escaped, with every finding on them."""

import re
from html.parser import HTMLParser

import pytest

from onrecord.records import Entity, Mark, Mention, Quote, Record, sha256_of
from onrecord.report.errors import cards, error_page, table
from onrecord.report.records import record_page
from onrecord.scoring.evaluation import evaluate
from onrecord.scoring.labels import Absent
from onrecord.scoring.sheets import to_sheet

TEXT = 'Mayor <b>Ford</b> said: "Close & lock it." Nobody <script>alert(1)</script> did.'


def label(name_end=16, **more):
    start = TEXT.index("Ford")
    names = [{"start": start, "end": start + 4, "label": "PERSON"}, {"start": 0, "end": 5, "label": "ORG"}]
    return {"id": "<i>town</i>", "text": TEXT, "names": names, "sentences": [], "quotes": [], **more}


@pytest.fixture
def evaluation():
    gold = to_sheet(label(), TEXT)
    wrong = label(names=[{"start": 0, "end": 5, "label": "PERSON"}, {"start": 50, "end": 58, "label": "FAC"}])
    absent = [Absent("gone", "no text")]
    return evaluate([gold], {sha256_of(TEXT): wrong}, absent)


class Opened(HTMLParser):
    """Collects tags that were opened and never closed, and all addresses."""

    def __init__(self):
        super().__init__()
        self.stack, self.addresses = [], []

    def handle_starttag(self, tag, attrs):
        self.addresses += [value for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "input", "br"):
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag


def parse(page):
    parser = Opened()
    parser.feed(page)
    return parser


def test_error_page_is_whole_and_asks_for_nothing_outside(evaluation):
    parsed = parse(error_page(evaluation, {"model": "m"}))
    assert parsed.stack == [] and parsed.addresses == []


def test_error_page_escapes_the_article(evaluation):
    page = error_page(evaluation, {"model": "<u>m</u>"})
    assert "<script>alert" not in page and "<i>town" not in page and "<u>m" not in page
    assert "&lt;i&gt;town" in page


def test_every_finding_has_a_card(evaluation):
    page = error_page(evaluation, {})
    found = cards(evaluation)
    assert len(re.findall(r'<div class="card', page)) == len(found) == 3
    assert {(card.verdict, card.kind) for card in found} == {
        ("wrong", "label"),
        ("miss", "PERSON"),
        ("extra", "FAC"),
    }


def test_error_page_says_what_was_not_scored(evaluation):
    assert "gone (no text)" in error_page(evaluation, {})


def test_confusion_table_has_none_last():
    made = table([("ORG", "none", 2), ("ORG", "GPE", 1), ("none", "ORG", 4)])
    assert made.columns == ["GPE", "ORG", "none"]
    assert made.rows == [("ORG", [1, 0, 2]), ("none", [0, 4, 0])]


def test_record_page_shows_marks_and_escapes_the_rest():
    start = TEXT.index("Ford")
    ford = Mention(start=start, end=start + 4, text="Ford", kind="name")
    said = TEXT.index('"Close')
    words = TEXT[said : said + 18]
    record = Record(
        id="town",
        sha256=sha256_of(TEXT),
        text=TEXT,
        entities=(Entity(id="e0", name="Ford", label="PERSON", layer="actor", mentions=(ford,)),),
        quotes=(
            Quote(
                id="q0",
                type="direct",
                content=(Mark(start=said, end=said + 18, text=words),),
                speaker_name="Ford",
            ),
        ),
    )
    page = record_page([record])
    assert '<span class="actor">Ford</span>' in page and "<script>alert" not in page
    assert parse(page).stack == []
