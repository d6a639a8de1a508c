"""Encoder: one pass of a pretrained encoder over the article; every trained stage reads its vectors.

Reads   the text and its tokens
Writes  doc.tensor, float32 [tokens, width]; zeros at white space
Skips   everything when it holds no weights
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import srsly
import torch
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import SimpleFrozenList, minibatch
from tokenizers import Tokenizer

from onrecord.neural.encoder import Encoder, WordPieces, Words
from onrecord.neural.frozen import PRECISIONS, FrozenEncoder
from onrecord.neural.tagger import word_numbers
from onrecord.neural.trained import read_weights, tensors_to_bytes
from onrecord.words import text_of

DEVICES = ("auto", "cpu", "cuda")


@Language.factory(
    "onrecord_encoder",
    default_config={"window": 254, "overlap": 64, "precision": "fp32", "device": "cpu"},
    assigns=["doc.tensor"],
)
def make_encoder(nlp: Language, name: str, window: int, overlap: int, precision: str, device: str) -> EncoderStage:
    if precision not in PRECISIONS:
        raise ValueError(f"{name}: precision {precision!r}; use one of {', '.join(PRECISIONS)}")
    if device.partition(":")[0] not in DEVICES:
        raise ValueError(f"{name}: device {device!r}; use one of {', '.join(DEVICES)}, or a numbered cuda:1")
    if not 0 <= overlap < window:
        raise ValueError(f"{name}: overlap {overlap} must be at least 0 and below window {window}")
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    return EncoderStage(name, window, overlap, precision, device)


class EncoderStage:
    """Runs the encoder over each document by itself, so that its vectors depend on nothing else.

    On a GPU `pipe` reads the windows of several documents together: faster by far, equal up to rounding.
    """

    def __init__(self, name: str, window: int, overlap: int, precision: str, device: str = "cpu"):
        self.name, self.window, self.overlap, self.precision, self.device = name, window, overlap, precision, device
        self.encoder: FrozenEncoder | None = None

    def __call__(self, doc: Doc) -> Doc:
        self._encode([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        for docs in minibatch(stream, 1 if self.device == "cpu" else batch_size):
            self._encode(docs)
            yield from docs

    def _encode(self, docs: list[Doc]) -> None:
        if self.encoder is None:
            return
        kept = [word_numbers(doc) for doc in docs]
        words = [self._words(doc, numbers) for doc, numbers in zip(docs, kept, strict=True)]
        for doc, numbers, vectors in zip(
            docs, kept, self.encoder.encode(words, self.window, self.overlap), strict=True
        ):
            tensor = np.zeros((len(doc), self.encoder.width), dtype=np.float32)
            tensor[numbers] = vectors.numpy()
            doc.tensor = tensor  # type: ignore[assignment]

    def _words(self, doc: Doc, numbers: np.ndarray) -> Words:
        assert self.encoder is not None
        starts, lengths = (doc.to_array([name])[numbers].tolist() for name in ("IDX", "LENGTH"))
        return self.encoder.words(text_of(doc), [(s, s + n) for s, n in zip(starts, lengths, strict=True)])

    def fill(self, encoder: Encoder) -> None:
        """Takes a trained encoder."""
        settings = encoder.transformer.config
        config = settings.to_diff_dict() | {"model_type": settings.model_type}
        self._take(json.loads(json.dumps(config, default=str)), encoder.words, encoder.state_dict())

    def _take(self, config: dict[str, Any], pieces: WordPieces, weights: dict[str, torch.Tensor]) -> None:
        self.encoder = FrozenEncoder(config, pieces, weights, self.precision, self.device)

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
        return {
            "config.json": json.dumps(self.encoder.config, indent=1, sort_keys=True).encode(),
            "tokenizer.json": self.encoder.words.tokenizer.to_str().encode(),
            "weights.safetensors": tensors_to_bytes(self.encoder.weights),
        }

    def _restore(self, parts: dict[str, bytes], where: str) -> EncoderStage:
        if "weights.safetensors" not in parts:
            return self
        pieces = WordPieces(Tokenizer.from_str(parts["tokenizer.json"].decode("utf-8")))
        with read_weights(parts["weights.safetensors"], where) as weights:
            self._take(json.loads(parts["config.json"]), pieces, weights)
        return self
