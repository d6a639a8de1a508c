"""re3d: mentions of all kinds, cut to names."""

import json

from onrecord.training.corpora.re3d import read_re3d


def written(tmp_path, text, mentions):
    folder = tmp_path / "re3d" / "centre"
    folder.mkdir(parents=True)
    document = {"_id": "ABCDEF0123", "title": "t", "text": text}
    (folder / "documents.json").write_text(json.dumps(document) + "\n", encoding="utf-8")
    rows = [
        {"_id": str(i), "documentId": "ABCDEF0123", "type": kind, "begin": text.index(words),
         "end": text.index(words) + len(words), "value": words, "confidence": confidence}
        for i, (words, kind, confidence) in enumerate(mentions)
    ]  # fmt: skip
    (folder / "entities.json").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def test_names_and_masks(tmp_path):
    text = "Gen. Ada Ode said the Reed Brigade left Mali. Malian forces and the rebels saw Zorg near it."
    folder = written(
        tmp_path, text,
        [("Gen. Ada Ode", "Person", 1), ("the Reed Brigade", "Organisation", 1), ("Mali", "Location", 1),
         ("Malian forces", "Organisation", 1), ("Malian", "Nationality", 1),
         ("the rebels", "Organisation", 1), ("Zorg", "Location", 0.2)],
    )  # fmt: skip
    [example] = read_re3d(folder, folder, "train")
    assert [(text[n.start : n.end], n.labels) for n in example.names] == [
        ("Ada Ode", ("PERSON",)), ("Reed Brigade", ("ORG",)), ("Mali", ("GPE",)), ("Malian", ("NORP",)),
    ]  # fmt: skip
    assert [text[s:e] for s, e in example.masked] == ["Zorg"]


def test_documents_labelled_by_hand_are_left_out(tmp_path):
    folder = written(tmp_path, "Ode left.", [])
    (folder / "texts").mkdir()
    (folder / "texts" / "re3d-x-ABCDEF01.txt").write_text("", encoding="utf-8")
    assert list(read_re3d(folder, folder, "train")) == []
