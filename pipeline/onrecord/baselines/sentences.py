"""Sentence splitters of others: spaCy's rules, pySBD, blingfire, and punkt without training."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language

Span = tuple[int, int]


@lru_cache(maxsize=1)
def _rules() -> Language:
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    nlp.add_pipe("sentencizer")
    return nlp


def spacy_sentencizer(text: str) -> Iterator[Span]:
    """spaCy's `sentencizer`."""
    for sentence in _rules()(text).sents:
        yield sentence.start_char, sentence.end_char


def pysbd_segmenter(text: str) -> Iterator[Span]:
    """pySBD's English rules, with their character spans."""
    import pysbd

    for sentence in pysbd.Segmenter(language="en", clean=False, char_span=True).segment(text):
        yield sentence.start, sentence.end


def blingfire_splitter(text: str) -> Iterator[Span]:
    """blingfire's default model."""
    import blingfire

    yield from blingfire.text_to_sentences_and_offsets(text)[1]


def punkt_splitter(text: str) -> Iterator[Span]:
    """nltk's punkt, with no abbreviations learned: its models are a download of their own."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    yield from PunktSentenceTokenizer().span_tokenize(text)


def as_label(text: str, spans: Iterable[Span]) -> dict[str, Any]:
    """Spans without blanks at their ends, as the sentences of a label."""
    sentences = []
    for start, end in spans:
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            sentences.append({"start": start, "end": end})
    return {"sentences": sentences}
