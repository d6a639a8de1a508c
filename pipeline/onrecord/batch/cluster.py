"""Cluster: the same engine on Ray Data, on as many machines as Ray has; results are parts in a folder.

A part holds the records of one batch, in the order of the input, and takes its name from
their ids; a batch that fails leaves none. Every actor keeps one worker process with the
model, so that an article that hangs or kills costs what it costs on one machine: itself.
Folder and sources must be where every machine finds them.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.articles import Item
from onrecord.batch import OutputError, Run
from onrecord.batch.engine import Engine
from onrecord.batch.ledger import LedgerError
from onrecord.batch.lock import locked
from onrecord.batch.parts import Parts
from onrecord.batch.pool import Pool, WorkerSettings
from onrecord.batch.tally import Tally
from onrecord.batch.terms import Limits, ModelError
from onrecord.jsonl import object_line
from onrecord.sources import find_items
from onrecord.version import SCHEMA_VERSION

BATCH = 32
"""Articles in one part: what is lost when a machine goes down."""

WINDOW = 20_000
"""Articles handed to Ray at once: memory stays flat on sources of any length."""

COUNTS = ("annotated", "failed", "retried", "words")


def annotate_cluster(
    sources: Sequence[str],
    folder: Path,
    run: Run,
    *,
    parquet: bool = False,
    gpus: float = 0.0,
    overwrite: bool = False,
    refresh: bool = False,
    retry_failures: bool = False,
) -> Tally:
    """Gives every article of the sources its line in a part of `folder`; `run.workers` is the number of actors.

    Goes on where an earlier run stopped: articles whose id and input have a line are left out.
    Raises LedgerError when the parts there were made by something else, LockedError when
    another run is at them, ModelError, and OutputError when they cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / ".lock"):
            parts = Parts(folder, parquet)
            if overwrite:
                parts.clear()
            parts.claim(identity_of(run.settings), anew=refresh)
            if retry_failures:
                parts.forget_failures()
            tally = Tally(total=run.total)
            missing = parts.missing(find_items(sources, run.reading), tally)
            while window := list(islice(missing, WINDOW)):
                _annotate_window(window, parts, run, gpus, tally)
                if run.stop():
                    tally.interrupted = True
                    return tally
                parts.tidy()
            parts.tidy()
            return tally
    except OSError as error:
        where = error.filename or folder
        raise OutputError(f"{where}: {error.strerror or error}; run the same command again to go on") from error


def identity_of(settings: WorkerSettings) -> dict[str, Any]:
    """What these settings make records with, told by a worker that is started for it. Raises ModelError."""
    told: dict[str, Any] = {}

    class Listener(_PartSink):
        def begin(self, made_by: dict[str, Any]) -> None:
            told.update(schema_version=SCHEMA_VERSION, **made_by)

    Engine(settings, Listener(None)).run(())
    return told


def _annotate_window(window: Sequence[Item], parts: Parts, run: Run, gpus: float, tally: Tally) -> None:
    import ray

    if not ray.is_initialized():
        local = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": run.workers}
        ray.init(include_dashboard=False, log_to_driver=False, logging_level="warning", **local)
    ray.data.DataContext.get_current().enable_progress_bars = False
    told_items = [{"item": json.dumps(asdict(item))} for item in window]
    rows = ray.data.from_items(told_items, override_num_blocks=-(-len(window) // BATCH))
    done = rows.map_batches(
        Annotator,
        batch_size=BATCH,
        concurrency=run.workers,
        num_cpus=1,
        num_gpus=gpus or None,
        fn_constructor_args=(run.settings, run.limits, str(parts.folder), parts.parquet),
    )
    tally.ready = tally.ready or time.monotonic()
    for row in done.iter_rows():
        told = json.loads(row["told"])
        if "broken" in told:
            raise {"model": ModelError, "parts": LedgerError}[told["kind"]](told["broken"])
        for name in COUNTS:
            setattr(tally, name, getattr(tally, name) + told[name])
        tally.marks.update(told["marks"])
        tally.failures.update(told["failures"])
        run.watch(tally)
        if run.stop():
            break


class Annotator:
    """An actor of Ray Data: one worker process, which loads the model once and serves many batches."""

    def __init__(self, settings: WorkerSettings, limits: Limits, folder: str, parquet: bool):
        self.pool, self.limits, self.parts = Pool(settings, 1), limits, Parts(Path(folder), parquet)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[str]]:
        items = [Item(**json.loads(item)) for item in batch["item"]]
        sink = _PartSink(self.parts)
        try:
            tally = Engine(self.pool.settings, sink, limits=self.limits, pool=self.pool).run(items)
            self.parts.write(items, sink.records, sink.failures)
        except (ModelError, LedgerError) as error:
            kind = "model" if isinstance(error, ModelError) else "parts"
            return {"told": [json.dumps({"broken": str(error), "kind": kind})]}
        told: dict[str, Any] = {name: getattr(tally, name) for name in COUNTS}
        told |= {"marks": tally.marks, "failures": tally.failures}
        return {"told": [json.dumps(told)]}


class _PartSink:
    """Lines of one batch, kept until it is done."""

    def __init__(self, parts: Parts | None):
        self.parts = parts
        self.records: list[str] = []
        self.failures: list[str] = []
        self.record = self.records.append

    def begin(self, made_by: dict[str, Any]) -> None:
        assert self.parts is not None
        self.parts.claim({"schema_version": SCHEMA_VERSION, **made_by})

    def find(self, item: Item) -> None:
        return None

    def keep(self, entry: Any) -> bool:
        raise AssertionError("articles that are done are not sent out")

    def failure(self, values: dict[str, Any]) -> None:
        self.failures.append(object_line(values))

    def sync(self) -> None:
        pass
