"""Known: names whose label is the same wherever they stand, to correct coarser or noisier corpora with."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from onrecord.training.corpora.conventions import demonyms, place_words, read_rows


class KnownNames:
    """Looks names up by their words."""

    def __init__(self, labels: Mapping[str, str]):
        self.labels = dict(labels)
        self._sizes: dict[str, list[int]] = defaultdict(list)
        for first, size in sorted({(n.split()[0], len(n.split())) for n in labels if n.strip()}):
            self._sizes[first].insert(0, size)

    def label(self, words: Sequence[str]) -> str | None:
        """The label of a name, or None where it is not known."""
        return self.labels.get(" ".join(words))

    def longest(self, words: Sequence[str], i: int) -> int:
        """How many words the longest known name has that starts at word i; 0 where none does."""
        for size in self._sizes.get(words[i], ()):
            if " ".join(words[i : i + size]) in self.labels and i + size <= len(words):
                return size
        return 0


def gazetteer() -> dict[str, str]:
    """Countries and provinces (GPE), seas and regions (LOC), peoples (NORP) of the shipped word lists."""
    found: dict[str, str] = {}
    for name, label in (("regions.tsv", "GPE"), ("countries.tsv", "GPE"), ("landmarks.tsv", "LOC")):
        for row in read_rows(name):
            names = (n.strip() for n in row[-1].split("|"))
            names = (n for n in names if n[:1].isupper() and not n.endswith((" region", " state")))
            found.update((n, label) for n in names)
    found.update((n, "LOC") for n in place_words()["LOC", "whole"])
    found.update((n, "NORP") for n in demonyms())
    return found


def settled(counts: Mapping[str, Counter[str]], at_least: int, share: float) -> dict[str, str]:
    """Names seen so often, and mostly under one label, with that label."""
    found = {}
    for name, counter in counts.items():
        (label, top), total = counter.most_common(1)[0], sum(counter.values())
        if total >= at_least and top >= share * total:
            found[name] = label
    return found


def hand_counts(labels: Path) -> dict[str, Counter[str]]:
    """How often the hand labels give each name each label; nothing where there are no hand labels."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    if not (labels / "train.jsonl").exists():
        return counts
    with (labels / "train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            for name in json.loads(line)["names"]:
                counts[name["text"]][name["label"]] += 1
    return counts


def known_names(labels: Path, corpus: Iterable[tuple[str, str]] = ()) -> KnownNames:
    """What the word lists, a corpus' own majorities and the hand labels agree on; the last wins.

    `corpus` are (name, label) pairs: a name that a silver corpus labels one way 17 times of 20
    is that also the other three times.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, label in corpus:
        counts[name][label] += 1
    found = settled(counts, 6, 0.8) | gazetteer()
    hand = hand_counts(labels)
    found = {n: label for n, label in found.items() if set(hand.get(n, {label: 1})) == {label}}
    return KnownNames(found | settled(hand, 2, 0.95))
