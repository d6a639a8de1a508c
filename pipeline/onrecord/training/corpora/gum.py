"""GUM: sentences, syntax, named entities, coreference and attributed speech, a document an example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.training.corpora.attribution import read_quotes
from onrecord.training.corpora.gumnames import gum_names
from onrecord.training.corpora.known import known_names
from onrecord.training.corpora.treebanks import Document, read_documents, to_example
from onrecord.training.examples import DEV_ARTICLES, Chain, Example, Word

PIECE = re.compile(r"\(([^()]+)(\))?|([^()\[\]]+)\)")


def gum_split(corpora: Path) -> dict[str, str]:
    """The official split of each GUM document."""
    splits, current = {}, ""
    for line in (corpora / "gum" / "splits.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            current = line[3:].strip()
        elif line.strip().startswith("* "):
            splits[line.strip()[2:]] = current
    return splits


def read_split(corpora: Path, split: str) -> Iterator[Document]:
    """The documents of a split; never a development article."""
    splits = gum_split(corpora)
    for path in sorted((corpora / "gum").glob("GUM_*.conllu")):
        if splits.get(path.stem) == split and path.stem.removeprefix("GUM_news_") not in DEV_ARTICLES:
            yield from read_documents(path)


def labelled_by_hand(document: Document, labels: Path) -> bool:
    """Whether the hand labels hold this document."""
    return (labels / "texts" / f"gum-{document.id.removeprefix('GUM_news_')}.txt").exists()


def read_gum(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """Sentences, syntax, chains and, of documents whose names are not labelled by hand, names."""
    known = known_names(labels)
    for document in read_split(corpora, split):
        chains = read_chains(document)
        layers: dict[str, Any] = {}
        if not labelled_by_hand(document, labels):
            layers["names"], layers["masked"] = gum_names(document, chains, known)
        yield to_example("gum", document, chains=chains, **layers)


def read_gum_quotes(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """Attributed speech; for training, of documents whose quotes are not labelled by hand."""
    for document in read_split(corpora, split):
        if split != "train" or not labelled_by_hand(document, labels):
            yield Example(
                "gum-quotes",
                document.id,
                document.text,
                tokens=tuple(document.tokens),
                quotes=read_quotes(document),
                weight=0.5,
            )


def read_chains(document: Document) -> tuple[Chain, ...]:
    """The coreference chains that GUM's Entity brackets spell, singletons included."""
    opened: dict[str, list[tuple[int, list[str]]]] = {}
    found: dict[str, list[tuple[int, int, list[str]]]] = {}
    for i, misc in enumerate(document.misc):
        for match in PIECE.finditer(misc.get("Entity", "")):
            if match[1] is not None:
                parts = match[1].split("-", 7)
                if match[2]:
                    found.setdefault(parts[0], []).append((i, i, parts))
                else:
                    opened.setdefault(parts[0], []).append((i, parts))
            elif opened.get(match[3]):
                start, parts = opened[match[3]].pop()
                found.setdefault(match[3], []).append((start, i, parts))
    chains = []
    for mentions in found.values():
        mentions.sort(key=lambda m: (m[0], m[1]))
        spans = tuple(
            (document.tokens[s][0], document.tokens[e][1], head_of(document.words, s, e))
            for s, e, _ in mentions
        )  # fmt: skip
        identity = next((p[7] for _, _, p in mentions if len(p) > 7), None)
        etype = mentions[0][2][1] if len(mentions[0][2]) > 1 else ""
        chains.append(Chain(spans, etype, identity))
    return tuple(sorted(chains, key=lambda c: c.mentions[0]))


def head_of(words: list[Word], first: int, last: int) -> int:
    """The word of [first, last] whose head stands outside it."""
    for i in range(first, last + 1):
        if not first <= words[i].head <= last or words[i].head == i:
            return i
    return last
