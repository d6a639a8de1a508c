"""Frozen: a trained encoder that only reads: few kernels, three precisions, no `transformers`.

The windows of a document lie end to end, unpadded: every layer's products run over all its
word pieces at once, and attention over each window by itself.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from onrecord.neural.encoder import Window, WordPieces, Words, cut_windows
from onrecord.neural.features import FEATURE_SIZES
from onrecord.neural.layers import product

PRECISIONS = ("fp32", "bf16", "int8")
MAX_SCORE = 80.0
"""Attention scores are cut here, so that their exponentials stay finite; trained ones lie far below."""

PIECES = 4096
"""Word pieces read at once: memory stays flat on a document of any length."""

Linear = Callable[[Tensor], Tensor]


class FrozenEncoder:
    """Vectors of words from the weights of a trained `Encoder` over a BERT model.

    `weights` are kept as they came, to be saved again; what is calculated with is made
    from them in the precision and on the device asked for.
    """

    def __init__(
        self,
        config: dict[str, Any],
        pieces: WordPieces,
        weights: dict[str, Tensor],
        precision: str = "fp32",
        device: str = "cpu",
    ):
        self.config, self.words, self.weights = config, pieces, weights
        self.width: int = config["hidden_size"]
        self.device = torch.device(device)
        take = lambda name: weights[name].to(self.device, torch.float32)  # noqa: E731
        self.features = [take(f"features.{i}.weight") for i in range(len(FEATURE_SIZES))]
        self.transformer = FrozenBert(config, lambda name: take(f"transformer.{name}"), precision)

    @torch.inference_mode()
    def encode(self, documents: Sequence[Words], size: int, overlap: int) -> list[Tensor]:
        """Vectors of whole documents, float32 [n_words, width] each, from windows of `size` pieces at most."""
        totals = [torch.zeros(len(words.pieces), self.width, device=self.device) for words in documents]
        for batch in self._batches(documents, size, overlap):
            hidden = self._read([(documents[d], window) for d, window in batch])
            start = 0
            for d, window in batch:
                lengths = [len(p) for p in documents[d].pieces[window.start : window.end]]
                before = sum(lengths[: window.keep_start - window.start])
                kept = torch.tensor(lengths[window.keep_start - window.start : window.keep_end - window.start])
                owner = torch.repeat_interleave(torch.arange(len(kept)), kept).to(self.device)
                first = start + 1 + before
                part = totals[d][window.keep_start : window.keep_end]
                part.index_add_(0, owner, hidden[first : first + len(owner)])
                part /= kept.to(self.device).unsqueeze(1)
                start += sum(lengths) + 2
        return [total.cpu() for total in totals]

    def _batches(self, documents: Sequence[Words], size: int, overlap: int) -> Iterator[list[tuple[int, Window]]]:
        batch: list[tuple[int, Window]] = []
        used = 0
        for number, words in enumerate(documents):
            lengths = [len(p) for p in words.pieces]
            for window in cut_windows(lengths, size, overlap):
                pieces = sum(lengths[window.start : window.end]) + 2
                if batch and used + pieces > PIECES:
                    yield batch
                    batch, used = [], 0
                batch.append((number, window))
                used += pieces
        if batch:
            yield batch

    def _read(self, windows: Sequence[tuple[Words, Window]]) -> Tensor:
        """Hidden states of windows, end to end, each between its start and end piece."""
        ids: list[int] = []
        features, lengths = [], []
        edge = np.zeros((1, len(FEATURE_SIZES)), dtype=np.int64)
        for words, window in windows:
            parts = words.pieces[window.start : window.end]
            flat = [piece for part in parts for piece in part]
            ids += [self.words.start, *flat, self.words.end]
            owners = np.repeat(np.arange(window.start, window.end), [len(part) for part in parts])
            features += [edge, words.features[owners], edge]
            lengths.append(len(flat) + 2)
        told = torch.from_numpy(np.concatenate(features)).to(self.device)
        extra = torch.stack([F.embedding(told[:, i], table) for i, table in enumerate(self.features)]).sum(0)
        return self.transformer(torch.tensor(ids, device=self.device), extra, lengths)


class FrozenBert:
    """Hidden states of windows of word pieces. `take` gives a `BertModel`'s weights by their names there."""

    def __init__(self, config: Mapping[str, Any], take: Callable[[str], Tensor], precision: str):
        if config["hidden_act"] != "gelu" or config.get("position_embedding_type", "absolute") != "absolute":
            raise ValueError("only BERT encoders with GELU and absolute positions can be run")
        self.epsilon = config["layer_norm_eps"]
        self.pieces = take("embeddings.word_embeddings.weight")
        self.positions = take("embeddings.position_embeddings.weight")
        self.positions = self.positions + take("embeddings.token_type_embeddings.weight")[0]
        self.norm = take("embeddings.LayerNorm.weight"), take("embeddings.LayerNorm.bias")
        names = [f"encoder.layer.{i}" for i in range(config["num_hidden_layers"])]
        self.layers = [_Layer(take, name, config, precision) for name in names]

    def __call__(self, ids: Tensor, extra: Tensor, lengths: Sequence[int]) -> Tensor:
        """Float32 [n, width] for the pieces of windows of these lengths, end to end; `extra` is added to the input."""
        places = torch.cat([torch.arange(n, device=ids.device) for n in lengths])
        hidden = F.embedding(ids, self.pieces) + F.embedding(places, self.positions) + extra
        hidden = F.layer_norm(hidden, hidden.shape[-1:], *self.norm, self.epsilon)
        ends = list(accumulate(lengths))
        spans = list(zip([0, *ends], ends, strict=False))
        for layer in self.layers:
            hidden = layer(hidden, spans)
        return hidden


