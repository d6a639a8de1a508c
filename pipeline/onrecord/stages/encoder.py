"""Encoder: one pass of a pretrained encoder over the article; every trained stage reads its vectors.

Reads   the text and its tokens
Writes  doc.tensor, float32 [tokens, width]; zeros at white space
Skips   everything when it holds no weights
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import srsly
import torch
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import SimpleFrozenList

from onrecord.neural.encoder import Encoder
from onrecord.neural.trained import load_weights, weights_to_bytes

PRECISIONS = ("fp32", "bf16")


@Language.factory(
    "onrecord_encoder",
    default_config={"window": 254, "overlap": 64, "precision": "fp32"},
    assigns=["doc.tensor"],
)
def make_encoder(nlp: Language, name: str, window: int, overlap: int, precision: str) -> EncoderStage:
    if precision not in PRECISIONS:
        raise ValueError(f"{name}: precision {precision!r}; use one of {', '.join(PRECISIONS)}")
    if not 0 <= overlap < window:
        raise ValueError(f"{name}: overlap {overlap} must be at least 0 and below window {window}")
    return EncoderStage(name, window, overlap, precision)


class EncoderStage:
    """Runs the encoder over each document by itself, so that its vectors depend on nothing else."""

    def __init__(self, name: str, window: int, overlap: int, precision: str):
        self.name, self.window, self.overlap, self.precision = name, window, overlap, precision
        self.encoder: Encoder | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self.encoder is None:
            return doc
        kept = [t.i for t in doc if not t.is_space]
        offsets = [(doc[i].idx, doc[i].idx + len(doc[i])) for i in kept]
        tensor = np.zeros((len(doc), self.encoder.width), dtype=np.float32)
        if kept:
            words = self.encoder.words(doc.text, offsets)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.precision == "bf16"):
                tensor[kept] = self.encoder.encode(words, self.window, self.overlap).numpy()
        doc.tensor = tensor  # type: ignore[assignment]
        return doc

    def fill(self, encoder: Encoder) -> None:
        """Takes a trained encoder."""
        self.encoder = encoder.eval().requires_grad_(False)

    def to_bytes(self, *, exclude: Iterable[str] = SimpleFrozenList()) -> bytes:
        return srsly.msgpack_dumps(self._parts())

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = SimpleFrozenList()) -> EncoderStage:
        return self._restore(srsly.msgpack_loads(data), "bytes")

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> None:
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for file, data in self._parts().items():
            (folder / file).write_bytes(data)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> EncoderStage:
        return self._restore({p.name: p.read_bytes() for p in Path(path).glob("*") if p.is_file()}, str(path))

    def _parts(self) -> dict[str, bytes]:
        if self.encoder is None:
            return {}
        config = self.encoder.transformer.config.to_diff_dict() | {
            "model_type": self.encoder.transformer.config.model_type
        }
        return {
            "config.json": json.dumps(config, indent=1, sort_keys=True, default=str).encode(),
            "tokenizer.json": self.encoder.words.tokenizer.to_str().encode(),
            "weights.safetensors": weights_to_bytes(self.encoder),
        }

    def _restore(self, parts: dict[str, bytes], where: str) -> EncoderStage:
        if "weights.safetensors" not in parts:
            return self
        config = json.loads(parts["config.json"])
        config.pop("dtype", None)
        encoder = Encoder.from_parts(config, parts["tokenizer.json"].decode("utf-8"))
        load_weights(encoder, parts["weights.safetensors"], where)
        self.fill(encoder)
        return self
