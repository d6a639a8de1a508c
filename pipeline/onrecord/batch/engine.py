"""Engine: hands articles to workers and puts their lines out in the order of the input.

A worker that dies, or takes too long, costs the article it had in hand: that is tried
once more, alone, in a fresh worker, and fails if that dies too. The others go on.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from onrecord.articles import Item, input_sha256
from onrecord.batch.failures import failure
from onrecord.batch.pool import START_SECONDS, Job, Pool, Worker, WorkerSettings
from onrecord.batch.tally import Tally
from onrecord.batch.terms import EngineError, Limits, ModelError, Sink

WINDOW = 2000
"""Articles that may be ahead of the oldest unfinished one."""

WINDOW_BYTES = 256_000_000
SYNC_ARTICLES = 64
SYNC_SECONDS = 2.0
SCAN = 256
"""Earlier lines looked up between two looks at the workers."""

MAX_FAILED_STARTS = 10


class Engine:
    """One run. `stop` is asked between articles; `watch` sees the tally about twice a second.

    A `pool` that is given serves many runs, one after the other, and is for its owner to close.
    """

    def __init__(
        self,
        settings: WorkerSettings,
        sink: Sink,
        *,
        workers: int = 1,
        limits: Limits | None = None,
        stop: Callable[[], bool] = lambda: False,
        watch: Callable[[Tally], None] = lambda tally: None,
        total: int | None = None,
        pool: Pool | None = None,
    ):
        self.kept_pool = pool is not None
        self.pool = pool or Pool(settings, workers)
        self.sink, self.limits, self.stop, self.watch = sink, limits or Limits(), stop, watch
        self.tally = Tally(total=total)
        self.made_by: dict[str, Any] | None = None
        self.retries: deque[Job] = deque()
        self.ahead: Job | None = None
        self.results: dict[int, tuple[str, Any, int]] = {}
        self.next_in = self.next_out = self.unsynced = self.held_bytes = self.failed_starts = 0
        self.synced = self.shown = time.monotonic()
        self.inputs_left = True
        if self.pool.made_by is not None:
            self._begin(self.pool.made_by)

    def run(self, items: Iterable[Item]) -> Tally:
        """Gives every item its line, or stops early when told to.

        Raises ModelError, EngineError, and what the sink and the sources raise.
        """
        waiting = iter(items)
        try:
            while True:
                stopping = self.stop()
                if self._finished(stopping):
                    break
                if self.made_by is None:
                    self.pool.fill(1)
                elif not stopping:
                    self._feed(waiting)
                for worker, message in self.pool.messages(0.0 if self._scanning() else 0.2):
                    self._hear(worker, message)
                self._check_limits()
                self._put_out()
            if self.inputs_left or self.ahead or self.retries:
                self.tally.interrupted = True
                self._put_out_rest()
            self.sink.sync()
            self.watch(self.tally)
            return self.tally
        finally:
            if not self.kept_pool:
                self.pool.close()

    def _finished(self, stopping: bool) -> bool:
        if self.pool.busy():
            return False
        if stopping:
            return True
        if self.made_by is None or self.inputs_left or self.ahead or self.retries:
            return False
        return not self.results

    def _scanning(self) -> bool:
        """Whether there may be more to do at once than waiting for workers."""
        if not self.inputs_left or self.made_by is None or self._window_full():
            return False
        return any(worker.idle for worker in self.pool.workers)

    def _window_full(self) -> bool:
        return self.next_in - self.next_out >= WINDOW or self.held_bytes >= WINDOW_BYTES

    def _feed(self, waiting: Iterator[Item]) -> None:
        """Gives work to idle workers; articles to retry go to fresh ones only."""
        idle = [worker for worker in self.pool.workers if worker.idle]
        for worker in idle:
            if self.retries and worker.fresh:
                worker.give(self.retries.popleft())
        idle = [worker for worker in idle if worker.idle]
        full = len(self.pool.workers) >= self.pool.size
        if self.retries and idle and full and not any(worker.fresh for worker in self.pool.workers):
            self.pool.remove(idle.pop())
        while job := self._next_job(waiting):
            if not idle:
                break
            idle.pop().give(job)
            self.ahead = None
        self.pool.fill(len(self.pool.busy()) + len(self.retries) + int(self.ahead is not None))

    def _next_job(self, waiting: Iterator[Item]) -> Job | None:
        """The next article that has no line yet; it stays `ahead` until a worker has it."""
        for _ in range(SCAN):
            if self.ahead is not None or self._window_full():
                break
            item = next(waiting, None)
            if item is None:
                self.inputs_left = False
                break
            position, self.next_in = self.next_in, self.next_in + 1
            entry = self.sink.find(item)
            if entry is None:
                self.ahead = Job(position, item)
            else:
                self.results[position] = ("kept", entry, 0)
        return self.ahead

    def _hear(self, worker: Worker, message: dict[str, Any] | None) -> None:
        if message is None:
            self._bury(worker)
        elif "ready" in message:
            self._greet(worker, message["ready"])
        elif "broken" in message:
            raise ModelError(message["broken"])
        elif "at" in message:
            if worker.stage is None:
                worker.since = time.monotonic()
            worker.stage = message["at"]
        else:
            self._take(worker, message)

    def _greet(self, worker: Worker, made_by: dict[str, Any]) -> None:
        worker.ready, self.failed_starts = True, 0
        if self.made_by is None:
            self._begin(made_by)
        elif made_by != self.made_by:
            raise ModelError("the model was changed while the run was going on; run again with one model")

    def _begin(self, made_by: dict[str, Any]) -> None:
        self.made_by = self.pool.made_by = made_by
        self.sink.begin(made_by)
        self.tally.ready = time.monotonic()

    def _take(self, worker: Worker, message: dict[str, Any]) -> None:
        worker.job, worker.fresh = None, False
        if "failure" in message:
            self.results[message["n"]] = ("failed", message["failure"], 0)
            return
        size = len(message["line"])
        self.held_bytes += size
        self.tally.words += message["words"]
        self.tally.marks.update(message["counts"])
        self.results[message["n"]] = ("record", message["line"], size)

    def _bury(self, worker: Worker, why: str | None = None, kind: str = "WorkerDied") -> None:
        """A worker is gone: its article is tried again or fails, as `retries` says."""
        job, stage, ready = worker.job, worker.stage, worker.ready
        last_words = "" if ready else worker.last_words()
        ended = self.pool.remove(worker)
        if not ready:
            self.failed_starts += 1
            if self.failed_starts >= MAX_FAILED_STARTS:
                raise EngineError(f"workers die as they start ({ended}) {last_words}".rstrip())
        if job is None:
            return
        if stage is None and why is None:  # it died before it had begun with the article
            self.retries.append(job)
            return
        job.deaths += 1
        if job.deaths <= self.limits.retries:
            self.tally.retried += 1
            self.retries.append(job)
            return
        message = why or f"the worker process died ({ended})"
        message += f", {job.deaths} times of {job.deaths}" if job.deaths > 1 else ""
        values = failure(job.item, stage or "read", kind, message, input_sha256(job.item))
        self.results[job.position] = ("failed", values, 0)

    def _check_limits(self) -> None:
        now = time.monotonic()
        for worker in list(self.pool.workers):
            if not worker.ready and now - worker.since > START_SECONDS:
                raise EngineError(f"a worker did not start within {START_SECONDS:.0f} seconds")
            if worker.job is None:
                continue
            if now - worker.since > self.limits.max_seconds:
                self._bury(worker, f"more than the limit of {self.limits.max_seconds:g} seconds", "TimeLimit")
            elif self.limits.max_memory_mb and worker.resident_mb() > self.limits.max_memory_mb:
                self._bury(worker, f"more than the limit of {self.limits.max_memory_mb:g} MiB", "MemoryLimit")

    def _put_out(self) -> None:
        """Sends on every line whose turn has come; makes them durable now and then."""
        while self.next_out in self.results:
            self._send(self.results.pop(self.next_out))
            self.next_out += 1
        now = time.monotonic()
        if self.unsynced >= SYNC_ARTICLES or (self.unsynced and now - self.synced > SYNC_SECONDS):
            self.sink.sync()
            self.unsynced, self.synced = 0, now
        if now - self.shown > 0.5:
            self.shown = now
            self.watch(self.tally)

    def _put_out_rest(self) -> None:
        """On an early stop: lines behind a gap are saved too; the next run puts them in order."""
        for position in sorted(self.results):
            self._send(self.results.pop(position))

    def _send(self, result: tuple[str, Any, int]) -> None:
        kind, value, size = result
        self.held_bytes -= size
        if kind == "record":
            self.sink.record(value)
            self.tally.annotated += 1
        elif kind == "failed":
            self.sink.failure(value)
            self.tally.failed += 1
            self.tally.failures[value["error"]] += 1
        elif self.sink.keep(value):
            self.tally.kept_failed += 1
        else:
            self.tally.kept += 1
            return
        self.unsynced += 1