class _Layer:
    """One block of attention and feed-forward; the residual stream stays in float32."""

    def __init__(self, take: Callable[[str], Tensor], name: str, config: Mapping[str, Any], precision: str):
        self.heads, self.epsilon = config["num_attention_heads"], config["layer_norm_eps"]
        self.dtype = torch.float32 if precision == "fp32" else torch.bfloat16
        pair = lambda part: (take(f"{name}.{part}.weight"), take(f"{name}.{part}.bias"))  # noqa: E731
        parts = [pair(f"attention.self.{part}") for part in ("query", "key", "value")]
        scale = (config["hidden_size"] // self.heads) ** -0.5
        parts[0] = parts[0][0] * scale, parts[0][1] * scale
        self.attend = linear(torch.cat([w for w, _ in parts]), torch.cat([b for _, b in parts]), precision)
        self.mix = linear(*pair("attention.output.dense"), precision)
        self.widen = linear(*pair("intermediate.dense"), precision)
        self.narrow = linear(*pair("output.dense"), precision)
        self.first_norm, self.second_norm = pair("attention.output.LayerNorm"), pair("output.LayerNorm")

    def __call__(self, hidden: Tensor, spans: Sequence[tuple[int, int]]) -> Tensor:
        mixed = self.mix(attention(self.attend(hidden).to(self.dtype), spans, self.heads))
        hidden = F.layer_norm(hidden + mixed, hidden.shape[-1:], *self.first_norm, self.epsilon)
        wide = self.narrow(F.gelu(self.widen(hidden)))
        return F.layer_norm(hidden + wide, hidden.shape[-1:], *self.second_norm, self.epsilon)


def attention(joined: Tensor, spans: Sequence[tuple[int, int]], heads: int) -> Tensor:
    """Self-attention within each span: scaled queries, keys and values [n, 3 * width] to [n, width]."""
    width = joined.shape[1] // 3
    size = width // heads
    mixed = torch.empty(len(joined), heads, size, dtype=joined.dtype, device=joined.device)
    for start, end in spans:
        queries, keys, values = joined[start:end].view(end - start, 3, heads, size).permute(1, 2, 0, 3).contiguous()
        weights = torch.bmm(queries, keys.transpose(1, 2)).clamp_(max=MAX_SCORE).exp_()
        total = weights.sum(-1, keepdim=True, dtype=torch.float32)
        mixed[start:end] = (torch.bmm(weights, values) / total).transpose(0, 1)
    return mixed.view(len(joined), width)


def linear(weight: Tensor, bias: Tensor, precision: str) -> Linear:
    """A linear layer of frozen weights; what it takes and gives is float32 or bfloat16."""
    if precision == "int8" and weight.device.type == "cpu":
        return _int8(weight, bias)
    if precision == "fp32":
        return lambda x: product(x, weight, bias)
    weight, bias = weight.bfloat16(), bias.bfloat16()
    return lambda x: F.linear(x.bfloat16(), weight, bias)


def _int8(weight: Tensor, bias: Tensor) -> Linear:
    """Weights in int8 by output, inputs in uint8 by the range of all of them: a batch must be one document."""
    scales = weight.abs().amax(1).clamp(min=1e-8) / 127
    zeros = torch.zeros(len(weight), dtype=torch.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the functions are on their way to another package; torch is pinned
        quantized = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
        packed = torch.ops.quantized.linear_prepack(quantized, bias)
    return lambda x: torch.ops.quantized.linear_dynamic(x.float(), packed, False)
