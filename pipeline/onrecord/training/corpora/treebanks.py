"""Treebanks: CoNLL-U to documents, and UD English EWT.

Sentences of a paragraph are joined as the treebank spaces them; paragraphs by an empty line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.training.examples import Example, Word


@dataclass
class Document:
    """A document as read: words with offsets, and the MISC column of each."""

    id: str
    text: str = ""
    tokens: list[tuple[int, int]] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    misc: list[dict[str, str]] = field(default_factory=list)


def read_documents(path: Path) -> Iterator[Document]:
    """Yields the documents of a CoNLL-U file."""
    document, glue = Document(path.stem), ""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        comments = [line for line in lines if line.startswith("#")]
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        new = next((c.split("=", 1)[1].strip() for c in comments if c.startswith("# newdoc")), None)
        if new is not None:
            if document.tokens:
                yield document
            document, glue = Document(new), ""
        if not rows:
            continue
        if document.tokens and any(c.startswith("# newpar") for c in comments):
            glue = "\n\n"
        glue = _add_sentence(document, rows, glue)
    if document.tokens:
        yield document


def _add_sentence(document: Document, rows: list[list[str]], glue: str) -> str:
    """Appends a sentence's words to the document; returns what stands between it and the next."""
    document.text += glue
    first = len(document.tokens)
    covered = 0
    after = " "
    for row in rows:
        number, form, misc = row[0], row[1], row[9]
        spacing = "" if "SpaceAfter=No" in misc.split("|") else " "
        if "-" in number:
            low, high = map(int, number.split("-"))
            parts = [r[1] for r in rows if r[0].isdigit() and low <= int(r[0]) <= high]
            start = len(document.text)
            document.tokens.extend(split_surface(form, parts, start))
            document.text += form + spacing
            covered, after = high, spacing
        elif number.isdigit() and int(number) > covered:
            start = len(document.text)
            document.tokens.append((start, start + len(form)))
            document.text += form + spacing
            after = spacing
    for row in rows:
        if row[0].isdigit():
            own = first + int(row[0]) - 1
            head = own if row[6] == "0" else first + int(row[6]) - 1
            document.words.append(Word(row[3], row[4], row[5], row[2], head, row[7]))
            document.misc.append(dict(m.split("=", 1) for m in row[9].split("|") if "=" in m))
    document.text = document.text.removesuffix(after) if after else document.text
    document.sentences.append((document.tokens[first][0], document.tokens[-1][1]))
    return after


def split_surface(surface: str, parts: list[str], start: int) -> list[tuple[int, int]]:
    """Offsets of the syntactic words of one surface word (`don't`: `do`, `n't`), a letter long at least."""
    spans, at = [], 0
    for i, part in enumerate(parts):
        left = len(parts) - i - 1
        size = len(surface) - at if left == 0 else max(1, min(len(part), len(surface) - at - left))
        spans.append((start + at, start + at + size))
        at += size
    return spans


def read_ewt(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """UD English EWT: sentences and syntax."""
    for document in read_documents(corpora / "ud-ewt" / f"en_ewt-ud-{split}.conllu"):
        yield to_example("ewt", document)


def to_example(corpus: str, document: Document, **layers: object) -> Example:
    return Example(
        corpus=corpus, id=document.id, text=document.text, tokens=tuple(document.tokens),
        sentences=tuple(document.sentences), syntax=tuple(document.words), **layers,  # type: ignore[arg-type]
    )  # fmt: skip
