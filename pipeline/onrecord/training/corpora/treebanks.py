"""Treebanks: UD English EWT and GUM, from CoNLL-U.

EWT gives sentences and syntax; GUM also its named entities and coreference. Sentences of a
paragraph are joined as the treebank spaces them; paragraphs by an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.training.corpora.conventions import demonyms, name_span, place_labels, without_title
from onrecord.training.examples import DEV_ARTICLES, Chain, Example, NameSpan, Word

PIECE = re.compile(r"\(([^()]+)(\))?|([^()\[\]]+)\)")


@dataclass
class Document:
    """A document as read: words with offsets, and for GUM the entity brackets at each."""

    id: str
    text: str = ""
    tokens: list[tuple[int, int]] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    brackets: list[str] = field(default_factory=list)


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
            entity = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
            document.brackets.append(entity)
    document.text = document.text.removesuffix(after) if after else document.text
    document.sentences.append((document.tokens[first][0], document.tokens[-1][1]))
    return after


def split_surface(surface: str, parts: list[str], start: int) -> list[tuple[int, int]]:
    """Offsets of the syntactic words of one surface word (`don't`: `do`, `n't`), each at least a letter long."""
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
        yield _example("ewt", document)


def gum_split(corpora: Path) -> dict[str, str]:
    """The official split of each GUM document."""
    splits, current = {}, ""
    for line in (corpora / "gum" / "splits.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            current = line[3:].strip()
        elif line.strip().startswith("* "):
            splits[line.strip()[2:]] = current
    return splits


def read_gum(corpora: Path, labels: Path, split: str) -> Iterator[Example]:
    """GUM: sentences, syntax, names and coreference, one example a document; never a development article."""
    splits = gum_split(corpora)
    for path in sorted((corpora / "gum").glob("GUM_*.conllu")):
        if splits.get(path.stem) != split or path.stem.removeprefix("GUM_news_") in DEV_ARTICLES:
            continue
        hand_labelled = (labels / "texts" / f"gum-{path.stem.removeprefix('GUM_news_')}.txt").exists()
        for document in read_documents(path):
            chains = read_chains(document)
            names, masked = gum_names(document, chains)
            yield _example("gum", document, chains=chains, names=None if hand_labelled else names, masked=masked)


def _example(corpus: str, document: Document, **layers: object) -> Example:
    return Example(
        corpus=corpus, id=document.id, text=document.text, tokens=tuple(document.tokens),
        sentences=tuple(document.sentences), syntax=tuple(document.words), **layers,  # type: ignore[arg-type]
    )  # fmt: skip


def read_chains(document: Document) -> tuple[Chain, ...]:
    """The coreference chains that GUM's Entity brackets spell, singletons included."""
    opened: dict[str, list[tuple[int, list[str]]]] = {}
    found: dict[str, list[tuple[int, int, list[str]]]] = {}
    for i, brackets in enumerate(document.brackets):
        for match in PIECE.finditer(brackets):
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
        spans = tuple((document.tokens[s][0], document.tokens[e][1], head_of(document.words, s, e)) for s, e, _ in mentions)
        identity = next((p[7] for _, _, p in mentions if len(p) > 7), None)
        chains.append(Chain(spans, mentions[0][2][1] if len(mentions[0][2]) > 1 else "", identity))
    return tuple(sorted(chains, key=lambda c: c.mentions[0]))


def head_of(words: list[Word], first: int, last: int) -> int:
    """The word of [first, last] whose head stands outside it."""
    for i in range(first, last + 1):
        if not first <= words[i].head <= last or words[i].head == i:
            return i
    return last


def gum_names(document: Document, chains: tuple[Chain, ...]) -> tuple[tuple[NameSpan, ...], tuple[tuple[int, int], ...]]:
    """Names among GUM's entities, and the proper nouns of which nothing is known (masked).

    GUM's spans are whole noun phrases. One counts as a name where, but for an article, titles
    and a possessive, it is all proper nouns; others are masked.
    """
    names: list[NameSpan] = []
    taken: set[int] = set()
    spans = sorted(
        ((s, e, c.etype) for c in chains for s, e, _ in c.mentions), key=lambda m: (m[0] - m[1], m[0])
    )
    index = {start: i for i, (start, _) in enumerate(document.tokens)}
    ends = {end: i for i, (_, end) in enumerate(document.tokens)}
    for start, end, etype in spans:
        first, last = index[start], ends[end]
        while first <= last and document.words[first].upos in ("DET", "PUNCT"):
            first += 1
        while last >= first and document.words[last].xpos in ("POS", ",", "."):
            last -= 1
        inside = range(first, last + 1)
        if not len(inside) or any(document.words[i].upos != "PROPN" for i in inside) or taken & set(inside):
            continue
        forms = [document.text[slice(*document.tokens[i])] for i in inside]
        labels, skip = _gum_labels(etype, forms)
        if labels and skip < len(forms):
            span = name_span(document.text, document.tokens[first + skip][0], document.tokens[last][1], labels)
            if span:
                names.append(span)
                taken.update(inside)
    for i, (start, end) in enumerate(document.tokens):
        form = document.text[start:end]
        if i not in taken and form in demonyms() and document.words[i].upos in ("ADJ", "PROPN", "NOUN"):
            names.append(NameSpan(start, end, ("NORP",)))
            taken.add(i)
    masked = tuple(t for i, t in enumerate(document.tokens) if i not in taken and document.words[i].upos == "PROPN")
    return tuple(sorted(names)), masked


def _gum_labels(etype: str, forms: list[str]) -> tuple[tuple[str, ...], int]:
    if " ".join(forms) in demonyms():
        return ("NORP",), 0
    if etype == "person":
        return ("PERSON",), without_title(forms)
    if etype == "organization":
        return ("ORG",), 0
    return (place_labels(forms), 0) if etype == "place" else ((), 0)
