"""Batch: articles -> stages -> JSONL: streaming, resumable, parallel.

The rule of order: a line for every article, in the order in which `sources` finds them,
whatever was finished first. The rule of resuming: an article whose id and input bytes
are those of a line already there keeps that line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from onrecord.batch.engine import Engine
from onrecord.batch.ledger import Entry, Ledger, LedgerError, lock_path
from onrecord.batch.lock import LockedError, locked
from onrecord.batch.pool import WorkerSettings
from onrecord.batch.tally import Tally
from onrecord.batch.terms import EngineError, Limits, ModelError
from onrecord.sources import Reading, find_items
from onrecord.version import SCHEMA_VERSION

if TYPE_CHECKING:
    from onrecord.articles import Item

__all__ = [
    "EngineError",
    "LedgerError",
    "Limits",
    "LockedError",
    "ModelError",
    "OutputError",
    "Run",
    "Tally",
    "WorkerSettings",
    "annotate_files",
    "annotate_stream",
]


class OutputError(RuntimeError):
    """The output cannot be written: no room, no permission, no such folder."""


@dataclass(frozen=True)
class Run:
    """How to go about a run, beside what to read and where to write."""

    settings: WorkerSettings
    reading: Reading = field(default_factory=Reading)
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    stop: Callable[[], bool] = lambda: False
    watch: Callable[[Tally], None] = lambda tally: None
    total: int | None = None


def annotate_files(
    sources: Sequence[str],
    output: Path,
    run: Run,
    *,
    overwrite: bool = False,
    refresh: bool = False,
    retry_failures: bool = False,
) -> Tally:
    """Gives every article of the sources its line in `output`, or in the .failures.jsonl beside it.

    Goes on where an earlier run on this output stopped. Raises LockedError when another
    run is at it, LedgerError when the lines there were made by something else,
    OutputError when they cannot be written, and what Engine.run raises.
    """
    ledger = Ledger(output, retry_failures=retry_failures)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        if output.is_dir():
            raise OutputError(f"{output} is a folder; name a file, such as {output / 'records.jsonl'}")
        with locked(lock_path(output)), closing(ledger):
            sink = _FileSink(ledger, overwrite, refresh)
            own = frozenset(str(path.resolve()) for path in ledger.family)
            reading = replace(run.reading, leave_out=run.reading.leave_out | own)
            tally = _engine(run, sink).run(find_items(sources, reading))
            if not tally.interrupted:
                sink.finish()
                tally.gone = ledger.gone
            return tally
    except OSError as error:
        where = error.filename or output
        raise OutputError(
            f"{where}: {error.strerror or error}; run the same command again to go on"
        ) from error


def annotate_stream(
    sources: Sequence[str], out: IO[bytes], run: Run, on_failure: Callable[[Any], None]
) -> Tally:
    """Writes the record of every article of the sources to a stream, in order, and tells each failure."""
    return _engine(run, _StreamSink(out, on_failure)).run(find_items(sources, run.reading))


def _engine(run: Run, sink: Any) -> Engine:
    return Engine(
        run.settings,
        sink,
        workers=run.workers,
        limits=run.limits,
        stop=run.stop,
        watch=run.watch,
        total=run.total,
    )


class _FileSink:
    """Lines to a ledger, which opens when it is known what makes them."""

    def __init__(self, ledger: Ledger, overwrite: bool, refresh: bool):
        self.ledger, self.overwrite, self.refresh = ledger, overwrite, refresh
        self.begun = False
        self.find, self.record, self.failure = ledger.find, ledger.record, ledger.failure

    def begin(self, made_by: dict[str, Any]) -> None:
        identity = {"schema_version": SCHEMA_VERSION, **made_by}
        self.ledger.begin(identity, overwrite=self.overwrite, refresh=self.refresh)
        self.begun = True

    def keep(self, entry: Entry) -> bool:
        self.ledger.keep(entry)
        return entry.failed

    def sync(self) -> None:
        if self.begun:
            self.ledger.sync()

    def finish(self) -> None:
        self.ledger.finish()


class _StreamSink:
    """Lines to a stream as they come; nothing is known from before."""

    def __init__(self, out: IO[bytes], on_failure: Callable[[Any], None]):
        self.out, self.failure = out, on_failure

    def begin(self, made_by: dict[str, Any]) -> None:
        pass

    def find(self, item: Item) -> None:
        return None

    def keep(self, entry: Any) -> bool:
        raise AssertionError("a stream keeps nothing")

    def record(self, line: str) -> None:
        self.out.write(line.encode("utf-8") + b"\n")

    def sync(self) -> None:
        self.out.flush()
