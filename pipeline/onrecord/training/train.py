"""Train: corpora to weights, as `configs/training.toml` says."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import torch

from onrecord.neural.encoder import Encoder
from onrecord.neural.lemmas import Lemmatizer
from onrecord.training.corpora import load_corpora
from onrecord.training.corpora.standoff import read_agreed, read_standoff
from onrecord.training.corpora.written import read_written
from onrecord.training.examples import Example
from onrecord.training.loop import Settings, Stream, train
from onrecord.training.model import JointModel
from onrecord.training.package import build_pipeline, write_package
from onrecord.training.rewrites import Rates, rewrite
from onrecord.training.windows import Prepared, Vocabulary
from onrecord.words import blank_pipeline

MODEL_NAME = "en_onrecord_news"
OWN: dict[str, Callable[[Path, Path, Path], Iterator[Example]]] = {
    "written": lambda folder, _corpora, _labels: read_written(folder),
    "gmb-labels": lambda folder, corpora, labels: read_standoff(folder / "gmb.jsonl", corpora, labels),
    "gmb-quotes": lambda folder, corpora, labels: read_standoff(folder / "gmb-quotes.jsonl.gz", corpora, labels),
    "gmb-agreed": lambda folder, corpora, labels: read_agreed(folder / "agreed.jsonl.gz", corpora, labels),
}
"""The corpora that come with the project, in one folder."""


def train_models(
    corpora: Path,
    labels: Path,
    written: Path,
    config: Path,
    pipeline: Path,
    work: Path,
    output: Path,
    version: str,
    log: Callable[[str], None],
    changes: dict[str, Any] | None = None,
) -> str:
    """Trains every stage and writes the model package under `output`; returns the checksum of its weights.

    `written` is the folder of articles with their labels in them. `work` holds the checkpoint: a
    run that was stopped goes on from it. Raises ValueError
    for an unknown setting and FileNotFoundError for a missing corpus.
    """
    raw = tomllib.loads(config.read_text(encoding="utf-8")) | (changes or {})
    settings = read_settings(raw)
    torch.manual_seed(settings.seed)
    streams = load_streams(corpora, labels, written, raw["streams"], settings.seed)
    syntax = [e for name in raw["streams"] for e in streams[name] if e.syntax is not None]
    vocabulary = Vocabulary.of(syntax)
    lemmas = Lemmatizer.train(_lemma_words(syntax))
    model = JointModel(Encoder.from_pretrained(encoder_path(raw["encoder"])), vocabulary, settings.dropout)
    if not settings.shapes:
        without_shapes(model.encoder)
    tokenizer = blank_pipeline()
    prepared = {
        name: [Prepared(e, tokenizer, model.encoder.words, vocabulary) for e in examples]
        for name, examples in streams.items()
    }
    for name, examples in prepared.items():
        log(f"{name}: {len(examples)} texts, {sum(len(e.offsets) for e in examples)} words")
    feeds = {n: Stream(p, settings, settings.seed + i) for i, (n, p) in enumerate(prepared.items())}
    work.mkdir(parents=True, exist_ok=True)

    def pack(model: JointModel, step: int) -> None:
        # A copy: the stages freeze what they are filled with, and training goes on.
        write_package(build_pipeline(deepcopy(model), lemmas, pipeline), pipeline, work, MODEL_NAME, version)
        log(f"step {step}: packaged under {work}")

    train(model, feeds, settings, work / "checkpoint.pt", log, pack, raw["checkpoint_every"])
    return write_package(build_pipeline(model, lemmas, pipeline), pipeline, output, MODEL_NAME, version)


def read_changes(lines: Iterable[str]) -> dict[str, Any]:
    """Settings given one by one, each a line of TOML. Raises ValueError naming a line that is none."""
    changes: dict[str, Any] = {}
    for line in lines:
        try:
            changes |= tomllib.loads(line)
        except tomllib.TOMLDecodeError as error:
            raise ValueError(f"--change {line!r}: {error}; a setting looks like `steps = 400`") from error
    return changes


def read_settings(raw: dict[str, Any]) -> Settings:
    """The training settings of a parsed config. Raises ValueError for one that is missing or unknown."""
    known = {f.name for f in fields(Settings)}
    other = {"encoder", "streams", "checkpoint_every"}
    wrong = (set(raw) - known - other) | ((known | other) - set(raw))
    if wrong:
        raise ValueError(f"training config: unknown or missing: {', '.join(sorted(wrong))}")
    return Settings(
        **{k: v for k, v in raw.items() if k in known} | {"mix": {k: tuple(v) for k, v in raw["mix"].items()}}
    )


def without_shapes(encoder: Encoder) -> None:
    """Takes from an encoder what it is told of words' shapes, for good: it sees their uncased pieces alone."""
    for embedding in encoder.features.parameters():
        embedding.requires_grad_(False).zero_()


def load_streams(
    corpora: Path, labels: Path, written: Path, streams: dict[str, list[str]], seed: int
) -> dict[str, list[Example]]:
    """The training examples of each stream, some of them set as another paper would (`rewrites.py`)."""
    loaded = {
        name: [e for n in names for e in (
            OWN[n](written, corpora, labels) if n in OWN else load_corpora(corpora, labels, [n], "train")
        )]
        for name, names in streams.items()
    }  # fmt: skip
    places = sorted({
        e.text[n.start : n.end] for e in loaded.get("hand", ()) for n in e.names or () if n.labels == ("GPE",)
    })  # fmt: skip
    return {name: list(rewrite(examples, seed, Rates(), places)) for name, examples in loaded.items()}


def encoder_path(name: str) -> str:
    """What `transformers` can load: the model folder of an installed package of that name, or the name itself."""
    try:
        files = distribution(name).files or []
    except (PackageNotFoundError, ValueError):
        return name
    weights = [f for f in files if f.name == "model.safetensors"]
    return str(Path(str(weights[0].locate())).parent) if weights else name


def _lemma_words(examples: list[Example]) -> Iterator[tuple[str, str, str]]:
    for example in examples:
        for (start, end), word in zip(example.tokens, example.syntax or (), strict=True):
            yield example.text[start:end], word.xpos, word.lemma
