"""The engine with real worker processes, on a pipeline that does harm when asked (saboteur.py)."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.batch import (
    EngineError,
    LedgerError,
    Limits,
    LockedError,
    ModelError,
    OutputError,
    Run,
    WorkerSettings,
    annotate_files,
    annotate_stream,
)
from onrecord.batch.ledger import partial
from onrecord.batch.lines import Lines
from onrecord.jsonl import read_objects, read_records

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import hostile  # noqa: E402

TEXTS = [f"Report {n}. Two boats sank off Tal on day {n}. Mayor Ina Holt said so." for n in range(12)]


@pytest.fixture(autouse=True)
def workers_find_the_saboteur(monkeypatch):
    monkeypatch.syspath_prepend(str(HERE))


def settings(model="1", **more):
    return WorkerSettings(model, maker="saboteur:make", **more)


def corpus(folder, texts):
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return [str(folder)]


def lines(output):
    """Ids of records, and (id, stage, error) of failures."""
    failures = output.with_name("out.failures.jsonl")
    failed = [(f["id"], f["stage"], f["error"]) for f in read_objects(failures)] if failures.exists() else []
    return [record.id for record in read_records(output)], failed


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_every_trouble_costs_one_article(tmp_path):
    flag, flag2 = tmp_path / "flag", tmp_path / "flag2"
    texts = ["Fine.", "RAISE", "DIE", "HANG", f"DIE-ONCE {flag}", "", "EXIT", "RECURSE", f"HANG-ONCE {flag2}", "Good."]
    output = tmp_path / "out/out.jsonl"
    run = Run(settings(), workers=2, limits=Limits(max_seconds=8))
    tally = annotate_files(corpus(tmp_path / "in", texts), output, run)
    done, failed = lines(output)
    assert done == ["000", "004", "008", "009"]
    assert failed == [
        ("001", "trouble", "ValueError"),
        ("002", "trouble", "WorkerDied"),
        ("003", "trouble", "TimeLimit"),
        ("005", "read", "EmptyArticle"),
        ("006", "trouble", "WorkerDied"),
        ("007", "trouble", "RecursionError"),
    ]
    assert (tally.annotated, tally.failed, tally.retried) == (4, 6, 5)
    messages = {f["id"]: f["message"] for f in read_objects(output.with_name("out.failures.jsonl"))}
    assert "SIGKILL" in messages["002"] and "8 seconds" in messages["003"] and "0x..." in messages["001"]
    again = annotate_files([str(tmp_path / "in")], output, run)
    assert (again.kept, again.kept_failed, again.annotated, again.failed) == (4, 6, 0, 0)


def test_a_worker_that_eats_memory_is_ended(tmp_path):
    output = tmp_path / "out.jsonl"
    run = Run(settings(), limits=Limits(max_memory_mb=900, retries=0))
    annotate_files(corpus(tmp_path / "in", ["Fine.", "EAT", "Fine."]), output, run)
    assert lines(output) == (["000", "002"], [("001", "trouble", "MemoryLimit")])


def test_the_same_bytes_with_one_worker_three_and_after_stops(tmp_path):
    sources = corpus(tmp_path / "in", [*TEXTS, "RAISE", "  ", *TEXTS])
    whole, cut = tmp_path / "whole/out.jsonl", tmp_path / "cut/out.jsonl"
    annotate_files(sources, whole, Run(settings()))
    for after in (1, 9):
        assert stopped_after(after, sources, cut).interrupted
        assert partial(cut).exists() and not cut.exists()
    assert not annotate_files(sources, cut, Run(settings(), workers=3)).interrupted
    assert files(cut.parent) == files(whole.parent)


def stopped_after(count, sources, output):
    """A run that is told to stop when it has appended so many lines."""
    seen, original = [], Lines.append
    run = Run(settings(), workers=3, stop=lambda: len(seen) >= count)

    def append(self, line):
        seen.append(line)
        original(self, line)

    Lines.append = append
    try:
        return annotate_files(sources, output, run)
    finally:
        Lines.append = original


def test_a_full_disk_is_told_and_the_run_can_go_on(tmp_path, monkeypatch):
    sources, output = corpus(tmp_path / "in", TEXTS), tmp_path / "out/out.jsonl"

    def full(self):
        if self.waiting:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Lines, "sync", full)
        with pytest.raises(OutputError, match="No space left.*run the same command again"):
            annotate_files(sources, output, Run(settings()))
    annotate_files(sources, output, Run(settings()))
    assert len(lines(output)[0]) == len(TEXTS)


def test_a_full_device():
    with open("/dev/full", "wb", buffering=0) as out, pytest.raises(OSError, match="No space left"):  # noqa: PTH123
        annotate_stream([str(HERE / "test_batch.py")], out, Run(settings()), print)


@pytest.mark.parametrize("output", ["in/000.txt/x.jsonl", "in"])
def test_outputs_that_cannot_be(tmp_path, output):
    sources = corpus(tmp_path / "in", ["Fine."])
    with pytest.raises(OutputError):
        annotate_files(sources, tmp_path / output, Run(settings()))


def test_a_model_that_is_missing_leaves_nothing_behind(tmp_path):
    sources = corpus(tmp_path / "in", ["Fine."])
    with pytest.raises(ModelError, match="no such package"):
        annotate_files(sources, tmp_path / "out/out.jsonl", Run(settings("missing")))
    assert files(tmp_path / "out") == {}


def test_workers_that_cannot_start(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.batch.engine.MAX_FAILED_STARTS", 2)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(EngineError, match="die as they start"):
        annotate_files(corpus(tmp_path / "in", ["Fine."]), tmp_path / "out.jsonl", Run(settings()))


def test_another_version_of_the_model_is_refused_or_refreshed(tmp_path):
    sources, output = corpus(tmp_path / "in", TEXTS[:2]), tmp_path / "out.jsonl"
    annotate_files(sources, output, Run(settings("1")))
    with pytest.raises(LedgerError, match="model_version 1, now 2"):
        annotate_files(sources, output, Run(settings("2")))
    annotate_files(sources, output, Run(settings("2")), refresh=True)
    assert {record.made_by.model_version for record in read_records(output)} == {"2"}


def test_two_runs_on_one_output(tmp_path):
    sources, output = corpus(tmp_path / "in", ["SLEEP 30"]), tmp_path / "out.jsonl"
    code = (
        "import sys; from pathlib import Path; from onrecord.batch import *;"
        f"annotate_files({sources!r}, Path({str(output)!r}), Run(WorkerSettings('1', maker='saboteur:make')))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    first = subprocess.Popen([sys.executable, "-c", code], env=environment)
    try:
        while not output.with_name("out.jsonl.lock").exists():
            assert first.poll() is None
        with pytest.raises(LockedError, match="another run"):
            annotate_files(sources, output, Run(settings()))
    finally:
        first.kill()
        first.wait()
    (tmp_path / "in/000.txt").write_text("Fine.", encoding="utf-8")
    assert annotate_files(sources, output, Run(settings())).annotated == 1


def test_the_hostile_corpus(tmp_path):
    """More than 300 odd files: each has exactly one line, of the kind expected."""
    expected = hostile.build(tmp_path / "in")
    assert len(expected) > 300
    output = tmp_path / "out/out.jsonl"
    annotate_files([str(tmp_path / "in")], output, Run(settings(), workers=2, limits=Limits(max_seconds=120)))
    assert list(hostile.unexpected(expected, tmp_path / "in", output)) == []
