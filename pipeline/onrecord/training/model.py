"""The joint model: one encoder under every trained stage's heads, and the loss of each layer of labels."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.naming.types import BODY_TYPES
from onrecord.neural.encoder import Encoder
from onrecord.neural.heads import AntecedentHead, PairHead, ParserHead, TagHead
from onrecord.neural.tagsets import ANCHOR_TAGS, CLAIM_ROLES, NAME_TAGS, QUOTE_ROLES, role_tags
from onrecord.training.windows import EVENTS, IGNORE, Frames, Vocabulary, WindowTargets


class JointModel(nn.Module):
    """Encoder and heads, trained together; `heads[stage]` is what that stage ships."""

    def __init__(self, encoder: Encoder, vocabulary: Vocabulary, dropout: float = 0.2):
        super().__init__()
        self.encoder = encoder
        self.vocabulary = vocabulary
        width = encoder.width
        tag = lambda labels: TagHead(width, labels, dropout=dropout)  # noqa: E731
        pair = lambda labels: PairHead(width, labels, dropout=dropout)  # noqa: E731
        self.heads = nn.ModuleDict(
            {
                "sentences": nn.ModuleDict({"starts": tag(2)}),
                "syntax": nn.ModuleDict(
                    {
                        "upos": tag(len(vocabulary.upos)),
                        "xpos": tag(len(vocabulary.xpos)),
                        "feats": tag(len(vocabulary.feats)),
                        "parser": ParserHead(width, len(vocabulary.deprels), dropout=dropout),
                    }
                ),
                "entities": nn.ModuleDict({"names": tag(len(NAME_TAGS)), "types": tag(len(BODY_TYPES))}),
                "coreference": nn.ModuleDict(
                    {"mentions": tag(2), "antecedents": AntecedentHead(width, dropout=dropout)}
                ),
                "quotes": nn.ModuleDict(
                    {
                        "anchors": tag(len(ANCHOR_TAGS)),
                        "roles": pair(len(role_tags(QUOTE_ROLES))),
                        "inside": tag(2),
                    }
                ),
                "claims": nn.ModuleDict(
                    {
                        "anchors": tag(len(ANCHOR_TAGS)),
                        "roles": pair(len(role_tags(CLAIM_ROLES))),
                        "event": tag(len(EVENTS)),
                        "negated": tag(2),
                        "hedged": tag(2),
                    }
                ),
            }
        )

    def losses(self, batch: list[WindowTargets]) -> dict[str, Tensor]:
        """The mean loss of each layer of labels that a batch of windows carries."""
        vectors = self.encoder([w.words for w in batch])
        flat = torch.cat(vectors)
        losses: dict[str, Tensor] = {}
        self._tag_losses(batch, flat, losses)
        self._name_loss(batch, flat, losses)
        self._type_loss(batch, vectors, losses)
        self._parser_losses(batch, vectors, losses)
        self._frame_losses("quotes", [w.quotes for w in batch], vectors, losses)
        self._frame_losses("claims", [w.claims for w in batch], vectors, losses)
        self._coreference_losses(batch, vectors, losses)
        return losses

    def _head(self, stage: str, name: str) -> Any:
        return self.heads[stage][name]  # type: ignore[index]

    def _tag_losses(self, batch: list[WindowTargets], flat: Tensor, losses: dict[str, Tensor]) -> None:
        for stage, name in (
            ("sentences", "starts"), ("syntax", "upos"), ("syntax", "xpos"), ("syntax", "feats"),
            ("coreference", "mentions"), ("quotes", "anchors"), ("quotes", "inside"), ("claims", "anchors"),
        ):  # fmt: skip
            target = torch.cat([torch.from_numpy(w.tags[f"{stage}.{name}"]) for w in batch])
            known = target != IGNORE
            if known.any():
                scores = self._head(stage, name)(flat[known])
                losses[f"{stage}.{name}"] = F.cross_entropy(scores, target[known])

    def _name_loss(self, batch: list[WindowTargets], flat: Tensor, losses: dict[str, Tensor]) -> None:
        allowed = torch.cat([torch.from_numpy(w.name_tags) for w in batch])
        weight = torch.cat([torch.full((len(w.name_tags),), w.weight) for w in batch])
        known = ~allowed.all(1)
        if known.any():
            log_p = self._head("entities", "names")(flat[known]).log_softmax(-1)
            marginal = log_p.masked_fill(~allowed[known], float("-inf")).logsumexp(-1)
            losses["entities.names"] = -(marginal * weight[known]).sum() / weight[known].sum()

    def _type_loss(self, batch: list[WindowTargets], vectors: list[Tensor], losses: dict[str, Tensor]) -> None:
        names = [(v[s:e].mean(0), kind) for v, w in zip(vectors, batch, strict=True) for s, e, kind in w.types]
        if names:
            scores = self._head("entities", "types")(torch.stack([v for v, _ in names]))
            losses["entities.types"] = F.cross_entropy(scores, torch.tensor([kind for _, kind in names]))

    def _parser_losses(
        self, batch: list[WindowTargets], vectors: list[Tensor], losses: dict[str, Tensor]
    ) -> None:
        sentences = [(v[s:e], w.heads[s:e] - s, w.deprels[s:e]) for v, w in zip(vectors, batch, strict=True)
                     for s, e in w.parsed]  # fmt: skip
        if not sentences:
            return
        head: ParserHead = self._head("syntax", "parser")
        longest = max(len(v) for v, _, _ in sentences)
        padded = torch.stack([F.pad(v, (0, 0, 0, longest - len(v))) for v, _, _ in sentences])
        gold = torch.full((len(sentences), longest), IGNORE)
        relation = torch.full((len(sentences), longest), IGNORE)
        real = torch.zeros(len(sentences), longest + 1, dtype=torch.bool)
        real[:, 0] = True
        for i, (v, heads, deprels) in enumerate(sentences):
            own = torch.arange(len(v))
            heads_of = torch.from_numpy(heads)
            gold[i, : len(v)] = torch.where(heads_of == own, 0, heads_of + 1)
            relation[i, : len(v)] = torch.from_numpy(deprels)
            real[i, 1 : len(v) + 1] = True
        arcs = head.arcs(padded).masked_fill(~real.unsqueeze(1), -1e4)
        losses["syntax.arcs"] = F.cross_entropy(arcs.flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
        relations = head.relations(padded, gold.clamp(min=0))
        losses["syntax.relations"] = F.cross_entropy(
            relations.flatten(0, 1), relation.flatten(), ignore_index=IGNORE
        )

    def _frame_losses(
        self, stage: str, frames: list[Frames | None], vectors: list[Tensor], losses: dict[str, Tensor]
    ) -> None:
        parts, classes = [], []
        for found, vector in zip(frames, vectors, strict=True):
            if found is None or not found.anchors:
                continue
            anchors = torch.stack([vector[s:e].mean(0) for s, e in found.anchors])
            starts = torch.tensor([s for s, _ in found.anchors]).unsqueeze(1)
            distance = torch.arange(len(vector)).unsqueeze(0) - starts
            scores = self._head(stage, "roles")(anchors, vector, distance)
            parts.append((scores.flatten(0, 1), torch.from_numpy(found.roles).flatten()))
            classes.append((anchors, found.classes))
        if not parts:
            return
        scores = torch.cat([s for s, _ in parts])
        losses[f"{stage}.roles"] = F.cross_entropy(scores, torch.cat([t for _, t in parts])) * 4
        for name in classes[0][1]:
            target = torch.cat([torch.from_numpy(c[name]) for _, c in classes])
            known = target != IGNORE
            if known.any():
                anchors = torch.cat([a for a, _ in classes])[known]
                losses[f"{stage}.{name}"] = F.cross_entropy(self._head(stage, name)(anchors), target[known])

    def _coreference_losses(
        self, batch: list[WindowTargets], vectors: list[Tensor], losses: dict[str, Tensor]
    ) -> None:
        parts = []
        for window, vector in zip(batch, vectors, strict=True):
            if window.mentions is None or len(window.mentions) < 2:
                continue
            positions = torch.from_numpy(window.mentions[:, 0])
            chain = torch.from_numpy(window.mentions[:, 1])
            scores = self._head("coreference", "antecedents")(vector[positions], positions)
            same = (chain.unsqueeze(1) == chain.unsqueeze(0)).tril(-1)
            gold = torch.cat([~same.any(1, keepdim=True), same], dim=1)
            log_p = scores.log_softmax(-1)
            parts.append(-log_p.masked_fill(~gold, float("-inf")).logsumexp(-1))
        if parts:
            losses["coreference.antecedents"] = torch.cat(parts).mean()
