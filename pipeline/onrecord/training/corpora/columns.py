"""Columns: names in files of one token and one tag a line (UNER, wikigold, CrossNER, WNUT-17)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from onrecord.training.corpora.conventions import NO_NAME, PLACES, name_span
from onrecord.training.corpora.harmonise import Mention, harmonise
from onrecord.training.corpora.known import KnownNames, known_names
from onrecord.training.examples import Example, NameSpan

Sentence = list[tuple[str, str]]
Item = TypeVar("Item")

NO_SPACE_BEFORE = frozenset(
    {
        ".", ",", ";", ":", "?", "!", ")", "]", "}", "%", "'s", "n't", "'ve", "'re", "'ll", "'d",
        "'m", "'", "”", "’", "''",
    }
)  # fmt: skip
NO_SPACE_AFTER = frozenset({"(", "[", "{", "$", "“", "‘", "``"})
GROUP = 12
"""Sentences put together to one text: context for the encoder, borders for the sentence head."""

PERSONS = ("person", "politician", "writer", "musicalartist", "scientist", "researcher")
EVENTS = ("event", "election", "award", "book", "album", "song", "poem", "conference", "task", "metrics")
CROSSNER: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(PERSONS, ("PERSON",)),
    **dict.fromkeys(("organisation", "band", "university", "magazine"), ("ORG",)),
    **dict.fromkeys(EVENTS, NO_NAME),
    "politicalparty": ("ORG", "NORP"),
    "country": ("GPE",),
    "location": PLACES,
}
"""CrossNER's other types (products, genres, journals ...) are masked."""

WNUT: dict[str, tuple[str, ...]] = {
    "person": ("PERSON",), "location": PLACES, "corporation": ("ORG",), "group": ("ORG", "NORP"),
    "creative-work": NO_NAME,
}  # fmt: skip
UNER: dict[str, tuple[str, ...]] = {"PER": ("PERSON",), "ORG": ("ORG",), "LOC": PLACES}


@dataclass(frozen=True)
class Columns:
    """A corpus of token and tag columns: what its tags stand for, and what it leaves unmarked."""

    name: str
    labels: dict[str, tuple[str, ...]]
    open_labels: frozenset[str] = frozenset()
    joiner: str = " "
    weight: float = 0.5


def detokenise(words: Iterable[str]) -> tuple[str, list[tuple[int, int]]]:
    """Running text of tokens, and where each stands: no space before a comma, straight marks in pairs."""
    text, spans, glue, open_mark = "", [], True, False
    for word in words:
        before = word not in NO_SPACE_BEFORE and not glue
        glue = word in NO_SPACE_AFTER
        if word == '"':
            before, glue = (False, False) if open_mark else (bool(text), True)
            open_mark = not open_mark
        text += " " if before and text else ""
        spans.append((len(text), len(text) + len(word)))
        text += word
    return text, spans


def tag_spans(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """Spans (first, last + 1, label) of BIO tags; an I- without a B- opens one."""
    start = -1
    for i in range(len(tags) + 1):
        tag = tags[i] if i < len(tags) else "O"
        if start >= 0 and (tag[0] != "I" or tag[2:] != tags[start][2:]):
            yield start, i, tags[start][2:]
            start = -1
        if tag != "O" and start < 0:
            start = i


def read_sentences(path: Path, separator: str | None, word: int, tag: int) -> Iterator[Sentence]:
    """Yields sentences as (token, tag) pairs."""
    sentence: Sentence = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split(separator)
        if not line.strip():
            if sentence:
                yield sentence
            sentence = []
        elif not line.startswith("# ") and len(parts) > max(word, tag):
            sentence.append((parts[word], parts[tag]))
    if sentence:
        yield sentence


def to_examples(corpus: Columns, sentences: Iterable[Sentence], known: KnownNames) -> Iterator[Example]:
    """Examples of a few sentences each."""
    for number, group in enumerate(batched(sentences, GROUP)):
        yield make_example(corpus, number, group, known)


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Items in lists of `size`."""
    rest = iter(items)
    while group := list(islice(rest, size)):
        yield group


def align(text: str, words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """A sentence as its corpus prints it, and where each word stands in it."""
    spans, at = [], 0
    for word in words:
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    return text, spans


def make_example(
    corpus: Columns, number: int, group: Sequence[Sentence], known: KnownNames, printed: Sequence[str] = ()
) -> Example:
    """One text of a few sentences, as `printed` where that is known; a tag without labels masks its words."""
    text = ""
    names: list[NameSpan] = []
    masked: list[tuple[int, int]] = []
    borders = []
    for i, sentence in enumerate(group):
        words = [w for w, _ in sentence]
        part, spans = align(printed[i], words) if printed else detokenise(words)
        base, whole = len(text), text + part
        tagged = tag_spans([t for _, t in sentence])
        mentions = [Mention(first, last, corpus.labels.get(tag, ())) for first, last, tag in tagged]
        found, unknown = harmonise(words, mentions, known, silver=False)
        for first, last, labels in found:
            name = name_span(whole, base + spans[first][0], base + spans[last - 1][1], labels)
            if name:
                names.append(name)
        masked.extend((base + spans[first][0], base + spans[last - 1][1]) for first, last in unknown)
        borders.append((base, base + len(part)))
        text = whole + corpus.joiner
    return Example(
        corpus.name, f"{corpus.name}-{number}", text.removesuffix(corpus.joiner),
        sentences=tuple(borders), names=tuple(sorted(names)), masked=tuple(masked),
        open_labels=corpus.open_labels, weight=corpus.weight,
    )  # fmt: skip


def read_uner(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """UNER over EWT: its dev part trains, its test part is a benchmark; peoples are unmarked in it."""
    part = {"train": "dev", "dev": "dev", "test": "test"}[split]
    path = corpora / "uner-ewt" / f"en_ewt-ud-{part}.iob2"
    columns, known = Columns("uner", UNER, frozenset({"NORP", "FAC"})), known_names(labels)
    for number, blocks in enumerate(batched(path.read_text(encoding="utf-8").strip().split("\n\n"), GROUP)):
        rows = [[row.split("\t") for row in b.splitlines() if not row.startswith("#")] for b in blocks]
        printed = [next(r[9:] for r in b.splitlines() if r.startswith("# text = ")) for b in blocks]
        yield make_example(columns, number, [[(r[1], r[2]) for r in s] for s in rows], known, printed)


def read_wikigold(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """wikigold: all of it trains; its MISC is masked but for peoples."""
    if split == "train":
        sentences = read_sentences(corpora / "wikigold" / "wikigold.conll.txt", None, 0, 1)
        yield from to_examples(Columns("wikigold", UNER), sentences, known_names(labels))


def read_crossner(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """CrossNER, five domains of Wikipedia."""
    parts = {"train": ("train", "dev"), "dev": ("dev",), "test": ("test",)}[split]
    columns, known = Columns("crossner", CROSSNER, frozenset({"NORP", "FAC"})), known_names(labels)
    for part in parts:
        for path in sorted((corpora / "crossner").glob(f"*-{part}.txt")):
            domain = replace(columns, name=f"crossner-{path.stem}")
            for example in to_examples(domain, read_sentences(path, None, 0, 1), known):
                yield replace(example, corpus="crossner")


def read_wnut(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """WNUT-17: posts, one a line."""
    sentences = read_sentences(corpora / "wnut17" / f"{split}.conll", "\t", 0, 1)
    columns = Columns("wnut", WNUT, frozenset({"NORP", "FAC"}), "\n", 0.3)
    yield from to_examples(columns, sentences, known_names(labels))
