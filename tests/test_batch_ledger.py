"""The ledger alone: what is on disk after every kind of end, without workers."""

import errno
import gzip
import json
import os
import random

import pytest

from onrecord.articles import Item
from onrecord.batch.ledger import Ledger, LedgerError, partial
from onrecord.batch.lines import Lines
from onrecord.batch.lock import LockedError, locked
from onrecord.jsonl import to_line
from onrecord.records import Record, sha256_of

MADE = {"model": "m", "model_version": "1"}


def item(number, text=None):
    text = text or f"Article {number}."
    return Item(f"a{number}", f"in#{number}", "row", {"text": text}, sha256=sha256_of(text))


def line_of(one):
    text = one.row["text"]
    return to_line(
        Record(id=one.id, source=one.path, sha256=sha256_of(text), input_sha256=one.sha256, text=text)
    )


def run(output, items, until=None, fail=(), made=MADE, **how):
    """Gives items their lines; stops without finishing after `until` of them. Returns how many were kept."""
    retry = how.pop("retry_failures", False)
    ledger = Ledger(output, retry_failures=retry)
    ledger.begin(made, **how)
    kept = 0
    for one in items if until is None else items[:until]:
        entry = ledger.find(one)
        if entry is not None:
            kept += 1
            ledger.keep(entry)
        elif one.id in fail:
            ledger.failure({"id": one.id, "error": "Bad", "input_sha256": one.sha256})
        else:
            ledger.record(line_of(one))
    ledger.sync()
    if until is None:
        ledger.finish()
    ledger.close()
    return kept


def files(output):
    return {path.name: path.read_bytes() for path in sorted(output.parent.iterdir())}


ITEMS = [item(n) for n in range(30)]
FAIL = {"a4", "a5", "a29"}


@pytest.fixture
def whole(tmp_path):
    (tmp_path / "whole").mkdir()
    run(tmp_path / "whole/out.jsonl", ITEMS, fail=FAIL)
    return files(tmp_path / "whole/out.jsonl")


def test_one_line_for_every_article(whole):
    records = [json.loads(line)["id"] for line in whole["out.jsonl"].splitlines()]
    failures = [json.loads(line)["id"] for line in whole["out.failures.jsonl"].splitlines()]
    assert records == [i.id for i in ITEMS if i.id not in FAIL] and failures == ["a4", "a5", "a29"]
    assert sorted(whole) == ["out.failures.jsonl", "out.jsonl", "out.manifest.json"]


@pytest.mark.parametrize("seed", range(60))
def test_cut_anywhere_and_resumed_gives_the_same_bytes(tmp_path, whole, seed):
    chance = random.Random(seed)
    output = tmp_path / "cut/out.jsonl"
    output.parent.mkdir()
    for _ in range(chance.randint(1, 3)):
        run(output, ITEMS, until=chance.randint(0, 30), fail=FAIL)
        for path in (partial(output), partial(output.with_name("out.failures.jsonl"))):
            data = path.read_bytes()
            path.write_bytes(
                data[: chance.randint(0, len(data))] if chance.random() < 0.6 else data + b'{"torn'
            )
    run(output, ITEMS, fail=FAIL)
    assert files(output) == whole


def test_a_crash_between_the_last_renames(tmp_path, whole):
    output = tmp_path / "cut/out.jsonl"
    output.parent.mkdir()
    run(output, ITEMS, fail=FAIL)
    output.rename(partial(output))
    assert run(output, ITEMS, fail=FAIL) == 30
    assert files(output) == whole


def test_rerunning_does_only_what_is_missing(tmp_path, whole):
    output = tmp_path / "whole/out.jsonl"
    assert run(output, ITEMS, fail=FAIL) == 30
    assert files(output) == whole


def test_inputs_added_in_the_middle_are_put_in_order(tmp_path, whole):
    output = tmp_path / "more/out.jsonl"
    output.parent.mkdir()
    run(output, ITEMS[::2], fail=FAIL)
    assert run(output, ITEMS, fail=FAIL) == 15
    assert files(output) == whole


def test_a_changed_input_is_done_again(tmp_path):
    output = tmp_path / "out.jsonl"
    run(output, ITEMS[:3])
    assert run(output, [ITEMS[0], item(1, "Another text."), ITEMS[2]]) == 2
    texts = [json.loads(line)["text"] for line in output.read_bytes().splitlines()]
    assert texts == ["Article 0.", "Another text.", "Article 2."]


