"""Pool: worker processes, started, fed, watched and replaced."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import IO, Any

from onrecord.articles import MAX_BYTES, MAX_CHARS, Item

START_SECONDS = 300.0
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",
    "PYTHONWARNINGS": "ignore",
    "PYTHONHASHSEED": "0",
}


@dataclass(frozen=True)
class WorkerSettings:
    """What every worker is told once. `maker` is `module:function`, in place of `onrecord.load`."""

    model: str
    overrides: dict[str, Any] = field(default_factory=dict)
    max_chars: int = MAX_CHARS
    max_bytes: int = MAX_BYTES
    precision: str = "auto"
    device: str = "auto"
    maker: str | None = None


@dataclass
class Job:
    """One article in hand: its place in the input, and how often a worker has died of it."""

    position: int
    item: Item
    deaths: int = 0


class Worker:
    """One worker process as its parent sees it."""

    def __init__(self, settings: WorkerSettings):
        ours, theirs = socket.socketpair()
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed in end)
        environment = {**os.environ, **ONE_THREAD, "ONRECORD_PARENT": str(os.getpid())}
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "onrecord.batch.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self.errors,
                stderr=self.errors,
                env=environment,
                process_group=0,
            )
        self.connection = Connection(ours.detach())
        self.job: Job | None = None
        self.stage: str | None = None
        self.since = time.monotonic()
        self.ready = False
        self.fresh = True
        with suppress(OSError):
            self.connection.send_bytes(json.dumps(asdict(settings)).encode())

    @property
    def idle(self) -> bool:
        """Whether the worker waits for an article."""
        return self.ready and self.job is None

    def give(self, job: Job) -> None:
        """Hands over an article. A worker that is gone is noticed when it is next listened to."""
        self.job, self.stage, self.since = job, None, time.monotonic()
        message = {"n": job.position, "item": asdict(job.item)}
        with suppress(OSError):
            self.connection.send_bytes(json.dumps(message).encode("ascii"))

    def listen(self) -> dict[str, Any] | None:
        """The next message; None when the worker has died."""
        try:
            message: dict[str, Any] = json.loads(self.connection.recv_bytes())
        except (EOFError, OSError, ValueError):
            return None
        return message

    def resident_mb(self) -> float:
        """Memory the worker holds, in MiB; 0 where the system does not say."""
        try:
            pages = int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1])
        except (OSError, ValueError, IndexError):
            return 0.0
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def end(self) -> str:
        """Kills the worker and says how it ended."""
        self.connection.close()
        with suppress(OSError):
            self.process.kill()
        code = self.process.wait()
        self.errors.close()
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"

    def last_words(self) -> str:
        """The last line that the worker wrote to its standard error."""
        size = self.errors.seek(0, os.SEEK_END)
        self.errors.seek(max(size - 2000, 0))
        lines = self.errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:300] if lines else ""


class Pool:
    """A fixed number of workers; one that dies is replaced when there is work for it."""

    def __init__(self, settings: WorkerSettings, size: int):
        self.settings, self.size = settings, size
        self.workers: list[Worker] = []
        self.made_by: dict[str, Any] | None = None

    def fill(self, wanted: int) -> None:
        """Starts workers until there are as many as are wanted, within the pool's size."""
        while len(self.workers) < min(wanted, self.size):
            self.workers.append(Worker(self.settings))

    def busy(self) -> list[Worker]:
        """Workers that hold an article."""
        return [worker for worker in self.workers if worker.job is not None]

    def messages(self, timeout: float) -> Iterator[tuple[Worker, dict[str, Any] | None]]:
        """Yields the messages that workers have sent; None in place of one when a worker has died."""
        by_connection = {worker.connection: worker for worker in self.workers}
        for connection in wait(list(by_connection), timeout):
            worker = by_connection[connection]  # type: ignore[index]
            while worker in self.workers and worker.connection.poll(0):
                yield worker, worker.listen()

    def remove(self, worker: Worker) -> str:
        """Ends a worker and forgets it; says how it ended."""
        self.workers.remove(worker)
        return worker.end()

    def close(self) -> None:
        """Ends all workers."""
        while self.workers:
            self.remove(self.workers[-1])
