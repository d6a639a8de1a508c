"""Syntax: tags, lemmas and dependencies of each sentence, in Universal Dependencies.

Reads   doc.tensor, doc.sents
Writes  token.tag_, token.pos_, token.morph, token.lemma_, token.dep_, token.head
Skips   everything when it holds no weights
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc
from torch import Tensor

from onrecord.neural.lemmas import Lemmatizer
from onrecord.neural.tagger import word_vectors
from onrecord.neural.trained import Trained
from onrecord.neural.trees import best_tree

BATCH_WORDS = 1500
"""Words labelled with relations at once."""


@Language.factory(
    "onrecord_syntax",
    default_config={"longest": 250},
    assigns=["token.tag", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head"],
    requires=["doc.sents"],
)
def make_syntax(nlp: Language, name: str, longest: int) -> Syntax:
    if longest < 2:
        raise ValueError(f"{name}: longest {longest}; a parsed stretch needs at least 2 words")
    return Syntax(name, longest)


class Syntax(Trained):
    """Tags every word, then parses each sentence; one of over `longest` words is parsed in stretches."""

    def __init__(self, name: str, longest: int):
        self.name, self.longest = name, longest
        self.labels: dict[str, Any] = {}
        self.lemmatizer: Lemmatizer | None = None

    def on_filled(self) -> None:
        self.lemmatizer = Lemmatizer(*self.labels["lemmas"])

    def __call__(self, doc: Doc) -> Doc:
        words, vectors = word_vectors(doc)
        if self.heads is None or not len(words):
            return doc
        with torch.inference_mode():
            tags = {name: self.heads[name](vectors).argmax(-1).numpy() for name in ("upos", "xpos", "feats")}
            heads, relations = self.parse(doc, words, vectors)
        write(doc, words, tags, heads, relations, self.labels, self.lemmatizer)
        return doc

    def parse(self, doc: Doc, words: np.ndarray, vectors: Tensor) -> tuple[np.ndarray, np.ndarray]:
        """Head (number of the word in `words`; itself at a root) and relation number of each word."""
        assert self.heads is not None
        parser: Any = self.heads["parser"]
        dependents, as_heads = (part[0].numpy() for part in parser.arc_parts(vectors.unsqueeze(0)))
        heads = np.arange(len(words))
        chosen = np.zeros(len(words), dtype=np.int64)
        spans = list(stretches(doc, words, self.longest))
        for start, end in spans:
            rows = np.concatenate([as_heads[:1], as_heads[start + 1 : end + 1]])
            own = best_tree(dependents[start:end] @ rows.T)
            inside = own > 0
            heads[start:end][inside] = start + own[inside] - 1
            chosen[start:end][inside] = start + own[inside]
        relations = np.zeros(len(words), dtype=np.int64)
        for start, end in batches(spans):
            local = torch.from_numpy(np.where(chosen[start:end] > 0, chosen[start:end] - start, 0))
            scores = parser.relations(vectors[start:end].unsqueeze(0), local.unsqueeze(0))[0]
            relations[start:end] = scores.argmax(-1).numpy()
        self._join(doc, words, heads, relations, spans)
        return heads, relations

    def _join(
        self, doc: Doc, words: np.ndarray, heads: np.ndarray, relations: np.ndarray, spans: list[tuple[int, int]]
    ) -> None:
        """Hangs the later stretches of one long sentence on its first."""
        parataxis = self.labels["deprels"].index("parataxis")
        root = -1
        for start, end in spans:
            own = start + int((heads[start:end] == np.arange(start, end)).argmax())
            if root < 0 or doc[int(words[start])].is_sent_start:
                root = own
            else:
                heads[own], relations[own] = root, parataxis


def stretches(doc: Doc, words: np.ndarray, longest: int) -> Iterator[tuple[int, int]]:
    """Sentences as word spans, cut to at most `longest` words."""
    starts = [i for i, token in enumerate(words) if i == 0 or doc[int(token)].is_sent_start]
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        for first in range(start, end, longest):
            yield first, min(first + longest, end)


def batches(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbouring sentences together, up to about BATCH_WORDS words."""
    start = 0
    for _, end in spans:
        if end - start >= BATCH_WORDS:
            yield start, end
            start = end
    if spans and start < spans[-1][1]:
        yield start, spans[-1][1]


def write(
    doc: Doc,
    words: np.ndarray,
    tags: dict[str, np.ndarray],
    heads: np.ndarray,
    relations: np.ndarray,
    labels: dict[str, Any],
    lemmatizer: Lemmatizer | None,
) -> None:
    """Puts the analysis on the Doc; white space hangs on the word before it in its sentence, or the one after."""
    store, morphology = doc.vocab.strings, doc.vocab.morphology
    ids = {name: [store.add(x) for x in labels[name]] for name in ("upos", "xpos", "deprels")}
    feats = [morphology.add(x) for x in labels["feats"]]
    table = np.zeros((len(doc), 6), dtype=np.uint64)
    starts = [t.is_sent_start for t in doc]
    space = [store.add(x) for x in ("SPACE", "_SP", "dep")]
    real = set(map(int, words))
    for i in range(len(doc)):
        if i not in real:
            to = _anchor(i, starts, real, len(doc))
            white: list[Any] = [*space[:2], 0, store.add(doc[i].text), np.int64(to - i).astype(np.uint64), space[2]]
            table[i] = white
    for row, token in enumerate(words):
        i = int(token)
        tag = labels["xpos"][tags["xpos"][row]]
        lemma = lemmatizer(doc[i].text, tag) if lemmatizer else doc[i].text
        row_of: list[Any] = [
            ids["upos"][tags["upos"][row]], ids["xpos"][tags["xpos"][row]], feats[tags["feats"][row]],
            store.add(lemma), np.int64(int(words[heads[row]]) - i).astype(np.uint64), ids["deprels"][relations[row]],
        ]  # fmt: skip
        table[i] = row_of
        if heads[row] == row:
            table[i, 5] = store.add("ROOT")
    attributes: list[Any] = [POS, TAG, MORPH, LEMMA, HEAD, DEP]
    doc.from_array(attributes, table)  # type: ignore[arg-type]


def _anchor(i: int, starts: list[bool | None], real: set[int], size: int) -> int:
    """The word that white space at token i hangs on."""
    back = i
    while back > 0 and not starts[back]:
        back -= 1
        if back in real:
            return back
    ahead = i + 1
    while ahead < size and not starts[ahead]:
        if ahead in real:
            return ahead
        ahead += 1
    return i
