"""Failures: the terminal line of an article that gave no record."""

from __future__ import annotations

import re
from typing import Any

from onrecord.articles import Item, printable

MAX_MESSAGE = 500
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")


def failure(item: Item, stage: str, error: str, message: str, sha256: str | None) -> dict[str, Any]:
    """The terminal line of an article that gave no record."""
    return {
        "id": item.id,
        "path": printable(item.path),
        "stage": stage,
        "error": error,
        "message": message[:MAX_MESSAGE],
        "input_sha256": sha256,
    }


def one_line(error: BaseException) -> str:
    """An error's message on one line, without memory addresses: the same error gives the same bytes."""
    text = " ".join(str(error).split()) or type(error).__name__
    return _ADDRESS.sub("0x...", printable_text(text))[:MAX_MESSAGE]


def printable_text(text: str) -> str:
    """Text that any encoding can write."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
