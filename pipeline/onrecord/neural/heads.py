"""Heads: small networks on the encoder's word vectors, one or more a stage.

Every head is built from plain numbers (its `config`), so that it can be saved beside its weights.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.neural.layers import Linear, product

BUCKETS = 32
"""Into so many the distance between two words falls."""


class TagHead(nn.Module):
    """One label a word: vectors [n, width] to scores [n, labels]."""

    def __init__(self, width: int, labels: int, hidden: int = 192, dropout: float = 0.2):
        super().__init__()
        self.config: dict[str, Any] = {"width": width, "labels": labels, "hidden": hidden, "dropout": dropout}
        self.layers = nn.Sequential(
            nn.Dropout(dropout), Linear(width, hidden), nn.GELU(), nn.Dropout(dropout), Linear(hidden, labels)
        )

    def forward(self, vectors: Tensor) -> Tensor:
        return self.layers(vectors)


def _projection(width: int, size: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Dropout(dropout), Linear(width, size), nn.GELU(), nn.Dropout(dropout))


class ParserHead(nn.Module):
    """Heads and relations of the words of one sentence (biaffine: Dozat and Manning 2017).

    `arcs`: vectors [b, n, width] to [b, n, n + 1]: row i scores the head of word i, column 0
    is the root, column j + 1 is word j. `relations`: for chosen heads, [b, n, labels].
    """

    def __init__(self, width: int, labels: int, arc: int = 256, relation: int = 96, dropout: float = 0.2):
        super().__init__()
        self.config: dict[str, Any] = {
            "width": width, "labels": labels, "arc": arc, "relation": relation, "dropout": dropout,
        }  # fmt: skip
        self.root = nn.Parameter(torch.zeros(width))
        self.arc_dependent = _projection(width, arc, dropout)
        self.arc_head = _projection(width, arc, dropout)
        self.arc_score = ArcScore(arc)
        self.relation_dependent = _projection(width, relation, dropout)
        self.relation_head = _projection(width, relation, dropout)
        self.relation_left = Linear(relation, labels)
        self.relation_right = Linear(relation, labels, bias=False)
        self.relation_weight = nn.Parameter(torch.zeros(labels, relation, relation))

    def with_root(self, vectors: Tensor) -> Tensor:
        root = self.root.expand(vectors.shape[0], 1, -1)
        return torch.cat([root, vectors], dim=1)

    def arcs(self, vectors: Tensor) -> Tensor:
        dependents, heads = self.arc_parts(vectors)
        return dependents @ heads.transpose(1, 2)

    def arc_parts(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """What words bring as dependents [b, n, d] and, root first, as heads [b, n + 1, d]: products are scores."""
        return self.arc_score(self.arc_dependent(vectors), self.arc_head(self.with_root(vectors)))

    def relations(self, vectors: Tensor, heads: Tensor) -> Tensor:
        rooted = self.with_root(vectors)
        chosen = rooted.gather(1, heads.unsqueeze(-1).expand(-1, -1, rooted.shape[-1]))
        x, y = self.relation_dependent(vectors), self.relation_head(chosen)
        labels, size, _ = self.relation_weight.shape
        left = F.linear if torch.is_grad_enabled() else product
        pairs = left(x, self.relation_weight.transpose(1, 2).reshape(labels * size, size))
        pairs = (pairs.unflatten(-1, (labels, size)) @ y.unsqueeze(-1)).squeeze(-1)
        return pairs + self.relation_left(x) + self.relation_right(y)


class ArcScore(nn.Module):
    """The weights between dependents [b, n, d] and heads [b, m, d], each with a one behind it for the bias."""

    def __init__(self, size: int):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1, size + 1, size + 1))

    def forward(self, dependents: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        return F.pad(dependents, (0, 1), value=1.0) @ self.weight[0], F.pad(heads, (0, 1), value=1.0)


def distance_bucket(distance: Tensor) -> Tensor:
    """Signed distance in words to one of 32 buckets: exact near zero, wider outwards."""
    size = distance.abs()
    far = (torch.log2(size.clamp(min=1).float()) * 2 + 1).long().clamp(max=15)
    bucket = torch.where(size <= 3, size, far.clamp(min=4))
    return torch.where(distance < 0, 31 - bucket, bucket)


class PairHead(nn.Module):
    """Labels each word in its role towards an anchor: anchors [a, width], vectors [n, width] to [a, n, labels].

    `distance` is int64 [a, n]: the word's position minus the anchor's. Many anchors over the
    same words are best scored in two steps: `read` the words once, then `score`.
    """

    def __init__(self, width: int, labels: int, hidden: int = 160, dropout: float = 0.2):
        super().__init__()
        self.config: dict[str, Any] = {"width": width, "labels": labels, "hidden": hidden, "dropout": dropout}
        self.drop = nn.Dropout(dropout)
        self.anchor_sum = Linear(width, hidden)
        self.word_sum = Linear(width, hidden, bias=False)
        self.anchor_product = Linear(width, hidden)
        self.word_product = Linear(width, hidden)
        self.near = nn.Embedding(BUCKETS, hidden)
        self.out = nn.Sequential(nn.GELU(), nn.Dropout(dropout), Linear(hidden, labels))

    def forward(self, anchors: Tensor, vectors: Tensor, distance: Tensor) -> Tensor:
        return self.score(anchors, *self.read(vectors), distance)

    def read(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """What the words bring to every pair that they are in: two tensors [n, hidden]."""
        words = self.drop(vectors)
        return self.word_sum(words), self.word_product(words)

    def score(self, anchors: Tensor, sums: Tensor, products: Tensor, distance: Tensor) -> Tensor:
        """Pairs of anchors [a, width] and words that were read, [n, hidden] each, to [a, n, labels]."""
        a = self.drop(anchors)
        by_bucket = (self.near.weight + self.anchor_sum(a).unsqueeze(1)).flatten(0, 1)
        row = torch.arange(len(a), device=a.device).unsqueeze(1) * BUCKETS
        hidden = F.embedding(distance_bucket(distance) + row, by_bucket)
        hidden.addcmul_(self.anchor_product(a).unsqueeze(1), products)
        hidden += sums
        return self.out(hidden)


class AntecedentHead(nn.Module):
    """Scores earlier words as antecedents of later ones: [n, width] of mention heads to [n, n + 1].

    Column 0 is "none before"; column j + 1 is mention j; columns at and after the row are -inf.
    """

    def __init__(self, width: int, hidden: int = 192, dropout: float = 0.2):
        super().__init__()
        self.config: dict[str, Any] = {"width": width, "hidden": hidden, "dropout": dropout}
        self.pairs = PairHead(width, 1, hidden, dropout)

    def forward(self, vectors: Tensor, positions: Tensor, first: int = 0) -> Tensor:
        """The rows from `first` on: mentions before it are antecedents only."""
        distance = positions.unsqueeze(0) - positions[first:].unsqueeze(1)
        scores = self.pairs(vectors[first:], vectors, distance).squeeze(-1)
        later = torch.ones_like(scores, dtype=torch.bool).triu(first)
        scores = scores.masked_fill(later, float("-inf"))
        return torch.cat([scores.new_zeros(len(scores), 1), scores], dim=1)
