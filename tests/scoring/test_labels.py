"""Labels: reading label files, finding texts, and saying what is absent."""

import json

import pytest
from pytest import param

from onrecord.records import sha256_of
from onrecord.scoring.labels import label_files, read_labels, read_predictions
from onrecord.scoring.sheets import to_sheet

TEXT = "Ada Brook spoke.\r\nShe left.\n"
NAME = {"start": 0, "end": 9, "text": "Ada Brook", "label": "PERSON"}


def line(**more):
    return {"id": "brook", "sha256": sha256_of(TEXT), "names": [NAME], **more}


@pytest.fixture
def write(tmp_path):
    def write(*lines):
        path = tmp_path / "labels.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
        return path

    return write


def test_text_comes_from_the_folder_with_its_line_ends(write, tmp_path):
    (tmp_path / "brook.txt").write_bytes(TEXT.encode())
    labels = read_labels([write(line())], [tmp_path])
    assert labels.sheets[0].text == TEXT and not labels.absent


def test_text_comes_from_the_line_itself(write):
    assert read_labels([write(line(text=TEXT))]).sheets[0].text == TEXT


def test_text_comes_from_a_record_of_the_same_text(write):
    assert read_labels([write(line())], records=[{"id": "other", "text": TEXT}]).sheets[0].id == "brook"


@pytest.mark.parametrize(
    "there, reason",
    [(None, "in none of the folders"), ("Ada Brook spoke. She left.", "another sha256")],
)
def test_absent_texts_are_named_with_the_reason(write, tmp_path, there, reason):
    if there:
        (tmp_path / "brook.txt").write_text(there, encoding="utf-8")
    labels = read_labels([write(line())], [tmp_path])
    assert not labels.sheets and labels.absent[0].id == "brook" and reason in labels.absent[0].reason


@pytest.mark.parametrize(
    "lines, message",
    [
        ([{"names": []}], "no 'id'"),
        ([line(text=TEXT), line(text=TEXT)], "labelled twice"),
        ([line(text=TEXT, names=[{**NAME, "end": 8}])], "is 'Ada Broo', not 'Ada Brook'"),
        param([line(text=TEXT, names=[{**NAME, "end": 999}])], "correct the offsets", id="past-the-end"),
        ([line(text=TEXT, quotes=[{"id": "q0"}])], "not a label"),
    ],
)
def test_broken_labels_are_refused(write, lines, message):
    with pytest.raises(ValueError, match=message):
        read_labels([write(*lines)])


def test_a_layer_left_out_is_not_an_empty_one():
    sheet = to_sheet({"id": "a", "names": [], "quotes": []}, "text")
    assert (sheet.names, sheet.quotes, sheet.claims, sheet.sentences) == ((), (), None, None)


def test_names_come_from_the_entities_where_there_are_no_names_apart():
    mentions = [{"start": 0, "end": 9, "kind": "name"}, {"start": 18, "end": 21, "kind": "pronoun"}]
    entity = {"id": "e0", "name": "Ada Brook", "label": "PERSON", "mentions": mentions}
    sheet = to_sheet({"id": "a", "entities": [entity]}, TEXT)
    assert [(name.span, name.label) for name in sheet.names] == [((0, 9), "PERSON")]


def test_a_folder_stands_for_its_label_files(tmp_path):
    for name in ("b.jsonl", "a.jsonl", "notes.md", "deeper/c.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert label_files([tmp_path, tmp_path / "notes.md"]) == [
        tmp_path / "a.jsonl",
        tmp_path / "b.jsonl",
        tmp_path / "notes.md",
    ]
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match="no .jsonl file in it"):
        label_files([tmp_path / "empty"])


def test_records_need_their_text():
    with pytest.raises(ValueError, match="record 1: no 'text'"):
        read_predictions([{"id": "a"}])
