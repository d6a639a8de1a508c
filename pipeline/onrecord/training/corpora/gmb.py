"""GMB: the Groningen Meaning Bank's news, one token a row, as silver names.

Titles leave `per`; `gpe` is split into peoples and countries; `geo` is narrowed by head noun;
sentences that hand labels cover are left out.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from onrecord.training.corpora.columns import detokenise, tag_spans
from onrecord.training.corpora.conventions import demonyms, name_span, place_labels, without_title
from onrecord.training.examples import Example, NameSpan

HAND_LABELLED = 45
"""Consecutive sentences of one hand-labelled text."""

GROUP = 12


def read_rows(path: Path) -> list[list[tuple[str, str]]]:
    """All sentences as (token, tag) pairs."""
    sentences: list[list[tuple[str, str]]] = []
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
    return {n for start in starts for n in range(start, start + HAND_LABELLED)}


def known_countries(labels: Path) -> frozenset[str]:
    """Names that the hand labels call GPE and nothing else."""
    seen: dict[str, set[str]] = {}
    with (labels / "train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            for name in json.loads(line)["names"]:
                seen.setdefault(name["text"], set()).add(name["label"])
    return frozenset(name for name, labels_of in seen.items() if labels_of == {"GPE"})


def read_gmb(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """GMB in texts of a dozen sentences, on lines of their own or run together (drawn by their number)."""
    if split != "train":
        return
    sentences = read_rows(corpora / "gmb" / "ner_dataset.csv.gz")
    covered, known = covered_sentences(labels), known_countries(labels)
    for start in range(0, len(sentences), GROUP):
        numbers = [n for n in range(start, min(start + GROUP, len(sentences))) if n not in covered and sentences[n]]
        if numbers:
            joiner = "\n" if crc32(str(start).encode()) % 3 == 0 else " "
            yield _example(start, [sentences[n] for n in numbers], joiner, known)


def _example(number: int, sentences: list[list[tuple[str, str]]], joiner: str, known: frozenset[str]) -> Example:
    text = ""
    names: list[NameSpan] = []
    masked, spans_of = [], []
    for sentence in sentences:
        words = [w for w, _ in sentence]
        part, spans = detokenise(words)
        base = len(text)
        for i, word in enumerate(words):
            if "-" in word and word[:1].isupper():
                masked.append((base + spans[i][0], base + spans[i][1]))
        for first, last, tag in tag_spans([t for _, t in sentence]):
            start, end = base + spans[first][0], base + spans[last - 1][1]
            labels, skip = _labels(tag, words[first:last], known)
            if tag in ("art", "eve", "nat"):
                masked.append((start, end))
            elif labels and skip < last - first:
                found = name_span(text + part, base + spans[first + skip][0], end, labels)
                if found:
                    names.append(found)
        spans_of.append((base, base + len(part)))
        text += part + joiner
    return Example(
        "gmb", f"gmb-silver-{number}", text.removesuffix(joiner), sentences=tuple(spans_of),
        names=tuple(names), masked=tuple(masked), weight=0.5,
    )  # fmt: skip


def _labels(tag: str, words: list[str], known: frozenset[str]) -> tuple[tuple[str, ...], int]:
    """The labels of a GMB name and how many words of title stand before it."""
    if " ".join(words) in demonyms():
        return ("NORP",), 0
    if tag == "per":
        return ("PERSON",), without_title(words)
    if tag == "org":
        return ("ORG",), 0
    if tag == "gpe":
        return ("GPE",), 0
    return (place_labels(words, known), 0) if tag == "geo" else ((), 0)
