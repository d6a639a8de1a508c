"""Prints what each corpus holds: `python -m onrecord.training.corpora CORPORA LABELS [SPLIT]`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from onrecord.records import LABELS
from onrecord.training.corpora import READERS, load_corpora
from onrecord.training.examples import Example


def count_labels(examples: Iterable[Example]) -> Counter[str]:
    """How many texts, characters, words, sentences, names by label, quotes, claims and chains there are."""
    counts: Counter[str] = Counter()
    for example in examples:
        counts["texts"] += 1
        counts["characters"] += len(example.text)
        counts["gold words"] += len(example.tokens)
        counts["sentences"] += len(example.sentences or ())
        counts["quotes"] += len(example.quotes or ())
        counts["claims"] += len(example.claims or ())
        counts["chains"] += len(example.chains or ())
        counts["masked"] += len(example.masked)
        for name in example.names or ():
            counts[name.labels[0] if len(name.labels) == 1 else "unsure"] += 1
    return counts


def main(arguments: list[str]) -> int:
    """Prints a table, a line a corpus; returns the exit code."""
    if len(arguments) not in (2, 3):
        sys.stderr.write("usage: python -m onrecord.training.corpora CORPORA LABELS [train|dev|test]\n")
        return 2
    columns: tuple[str, ...] = ("texts", "characters", "gold words", "sentences", *LABELS, "unsure", "masked")
    columns += ("quotes", "claims", "chains")
    split = arguments[2] if len(arguments) == 3 else "train"
    print("corpus".ljust(10), *(c.rjust(10) for c in columns))
    for name in READERS:
        counts = count_labels(load_corpora(Path(arguments[0]), Path(arguments[1]), [name], split))
        print(name.ljust(10), *(str(counts[c]).rjust(10) for c in columns))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
