"""Standoff: tagged copies of corpus texts become offsets without words, and examples again."""

import json

import pytest

from onrecord.training.corpora import standoff
from onrecord.training.corpora.standoff import main, read_standoff
from onrecord.training.examples import Example

TAGGED = (
    "a: b\n---\n<q1><c1 killed>Two</c1> <c1.of>men</c1.of> died in <e1 GPE>Ruda</e1></q1>, "
    "<q1.src>they</q1.src> <q1.cue>said</q1.cue>"
)
TEXT = "Two men died in Ruda, they said"


@pytest.fixture
def tagged(tmp_path, monkeypatch):
    monkeypatch.setattr(standoff, "read_gmb", lambda *_: [Example("gmb", "gmb-7", TEXT)])
    path = tmp_path / "gmb-7.txt"
    path.write_text(TAGGED, encoding="utf-8")
    return path


def test_labels_go_out_without_words_and_come_back(tagged, tmp_path, capsys):
    assert main([".", ".", str(tagged)]) == 0
    line = capsys.readouterr().out
    assert "Ruda" not in line and "Two" not in line
    (tmp_path / "gmb.jsonl").write_text(line, encoding="utf-8")
    (example,) = read_standoff(tmp_path / "gmb.jsonl", tmp_path, tmp_path)
    assert [(TEXT[n.start : n.end], n.labels) for n in example.names] == [("Ruda", ("GPE",))]
    assert example.quotes[0]["content"][0]["text"] == "Two men died in Ruda"
    assert (example.claims[0]["of"]["text"], example.claims[0]["event"]) == ("men", "killed")


def test_a_changed_text_is_refused(tagged, tmp_path, capsys):
    tagged.write_text(TAGGED + ".", encoding="utf-8")
    assert main([".", ".", str(tagged)]) == 1
    entry = json.loads(capsys.readouterr().out)
    (tmp_path / "gmb.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1: gmb-7 is not the text that was labelled; restore"):
        list(read_standoff(tmp_path / "gmb.jsonl", tmp_path, tmp_path))
