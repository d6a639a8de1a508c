"""Held-out texts are written where the evaluation reads them, and what is not labelled is not scored."""

import json

import pytest

import onrecord
from onrecord.articles import Article
from onrecord.records import sha256_of
from onrecord.scoring.evaluation import score_sheets
from onrecord.scoring.labels import read_labels
from onrecord.scoring.sheets import to_sheet
from onrecord.training import heldout
from onrecord.training.corpora import standoff
from onrecord.training.examples import Example

TEXT = "Two men died in Ruda, the army said."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(standoff, "read_gmb", lambda *_: [Example("gmb", "gmb-7", TEXT)])
    mark = lambda words: {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}  # noqa: E731
    quote = {"id": "q1", "type": "indirect", "content": [mark("Two men died in Ruda")], "cue": mark("said"),
             "source": mark("the army"), "speaker": None, "via": []}  # fmt: skip
    claim = {"id": "c1", "quantity": mark("Two"), "event": "killed", "of": mark("men"), "predicate": mark("died"),
             "place": mark("Ruda"), "time": None, "negated": False, "hedged": False, "part_of": None}  # fmt: skip
    entry = {"id": "gmb-7", "sha256": sha256_of(TEXT), "entities": [], "quotes": [quote], "claims": [claim]}
    (tmp_path / "held.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    heldout.main([".", ".", str(tmp_path / "held.jsonl"), str(tmp_path / "out")])
    return tmp_path / "out"


def test_it_is_scored_by_what_is_labelled(folder, nlp):
    (gold,) = read_labels([folder / "labels.jsonl"], [folder / "texts"]).sheets
    record = onrecord.annotate(Article(id=gold.id, text=gold.text), nlp).model_dump(mode="json")
    tallies = score_sheets(gold, to_sheet(record, gold.text)).tallies
    for metric in ("quotes.content", "quotes.source", "claims.quantity", "claims.of", "claims.event"):
        assert tallies[metric].f1 == 1.0
    assert not {"claims.bounds", "claims.tuple", "quotes.speaker"} & {k for k, t in tallies.items() if t.gold}
