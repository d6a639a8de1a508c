"""Parts of a Ray run on disk: what is done, what is stale, what another model made."""

import pytest

from onrecord.articles import Item
from onrecord.batch.failures import failure
from onrecord.batch.ledger import LedgerError
from onrecord.batch.parts import Parts
from onrecord.batch.tally import Tally
from onrecord.jsonl import object_line, to_line
from onrecord.records import Record, sha256_of


def item(number, text=None):
    text = text or f"Article {number}."
    return Item(f"a{number}", f"in#{number}", "row", {"text": text}, sha256=sha256_of(text))


def line_of(one):
    text = one.row["text"]
    return to_line(Record(id=one.id, source=one.path, sha256=sha256_of(text), input_sha256=one.sha256, text=text))


def failed(one):
    return object_line(failure(one, "read", "EmptyArticle", "is empty", one.sha256))


def write(parts, items, bad=()):
    parts.write(items, [line_of(i) for i in items if i not in bad], [failed(i) for i in bad])


@pytest.fixture(params=[False, True], ids=["jsonl", "parquet"])
def parts(request, tmp_path):
    return Parts(tmp_path, parquet=request.param)


def test_what_has_a_line_is_not_missing(parts):
    items = [item(n) for n in range(6)]
    write(parts, items[:3])
    write(parts, items[3:5], bad=[items[4]])
    tally = Tally()
    assert list(parts.missing(items, tally)) == [items[5]]
    assert (tally.kept, tally.kept_failed) == (4, 1)


def test_the_same_batch_again_replaces_its_part(parts):
    items = [item(n) for n in range(3)]
    write(parts, items, bad=[items[1]])
    write(parts, items)
    assert len(list(parts.folder.iterdir())) == 1
    assert list(parts.missing(items, Tally())) == []


def test_lines_of_changed_inputs_go_once_there_are_new_ones(parts):
    items = [item(n) for n in range(3)]
    write(parts, items, bad=[items[2]])
    changed = [items[0], item(1, "Another text."), item(2, "A text at last.")]
    missing = list(parts.missing(changed, Tally()))
    assert missing == changed[1:]
    write(parts, missing)
    parts.tidy()
    tally = Tally()
    assert list(parts.missing(changed, tally)) == [] and tally.kept == 3
    assert not parts.stale


def test_failures_can_be_forgotten(parts):
    items = [item(n) for n in range(2)]
    write(parts, items, bad=items[:1])
    parts.forget_failures()
    assert list(parts.missing(items, Tally())) == items[:1]


def test_another_model_is_refused_or_starts_anew(parts):
    parts.claim({"model": "m", "model_version": "1"})
    write(parts, [item(0)])
    (parts.folder / "notes.txt").write_text("mine", encoding="utf-8")
    parts.claim({"model": "m", "model_version": "1"})
    with pytest.raises(LedgerError, match="model_version 1, now 2"):
        parts.claim({"model": "m", "model_version": "2"})
    parts.claim({"model": "m", "model_version": "2"}, anew=True)
    assert sorted(path.name for path in parts.folder.iterdir()) == ["manifest.json", "notes.txt"]


def test_a_torn_part_leaves_no_half_line(parts):
    (parts.folder / "part-x.jsonl").write_bytes(line_of(item(0)).encode() + b'\n{"schema_version": "1.0", "id": "a1')
    assert list(parts.missing([item(0), item(1)], Tally())) == [item(1)]
