"""Lock: one run on one output at a time; the lock dies with its owner."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class LockedError(RuntimeError):
    """Another run is writing to the same output."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds an exclusive lock on a file. Raises LockedError at once where another process holds it."""
    descriptor = _acquire(path)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


def _acquire(path: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner = os.read(descriptor, 32).decode("ascii", "replace").strip()
            os.close(descriptor)
            who = f" (process {owner})" if owner else ""
            raise LockedError(f"{path}: another run{who} is writing to this output") from error
        # The file may have been removed by its last owner between our open and our lock.
        with suppress(FileNotFoundError):
            if os.fstat(descriptor).st_ino == path.stat().st_ino:
                os.ftruncate(descriptor, 0)
                os.write(descriptor, str(os.getpid()).encode("ascii"))
                return descriptor
        os.close(descriptor)
