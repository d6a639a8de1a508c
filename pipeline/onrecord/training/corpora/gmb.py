"""GMB: the Groningen Meaning Bank's news, one token a row, as silver names.

Sentences that hand labels cover are left out; the rest is harmonised with what is known of
its names.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from onrecord.training.corpora.columns import detokenise, tag_spans
from onrecord.training.corpora.conventions import (
    NO_NAME,
    PLACES,
    demonyms,
    has_head,
    name_span,
    title_spans,
    title_words,
)
from onrecord.training.corpora.harmonise import CONNECTORS, Mention, harmonise
from onrecord.training.corpora.known import KnownNames, known_names
from onrecord.training.examples import Example, NameSpan

Sentence = list[tuple[str, str]]

HAND_LABELLED = 45
"""Consecutive sentences of one hand-labelled text; a neighbour on either side is left out as well."""

GROUP = 15
TAGS: dict[str, tuple[str, ...]] = {
    "per": ("PERSON",), "org": ("ORG",), "gpe": ("GPE",), "geo": PLACES, "eve": NO_NAME, "art": (), "nat": (),
}  # fmt: skip
MAJORITY = {"per": "PERSON", "org": "ORG", "gpe": "GPE", "geo": "GPE"}


def read_rows(path: Path) -> list[Sentence]:
    """All sentences as (token, tag) pairs."""
    sentences: list[Sentence] = []
    with gzip.open(path) as packed:
        for row in csv.reader(io.TextIOWrapper(packed, encoding="cp1252", newline="")):
            if row[0].startswith("Sentence:"):
                sentences.append([])
            if sentences and len(row) == 4:
                sentences[-1].append((row[1], row[3]))
    return sentences


def covered_sentences(labels: Path) -> set[int]:
    """Numbers of the sentences that stand in hand-labelled texts."""
    starts = [int(p.stem.removeprefix("gmb-")) for p in (labels / "texts").glob("gmb-*.txt")]
    return {n for start in starts for n in range(start - 1, start + HAND_LABELLED + 1)}


def majority_names(sentences: list[Sentence]) -> Iterator[tuple[str, str]]:
    """Every name of the corpus with the label that its tag stands for, for a count."""
    for sentence in sentences:
        for first, last, tag in tag_spans([t for _, t in sentence]):
            words = [w for w, _ in sentence[first:last]]
            name = " ".join(words)
            no_name = title_spans(words) or has_head(words, "-") or title_words() >= set(words)
            if tag not in MAJORITY or no_name:
                continue
            capitalised = all(w[:1].isupper() or w in CONNECTORS or w.startswith("al-") for w in words)
            if capitalised and words[0] not in ("The", "the") and words[-1] not in CONNECTORS:
                yield name, "NORP" if name in demonyms() else MAJORITY[tag]


def read_gmb(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """GMB in texts of some sentences, on lines of their own or run together (drawn by their number)."""
    if split != "train":
        return
    sentences = read_rows(corpora / "gmb" / "ner_dataset.csv.gz")
    covered, known = covered_sentences(labels), known_names(labels, majority_names(sentences))
    for start in range(0, len(sentences), GROUP):
        numbers = set(range(start, min(start + GROUP, len(sentences)))) - covered
        if numbers:
            joiner = "\n" if crc32(str(start).encode()) % 3 == 0 else " "
            yield make_example(start, [sentences[n] for n in sorted(numbers)], joiner, known)


def make_example(number: int, sentences: list[Sentence], joiner: str, known: KnownNames) -> Example:
    """One text of some sentences."""
    text = ""
    names: list[NameSpan] = []
    masked: list[tuple[int, int]] = []
    borders = []
    for sentence in sentences:
        words = [w for w, _ in sentence]
        part, spans = detokenise(words)
        base = len(text)
        whole = text + part
        hyphened = {i for i, w in enumerate(words) if is_compound(w, known)}
        mentions = [
            Mention(first, last, TAGS[tag]) for first, last, tag in tag_spans([t for _, t in sentence])
            if tag in TAGS and not (last - first == 1 and first in hyphened)
        ]  # fmt: skip
        found, unknown = harmonise(words, mentions, known, silver=True)
        for first, last, label in found:
            name = name_span(whole, base + spans[first][0], base + spans[last - 1][1], label)
            if name:
                names.append(name)
        masked.extend((base + spans[first][0], base + spans[last - 1][1]) for first, last in unknown)
        for i in hyphened - {k for m in found for k in range(m.first, m.last)}:
            parts, open_parts = split_compound(words[i], base + spans[i][0], known)
            names.extend(parts)
            masked.extend(open_parts)
        borders.append((base, base + len(part)))
        text = whole + joiner
    return Example(
        "gmb", f"gmb-silver-{number}", text.removesuffix(joiner), sentences=tuple(borders),
        names=tuple(sorted(names)), masked=tuple(masked), weight=0.5,
    )  # fmt: skip


def is_compound(word: str, known: KnownNames) -> bool:
    """Whether a word with hyphens is a name and something else (`U.S.-led`), not one name (`al-Qaida`)."""
    parts = word.split("-")
    if len(parts) < 2 or not any(p[:1].isupper() for p in parts) or known.label([word]):
        return False
    return parts[-1].islower() or any(known.label([p]) for p in parts)


def split_compound(word: str, start: int, known: KnownNames) -> tuple[list[NameSpan], list[tuple[int, int]]]:
    """The names inside a hyphenated word, and the capitalised parts of which nothing is known.

    A name may have hyphens of its own: the longest known one that starts at a part is taken.
    """
    names, unknown = [], []
    parts = word.split("-")
    i, at = 0, start
    while i < len(parts):
        for j in range(len(parts), i, -1):
            piece = "-".join(parts[i:j])
            label = known.label([piece])
            if label or j == i + 1:
                break
        if label:
            names.append(NameSpan(at, at + len(piece), (label,)))
        elif piece[:1].isupper():
            unknown.append((at, at + len(piece)))
        at += len(piece) + 1
        i = j
    return names, unknown
