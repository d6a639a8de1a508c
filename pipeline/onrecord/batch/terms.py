"""Terms: what a run is held to: where its lines go, what an article may cost, what ends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from onrecord.articles import Item


class ModelError(RuntimeError):
    """No worker could load the model: it is missing or corrupt, or a setting is unknown."""


class EngineError(RuntimeError):
    """Workers cannot be kept alive, whatever they work on."""


class Sink(Protocol):
    """Where lines go. `begin` is called once, when the first worker has told what it is."""

    def begin(self, made_by: dict[str, Any]) -> None: ...
    def find(self, item: Item) -> Any | None: ...
    def keep(self, entry: Any) -> bool: ...
    def record(self, line: str) -> None: ...
    def failure(self, values: dict[str, Any]) -> None: ...
    def sync(self) -> None: ...


@dataclass(frozen=True)
class Limits:
    """What one article may cost. `retries` is how often an article that ended its worker is tried again."""

    max_seconds: float = 300.0
    max_memory_mb: float | None = None
    retries: int = 1
