"""Tagger: finds the anchors of a stage (cues, quantities) and the spans in their roles, from word vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from spacy.attrs import IS_SPACE
from spacy.tokens import Doc
from torch import Tensor, nn

from onrecord.neural.frames import Frame, RoleSpan
from onrecord.neural.tagsets import TagSpan, best_path, read_spans

REACH = 160
"""Words to either side of an anchor in which its roles are sought."""

GAP = 25
"""Words between an anchor and what it governs, or between two parts of that, at most."""

BATCH = 4
"""Anchors scored at once: few enough that what is between two layers stays in the processor's cache."""

STRETCH = 3000
"""Words made ready at once for the anchors among them."""

GROUP = 64
"""Anchors that share one stretch of words: memory stays flat on a document of any length."""


class RoleTagger:
    """A `FrameTagger` on heads "anchors", "roles" and, where there are any, class heads.

    `labels` holds the tags of "anchors" and "roles", and the classes of each class head.
    """

    def __init__(self, heads: nn.ModuleDict, labels: dict[str, Any], threshold: float = 0.3):
        self.heads, self.labels, self.threshold = heads, labels, threshold

    def find(self, doc: Doc) -> list[Frame]:
        words, vectors = word_vectors(doc)
        if not len(words):
            return []
        probability = self.anchor_probabilities(vectors)
        path = np.where(probability[:, 1:].sum(1) >= self.threshold, probability[:, 1:].argmax(1) + 1, 0)
        path = best_path(np.log(np.eye(3)[path] + 1e-9), tuple(self.labels["anchors"]))
        found = [(s.start, s.end) for s in read_spans(path, probability, tuple(self.labels["anchors"]))]
        return self._frames(words, vectors, found, probability)

    def link(self, doc: Doc, anchors: Sequence[tuple[int, int]]) -> list[Frame]:
        words, vectors = word_vectors(doc)
        place = {int(token): i for i, token in enumerate(words)}
        spans = []
        for start, end in anchors:
            inside = [place[i] for i in range(start, end) if i in place]
            if not inside:
                raise ValueError(f"anchor of tokens [{start}, {end}) holds no word")
            spans.append((inside[0], inside[-1] + 1))
        return self._frames(words, vectors, spans, self.anchor_probabilities(vectors)) if spans else []

    @torch.inference_mode()
    def anchor_probabilities(self, vectors: Tensor) -> np.ndarray:
        """Probabilities of "O", "B", "I" for each word, float32 [n, 3]."""
        return self.heads["anchors"](vectors).softmax(-1).numpy()

    @torch.inference_mode()
    def _frames(
        self, words: np.ndarray, vectors: Tensor, anchors: Sequence[tuple[int, int]], probability: np.ndarray
    ) -> list[Frame]:
        frames: list[Frame] = []
        head: Any = self.heads["roles"]
        for groups in _stretches(_groups(anchors)):
            low, high = max(0, groups[0][0][0] - REACH), max(group[-1][1] for group in groups) + REACH
            read = list(head.read(vectors[low:high]))
            for group in groups:
                frames.extend(self._group(words, vectors, group, probability, low, read))
        return frames

    def _group(
        self,
        words: np.ndarray,
        vectors: Tensor,
        group: list[tuple[int, int]],
        probability: np.ndarray,
        read_from: int,
        read: list[Tensor],
    ) -> list[Frame]:
        low, high = max(0, group[0][0] - REACH), min(len(words), group[-1][1] + REACH)
        anchors = torch.stack([vectors[s:e].mean(0) for s, e in group])
        starts = torch.tensor([s for s, _ in group]).unsqueeze(1)
        distance = torch.arange(low, high).unsqueeze(0) - starts
        own = [part[low - read_from : high - read_from] for part in read]
        head: Any = self.heads["roles"]
        parts = [slice(i, i + BATCH) for i in range(0, len(group), BATCH)]
        roles = torch.cat([head.score(anchors[p], *own, distance[p]) for p in parts]).log_softmax(-1).numpy()
        names = [n for n in self.heads if n not in ("anchors", "roles", "inside")]
        classes = {n: self.heads[n](anchors).softmax(-1).numpy() for n in names}
        tags = tuple(self.labels["roles"])
        frames = []
        for row, (start, end) in enumerate(group):
            found: dict[str, list[RoleSpan]] = {}
            spans = read_spans(best_path(roles[row], tags), np.exp(roles[row]), tags)
            for span in connected(spans, start - low, end - low):
                a, b = low + span.start, low + span.end
                mean = float(np.exp(roles[row][span.start : span.end].max(1)).mean())
                found.setdefault(span.label, []).append(RoleSpan(int(words[a]), int(words[b - 1]) + 1, mean))
            of_row = {n: dict(zip(self.labels[n], map(float, p[row]), strict=True)) for n, p in classes.items()}
            score = float(probability[start:end, 1:].sum(1).mean())
            frames.append(Frame(int(words[start]), int(words[end - 1]) + 1, score, found, of_row))
        return frames


def connected(spans: Sequence[TagSpan], start: int, end: int) -> list[TagSpan]:
    """The spans that hang together with the anchor [start, end): none stands past a gap of over GAP words."""
    kept: list[TagSpan] = []
    low, high = start, end
    for span in sorted(spans, key=lambda s: max(s.start - end, start - s.end)):
        if span.start <= high + GAP and span.end >= low - GAP:
            kept.append(span)
            low, high = min(low, span.start), max(high, span.end)
    return sorted(kept)


def _groups(anchors: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Groups of anchors so near each other that one stretch of words serves them all."""
    groups: list[list[tuple[int, int]]] = []
    for anchor in anchors:
        if groups and len(groups[-1]) < GROUP and 0 <= anchor[0] - groups[-1][0][0] <= REACH:
            groups[-1].append(anchor)
        else:
            groups.append([anchor])
    return groups


def _stretches(groups: Sequence[list[tuple[int, int]]]) -> list[list[list[tuple[int, int]]]]:
    """Groups in runs over about STRETCH words, which are read once for all of them."""
    runs: list[list[list[tuple[int, int]]]] = []
    for group in groups:
        if runs and 0 <= group[0][0] - runs[-1][0][0][0] <= STRETCH:
            runs[-1].append(group)
        else:
            runs.append([group])
    return runs


def word_numbers(doc: Doc) -> np.ndarray:
    """The numbers of the tokens that are no white space, int64 [n]."""
    return np.flatnonzero(doc.to_array([IS_SPACE]) == 0)


def word_vectors(doc: Doc) -> tuple[np.ndarray, Tensor]:
    """The token numbers of the words that are no white space, int64 [n], and their vectors, float32 [n, width]."""
    words = word_numbers(doc)
    if len(doc.tensor) != len(doc):
        return words[:0], torch.zeros(0, 1)
    return words, torch.from_numpy(np.ascontiguousarray(doc.tensor[words], dtype=np.float32))
