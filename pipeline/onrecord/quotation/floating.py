"""Floating: words in quotation marks with no verb of saying beside them.

A signature, a label or the quote before tells whose they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.quotation.clauses import has_parse
from onrecord.quotation.draft import Draft, Span
from onrecord.quotation.settings import Scores
from onrecord.quotation.signs import is_wrapped, paragraph_breaks

SIGNATURE = re.compile(r"(?:[ \t]*\n?[ \t]*[-–—]{1,2}|[ \t])[ \t]*(?=[A-Z])([^\n\"“”«»]{2,120})")
LABEL = re.compile(r"(?:^|\n)[ \t]*([A-Z][^\n\"“”:.!?]{1,60}):\s*$")
ASIDE = re.compile(r"\s*[-–—]{1,2}\s?[^\n.!?]{2,80}?\s?[-–—]{1,2}\s*")
ENDS = ".!?…"
TAKEN_UP = 5
"""Words in marks, from which they are speech and no term."""


@dataclass(slots=True)
class Unit:
    """One stretch of a text in quotation marks, its reopened paragraphs together."""

    text: str
    spans: list[Span]
    words: int
    closed: bool
    parsed: bool

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]


def is_sentence_like(unit: Unit) -> bool:
    """Whether a unit reads as a sentence of speech, not as a term or title."""
    inner = unit.text[unit.start : unit.end].strip("\"“”„‟«»‹›'‘’‚‛`＂ ")
    return (
        unit.words >= 3
        and (inner[:1].isupper() or inner[:3] == "..." or inner[:1] in "…[")
        and (inner[-1:] in ENDS + "," or len(unit.spans) > 1 or unit.words >= 8)
    )


def is_short_sentence(unit: Unit) -> bool:
    """Whether a word or two in marks are a sentence: `"We walk."`."""
    inner = unit.text[unit.start : unit.end].strip("\"“”„‟«»‹›'‘’‚‛`＂ ")
    return inner[:1].isupper() and inner[-1:] in ENDS and inner[-1:] != ""


def rejoins(unit: Unit, previous: Draft) -> bool:
    """Whether a unit stands in the sentence right behind the cue of the quote before, in the same paragraph."""
    last = max(previous.end, previous.cue[1] if previous.cue else 0, previous.source[1] if previous.source else 0)
    between = unit.text[last : unit.start]
    whole = not any(
        ends for *_, ends in paragraph_breaks(unit.text[max(0, last - 2) : unit.start + 2], is_wrapped(unit.text))
    )
    return previous.cue is not None and whole and not _sentences_between(between) and len(between) < 200


def predicate(doc: Doc, unit: Unit, scores: Scores) -> Draft | None:
    """A quoted predicate with no source: `forms "must be completed in English"`."""
    span = doc.char_span(unit.start, unit.end, alignment_mode="expand")
    words = [t for t in span or () if not t.is_punct and not t.is_space]
    if len(words) < 3 or span is None or span.start == 0:
        return None
    verb = words[0].tag_ in ("MD", "VBD", "VBZ", "VBP") or (
        words[0].tag_ == "VBN" and doc[span.start - 1].pos_ == "AUX"
    )
    if not verb or words[0].pos_ not in ("VERB", "AUX"):
        return None
    return Draft(content=list(unit.spans), score=scores.predicate, rule="predicate")


def signed(doc: Doc, unit: Unit, high: int, scores: Scores) -> Draft | None:
    """`"..." - Ana Ruiz`: a name behind the quote, with a dash or alone on its line, signs it."""
    text = unit.text
    found = SIGNATURE.match(text, unit.end, min(high, unit.end + 140))
    if found is None or re.search(r"\d{4}", found.group(1)):
        return None
    dashed = any(c in "-–—" for c in found.group()[: found.start(1) - unit.end])
    name = found.group(1).split(",")[0].rstrip(" .\t\r")
    if len(name.split()) > 6 or not (dashed or text[: unit.start].rstrip(" \t")[-1:] in ("", "\n")):
        return None
    rest = doc.char_span(found.start(1), found.end(1), alignment_mode="expand")
    if rest is None or any(t.pos_ in ("VERB", "AUX") or (not dashed and not t.tag_) for t in rest):
        return None
    end = found.start(1) + len(found.group(1).rstrip(" .,\t\r"))
    if not dashed:
        end = found.start(1) + len(name)
    return _named(doc, unit, found.start(1), end, scores.signed, "signed")


def labelled(doc: Doc, unit: Unit, scores: Scores) -> Draft | None:
    """`Minister: "..."`: a label on the same line, or the line before, names the speaker."""
    found = LABEL.search(unit.text, max(0, unit.start - 100), unit.start)
    if found is None or len(found.group(1).split()) > 7:
        return None
    label = doc.char_span(found.start(1), found.end(1), alignment_mode="contract")
    if label is None or any(t.pos_ in ("VERB", "AUX") for t in label):
        return None
    return _named(doc, unit, found.start(1), found.end(1), scores.labelled, "labelled")


def _named(doc: Doc, unit: Unit, start: int, end: int, score: float, rule: str) -> Draft | None:
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None:
        return None
    head = span.root if unit.parsed else span[-1]
    return Draft(
        content=list(unit.spans), source=(span.start_char, span.end_char), source_head=head.i, score=score, rule=rule
    )


def continuation(unit: Unit, previous: Draft, scores: Scores) -> Draft | None:
    """A quote without a cue that goes on from the one before: the same quote, or one of the same speaker."""
    text = unit.text
    last = max(previous.end, previous.cue[1] if previous.cue else 0, previous.source[1] if previous.source else 0)
    between = text[last : unit.start]
    if len(between) > 200 or not (_at_sentence_start(text, unit.start) or is_aside(between)):
        return None
    tail = re.sub(r"\([^()]*\)", "", between.replace("((", "(").replace("))", ")")).strip(" \t.,;:!?\r\n\"”'’»()")
    in_marks = text[previous.end - 1] in "\"”'’»“«`"
    breaks = _paragraphs_between(text, last, unit.start)
    if is_aside(between) and in_marks:
        previous.content.extend(unit.spans)
        return previous
    if not tail and between.strip() == ":" and not breaks:
        previous.content.extend(unit.spans)
        return previous
    if not breaks and in_marks and not _sentences_between(tail):
        previous.content.extend(unit.spans)
        return previous
    if _sentences_between(tail) and breaks == 0:
        return None
    if breaks and tail:
        return None
    score = scores.goes_on_below if breaks else scores.goes_on
    return Draft(content=list(unit.spans), score=score, rule="runs on", runs_on=previous)


def taken_up(doc: Doc, unit: Unit, previous: Draft, scores: Scores) -> Draft | None:
    """Words of a speaker in the sentence behind his quote: `Ode vowed war. It would come "when we choose".`"""
    end = max(previous.end, previous.cue[1] if previous.cue else 0)
    between = unit.text[end : unit.start]
    span = doc.char_span(unit.start, unit.end, alignment_mode="expand")
    if span is None or unit.words < TAKEN_UP or not unit.closed or len(between) > 200 or not has_parse(doc):
        return None
    borders = sum(1 for t in doc.char_span(end, unit.start, alignment_mode="expand") or () if t.is_sent_start)
    if borders > 1 or _paragraphs_between(unit.text, end, unit.start) or span[0].i == 0:
        return None
    subject = span.sent.root
    named = any(t.pos_ in ("NOUN", "PROPN") and t.dep_ in ("obj", "nsubj") and t.ent_type_ for t in span.sent)
    if named or subject.pos_ not in ("VERB", "AUX", "ADJ", "NOUN") or "MD" not in {t.tag_ for t in span.sent}:
        return None
    return Draft(content=list(unit.spans), score=scores.taken_up, rule="taken up", runs_on=previous)


def is_aside(words: str) -> bool:
    """Whether dashes set off what stands between two parts of a quote: `"A" - she laughed - "and B."`"""
    return bool(ASIDE.fullmatch(words))


def _at_sentence_start(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \t\r\n\"”'’»)")
    return before == "" or before[-1] in ENDS + ":,"


def _sentences_between(words: str) -> bool:
    """Whether a whole sentence stands between two quotes."""
    return bool(re.search(r"[.!?]\s+\S+\s+\S+\s+\S+", words))


def _paragraphs_between(text: str, start: int, end: int) -> int:
    """How many paragraphs end between two places."""
    around = text[max(0, start - 2) : end + 2]
    return sum(ends for *_, ends in paragraph_breaks(around, is_wrapped(text)))