def test_records_of_articles_that_are_gone_stay_at_the_end(tmp_path):
    output = tmp_path / "out.jsonl"
    run(output, ITEMS[:4])
    run(output, ITEMS[2:5])
    assert [json.loads(line)["id"] for line in output.read_bytes().splitlines()] == [
        "a2",
        "a3",
        "a4",
        "a0",
        "a1",
    ]


def test_a_namesake_from_elsewhere_is_refused(tmp_path):
    run(tmp_path / "out.jsonl", ITEMS[:2])
    other = Item("a1", "elsewhere#1", "row", {"text": "Other."}, sha256=sha256_of("Other."))
    with pytest.raises(LedgerError, match="elsewhere#1"):
        run(tmp_path / "out.jsonl", [other])


def test_failures_are_tried_again_when_asked(tmp_path, whole):
    output = tmp_path / "whole/out.jsonl"
    assert run(output, ITEMS, retry_failures=True) == 27
    assert sorted(files(output)) == ["out.jsonl", "out.manifest.json"]
    assert [json.loads(line)["id"] for line in output.read_bytes().splitlines()] == [i.id for i in ITEMS]


def test_another_model_is_refused_then_refreshed(tmp_path):
    output = tmp_path / "out.jsonl"
    run(output, ITEMS[:3])
    before = files(output)
    new = {**MADE, "model_version": "2"}
    with pytest.raises(LedgerError, match="model_version 1, now 2.*--refresh"):
        run(output, ITEMS[:3], made=new)
    assert files(output)["out.jsonl"] == before["out.jsonl"]
    assert run(output, ITEMS[:3], until=2, made=new, refresh=True) == 0
    assert output.read_bytes() == before["out.jsonl"], "the old output stands until the new one is whole"
    assert run(output, ITEMS[:3], made=new) == 2


def test_overwrite_starts_afresh(tmp_path):
    run(tmp_path / "out.jsonl", ITEMS[:3])
    assert run(tmp_path / "out.jsonl", ITEMS[:3], overwrite=True) == 0


def test_a_file_that_no_run_made_is_left_alone(tmp_path):
    (tmp_path / "out.jsonl").write_text("mine\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="--overwrite"):
        run(tmp_path / "out.jsonl", ITEMS[:3])
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "mine\n"


def test_packed_output_resumes_and_has_no_clock_in_it(tmp_path, whole):
    output = tmp_path / "out.jsonl.gz"
    run(output, ITEMS[:7], fail=FAIL)
    assert run(output, ITEMS, fail=FAIL) == 7
    assert gzip.decompress(output.read_bytes()) == whole["out.jsonl"]
    assert output.read_bytes()[4:8] == bytes(4)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_full_disk_leaves_whole_lines(tmp_path, monkeypatch, code):
    lines = Lines(tmp_path / "x")
    lines.append("one")
    lines.sync()
    lines.append("two")

    class Full:
        def __init__(self, file):
            self.file = file

        def __getattr__(self, name):
            return getattr(self.file, name)

        def write(self, data):
            self.file.write(bytes(data)[:2])
            raise OSError(code, os.strerror(code))

    monkeypatch.setattr(lines, "file", Full(lines.file))
    with pytest.raises(OSError):
        lines.sync()
    assert (tmp_path / "x").read_bytes() == b"one\n"


def test_short_writes_are_gone_on_with(tmp_path, monkeypatch):
    lines = Lines(tmp_path / "x")

    class Slow:
        def __init__(self, file):
            self.file = file

        def __getattr__(self, name):
            return getattr(self.file, name)

        def write(self, data):
            return self.file.write(bytes(data)[:3])

    monkeypatch.setattr(lines, "file", Slow(lines.file))
    lines.append("a line longer than three bytes")
    lines.sync()
    assert (tmp_path / "x").read_bytes() == b"a line longer than three bytes\n"


def test_the_lock_keeps_a_second_run_out_and_goes_with_its_owner(tmp_path):
    path = tmp_path / "out.jsonl.lock"
    with locked(path), pytest.raises(LockedError, match=str(os.getpid())), locked(path):
        pass
    assert not path.exists()
    if (child := os.fork()) == 0:
        locked(path).__enter__()
        os._exit(0)
    os.waitpid(child, 0)
    with locked(path):
        assert path.exists()
