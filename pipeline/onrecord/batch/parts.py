"""Parts: records in many files of a folder, each written whole or not at all, and what they already hold."""

from __future__ import annotations

import hashlib
import json
import os
import socket
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onrecord.articles import Item, input_sha256
from onrecord.batch.ledger import LedgerError, differences
from onrecord.batch.lines import head_of_line, sync_folder
from onrecord.batch.tally import Tally
from onrecord.exports import read_parquet, to_parquet
from onrecord.jsonl import from_line

MANIFEST = "manifest.json"


class Parts:
    """`part-*.jsonl` or `part-*.parquet` with records, `failures-*.jsonl`, and a manifest that says what made them."""

    def __init__(self, folder: Path, parquet: bool = False):
        self.folder, self.parquet = folder, parquet
        self.stale: dict[Path, set[tuple[str, str | None]]] = defaultdict(set)

    def claim(self, identity: dict[str, Any], *, anew: bool = False) -> None:
        """Puts down what makes the parts. Where others made those there: LedgerError, or with `anew` they go."""
        path = self.folder / MANIFEST
        before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
        if before == identity:
            return
        if before is not None:
            if not anew:
                raise LedgerError(f"{self.folder}: {differences(before, identity)}")
            self.clear()
        _write(path, json.dumps(identity, indent=1, sort_keys=True).encode())

    def missing(self, items: Iterable[Item], tally: Tally) -> Iterator[Item]:
        """The items that have no line yet; counts the others, and notes lines of inputs that have changed."""
        done: dict[str, list[tuple[Path, str | None]]] = defaultdict(list)
        for path in self._files("part-*.jsonl", "part-*.parquet", "failures-*.jsonl"):
            for item_id, sha256 in _heads(path):
                done[item_id].append((path, sha256))
        for item in items:
            lines = done.pop(item.id, ())
            sha256 = input_sha256(item) if lines else None
            same = next((path for path, sha in lines if sha == sha256), None)
            for path, sha in lines:
                if sha != sha256:
                    self.stale[path].add((item.id, sha))
            if same is None:
                yield item
            elif same.name.startswith("failures-"):
                tally.kept_failed += 1
            else:
                tally.kept += 1

    def write(self, items: Sequence[Item], records: list[str], failures: list[str]) -> None:
        """Writes the lines of one batch; the same articles again replace their own part."""
        name = hashlib.sha256("\n".join(item.id for item in items).encode()).hexdigest()[:16]
        failed = self.folder / f"failures-{name}.jsonl"
        _write(failed, _bytes(failures)) if failures else failed.unlink(missing_ok=True)
        part = self.folder / f"part-{name}.{'parquet' if self.parquet else 'jsonl'}"
        if not records:
            part.unlink(missing_ok=True)
        elif self.parquet:
            with _temporary(part) as path:
                to_parquet(map(from_line, records), path)
        else:
            _write(part, _bytes(records))
        sync_folder(self.folder)

    def tidy(self) -> None:
        """Takes out the lines of inputs that have changed since, now that they have new ones."""
        for path, gone in self.stale.items():
            if path.suffix == ".parquet":
                kept = [record for record in read_parquet(path) if (record.id, record.input_sha256) not in gone]
                with _temporary(path) as new:
                    to_parquet(kept, new)
            else:
                lines = path.read_bytes().splitlines(keepends=True)
                _write(path, b"".join(line for line in lines if _head(path, line) not in gone))
        self.stale.clear()

    def forget_failures(self) -> None:
        """Removes all failures, so that their articles are tried again."""
        for path in self._files("failures-*.jsonl"):
            path.unlink()

    def clear(self) -> None:
        """Removes the parts and failures of earlier runs, and nothing else."""
        for path in self._files("part-*.jsonl", "part-*.parquet", "failures-*.jsonl", MANIFEST):
            path.unlink()

    def _files(self, *patterns: str) -> list[Path]:
        return [path for pattern in patterns for path in sorted(self.folder.glob(pattern))]


def _heads(path: Path) -> Iterator[tuple[str, str | None]]:
    """Id and input of every line of a part."""
    if path.suffix == ".parquet":
        import pyarrow.parquet

        table = pyarrow.parquet.read_table(path, columns=["id", "input_sha256"])
        yield from ((row["id"], row["input_sha256"]) for row in table.to_pylist())
        return
    with path.open("rb") as file:
        yield from filter(None, (_head(path, line) for line in file))


def _head(path: Path, line: bytes) -> tuple[str, str | None] | None:
    return head_of_line(line, path.name.startswith("failures-"))


def _bytes(lines: list[str]) -> bytes:
    return "".join(line + "\n" for line in lines).encode("utf-8")


@contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    """A path to write to: then `path` is there whole or not at all, whatever other processes write the same one."""
    temporary = path.with_name(f".{path.name}.{socket.gethostname()}.{os.getpid()}.new")
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with _temporary(path) as temporary:
        temporary.write_bytes(data)
