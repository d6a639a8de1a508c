"""Quotes: finds attributed speech and writing and names its speaker.

Reads   the text, its tokens and parse, doc._.onrecord_coreference
Writes  doc._.onrecord_quotes, doc.spans["onrecord_quotes"]
Skips   thoughts, scare quotes, titles, hearsay without a source, speech declined
"""

from __future__ import annotations

import warnings
from dataclasses import asdict
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from onrecord.confidence import Confidence
from onrecord.neural.frames import FrameTagger
from onrecord.neural.tagger import RoleTagger
from onrecord.neural.trained import Trained
from onrecord.quotation.clauses import has_parse
from onrecord.quotation.linking import find_quotes
from onrecord.quotation.settings import Scores, Settings, SpeakerScores, Thresholds
from onrecord.quotation.speakers import Chains
from onrecord.settings import settings_of
from onrecord.words import text_of


@Language.factory(
    "onrecord_quotes",
    default_config={
        "min_score": 0.5,
        "min_frame": 0.9,
        "min_anchor": 0.3,
        "min_rule_beside_tagger": 0.55,
        "trust_content": 0.95,
        "trust_source": 0.8,
        "unsure_border": 0.1,
        "sure_cue": 0.9,
        "held": 0.5,
        "twin": 0.85,
        "max_content": 20000,
        "scores": asdict(Scores()),
        "speaker_scores": asdict(SpeakerScores()),
        "confidence": asdict(Confidence()),
    },
    assigns=["doc._.onrecord_quotes"],
)
def make_quotes(
    nlp: Language,
    name: str,
    min_score: float,
    min_frame: float,
    min_anchor: float,
    min_rule_beside_tagger: float,
    trust_content: float,
    trust_source: float,
    unsure_border: float,
    sure_cue: float,
    held: float,
    twin: float,
    max_content: int,
    scores: dict[str, float],
    speaker_scores: dict[str, float],
    confidence: dict[str, float],
) -> Quotes:
    limits = Thresholds(
        min_score=min_score,
        min_frame=min_frame,
        min_anchor=min_anchor,
        min_rule_beside_tagger=min_rule_beside_tagger,
        trust_content=trust_content,
        trust_source=trust_source,
        unsure_border=unsure_border,
        sure_cue=sure_cue,
        held=held,
        twin=twin,
        max_content=max_content,
    )
    with settings_of(name):
        limits.check()
        settings = Settings(
            limits,
            Scores.of("scores", scores),
            SpeakerScores.of("speaker_scores", speaker_scores),
            Confidence.of("confidence", confidence),
        )
    return Quotes(name, settings)


MISSING = {
    "rules": "runs on rules alone, as it lacks the tagger's weights or the Doc its word vectors",
    "marks": "sees quotation marks alone, as it lacks the tagger's weights and the Doc a parse",
}


class Quotes(Trained):
    """Quotes by rules and, where there are weights, by the trained tagger.

    Without weights it warns once, and `doc.spans["onrecord_quotes"].attrs["by"]` says
    what found the quotes: "tagger and rules", "rules" or "marks".

    What each setting decides stands in `onrecord.quotation.settings`.
    """

    def __init__(self, name: str, settings: Settings):
        self.name, self.settings = name, settings
        self.labels: dict[str, Any] = {}
        self.tagger: FrameTagger | None = None
        self.warned = False
        for extension in ("onrecord_quotes", "onrecord_coreference"):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=None)

    def on_filled(self) -> None:
        if self.heads is not None and "anchors" in self.heads:
            self.tagger = RoleTagger(self.heads, self.labels, self.settings.thresholds.min_anchor)

    def __call__(self, doc: Doc) -> Doc:
        tagger = self.tagger if len(doc.tensor) == len(doc) else None
        by = "tagger and rules" if tagger is not None else "rules" if has_parse(doc) else "marks"
        if tagger is None and not self.warned:
            self.warned = True
            warnings.warn(f"{self.name} {MISSING[by]}", stacklevel=2)
        quotes = find_quotes(doc, tagger, Chains(doc._.onrecord_coreference, text_of(doc)), self.settings)
        doc._.onrecord_quotes = quotes
        spans = _spans(doc, quotes)
        doc.spans["onrecord_quotes"] = SpanGroup(doc, name="onrecord_quotes", spans=spans, attrs={"by": by})
        return doc


def _spans(doc: Doc, quotes: list[dict[str, Any]]) -> list[Span]:
    """Each quote's contents as spaCy spans, with its type as label and its id as span id."""
    found = []
    for quote in quotes:
        for start, end in quote["content"]:
            span = doc.char_span(start, end, label=quote["type"], span_id=quote["id"], alignment_mode="expand")
            if span is not None:
                found.append(span)
    return found
