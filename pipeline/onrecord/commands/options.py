"""Options: what `annotate` is told, checked, and the signals it listens to."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from onrecord.commands.errors import wrong_use
from onrecord.formats import FORMATS


class StopOnSignal:
    """True once SIGINT, SIGTERM or SIGHUP has come; a second one ends the process at once."""

    def __init__(self) -> None:
        self.received: int | None = None
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._take)

    def __call__(self) -> bool:
        return self.received is not None

    def _take(self, number: int, frame: Any) -> None:
        if self.received is not None:
            os._exit(128 + number)
        self.received = number


def checked_format(name: str | None) -> str | None:
    if name is not None and name not in FORMATS:
        wrong_use(f"--format {name}: use one of {', '.join(FORMATS)}")
    return name


def columns_of(pairs: list[str]) -> dict[str, str]:
    fields = ("id", "text", "title", "published", "url", "language")
    columns = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or name not in fields:
            wrong_use(f"--column {pair}: write FIELD=COLUMN, FIELD one of {', '.join(fields)}")
        columns[name] = column
    return columns


def overrides_of(path: Path) -> dict[str, Any]:
    """The settings of a config file by dotted name. Only stages can be set."""
    from confection import Config, ConfigValidationError

    try:
        text = path.read_text(encoding="utf-8")
        head = "" if "[components]" in text else "[components]\n"  # the parser wants parents named
        config = Config().from_str(head + text, interpolate=False)
    except OSError as error:
        wrong_use(f"{path}: {error.strerror}")
    except (ValueError, ConfigValidationError) as error:
        wrong_use(f"{path}: not a config file ({' '.join(str(error).split())[:200]})")
    settings = {}
    for section, values in config.items():
        if section != "components" or not all(isinstance(stage, dict) for stage in values.values()):
            wrong_use(
                f"{path}: section [{section}] is none of annotation's; write [components.STAGE] sections"
            )
        for stage, pairs in values.items():
            settings.update({f"components.{stage}.{name}": value for name, value in pairs.items()})
    return settings
