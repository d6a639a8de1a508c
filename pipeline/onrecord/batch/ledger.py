"""Ledger: a run's lines on disk: appended, synced, repaired, put in order, renamed.

While a run lasts its lines stand in OUT.partial and OUT's failures in
OUT.failures.jsonl.partial; both are only ever appended to. An article that is done is
known again by its id and the sha256 of its input. When every input has its line, the
files are brought into the order of the input, which is a mere rename unless inputs
were added since, and take their final names: manifest, failures, then records.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.articles import Item, input_sha256, printable
from onrecord.batch.lines import Lines, compress, copy_durably, head_of_line, sync_folder
from onrecord.jsonl import object_line


class Entry(NamedTuple):
    """A finished article's line: in which file, where, and the first bytes of its input's sha256."""

    failed: bool
    offset: int
    length: int
    sha: bytes | None


class LedgerError(RuntimeError):
    """The output cannot be gone on with: it is of another model, or of other articles of the same ids."""


class Ledger:
    """The files of one output: `begin`, then `find`, `keep`, `record`, `failure`, `sync`, then `finish`."""

    def __init__(self, output: Path, *, retry_failures: bool = False):
        self.output = output
        self.failures_path = beside(output, ".failures.jsonl")
        self.manifest_path = beside(output, ".manifest.json")
        self.retry_failures = retry_failures
        self.known: dict[bytes, list[Entry]] = {}
        self.gone = 0

    @property
    def family(self) -> tuple[Path, ...]:
        """Every file that a run may write."""
        finals = (self.output, self.failures_path, self.manifest_path)
        return (*finals, *map(partial, finals), lock_path(self.output))

    def begin(self, identity: dict[str, Any], *, overwrite: bool = False, refresh: bool = False) -> None:
        """Opens the output for a run of this identity: afresh, or where an earlier run stopped.

        Raises LedgerError where the lines there were made by something else.
        """
        records, failures = partial(self.output), partial(self.failures_path)
        if not overwrite and not records.exists() and self.output.exists():
            self._reopen_finished(refresh)
        before = None if overwrite else self._identity()
        if before is not None and before != identity:
            if not refresh:
                raise LedgerError(f"{self.output}: {differences(before, identity)}")
            overwrite = True
        if overwrite:
            for path in (records, failures):
                path.write_bytes(b"")
        else:
            self._load(records, failed=False)
            self._load(failures, failed=True)
        self._write_manifest(identity)
        self.records, self.failures = Lines(records), Lines(failures)
        sync_folder(self.output.parent)

    def find(self, item: Item) -> Entry | None:
        """The line that an earlier run gave this article, if its input is still the same."""
        entries = self.known.pop(_mark(item.id), None)
        if entries is None:
            return None
        sha = input_sha256(item)
        short, vanished = _short(sha), sha is None and item.row is None and not os.path.lexists(item.path)
        for entry in sorted(entries, key=lambda entry: (entry.failed, -entry.offset)):
            if (entry.sha == short or vanished) and not (entry.failed and self.retry_failures):
                return entry
        if not vanished:
            self._refuse_namesake(item, entries)
        return None

    def keep(self, entry: Entry) -> None:
        """Gives an earlier line its place."""
        (self.failures if entry.failed else self.records).place(entry.offset, entry.length)

    def record(self, line: str) -> None:
        """Appends a record."""
        self.records.append(line)

    def failure(self, values: dict[str, Any]) -> None:
        """Appends a failure."""
        self.failures.append(object_line(values))

    def sync(self) -> None:
        """Makes every line so far durable."""
        self.failures.sync()
        self.records.sync()

    def close(self) -> None:
        """Closes the files as they stand, to be gone on with later."""
        for lines in (getattr(self, "records", None), getattr(self, "failures", None)):
            if lines is not None:
                lines.file.close()

    def finish(self) -> None:
        """Orders the lines and gives the files their final names."""
        records = ([e for e in entries if not e.failed] for entries in self.known.values())
        left = sorted((found[-1] for found in records if found), key=lambda entry: entry.offset)
        for entry in left:
            self.records.place(entry.offset, entry.length)
        self.gone = len(left)
        self.records.finish()
        self.failures.finish()
        partial(self.manifest_path).replace(self.manifest_path)
        if self.failures.offsets:
            partial(self.failures_path).replace(self.failures_path)
        else:
            self.failures_path.unlink(missing_ok=True)
            partial(self.failures_path).unlink()
        if self.output.suffix == ".gz":
            compress(partial(self.output), self.output)
        else:
            partial(self.output).replace(self.output)
        sync_folder(self.output.parent)

    def _reopen_finished(self, refresh: bool) -> None:
        """A finished output becomes the beginning of this run; it stays in place until the run is done."""
        if not self.manifest_path.exists():
            raise LedgerError(
                f"{self.output} exists, and no {self.manifest_path.name} beside it says what made it: "
                "choose another --output, or --overwrite"
            )
        if self.failures_path.exists():
            copy_durably(self.failures_path, partial(self.failures_path))
        else:
            partial(self.failures_path).unlink(missing_ok=True)
        partial(self.manifest_path).unlink(missing_ok=True)
        copy_durably(self.output, partial(self.output))

    def _identity(self) -> dict[str, Any] | None:
        for path in (partial(self.manifest_path), self.manifest_path):
            if partial(self.output).exists() and path.exists():
                with suppress(ValueError):
                    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
                    return found
        return None

    def _write_manifest(self, identity: dict[str, Any]) -> None:
        path = partial(self.manifest_path)
        temporary = path.with_name(path.name + ".new")
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(identity, indent=1, sort_keys=True) + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)

    def _load(self, path: Path, failed: bool) -> None:
        """Learns the lines of a file and cuts off a torn last one."""
        if failed and not path.exists() and self.failures_path.exists() and self.known:
            copy_durably(self.failures_path, path)  # the last run died between its two renames
        if not path.exists():
            return
        size = end = 0
        with path.open("rb") as file:
            for line in file:
                size += len(line)
                head = head_of_line(line, failed)
                if head is not None:
                    self.known.setdefault(_mark(head[0]), []).append(
                        Entry(failed, end, len(line), _short(head[1]))
                    )
                    end = size
                elif line.endswith(b"\n"):
                    end = size
        if end < size:
            with path.open("r+b") as file:
                file.truncate(end)

    def _refuse_namesake(self, item: Item, entries: list[Entry]) -> None:
        """Another article of the same id must not silently take the place of a record."""
        entry = next((e for e in reversed(entries) if not e.failed), None)
        if entry is None:
            return
        with partial(self.output).open("rb") as file:
            file.seek(entry.offset)
            source = json.loads(file.read(entry.length)).get("source")
        if source is not None and source != printable(item.path):
            raise LedgerError(
                f"{self.output}: article {item.id!r} there is {source}, here {printable(item.path)}: "
                "choose another --output, or --overwrite"
            )


def beside(output: Path, ending: str) -> Path:
    """The path of a companion file: out.jsonl or out.jsonl.gz gives out + ending."""
    name = output.name.removesuffix(".gz").removesuffix(".jsonl")
    return output.with_name(name + ending)


def partial(path: Path) -> Path:
    """The path of a file while it is being written."""
    return path.with_name(path.name + ".partial")


def lock_path(output: Path) -> Path:
    """The path of an output's lock."""
    return output.with_name(output.name + ".lock")


def differences(before: dict[str, Any], now: dict[str, Any]) -> str:
    """One line that says in what two identities differ, and what can be done."""
    names = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    told = ", ".join(f"{name} {before.get(name)}, now {now.get(name)}" for name in names)
    return f"its records were made with {told}: --refresh makes them anew, --overwrite starts afresh"


def _mark(item_id: str) -> bytes:
    return hashlib.blake2b(item_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _short(sha256: str | None) -> bytes | None:
    return None if sha256 is None else bytes.fromhex(sha256)[:8]
