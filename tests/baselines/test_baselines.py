"""Baselines: each gives marks in the shape of labels, and one that is not installed is named."""

import pytest
import spacy
from pytest import param

from onrecord.baselines.places import first_country
from onrecord.baselines.quantities import regular_expression
from onrecord.baselines.sentences import as_label, spacy_sentencizer
from onrecord.baselines.table import OURS, PEERS, Peer, baseline_lines
from onrecord.records import Entity, Mention, Record, sha256_of
from onrecord.scoring.sheets import to_sheet

TEXT = "Rain fell on Oslo.  The town lost 1,200 trees."


def test_sentences_lose_the_blanks_between_them():
    found = as_label(TEXT, [(0, 19), (19, 46), (46, 46)])["sentences"]
    assert found == [{"start": 0, "end": 18}, {"start": 20, "end": 46}]
    assert as_label(TEXT, spacy_sentencizer(TEXT))["sentences"] == found


@pytest.mark.parametrize(
    "text, words, low, unit",
    [
        ("It lost 1,200 trees.", "1,200", 1200, None),
        ("It cost $2.5 million.", "$2.5 million", 2_500_000, "USD"),
        ("Prices rose 9% there.", "9%", 9, "percent"),
        ("A 12 per cent rise.", "12 per cent", 12, "percent"),
        param("Flight A320 left.", None, None, None, id="digits-in-a-word"),
        param("Twelve left.", None, None, None, id="no-words"),
    ],
)
def test_regular_expression(text, words, low, unit):
    claims = regular_expression(text)["claims"]
    found = [(text[c["quantity"]["start"] : c["quantity"]["end"]], c["low"], c["unit"]) for c in claims]
    assert found == ([] if words is None else [(words, low, unit)])


def test_first_country_gives_places_alone_a_country():
    start = TEXT.index("Oslo")
    mention = Mention(start=start, end=start + 4, text="Oslo", kind="name")
    oslo = Entity(id="e0", name="Oslo", label="GPE", layer="place", mentions=(mention,), country="SE")
    firm = Entity(id="e1", name="Oslo", label="ORG", layer="actor", mentions=(mention,))
    record = Record(id="a", sha256=sha256_of(TEXT), text=TEXT, entities=(oslo, firm))
    countries = [entity["country"] for entity in first_country(record)["entities"]]
    assert countries == ["NO", None]


def absent(*_):
    raise ImportError("No module named 'absent'")


def test_all_systems_stand_in_one_table_and_an_absent_one_is_named():
    gold = to_sheet(
        {
            "id": "a",
            "sentences": [{"start": 0, "end": 18}, {"start": 20, "end": 46}],
            "claims": [
                {"id": "c0", "quantity": {"start": 34, "end": 39}, "value": 1200, "low": 1200, "high": 1200}
            ],
        },
        TEXT,
    )
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    known = [peer for peer in PEERS if peer.package in ("spacy", "onrecord")]
    lines, missing = baseline_lines(
        [gold], nlp, [*known, Peer("absent", "absent", ("sentences.ends",), absent)]
    )
    figures = {(line.row.metric, line.system): line.row.f1 for line in lines}
    assert figures["sentences.exact", OURS] == figures["sentences.exact", "spaCy sentencizer"] == 1.0
    assert figures["claims.bounds", OURS] == 0.0 and figures["claims.bounds", "regular expression"] == 1.0
    assert missing == {"absent": "No module named 'absent'; install absent"}
    assert not any(line.row.metric == "sentences.ends" for line in lines)
