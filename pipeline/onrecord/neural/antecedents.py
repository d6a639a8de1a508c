"""Antecedents: which earlier mention each mention refers back to, from word vectors."""

from __future__ import annotations

import numpy as np
import torch
from spacy.tokens import Doc
from torch import nn

from onrecord.neural.tagger import word_vectors

BACK = 64
"""Earlier mentions that a mention can refer back to: keeps a long document linear."""


class AntecedentScorer:
    """Scores links between the head words of mentions, by heads "mentions" and "antecedents"."""

    def __init__(self, heads: nn.ModuleDict, threshold: float = 0.4):
        self.heads, self.threshold = heads, threshold

    @torch.inference_mode()
    def link(self, doc: Doc) -> list[tuple[int, int, int, int, float]]:
        """(mention start, end, antecedent start, end, probability) of each mention that has one, as head tokens."""
        words, vectors = word_vectors(doc)
        if not len(words):
            return []
        probability = self.heads["mentions"](vectors).softmax(-1)[:, 1].numpy()
        named = {e.root.i for e in doc.ents}
        chosen = [k for k, w in enumerate(words) if probability[k] >= self.threshold or int(w) in named]
        links = []
        for first in range(0, len(chosen), BACK):
            low = max(0, first - BACK)
            block = np.array(chosen[low : first + BACK], dtype=np.int64)
            found = self.heads["antecedents"](vectors[block], torch.from_numpy(block), first - low).softmax(-1)
            best, columns = (part.tolist() for part in found.max(-1))
            for mention, score, column in zip(words[block[first - low :]].tolist(), best, columns, strict=True):
                if column:
                    antecedent = int(words[block[column - 1]])
                    links.append((mention, mention + 1, antecedent, antecedent + 1, score))
        return links
