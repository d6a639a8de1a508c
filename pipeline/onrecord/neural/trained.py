"""Trained: saving and loading of a stage's heads, in the way spaCy's pipes do it.

A stage's folder holds `heads.json` (each head's class, shape and labels) and
`weights.safetensors` (half precision). Nothing is ever unpickled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import srsly
import torch
from safetensors.torch import load, save
from spacy.util import SimpleFrozenList
from torch import Tensor, nn

from onrecord.neural.heads import AntecedentHead, PairHead, ParserHead, TagHead

HEADS = {head.__name__: head for head in (TagHead, PairHead, ParserHead, AntecedentHead)}


class Trained:
    """Mixin of a stage that may hold trained heads. `heads` is None without weights."""

    heads: nn.ModuleDict | None = None
    labels: dict[str, Any]

    def fill(self, heads: nn.ModuleDict, labels: dict[str, Any]) -> None:
        """Takes heads from training; `labels` names their outputs."""
        self.heads, self.labels = heads.eval().requires_grad_(False), labels
        self.on_filled()

    def on_filled(self) -> None:
        """Called when weights have come; a stage builds its tagger here."""

    def to_bytes(self, *, exclude: Iterable[str] = SimpleFrozenList()) -> bytes:
        return srsly.msgpack_dumps({"heads": self._shapes(), "weights": self._weights()})

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = SimpleFrozenList()) -> Trained:
        message = srsly.msgpack_loads(data)
        self._restore(message["heads"], message["weights"], "bytes")
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> None:
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        shapes = json.dumps(self._shapes(), indent=1, sort_keys=True, ensure_ascii=False)
        (folder / "heads.json").write_text(shapes, encoding="utf-8")
        (folder / "weights.safetensors").write_bytes(self._weights())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> Trained:
        folder = Path(path)
        if not (folder / "heads.json").exists():
            return self
        shapes = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
        self._restore(shapes, (folder / "weights.safetensors").read_bytes(), str(folder))
        return self

    def _shapes(self) -> dict[str, Any]:
        if self.heads is None:
            return {"heads": {}, "labels": {}}
        shapes = {name: [type(head).__name__, head.config] for name, head in self.heads.items()}
        return {"heads": shapes, "labels": self.labels}

    def _weights(self) -> bytes:
        return weights_to_bytes(self.heads) if self.heads is not None else b""

    def _restore(self, shapes: dict[str, Any], weights: bytes, where: str) -> None:
        if not shapes["heads"]:
            return
        heads = nn.ModuleDict({name: HEADS[kind](**config) for name, (kind, config) in shapes["heads"].items()})
        load_weights(heads, weights, where)
        self.fill(heads, shapes["labels"])


def weights_to_bytes(module: nn.Module) -> bytes:
    """A module's weights in half precision, as safetensors."""
    return tensors_to_bytes(module.state_dict())


def tensors_to_bytes(tensors: dict[str, Tensor]) -> bytes:
    """Tensors in half precision, as safetensors."""
    return save({k: v.detach().to("cpu", torch.float16).contiguous() for k, v in tensors.items()})


@contextmanager
def read_weights(data: bytes, where: str) -> Iterator[dict[str, Tensor]]:
    """The tensors that safetensors hold. ValueError with the place where they, or what is made of them, is broken."""
    try:
        yield load(data)
    except Exception as error:
        raise ValueError(f"{where}: corrupt or foreign weights ({error}); reinstall the model package") from error


def load_weights(module: nn.Module, data: bytes, where: str) -> None:
    """Fills a module in float32."""
    with read_weights(data, where) as weights:
        module.load_state_dict({k: v.float() for k, v in weights.items()})
