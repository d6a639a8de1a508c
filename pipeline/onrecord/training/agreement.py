"""Agreement: quotes of the silver corpus on which rules and tagger agree, for the tagger to learn from (self-training).

`python -m onrecord.training.agreement CORPORA LABELS MODEL LABELLED... > agreed.jsonl` reads every text of the corpus
that no LABELLED standoff file has twice: by the rules without the tagger, and by the tagger without
the rules. A sentence is known where both find
the same quotes in it, or none; the rest is masked, and trains nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import spacy
import torch
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.quotation.draft import Draft, Span
from onrecord.quotation.linking import find_quotes
from onrecord.quotation.merging import of_frame
from onrecord.quotation.speakers import Chains
from onrecord.records import sha256_of
from onrecord.stages.quotes import Quotes
from onrecord.training.corpora.gmb import read_gmb
from onrecord.training.corpora.standoff import read_entries
from onrecord.words import text_of

SURE = 0.5
"""Least probability of a cue that the tagger finds."""

EDGE = " \t\r\n.,;:!?\"'“”‘’«»-–—"
"""Characters at the edges of a span that two views may differ in."""

Part = tuple[str, str]
_model: list[Language] = []


def agreed(
    doc: Doc, rules: Sequence[dict[str, Any]], tagger: Sequence[Draft]
) -> tuple[list[dict[str, Any]], list[Span]]:
    """The quotes that both views find, and the sentences of which nothing is known, as characters.

    `rules` are finished quotes, `tagger` drafts that were made of frames alone.
    """
    text = text_of(doc)
    theirs = {draft.cue: draft for draft in tagger if draft.cue}
    ours = {tuple(quote["cue"]): quote for quote in rules if quote["cue"]}
    same = {cue for cue in ours.keys() & theirs.keys() if _alike(text, ours[cue], theirs[cue])}
    doubtful = [span for cue, quote in ours.items() if cue not in same for span in (cue, *quote["content"])]
    doubtful += [span for quote in rules if not quote["cue"] for span in quote["content"]]
    doubtful += [span for cue, draft in theirs.items() if cue not in same for span in (cue, *draft.content)]
    sentences = [(s.start_char, s.end_char) for s in doc.sents]
    kept = [ours[cue] for cue in sorted(same)]
    while True:
        unknown = [span for span in sentences if _touches(span, doubtful)]
        lost = [quote for quote in kept if any(_touches(span, unknown) for span in _parts(quote))]
        if not lost:
            return kept, unknown
        kept = [quote for quote in kept if quote not in lost]
        doubtful += [span for quote in lost for span in _parts(quote)]


def _parts(quote: dict[str, Any]) -> list[Span]:
    return [quote["cue"], *quote["content"]]


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _alike(text: str, quote: dict[str, Any], draft: Draft) -> bool:
    contents = [_trimmed(text, *span) for span in quote["content"]]
    source = _trimmed(text, *quote["source"]) if quote["source"] else None
    return (
        contents == [_trimmed(text, *span) for span in draft.content]
        and source == (_trimmed(text, *draft.source) if draft.source else None)
    )  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def read_text(nlp: Language, name: str, text: str) -> dict[str, Any]:
    """What is known of one text, as a line of the standoff file: offsets without words."""
    stage = nlp.get_pipe("onrecord_quotes")
    assert isinstance(stage, Quotes) and stage.tagger is not None
    doc = nlp(text, disable=["onrecord_quotes", "onrecord_claims"])
    chains = Chains(doc._.onrecord_coreference, text_of(doc))
    rules = find_quotes(doc, None, chains, stage.settings)
    tagger = [of_frame(doc, frame) for frame in stage.tagger.find(doc) if frame.score >= SURE]
    quotes, unknown = agreed(doc, rules, [draft for draft in tagger if draft.content])
    kept = [{k: quote[k] for k in ("type", "content", "cue", "source", "negated")} for quote in quotes]
    return {"id": name, "sha256": sha256_of(text), "quotes": kept, "unknown": unknown}


def _load(model: str) -> None:
    torch.set_num_threads(1)
    _model[:] = [spacy.load(model)]


def _read(part: Part) -> dict[str, Any]:
    return read_text(_model[0], *part)


def read_all(texts: Iterable[Part], model: str, workers: int) -> Iterator[dict[str, Any]]:
    """The lines of all texts, in order."""
    with ProcessPoolExecutor(workers, initializer=_load, initargs=(model,)) as pool:
        yield from pool.map(_read, texts, chunksize=20)


def main(arguments: list[str]) -> int:
    """Prints a line a text."""
    corpora, labels, model = Path(arguments[0]), Path(arguments[1]), arguments[2]
    labelled = {entry["id"] for path in arguments[3:] for entry in read_entries(Path(path))}
    texts = [(e.id, e.text) for e in read_gmb(corpora, labels, "train") if e.id not in labelled]
    for line in read_all(texts, model, workers=2):
        print(json.dumps(line, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
