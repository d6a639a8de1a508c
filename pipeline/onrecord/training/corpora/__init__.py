"""Corpora: one converter each, from the files of an open corpus to examples under the guidelines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from onrecord.training.corpora import columns, gmb, gum, handlabels, re3d, treebanks
from onrecord.training.examples import Example

READERS: dict[str, Callable[[Path, Path, str], Iterator[Example]]] = {
    "ewt": treebanks.read_ewt,
    "gum": gum.read_gum,
    "gum-quotes": gum.read_gum_quotes,
    "gmb": gmb.read_gmb,
    "uner": columns.read_uner,
    "wikigold": columns.read_wikigold,
    "crossner": columns.read_crossner,
    "wnut": columns.read_wnut,
    "re3d": re3d.read_re3d,
    "labels": handlabels.read_labels,
}


def load_corpora(corpora: Path, labels: Path, names: Sequence[str], split: str) -> Iterator[Example]:
    """Yields the examples of the named corpora's split ("train", "dev" or "test").

    Raises ValueError for an unknown corpus or split and FileNotFoundError for missing files.
    """
    if split not in ("train", "dev", "test"):
        raise ValueError(f"split {split!r}; use train, dev or test")
    for name in names:
        if name not in READERS:
            raise ValueError(f"unknown corpus {name!r}; known: {', '.join(READERS)}")
        yield from READERS[name](corpora, labels, split)
