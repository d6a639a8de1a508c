"""Hand labels: standoff marks put back on their texts."""

import json

import pytest

from onrecord.records import sha256_of
from onrecord.training.corpora.handlabels import BENCHMARK_TEXTS, read_labels


def written(tmp_path, name, text, names=()):
    (tmp_path / "texts").mkdir(exist_ok=True)
    (tmp_path / "texts" / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    entry = {"id": name, "sha256": sha256_of(text), "quotes": [], "claims": [], "names": list(names)}
    (tmp_path / "train.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    return tmp_path


def test_gmb_texts_have_a_sentence_a_line(tmp_path):
    names = [{"start": 0, "end": 3, "text": "Ode", "label": "PERSON"}]
    folder = written(tmp_path, "gmb-1", "Ode ran.\nAda sat.\n", names)
    [example] = read_labels(folder, folder, "train")
    assert [example.text[s:e] for s, e in example.sentences] == ["Ode ran.", "Ada sat."]
    assert example.names == ((0, 3, ("PERSON",)),)
    assert (example.quotes, example.claims) == ((), ())


def test_other_texts_have_no_sentences(tmp_path):
    folder = written(tmp_path, "re3d-1", "Ode ran.\r\nAda sat.")
    [example] = read_labels(folder, folder, "train")
    assert (example.text, example.sentences) == ("Ode ran.\r\nAda sat.", None)


@pytest.mark.parametrize("name", sorted(BENCHMARK_TEXTS))
def test_benchmarks_stay_out(tmp_path, name):
    folder = written(tmp_path, name, "Ode ran.")
    assert list(read_labels(folder, folder, "train")) == []


def test_a_changed_text_is_refused(tmp_path):
    folder = written(tmp_path, "gmb-1", "Ode ran.")
    (folder / "texts" / "gmb-1.txt").write_text("changed", encoding="utf-8")
    with pytest.raises(ValueError, match="gmb-1.txt: not the text that was labelled"):
        list(read_labels(folder, folder, "train"))
