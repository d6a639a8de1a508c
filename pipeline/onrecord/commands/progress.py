"""Progress: what a run shows while it lasts, and what it says at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from onrecord.batch import Tally

LINE_SECONDS = 10.0


class Progress:
    """A bar on a terminal, a line every ten seconds elsewhere, nothing when quiet."""

    def __init__(self, quiet: bool):
        self.quiet = quiet
        self.bar: Any = None
        self.last_line = time.monotonic()

    def __enter__(self) -> Progress:
        if not self.quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn
            from rich.progress import Progress as Bar

            columns = (BarColumn(), TextColumn("{task.description}"))
            self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task("starting", total=None)
            self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()

    def show(self, tally: Tally) -> None:
        """Shows how far a run has come."""
        if self.quiet:
            return
        if self.bar is not None:
            self.bar.update(self.task, total=tally.total, completed=tally.done, description=status(tally))
        elif time.monotonic() - self.last_line >= LINE_SECONDS:
            self.last_line = time.monotonic()
            typer.echo(status(tally), err=True)


def status(tally: Tally) -> str:
    """One line: articles, speed, failures, time left."""
    of = f"/{tally.total}" if tally.total is not None else ""
    left = tally.seconds_left
    parts = [
        f"{tally.done}{of} articles",
        f"{tally.words_per_second:,.0f} words/s",
        f"{tally.all_failed} failed",
    ]
    if left is not None:
        minutes, seconds = divmod(int(left), 60)
        parts.append(f"{minutes // 60}:{minutes % 60:02}:{seconds:02} left")
    return ", ".join(parts)


def summary(tally: Tally, output: str | None) -> Iterator[str]:
    """The lines at the end of a run: articles, marks by kind, failures by kind."""
    kept = tally.kept + tally.kept_failed
    where = f" -> {output}" if output else ""
    before = f", {kept} of them from before" if kept else ""
    speed = f"{tally.words_per_second:,.0f} words/s"
    yield f"{tally.done} articles{before}, {tally.all_failed} failed, {speed}{where}"
    if tally.gone:
        yield f"{tally.gone} records of articles that are no longer among the sources stand at the end"
    if tally.marks:
        yield "marks: " + ", ".join(f"{name} {count}" for name, count in sorted(tally.marks.items()))
    if tally.failures:
        yield "failures: " + ", ".join(f"{name} {count}" for name, count in sorted(tally.failures.items()))
