"""Lines: append-only files of lines that survive a crash, and the few file operations a run needs."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from array import array
from contextlib import suppress
from pathlib import Path
from typing import IO

_STRING = rb'"(?:[^"\\]|\\.)*"'
_HEAD = re.compile(
    rb'\{"schema_version": "[^"]*", "id": (%b), "source": (?:null|%b), '
    rb'"sha256": "\w*", "input_sha256": (null|"\w*")' % (_STRING, _STRING)
)


class Lines:
    """One append-only file of lines, and which of its lines the finished file will have, in order."""

    def __init__(self, path: Path):
        self.path = path
        self.file: IO[bytes] = path.open("ab", buffering=0)
        self.size = self.file.seek(0, os.SEEK_END)
        self.waiting: list[bytes] = []
        self.waiting_bytes = 0
        self.offsets, self.lengths = array("q"), array("q")

    def append(self, line: str) -> None:
        """Takes a line; it is on disk after the next `sync`."""
        data = line.encode("utf-8") + b"\n"
        self.place(self.size + self.waiting_bytes, len(data))
        self.waiting.append(data)
        self.waiting_bytes += len(data)

    def place(self, offset: int, length: int) -> None:
        """Puts a line next in the order of the finished file."""
        self.offsets.append(offset)
        self.lengths.append(length)

    def sync(self) -> None:
        """Writes what waits and waits for the disk. After an error the file ends where it did before."""
        if not self.waiting:
            return
        data = memoryview(b"".join(self.waiting))
        try:
            while data:
                data = data[self.file.write(data) or 0 :]
            os.fsync(self.file.fileno())
        except OSError:
            with suppress(OSError):
                self.file.truncate(self.size)
            raise
        self.size += self.waiting_bytes
        self.waiting, self.waiting_bytes = [], 0

    def finish(self) -> None:
        """Leaves just the placed lines in the file, in their order."""
        self.sync()
        self.file.close()
        if self._in_order():
            return
        ordered = self.path.with_name(self.path.name + ".ordered")
        with self.path.open("rb") as old, ordered.open("wb") as new:
            for offset, length in zip(self.offsets, self.lengths, strict=True):
                old.seek(offset)
                new.write(old.read(length))
            new.flush()
            os.fsync(new.fileno())
        ordered.replace(self.path)

    def _in_order(self) -> bool:
        position = 0
        for offset, length in zip(self.offsets, self.lengths, strict=True):
            if offset != position:
                return False
            position += length
        return position == self.size


def head_of_line(line: bytes, failed: bool) -> tuple[str, str | None] | None:
    """The id and input sha256 of a line; None where it is no whole line."""
    if not line.endswith(b"}\n"):
        return None
    try:
        if not failed and (found := _HEAD.match(line)):
            return json.loads(found[1]), json.loads(found[2])
        values = json.loads(line)
        return values["id"], values["input_sha256"]
    except (ValueError, KeyError, TypeError):
        return None


def sync_folder(folder: Path) -> None:
    """Makes new names in a folder durable, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def copy_durably(source: Path, target: Path) -> None:
    """Copies a file, unpacked, so that the target is either whole or not there."""
    temporary = target.with_name(target.name + ".new")
    with _plain(source) as old, temporary.open("wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)
        new.flush()
        os.fsync(new.fileno())
    temporary.replace(target)


def _plain(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def compress(source: Path, target: Path) -> None:
    """Packs a file without its name and time in the header, so that the same lines give the same bytes."""
    temporary = target.with_name(target.name + ".new")
    with source.open("rb") as old, temporary.open("wb") as raw:
        with gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6, mtime=0) as new:
            shutil.copyfileobj(old, new, 1 << 20)
        raw.flush()
        os.fsync(raw.fileno())
    temporary.replace(target)
    source.unlink()
