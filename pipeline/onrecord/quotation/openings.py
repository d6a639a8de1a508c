"""Openings: where a content behind its cue begins, whatever the parse or tagger took in or left out."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Span_

from onrecord.quotation.borders import Fences
from onrecord.quotation.clauses import FINITE, trimmed
from onrecord.quotation.draft import Span
from onrecord.quotation.extent import ADDRESSED, OPENS_CLAUSE, TIME, infinitive_past_relative
from onrecord.quotation.lexicon import entry_of

SUBJECT_TAGS = frozenset({"DT", "PRP", "PRP$", "EX", "CD", "NNP", "NNS"})
FAR = 25
"""Tokens between a cue and its `that`."""


def past_opening(cue: Token, said: Span_, outer: Fences) -> Span | None:
    """Past the addressee (`told Ode News they left`), the day, and the `to` of a gerund (`admitted to being`)."""
    doc, start, frames = said.doc, said.start, entry_of(cue).frames
    if said[0].lower_ == "to" and len(said) > 1 and said[1].tag_ == "VBG" and "ing" in frames:
        start += 1
    elif "object-to" in frames and said.start == cue.i + 1:
        past = infinitive_past_relative(cue)
        if past is not None and past[0] < said.end_char:
            return past
        start = _past_addressee(said)
    if start == said.start and entry_of(cue).lemma in ADDRESSED and said.start == cue.i + 1:
        while start < said.end and doc[start].tag_ in ("NNP", "NNPS"):
            start += 1
        if start == said.end or doc[start].tag_ not in ("DT", "PRP", "PRP$", "EX", "CD"):
            return None
    elif start == said.start == cue.i + 1:
        start = _past_time(doc, start, said.end)
    return trimmed(doc, start, said.end) if start > said.start else None


def _past_addressee(said: Span_) -> int:
    """The infinitive of a request, where a noun phrase alone stands before it: `urged | the firm | to pay`."""
    doc = said.doc
    if said[0].tag_ == "TO" or said[0].lower_ in ("not", "that"):
        return said.start
    for t in said[1:-1]:
        infinitive = t.tag_ == "TO" and t.nbor(1).tag_ in ("VB", "RB")
        if infinitive or (t.lower_ == "against" and t.nbor(1).tag_ == "VBG"):
            return t.i - 1 if doc[t.i - 1].lower_ == "not" else t.i
        if t.tag_ in FINITE | {"TO"} or t.is_quote or t.text in (":", ";"):
            break
    return said.start


def _past_time(doc: Doc, start: int, end: int) -> int:
    """`said | this week | they left`: behind a time that belongs to the cue, where a subject follows."""
    first = start
    if doc[first].lower_ == "in" and first + 2 < end and (doc[first + 1].lower_ in TIME or doc[first + 1].like_num):
        first += 1
    while first < end - 2 and (doc[first].lower_ in TIME or (first > start and doc[first].like_num)):
        first += 1
    if first == start or first + 1 >= end or doc[first - 1].text == ",":
        return start
    follows = doc[first + 1].tag_ not in FINITE | {"POS"} or doc[first].tag_ in ("PRP", "EX")
    return first if doc[first].tag_ in SUBJECT_TAGS and follows else start


def from_that(cue: Token, said: Span_, outer: Fences) -> Span | None:
    """Back to the `that` behind the cue: `told reporters in Ode that | the talks are | to be held there`."""
    doc = said.doc
    if "that" not in entry_of(cue).frames or not 0 < said.start - cue.i <= FAR:
        return None
    for t in doc[cue.i + 1 : said.start - 1]:
        if t.is_quote or t.text in (";", ":") or (t.tag_ in FINITE and t.i > cue.i):
            return None
        if t.lower_ == "that" and t.tag_ == "IN":
            return trimmed(doc, t.i + 1, said.end)
    return None


def with_condition(cue: Token, said: Span_, outer: Fences) -> Span | None:
    """With the clause that opens what is said: `said | if it rained, | they would leave`."""
    doc, first = said.doc, cue.i + 1
    while first < said.end and (doc[first].lower_ in TIME or doc[first].lower_ == "that"):
        first += 1
    frames = entry_of(cue).frames
    if "that" not in frames or "whether" in frames or first >= said.end or doc[first].lower_ not in OPENS_CLAUSE:
        return None
    start = min(first, said.start)
    commas = [t.i for t in doc[first : said.end + 1] if t.i < cue.sent.end and t.text == ","]
    end = said.end
    if commas and commas[0] >= said.end and any(t.tag_ in FINITE for t in doc[commas[0] : cue.sent.end]):
        end = cue.sent.end
    if start == said.start and end == said.end:
        return None
    return trimmed(doc, start, end)
