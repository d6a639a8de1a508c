"""Heads: small networks on the encoder's word vectors, one or more a stage.

Every head is built from plain numbers (its `config`), so that it can be saved beside its weights.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class TagHead(nn.Module):
    """One label a word: vectors [n, width] to scores [n, labels]."""

    def __init__(self, width: int, labels: int, hidden: int = 192, dropout: float = 0.2):
        super().__init__()
        self.config: dict[str, Any] = {"width": width, "labels": labels, "hidden": hidden, "dropout": dropout}
        self.layers = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(width, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, labels)
        )

    def forward(self, vectors: Tensor) -> Tensor:
        return self.layers(vectors)


class Biaffine(nn.Module):
    """Scores every pair: x [..., n, d], y [..., m, d] to [..., labels, n, m] (Dozat and Manning 2017)."""

    def __init__(self, size: int, labels: int):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(labels, size + 1, size + 1))

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        x = F.pad(x, (0, 1), value=1.0)
        y = F.pad(y, (0, 1), value=1.0)
        return torch.einsum("...nd,lde,...me->...lnm", x, self.weight, y)


def _projection(width: int, size: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Dropout(dropout), nn.Linear(width, size), nn.GELU(), nn.Dropout(dropout))


class ParserHead(nn.Module):
    """Heads and relations of the words of one sentence.

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
        self.arc_score = Biaffine(arc, 1)
        self.relation_dependent = _projection(width, relation, dropout)
        self.relation_head = _projection(width, relation, dropout)
        self.relation_left = nn.Linear(relation, labels)
        self.relation_right = nn.Linear(relation, labels, bias=False)
        self.relation_weight = nn.Parameter(torch.zeros(labels, relation, relation))

    def with_root(self, vectors: Tensor) -> Tensor:
        root = self.root.expand(vectors.shape[0], 1, -1)
        return torch.cat([root, vectors], dim=1)

    def arcs(self, vectors: Tensor) -> Tensor:
        heads = self.arc_head(self.with_root(vectors))
        return self.arc_score(self.arc_dependent(vectors), heads).squeeze(-3)

    def relations(self, vectors: Tensor, heads: Tensor) -> Tensor:
        rooted = self.with_root(vectors)
        chosen = rooted.gather(1, heads.unsqueeze(-1).expand(-1, -1, rooted.shape[-1]))
        x, y = self.relation_dependent(vectors), self.relation_head(chosen)
        pairs = torch.einsum("bnd,lde,bne->bnl", x, self.relation_weight, y)
        return pairs + self.relation_left(x) + self.relation_right(y)


def distance_bucket(distance: Tensor) -> Tensor:
    """Signed distance in words to one of 32 buckets: exact near zero, wider outwards."""
    size = distance.abs()
    far = (torch.log2(size.clamp(min=1).float()) * 2 + 1).long().clamp(max=15)
    bucket = torch.where(size <= 3, size, far.clamp(min=4))
    return torch.where(distance < 0, 31 - bucket, bucket)


class PairHead(nn.Module):
    """Labels each word in its role towards an anchor: anchors [a, width], vectors [n, width] to [a, n, labels].

    `distance` is int64 [a, n]: the word's position minus the anchor's.
    """

    def __init__(self, width: int, labels: int, hidden: int = 160, dropout: float = 0.2):
        super().__init__()
        self.config: dict[str, Any] = {"width": width, "labels": labels, "hidden": hidden, "dropout": dropout}
        self.drop = nn.Dropout(dropout)
        self.anchor_sum = nn.Linear(width, hidden)
        self.word_sum = nn.Linear(width, hidden, bias=False)
        self.anchor_product = nn.Linear(width, hidden)
        self.word_product = nn.Linear(width, hidden)
        self.near = nn.Embedding(32, hidden)
        self.out = nn.Sequential(nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, labels))

    def forward(self, anchors: Tensor, vectors: Tensor, distance: Tensor) -> Tensor:
        a, w = self.drop(anchors), self.drop(vectors)
        sums = self.anchor_sum(a).unsqueeze(1) + self.word_sum(w).unsqueeze(0)
        products = self.anchor_product(a).unsqueeze(1) * self.word_product(w).unsqueeze(0)
        return self.out(sums + products + self.near(distance_bucket(distance)))


class AntecedentHead(nn.Module):
    """Scores earlier words as antecedents of later ones: [n, width] of mention heads to [n, n + 1].

    Column 0 is "none before"; column j + 1 is mention j; columns at and after the row are -inf.
    """

    def __init__(self, width: int, hidden: int = 192, dropout: float = 0.2):
        super().__init__()
        self.config: dict[str, Any] = {"width": width, "hidden": hidden, "dropout": dropout}
        self.pairs = PairHead(width, 1, hidden, dropout)

    def forward(self, vectors: Tensor, positions: Tensor) -> Tensor:
        distance = positions.unsqueeze(0) - positions.unsqueeze(1)
        scores = self.pairs(vectors, vectors, distance).squeeze(-1)
        later = torch.ones_like(scores, dtype=torch.bool).triu()
        return torch.cat([scores.new_zeros(len(vectors), 1), scores.masked_fill(later, float("-inf"))], dim=1)
