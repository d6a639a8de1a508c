import gzip
import json

import pytest

from onrecord.jsonl import from_line, object_line, read_objects, read_records, to_line, write_records
from onrecord.records import Mark, Record, sha256_of

TEXT = "Nine ships 🚢 left, said Zoë.\u2028Then \x85 four more."
RECORD = Record(id="a", sha256=sha256_of(TEXT), text=TEXT, sentences=(Mark(start=0, end=29, text=TEXT[:29]),))


def test_a_record_is_one_line_and_comes_back():
    line = to_line(RECORD)
    assert "\n" not in line and "Zoë" in line and from_line(line) == RECORD


def test_lines_break_at_line_feeds_only(tmp_path):
    path = tmp_path / "r.jsonl"
    assert write_records(path, [RECORD, RECORD]) == 2
    assert list(read_records(path)) == [RECORD, RECORD]


def test_packed_records(tmp_path):
    (tmp_path / "r.jsonl.gz").write_bytes(gzip.compress((to_line(RECORD) + "\n").encode()))
    assert list(read_records(tmp_path / "r.jsonl.gz")) == [RECORD]


def test_what_utf8_cannot_write_is_escaped():
    line = object_line({"id": "\ud800", "text": "é"})
    assert line.encode("utf-8") and json.loads(line) == {"id": "\ud800", "text": "é"}


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', "null"])
def test_a_broken_line_is_named(tmp_path, line):
    path = tmp_path / "r.jsonl"
    path.write_text(to_line(RECORD) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        list(read_records(path))


def test_objects_must_be_objects(tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text('{"a": 1}\n\n[1]\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 3: list"):
        list(read_objects(path))
