"""Encoder: word pieces, windows, and the encoder as it is trained; `frozen.py` runs what was trained.

The document is cut into windows that overlap; a word takes its vector from the window in
which it stands farthest from an edge, as the mean of its word pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from onrecord.neural.features import FEATURE_SIZES, normal_form, word_features

MAX_PIECES_A_WORD = 12
"""A longer word (a URL, a line of noise) is represented by its first pieces."""


REMEMBERED = 20_000
"""Words whose pieces are kept: the first ones met, among which the frequent ones are."""


class Words(NamedTuple):
    """A document's words as the encoder reads them.

    `pieces[i]` are the word-piece ids of word i (at least one); `features` is
    int64 [n_words, 3].
    """

    pieces: list[list[int]]
    features: np.ndarray


class Window(NamedTuple):
    """Words `[start, end)` of a document are encoded together; those in `[keep_start, keep_end)` are kept."""

    start: int
    end: int
    keep_start: int
    keep_end: int


class WordPieces:
    """Turns words into piece ids with a `tokenizers` tokenizer; remembers frequent words."""

    def __init__(self, tokenizer: Tokenizer):
        self.tokenizer = tokenizer
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.unknown = self._id("[UNK]", "<unk>")
        self.start = self._id("[CLS]", "<s>")
        self.end = self._id("[SEP]", "</s>")
        self._memory: dict[str, list[int]] = {}

    def _id(self, *names: str) -> int:
        found = [i for i in map(self.tokenizer.token_to_id, names) if i is not None]
        if not found:
            raise ValueError(f"the tokenizer has none of {names}; a BERT- or RoBERTa-like tokenizer is needed")
        return found[0]

    def __call__(self, text: str, offsets: Sequence[tuple[int, int]]) -> Words:
        pieces = [self._pieces(text[start:end]) for start, end in offsets]
        features = np.array(word_features(text, offsets), dtype=np.int64).reshape(-1, len(FEATURE_SIZES))
        return Words(pieces, features)

    def _pieces(self, word: str) -> list[int]:
        known = self._memory.get(word)
        if known is None:
            form = normal_form(word[:200]).encode("utf-8", "replace").decode("utf-8")
            known = self.tokenizer.encode(form, add_special_tokens=False).ids[:MAX_PIECES_A_WORD]
            known = known or [self.unknown]
            if len(self._memory) < REMEMBERED:
                self._memory[word] = known
        return known


def cut_windows(lengths: Sequence[int], size: int, overlap: int) -> list[Window]:
    """Windows over words of the given piece counts: each of `size` pieces at most, sharing about `overlap`.

    Every word is kept by exactly one window: borders fall in the middle of each overlap.
    """
    spans: list[tuple[int, int]] = []
    start, total = 0, len(lengths)
    while start < total:
        end, used = start, 0
        while end < total and (end == start or used + lengths[end] <= size):
            used += lengths[end]
            end += 1
        spans.append((start, end))
        if end == total:
            break
        back, shared = end, 0
        while back - 1 > start and shared + lengths[back - 1] <= overlap:
            back -= 1
            shared += lengths[back]
        start = back
    middles = [(spans[i][1] + spans[i + 1][0] + 1) // 2 for i in range(len(spans) - 1)]
    borders = [0, *middles, total]
    return [Window(s, e, borders[i], borders[i + 1]) for i, (s, e) in enumerate(spans)]


class Encoder(nn.Module):
    """A BERT encoder of `transformers`, in training, with embeddings of case, space and quote state on its input.

    Call with the words of several windows; returns one float tensor [n_words, width] a window.
    """

    def __init__(self, transformer: Any, pieces: WordPieces):
        super().__init__()
        self.transformer: Any = transformer
        self.words = pieces
        self.width: int = transformer.config.hidden_size
        self.features = nn.ModuleList(nn.Embedding(size, self.width) for size in FEATURE_SIZES)
        for embedding in self.features:
            assert isinstance(embedding, nn.Embedding)
            nn.init.normal_(embedding.weight, std=0.002)

    @classmethod
    def from_pretrained(cls, name: str | Path) -> Encoder:
        """An encoder to train from: any local path or hub name of a BERT model."""
        from transformers import AutoModel, AutoTokenizer

        transformer = AutoModel.from_pretrained(str(name), dtype=torch.float32)
        kind = transformer.config.model_type
        if kind != "bert":
            raise ValueError(f"{name}: a {kind} model; the encoder stage runs BERT models only")
        tokenizer = AutoTokenizer.from_pretrained(str(name), use_fast=True)
        return cls(transformer, WordPieces(Tokenizer.from_str(tokenizer.backend_tokenizer.to_str())))

    def forward(self, windows: Sequence[Words]) -> list[Tensor]:
        ids, mask, owners, features = self._pad(windows)
        embedded = self.transformer.get_input_embeddings()(ids)
        for i, embedding in enumerate(self.features):
            embedded = embedded + embedding(features[..., i]) * mask.unsqueeze(-1)
        hidden = self.transformer(inputs_embeds=embedded, attention_mask=mask).last_hidden_state.float()
        return [self._pool(hidden[row], owners[row], len(w.pieces)) for row, w in enumerate(windows)]

    def _pad(self, windows: Sequence[Words]) -> tuple[Tensor, Tensor, list[Tensor], Tensor]:
        device = next(self.parameters()).device
        longest = max(sum(map(len, w.pieces)) for w in windows) + 2
        ids = np.zeros((len(windows), longest), dtype=np.int64)
        mask = np.zeros((len(windows), longest), dtype=np.int64)
        features = np.zeros((len(windows), longest, len(FEATURE_SIZES)), dtype=np.int64)
        owners = []
        for row, words in enumerate(windows):
            flat = [piece for pieces in words.pieces for piece in pieces]
            owner = np.repeat(np.arange(len(words.pieces)), [len(p) for p in words.pieces])
            size = len(flat)
            ids[row, : size + 2] = [self.words.start, *flat, self.words.end]
            mask[row, : size + 2] = 1
            features[row, 1 : size + 1] = words.features[owner]
            owners.append(torch.from_numpy(owner).to(device))
        as_tensor = lambda a: torch.from_numpy(a).to(device)  # noqa: E731
        return as_tensor(ids), as_tensor(mask), owners, as_tensor(features)

    @staticmethod
    def _pool(hidden: Tensor, owner: Tensor, count: int) -> Tensor:
        sums = hidden.new_zeros(count, hidden.shape[-1]).index_add_(0, owner, hidden[1 : len(owner) + 1])
        return sums / torch.bincount(owner, minlength=count).unsqueeze(1)
