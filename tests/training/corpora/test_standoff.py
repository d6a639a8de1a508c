"""Standoff: tagged copies of corpus texts become offsets without words, and examples again."""

import gzip
import json

import pytest

from onrecord.records import sha256_of
from onrecord.training.corpora import standoff
from onrecord.training.corpora.standoff import main, read_agreed, read_standoff
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


QUOTE = {"type": "indirect", "content": [[0, 20]], "cue": [27, 31], "source": [22, 26], "negated": False}


def write_agreed(path, sha256):
    entry = {"id": "gmb-7", "sha256": sha256, "quotes": [QUOTE], "unknown": [[0, 3]]}
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(json.dumps(entry) + "\n")


def test_agreed_quotes_join_their_text(tagged, tmp_path):
    write_agreed(tmp_path / "agreed.jsonl.gz", sha256_of(TEXT))
    (example,) = read_agreed(tmp_path / "agreed.jsonl.gz", tmp_path, tmp_path)
    (quote,) = example.quotes
    assert quote["content"] == [{"start": 0, "end": 20, "text": "Two men died in Ruda"}]
    assert (quote["cue"]["text"], quote["source"]["text"], example.unknown) == ("said", "they", ((0, 3),))


def test_agreed_quotes_of_another_text_are_refused(tagged, tmp_path):
    write_agreed(tmp_path / "agreed.jsonl.gz", sha256_of("Another"))
    with pytest.raises(ValueError, match="gmb-7 is not the text that was read"):
        list(read_agreed(tmp_path / "agreed.jsonl.gz", tmp_path, tmp_path))


def test_without_entities_names_are_unknown(tagged, tmp_path, capsys):
    tagged.write_text(TAGGED.replace("<e1 GPE>", "").replace("</e1>", ""), encoding="utf-8")
    main([".", ".", str(tagged)])
    (tmp_path / "gmb.jsonl").write_text(capsys.readouterr().out, encoding="utf-8")
    (example,) = read_standoff(tmp_path / "gmb.jsonl", tmp_path, tmp_path)
    assert example.names is None and example.chains is None and len(example.quotes) == 1
