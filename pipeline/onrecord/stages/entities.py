"""Entities: finds the named actors and places.

Reads   doc.tensor, or doc.ents of another pipeline
Writes  doc.ents, doc._.onrecord_entities
Skips   dates, numbers, laws, events, works of art, products
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import torch
from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord.neural.tagger import word_vectors
from onrecord.neural.tagsets import TagSpan, best_path, read_spans
from onrecord.neural.trained import Trained
from onrecord.records import LABELS

ARTICLES = {"the", "a", "an"}
SURE = 0.97
"""A label given with more confidence stands against the lexicon."""

PEOPLE_TOO = frozenset({"Georgia", "Jordan", "Chad", "Israel", "German", "Christian", "Jersey", "Guinea"})
"""Countries and peoples that are as often a person, a state or another place."""

PREFIXES = {"pro", "anti", "ex", "non", "pan"}
POSSESSIVES = {"'s", "’s", "'", "’"}


@Language.factory(
    "onrecord_entities",
    default_config={"min_confidence": 0.0, "consistent": True},
    assigns=["doc.ents"],
)
def make_entities(nlp: Language, name: str, min_confidence: float, consistent: bool) -> Entities:
    if not 0 <= min_confidence <= 1:
        raise ValueError(f"{name}: min_confidence {min_confidence}; it is a probability, from 0 to 1")
    return Entities(name, min_confidence, consistent)


class Entities(Trained):
    """Names by the trained tagger; without its weights, the names that doc.ents already holds."""

    def __init__(self, name: str, min_confidence: float, consistent: bool):
        self.name, self.min_confidence, self.consistent = name, min_confidence, consistent
        self.labels: dict[str, Any] = {}
        if not Doc.has_extension("onrecord_entities"):
            Doc.set_extension("onrecord_entities", default=None)

    def __call__(self, doc: Doc) -> Doc:
        scores: dict[tuple[int, int], float] = {}
        if self.heads is not None:
            found = list(self.find(doc))
            if self.consistent:
                found = make_consistent(doc, found)
            found = [by_lexicon(doc, s) for s in found]
            found = [s for s in (without_office(doc, s) for s in found) if s is not None]
            found = [s for s in found if s.score >= self.min_confidence]
            doc.ents = tuple(Span(doc, s.start, s.end, label=s.label) for s in found)
            scores = {(s.start, s.end): s.score for s in found}
        doc._.onrecord_entities = [
            {
                "start": e.start_char,
                "end": e.end_char,
                "label": e.label_,
                "confidence": round(scores[e.start, e.end], 4) if (e.start, e.end) in scores else None,
            }
            for e in doc.ents
            if e.label_ in LABELS
        ]
        return doc

    def find(self, doc: Doc) -> Iterator[TagSpan]:
        """Names as token spans with their confidence, in order."""
        assert self.heads is not None
        words, vectors = word_vectors(doc)
        if not len(words):
            return
        tags = tuple(self.labels["names"])
        with torch.inference_mode():
            log_p = self.heads["names"](vectors).log_softmax(-1).numpy()
        probability = np.exp(log_p)
        for span in read_spans(best_path(log_p, tags), probability, tags):
            start, end = trim(doc, int(words[span.start]), int(words[span.end - 1]) + 1)
            start = without_prefix(doc, start, end)
            if start < end:
                yield span._replace(start=start, end=end)


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A name without the article before it, the possessive behind it and punctuation around it."""
    while start < end and (doc[start].lower_ in ARTICLES or _edge(doc[start].text)):
        start += 1
    while start < end and (doc[end - 1].lower_ in POSSESSIVES or _edge(doc[end - 1].text)):
        end -= 1
    return start, end


def without_prefix(doc: Doc, start: int, end: int) -> int:
    """Where a name starts behind `pro-`, `anti-` and the like, glued on by a hyphen."""
    if end - start > 2 and doc[start].lower_ in PREFIXES and doc[start + 1].text in ("-", "–"):
        return start + 2
    return start


def _edge(word: str) -> bool:
    return not any(c.isalnum() for c in word) and word != "!"


def make_consistent(doc: Doc, found: list[TagSpan]) -> list[TagSpan]:
    """Labels a name alike wherever it stands in the article, by the confidence of all its mentions.

    PERSON, ORG and GPE may share a surface on purpose (a city and its club), so a mention
    changes only when it is less sure than the others together. A single word taken for a
    person, which opens a longer name of an organisation (`Amaq`, `Amaq News Agency`), is one too.
    """
    openers = {doc[s.start].text for s in found if s.label == "ORG" and s.end - s.start > 1}
    surnames = {doc[s.end - 1].text for s in found if s.label == "PERSON" and s.end - s.start > 1}
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span in found:
        votes[doc[span.start : span.end].text.casefold()][span.label] += span.score
    result = []
    for span in found:
        tally = votes[doc[span.start : span.end].text.casefold()]
        best, weight = max(tally.items(), key=lambda item: item[1])
        changes = best != span.label and weight > 2 * tally[span.label] and span.score < 0.9
        span = span._replace(label=best) if changes else span
        if span.end - span.start == 1 and span.score < SURE:
            word = doc[span.start].text
            if span.label == "PERSON" and word in openers and word not in surnames:
                span = span._replace(label="ORG")
            elif span.label != "PERSON" and word in surnames and word not in known_labels():
                span = span._replace(label="PERSON")
        result.append(span)
    return result


@cache
def known_labels() -> dict[str, str]:
    """Names that have one label wherever they stand: countries GPE, peoples and faiths NORP."""
    known: dict[str, str] = {}
    lexicons = files("onrecord.lexicons")
    for line in lexicons.joinpath("demonyms.tsv").read_text(encoding="utf-8").splitlines():
        form, _, kind = line.split("\t")[:3]
        if kind in ("nationality", "ethnic", "religion"):
            known[form] = "NORP"
    for line in lexicons.joinpath("countries.tsv").read_text(encoding="utf-8").splitlines():
        known.update(dict.fromkeys(line.split("\t")[2].split("|"), "GPE"))
    return {name: label for name, label in known.items() if name not in PEOPLE_TOO}


@cache
def name_heads() -> dict[str, frozenset[str]]:
    """Words that settle what a name is: facilities, what is no name, offices and their fields."""
    text = files("onrecord.lexicons").joinpath("name_heads.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {kind: frozenset(words.split()) for kind, words in rows}


def by_lexicon(doc: Doc, span: TagSpan) -> TagSpan:
    """A name under the label that the lexicons know for it, where the tagger is unsure of its own."""
    label = known_labels().get(doc[span.start : span.end].text)
    several = span.end - span.start > 1
    if several and doc[span.end - 1].text in name_heads()["facility"] and span.label != "PERSON":
        return span._replace(label="FAC") if span.label in ("LOC", "GPE") or span.score < SURE else span
    if label is None or label == span.label or span.score >= SURE:
        return span
    return span._replace(label=label)


def without_office(doc: Doc, span: TagSpan) -> TagSpan | None:
    """A name cut off the office behind it (`U.S. Defense` Secretary), or None where nothing is left or it is none."""
    heads = name_heads()
    if doc[span.start : span.end].text in heads["not_a_name"] and span.label != "PERSON":
        return None
    after = doc[span.end].text if span.end < len(doc) else ""
    end = span.end
    if after in heads["office"]:
        while end > span.start and doc[end - 1].text in heads["office_field"]:
            end -= 1
    if end == span.end:
        return span
    label = known_labels().get(doc[span.start : end].text)
    return span._replace(end=end, label=label) if label else None
