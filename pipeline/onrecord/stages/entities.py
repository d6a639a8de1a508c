"""Entities: finds the named actors and places.

Reads   doc.tensor, or doc.ents of another pipeline
Writes  doc.ents, doc._.onrecord_entities
Skips   dates, numbers, laws, events, works of art, products, languages
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord.naming.borders import Labelled, is_no_name, joined, pieces, without_office
from onrecord.naming.labels import Draft, draft, mended, settle
from onrecord.naming.patterns import patterned
from onrecord.naming.repeats import repeats
from onrecord.neural.tagger import word_vectors
from onrecord.neural.tagsets import best_path, read_spans
from onrecord.neural.trained import Trained
from onrecord.records import LABELS


@Language.factory(
    "onrecord_entities",
    default_config={"min_confidence": 0.0, "use_evidence": True},
    assigns=["doc.ents"],
)
def make_entities(nlp: Language, name: str, min_confidence: float, use_evidence: bool) -> Entities:
    if not 0 <= min_confidence <= 1:
        raise ValueError(f"{name}: min_confidence {min_confidence}; it is a probability, from 0 to 1")
    return Entities(name, min_confidence, use_evidence)


class Entities(Trained):
    """Names by the trained tagger; without its weights, the names that doc.ents already holds."""

    def __init__(self, name: str, min_confidence: float, use_evidence: bool):
        self.name, self.min_confidence, self.use_evidence = name, min_confidence, use_evidence
        self.labels: dict[str, Any] = {}
        if not Doc.has_extension("onrecord_entities"):
            Doc.set_extension("onrecord_entities", default=None)

    def __call__(self, doc: Doc) -> Doc:
        scores: dict[tuple[int, int], float] = {}
        types: dict[tuple[int, int], dict[str, float]] = {}
        if self.heads is not None:
            found = [d for d in self.find(doc) if d.confidence >= self.min_confidence]
            doc.ents = tuple(Span(doc, d.start, d.end, label=d.label) for d in found)
            scores = {(d.start, d.end): d.confidence for d in found}
            types = self.types(doc, [(d.start, d.end) for d in found if d.label == "ORG"])
        doc._.onrecord_entities = [
            {
                "start": e.start_char,
                "end": e.end_char,
                "label": e.label_,
                "confidence": round(scores[e.start, e.end], 4) if (e.start, e.end) in scores else None,
                "types": types.get((e.start, e.end)),
            }
            for e in doc.ents
            if e.label_ in LABELS
        ]
        return doc

    def find(self, doc: Doc) -> list[Draft]:
        """Names in order: the tagger's spans, mended at their borders, labelled by all that is known of them."""
        assert self.heads is not None
        words, vectors = word_vectors(doc)
        if not len(words):
            return []
        tags = tuple(self.labels["names"])
        with torch.inference_mode():
            log_p = self.heads["names"](vectors).log_softmax(-1).numpy()
        spans = read_spans(best_path(log_p, tags), np.exp(log_p), tags)
        borders = [(int(words[s.start]), int(words[s.end - 1]) + 1, s.label) for s in spans]
        mass, is_word = label_mass(log_p, words, len(doc), tags)
        drafts = [draft(mass, is_word, start, end) for start, end in names_in(doc, borders)]
        if not self.use_evidence:
            return drafts
        drafts = settle(doc, [d for d in drafts if not is_no_name(doc, d.start, d.end)])
        added = [mended(mass, is_word, *span) for span in overlooked(doc, drafts)]
        return sorted([*drafts, *added], key=lambda d: d.start)

    def types(self, doc: Doc, bodies: Sequence[tuple[int, int]]) -> dict[tuple[int, int], dict[str, float]]:
        """How likely each type is for names of organisations (token spans), by what stands around them."""
        assert self.heads is not None
        if not bodies or "types" not in self.heads:
            return {}
        words, vectors = word_vectors(doc)
        rows = [(int(a), int(b)) for a, b in np.searchsorted(words, np.array(bodies))]
        means = torch.stack([vectors[a:b].mean(0) for a, b in rows])
        with torch.inference_mode():
            shares = self.heads["types"](means).softmax(-1).numpy()
        kinds = self.labels["types"]
        return {
            span: {kind: round(float(p), 4) for kind, p in zip(kinds, row, strict=True)}
            for span, row in zip(bodies, shares, strict=True)
        }


def label_mass(log_p: np.ndarray, words: np.ndarray, length: int, tags: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The log probability of "O" and of each label for every token, and which tokens are words."""
    columns = [[i for i, tag in enumerate(tags) if tag == label or tag[2:] == label] for label in ("O", *LABELS)]
    mass = np.zeros((length, len(columns)))
    for k, column in enumerate(columns):
        mass[words, k] = np.log(np.exp(log_p[:, column]).sum(1) + 1e-9)
    is_word = np.zeros(length, dtype=bool)
    is_word[words] = True
    return mass, is_word


def names_in(doc: Doc, spans: Sequence[Labelled]) -> Iterator[tuple[int, int]]:
    """The tagger's spans with the borders that the guidelines ask for."""
    cut = [(*piece, label) for start, end, label in spans for piece in pieces(doc, start, end, label)]
    behind = 0
    for start, end, _ in joined(doc, cut):
        start, end = without_office(doc, max(start, behind), end)
        if start < end:
            yield start, end
            behind = end


def overlooked(doc: Doc, drafts: Sequence[Draft]) -> list[Labelled]:
    """Names that the tagger passed over, by their form or by a mention elsewhere; none covers another."""
    taken: set[int] = set()
    found = []
    for start, end, label in [*patterned(doc, drafts), *repeats(doc, drafts)]:
        if not taken & set(range(start, end)):
            taken.update(range(start, end))
            found.append((start, end, label))
    return found
