"""The engine on a local Ray of two actors, with workers and actors that die; `make ray` runs it."""

import os
import sys
from pathlib import Path

import pytest

from onrecord.batch import LedgerError, Limits, ModelError, Run, WorkerSettings, annotate_files
from onrecord.batch.cluster import annotate_cluster
from onrecord.exports import read_parquet
from onrecord.jsonl import read_objects, read_records

HERE = Path(__file__).parent
TEXTS = [f"Report {n}. Two boats sank off Tal on day {n}. Mayor Ina Holt said so." for n in range(90)]


@pytest.fixture(scope="module", autouse=True)
def two_workers():
    import ray

    sys.path.insert(0, str(HERE))
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()
    sys.path.remove(str(HERE))


def run(version="1", **more):
    return Run(WorkerSettings(version, maker="saboteur:make"), workers=2, **more)


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def found(folder, parquet=False):
    """Records and failures by id, and how many lines there are."""
    paths = sorted(folder.glob("part-*.parquet" if parquet else "part-*.jsonl"))
    records = [record for path in paths for record in (read_parquet if parquet else read_records)(path)]
    failures = [values for path in sorted(folder.glob("failures-*.jsonl")) for values in read_objects(path)]
    by_id = {record.id: record for record in records}, {values["id"]: values["error"] for values in failures}
    return *by_id, len(records) + len(failures)


@pytest.mark.parametrize("parquet", [False, True])
def test_the_records_are_those_of_one_machine(tmp_path, articles, parquet):
    tally = annotate_cluster([str(articles)], tmp_path / "out", run(), parquet=parquet)
    annotate_files([str(articles)], tmp_path / "whole.jsonl", run())
    records, failures, lines = found(tmp_path / "out", parquet)
    assert records == {record.id: record for record in read_records(tmp_path / "whole.jsonl")}
    assert (failures, lines, tally.annotated) == ({}, len(TEXTS), len(TEXTS))
    assert tally.marks["sentences"] == 3 * len(TEXTS)


def test_workers_and_actors_that_die_cost_no_other_article(tmp_path, articles):
    for number, order in {5: "DIE", 20: "HANG", 40: f"KILL-PARENT-ONCE {tmp_path / 'flag'}", 60: "RAISE"}.items():
        (articles / f"{number:03}.txt").write_text(order, encoding="utf-8")
    annotate_cluster([str(articles)], tmp_path / "out", run(limits=Limits(max_seconds=5)))
    records, failures, lines = found(tmp_path / "out")
    assert failures == {"005": "WorkerDied", "020": "TimeLimit", "060": "ValueError"}
    assert (len(records), lines) == (len(TEXTS) - 3, len(TEXTS))
    assert (tmp_path / "flag").exists()


def test_a_run_that_was_stopped_goes_on(tmp_path, articles):
    rounds = []
    first = annotate_cluster(
        [str(articles)], tmp_path / "out", run(watch=rounds.append, stop=lambda: len(rounds) > 0)
    )
    assert first.interrupted and 0 < first.annotated < len(TEXTS)
    (articles / "000.txt").write_text("Another text now. It has two sentences.", encoding="utf-8")
    second = annotate_cluster([str(articles)], tmp_path / "out", run())
    records, _, lines = found(tmp_path / "out")
    assert second.kept > 0 and lines == len(records) == len(TEXTS)
    assert records["000"].text.startswith("Another")
    assert annotate_cluster([str(articles)], tmp_path / "out", run()).kept == len(TEXTS)


def test_another_model_is_refused_or_refreshed(tmp_path, articles):
    annotate_cluster([str(articles)], tmp_path / "out", run())
    with pytest.raises(LedgerError, match="model_version 1, now 2"):
        annotate_cluster([str(articles)], tmp_path / "out", run("2"))
    with pytest.raises(ModelError, match="no such package"):
        annotate_cluster([str(articles)], tmp_path / "none", run("missing"))
    annotate_cluster([str(articles)], tmp_path / "out", run("2"), refresh=True)
    records, _, lines = found(tmp_path / "out")
    assert {record.made_by.model_version for record in records.values()} == {"2"} and lines == len(TEXTS)
