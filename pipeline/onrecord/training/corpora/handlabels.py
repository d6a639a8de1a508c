"""Hand labels: names, quotes and claims under the guidelines (standoff `train.jsonl` and `texts/`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from onrecord.records import sha256_of
from onrecord.training.corpora.mend import mend_claims, mend_quotes
from onrecord.training.examples import Example, NameSpan

BENCHMARK_TEXTS = frozenset({"gum-nasa", "gum-sensitive"})
"""Documents of GUM's test part: benchmarks read them, training does not."""


def read_labels(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """The hand-labelled training texts. Raises ValueError where a text is not the one that was labelled."""
    if split != "train":
        return
    for line in (labels / "train.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["id"] in BENCHMARK_TEXTS:
            continue
        path = labels / "texts" / f"{entry['id']}.txt"
        text = path.read_bytes().decode("utf-8")
        if sha256_of(text) != entry["sha256"]:
            raise ValueError(f"{path}: not the text that was labelled (sha256 differs); restore the file")
        names = tuple(NameSpan(n["start"], n["end"], (n["label"],)) for n in entry["names"])
        yield Example(
            "labels", entry["id"], text, names=names,
            quotes=mend_quotes(text, entry["quotes"]), claims=mend_claims(text, entry["claims"], names),
            sentences=_lines(text) if entry["id"].startswith("gmb-") else None,
        )  # fmt: skip


def _lines(text: str) -> tuple[tuple[int, int], ...]:
    """Each line is one sentence."""
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append((at, at + len(line.rstrip())))
        at += len(line)
    return tuple(spans)
