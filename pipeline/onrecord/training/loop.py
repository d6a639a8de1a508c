"""Loop: trains the joint model on streams of windows, with checkpoints that can be resumed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import torch
from torch import nn

from onrecord.training.model import JointModel
from onrecord.training.windows import Prepared, WindowTargets

LOSS_WEIGHTS = {
    "sentences.starts": 1.0, "syntax.upos": 0.5, "syntax.xpos": 0.5, "syntax.feats": 0.5,
    "coreference.mentions": 0.5, "coreference.antecedents": 0.5, "quotes.inside": 0.5,
}  # fmt: skip
"""Weights of the losses; a loss not named here has weight 1."""


@dataclass(frozen=True)
class Settings:
    """How to train; all of it stands in `configs/training.toml`."""

    steps: int
    window: int
    batch_pieces: int
    encoder_rate: float
    head_rate: float
    warmup: float
    weight_decay: float
    dropout: float
    seed: int
    bf16: bool
    shapes: bool
    """Whether the encoder is told each word's case, the space before it and quote marks; False only to compare."""

    average: float
    """Decay of the running mean of all weights; the mean is what is packaged. 0: the last weights are."""

    mix: dict[str, tuple[float, ...]]
    """Share of each stream's batches at evenly spaced points of the run; between them, straight lines."""


class Stream:
    """An endless, shuffled sequence of batches from some examples."""

    def __init__(self, examples: Sequence[Prepared], settings: Settings, seed: int):
        self.examples = list(examples)
        self.settings = settings
        self.random = Random(seed)
        self.batches = self._batches()
        self.passes = 0

    def _batches(self) -> Iterator[list[WindowTargets]]:
        while True:
            self.passes += 1
            self.random.shuffle(self.examples)
            for start in range(0, len(self.examples), 200):
                yield from self._pack(self.examples[start : start + 200])

    def _pack(self, examples: Sequence[Prepared]) -> Iterator[list[WindowTargets]]:
        """Windows of like length share a batch: little of it is padding."""
        windows = [w for e in examples for w in e.windows(self.settings.window, self.random)]
        windows = [w for w in windows if len(w.words.pieces) > 1]
        windows.sort(key=lambda w: sum(map(len, w.words.pieces)))
        batches: list[list[WindowTargets]] = [[]]
        for window in windows:
            longest = sum(map(len, window.words.pieces)) + 2
            if batches[-1] and longest * (len(batches[-1]) + 1) > self.settings.batch_pieces:
                batches.append([])
            batches[-1].append(window)
        self.random.shuffle(batches)
        yield from batches


def optimizer_of(model: JointModel, settings: Settings) -> torch.optim.AdamW:
    """AdamW, the encoder slower than the heads; the word-piece table is frozen: half the weights, little to gain."""
    model.encoder.transformer.get_input_embeddings().weight.requires_grad_(False)  # type: ignore[union-attr, operator]
    encoder = [p for p in model.encoder.transformer.parameters() if p.requires_grad]
    heads = [*model.heads.parameters(), *model.encoder.features.parameters()]
    groups = [{"params": encoder, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=settings.weight_decay, betas=(0.9, 0.98))


def train(
    model: JointModel,
    streams: dict[str, Stream],
    settings: Settings,
    checkpoint: Path,
    log: Callable[[str], None],
    evaluate: Callable[[JointModel, int], None] | None = None,
    every: int = 500,
) -> None:
    """Trains for `settings.steps` batches; writes `checkpoint` every so often and resumes from it."""
    torch.manual_seed(settings.seed)
    optimizer = optimizer_of(model, settings)
    mean = Mean(model, settings.average)
    first = _resume(model, optimizer, mean, checkpoint, log)
    random = Random(settings.seed + first)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(first + step, settings))
    model.train()
    sums: dict[str, list[float]] = {}
    started = time.monotonic()
    for step in range(first, settings.steps):
        batch = next(streams[_draw(step, settings, random)].batches)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings.bf16):
            losses = model.losses(batch)
        total = torch.stack([LOSS_WEIGHTS.get(k, 1.0) * v for k, v in losses.items()]).sum()
        optimizer.zero_grad()
        total.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        mean.add(model)
        for name, loss in losses.items():
            sums.setdefault(name, []).append(loss.item())
        if (step + 1) % 50 == 0:
            means = " ".join(f"{k}={sum(v) / len(v):.3f}" for k, v in sorted(sums.items()))
            log(f"step {step + 1} {time.monotonic() - started:.0f}s {means}")
            sums = {}
        if (step + 1) % every == 0 or step + 1 == settings.steps:
            _save(model, optimizer, mean, step + 1, settings, checkpoint)
            if evaluate:
                evaluate(mean.of(model), step + 1)
    model.load_state_dict(mean.of(model).state_dict())


class Mean:
    """The running mean of a model's trained weights: steadier than the last step's (Polyak and Juditsky 1992)."""

    def __init__(self, model: JointModel, decay: float):
        self.decay, self.count = decay, 0
        self.weights = {k: p.detach().clone() for k, p in model.named_parameters() if p.requires_grad}

    @torch.no_grad()
    def add(self, model: JointModel) -> None:
        """Takes in the weights after a step; early on the mean is over fewer steps."""
        self.count += 1
        decay = min(self.decay, self.count / (self.count + 10))
        for name, weight in model.named_parameters():
            if name in self.weights:
                self.weights[name].lerp_(weight, 1 - decay)

    def of(self, model: JointModel) -> JointModel:
        """A copy of the model that holds the mean, ready to predict."""
        copy = deepcopy(model)
        copy.load_state_dict(self.weights, strict=False)
        return copy.eval()


def share(points: Sequence[float], done: float) -> float:
    """A stream's share when the fraction `done` of all steps is: between evenly spaced points, a straight line."""
    at = done * (len(points) - 1)
    left = min(int(at), len(points) - 2)
    return points[left] + (points[left + 1] - points[left]) * (at - left)


def _draw(step: int, settings: Settings, random: Random) -> str:
    shares = [share(points, step / settings.steps) for points in settings.mix.values()]
    return random.choices(list(settings.mix), weights=shares)[0]


def _rate(step: int, settings: Settings) -> float:
    warm = settings.warmup * settings.steps
    if step < warm:
        return (step + 1) / warm
    return max(0.02, 0.5 * (1 + math.cos(math.pi * (step - warm) / (settings.steps - warm))))


def _save(
    model: JointModel, optimizer: torch.optim.Optimizer, mean: Mean, step: int, settings: Settings, path: Path
) -> None:
    part = path.with_suffix(".part")
    torch.save(
        {
            "step": step, "model": model.state_dict(), "optimizer": optimizer.state_dict(),
            "mean": mean.weights, "count": mean.count, "settings": asdict(settings),
        },
        part,
    )  # fmt: skip
    part.replace(path)


def _resume(
    model: JointModel, optimizer: torch.optim.Optimizer, mean: Mean, path: Path, log: Callable[[str], None]
) -> int:
    if not path.exists():
        return 0
    saved = torch.load(path, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    mean.weights, mean.count = saved["mean"], saved["count"]
    for group in optimizer.param_groups:
        group["lr"] = group["initial_lr"]
    log(f"resumed {path} at step {saved['step']}")
    return int(saved["step"])
