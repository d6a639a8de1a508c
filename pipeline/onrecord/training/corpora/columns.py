"""Columns: names in files of one token and one tag a line (UNER, wikigold, CrossNER, WNUT-17)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.records import LABELS
from onrecord.training.corpora.conventions import PLACES, demonyms, name_span, place_labels, without_title
from onrecord.training.examples import Example, NameSpan

NO_SPACE_BEFORE = frozenset(". , ; : ? ! ) ] } % 's n't 've 're 'll 'd 'm ' ” ’ ''".split())
NO_SPACE_AFTER = frozenset("( [ { $ “ ‘ ``".split())
GROUP = 12
"""Sentences put together to one text: context for the encoder, borders for the sentence head."""

CROSSNER = {
    **dict.fromkeys(("person", "politician", "writer", "musicalartist", "scientist", "researcher"), ("PERSON",)),
    **dict.fromkeys(("organisation", "band", "university"), ("ORG",)),
    "politicalparty": ("ORG", "NORP"),
    "country": ("GPE",),
    "location": PLACES,
}
WNUT = {"person": ("PERSON",), "location": PLACES, "corporation": ("ORG",), "group": ("ORG",)}
UNER = {"PER": ("PERSON",), "ORG": ("ORG",), "LOC": PLACES}
WIKIGOLD = UNER


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


def read_sentences(path: Path, separator: str | None, word: int, tag: int) -> Iterator[list[tuple[str, str]]]:
    """Yields sentences as (token, tag) pairs."""
    sentence: list[tuple[str, str]] = []
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


def to_examples(
    corpus: str,
    sentences: Iterable[list[tuple[str, str]]],
    labels: dict[str, tuple[str, ...]],
    open_labels: frozenset[str],
    joiner: str,
) -> Iterator[Example]:
    """Examples of a few sentences each; a tag without labels masks its words."""
    group: list[list[tuple[str, str]]] = []
    number = 0
    for sentence in sentences:
        group.append(sentence)
        if len(group) == GROUP:
            yield _group(corpus, number, group, labels, open_labels, joiner)
            group, number = [], number + 1
    if group:
        yield _group(corpus, number, group, labels, open_labels, joiner)


def _group(
    corpus: str,
    number: int,
    group: list[list[tuple[str, str]]],
    labels: dict[str, tuple[str, ...]],
    open_labels: frozenset[str],
    joiner: str,
) -> Example:
    text, names, masked, sentences = "", [], [], []
    for sentence in group:
        words = [w for w, _ in sentence]
        part, spans = detokenise(words)
        base = len(text)
        for first, last, tag in tag_spans([t for _, t in sentence]):
            start, end = base + spans[first][0], base + spans[last - 1][1]
            found = _name(text + part, start, end, words[first:last], spans[first:last], base, labels.get(tag, ()))
            if found:
                names.append(found)
            else:
                masked.append((start, end))
        for word, (s, e) in zip(words, spans, strict=True):
            if word in demonyms() and not any(n.start <= base + s < n.end for n in names):
                names.append(NameSpan(base + s, base + e, ("NORP", "")))
        sentences.append((base, base + len(part)))
        text += part + joiner
    text = text.removesuffix(joiner)
    return Example(
        corpus, f"{corpus}-{number}", text, sentences=tuple(sentences), names=tuple(sorted(names)),
        open_labels=open_labels, masked=tuple(masked), weight=0.5,
    )  # fmt: skip


def _name(
    text: str, start: int, end: int, words: list[str], spans: list[tuple[int, int]], base: int, labels: tuple[str, ...]
) -> NameSpan | None:
    if not labels:
        return None
    if " ".join(words) in demonyms():
        return NameSpan(start, end, ("NORP",))
    if labels == PLACES:
        labels = place_labels(words)
    if labels == ("PERSON",):
        skip = without_title(words)
        if skip == len(words):
            return None
        start = base + spans[skip][0]
    return name_span(text, start, end, labels)


def read_uner(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """UNER over EWT: its dev part trains, its test part is a benchmark; nationalities are unmarked in it."""
    part = {"train": "dev", "dev": "dev", "test": "test"}[split]
    sentences = read_sentences(corpora / "uner-ewt" / f"en_ewt-ud-{part}.iob2", "\t", 1, 2)
    yield from to_examples("uner", sentences, UNER, frozenset({"NORP", "FAC"}), " ")


def read_wikigold(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """wikigold: all of it trains."""
    if split == "train":
        sentences = read_sentences(corpora / "wikigold" / "wikigold.conll.txt", None, 0, 1)
        yield from to_examples("wikigold", sentences, WIKIGOLD, frozenset(), " ")


def read_crossner(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """CrossNER, five domains of Wikipedia; its types that no news desk asks for are masked."""
    parts = {"train": ("train", "dev"), "dev": ("dev",), "test": ("test",)}[split]
    for part in parts:
        for path in sorted((corpora / "crossner").glob(f"*-{part}.txt")):
            yield from to_examples("crossner", read_sentences(path, None, 0, 1), CROSSNER, frozenset({"NORP"}), " ")


def read_wnut(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """WNUT-17: posts, one a line."""
    sentences = read_sentences(corpora / "wnut17" / f"{split}.conll", "\t", 0, 1)
    yield from to_examples("wnut", sentences, WNUT, frozenset({"NORP", *LABELS} - {"PERSON"}), "\n")
