"""Ends: where a content ends, by the words and marks behind it, whatever the parse or tagger took in."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Span_

from onrecord.quotation.borders import Fences
from onrecord.quotation.clauses import FINITE, SUBJECTS, child, trimmed
from onrecord.quotation.draft import Draft, Span
from onrecord.quotation.floating import ENDS
from onrecord.quotation.lexicon import entry_of, lemma_of

ALSO_THAT = re.compile(r"[,;]?[\"'”’»]*,?\s+(?:and|but|or)\s+that\s")
PAST = frozenset({"VBD"})
CLOSERS = "\"”’'»"
ASSERTIONS = frozenset({"claim", "allegation", "charge", "accusation", "assertion", "statement", "suggestion", "figure"})


def settle(doc: Doc, draft: Draft, outer: Fences) -> None:
    """Cuts a draft's content where another clause of the narrator's begins, and carries it on where it goes on."""
    if draft.cue is None or draft.cue_token is None or not draft.content:
        return
    cue = doc[draft.cue_token]
    said = draft.content[0]
    enclosed = outer.around(said[0])
    if enclosed is not None and (enclosed.start, enclosed.end) == said and said[1] <= draft.cue[0]:
        # Speech in marks before its cue: what follows the cue is part of it only in marks.
        draft.content = [s for s in draft.content if s == said or outer.around(s[0]) is not None]
        return
    behind = draft.content[-1]
    if behind[0] < draft.cue[0] or outer.around(draft.cue[0]) is not None:
        return
    ended = _carried_on(doc, cue, behind, outer)
    for cut in (_before_narrator, _before_headline_clause, _before_verdict, _before_present):
        ended = cut(doc, cue, ended, outer) or ended
    draft.content[-1] = ended


def _tokens(doc: Doc, span: Span) -> Span_ | None:
    found = doc.char_span(*span, alignment_mode="contract")
    return found if found is not None and len(found) else None


def _carried_on(doc: Doc, cue: Token, span: Span, outer: Fences) -> Span:
    """Over `and that ...`, which coordinates a second clause under the same cue, and over `, "the highest ever"`."""
    text, stop = doc.text, cue.sent.end_char
    if span[1] >= stop:
        return span
    also = None if text[span[0] :].startswith("to ") else ALSO_THAT.match(text, span[1], stop)
    if also is not None:
        rest = doc.char_span(also.end(), stop, alignment_mode="contract")
        end = _clause_end(rest, also.end()) if rest is not None else span[1]
        e = outer.around(end - 1)
        return span[0], max(end, e.end if e is not None else end)
    behind = span[1] + (text[span[1] : span[1] + 2] == ", ") * 2
    e = outer.around(behind) if behind > span[1] else None
    if e is not None and e.start == behind and e.closed and not text[e.end : stop].strip(" .!?\r\n"):
        return span[0], e.end
    return span


def _clause_end(rest: Span_, start: int) -> int:
    """Before the next cue with a subject of its own, or the end of the sentence without its period."""
    doc, last = rest.doc, rest.end
    for t in rest:
        if t.tag_ in FINITE | {"VBG"} and "that" in entry_of(t).frames:
            subject = child(t, SUBJECTS) if t.tag_ != "VBG" else None
            first = min(t.i, subject.left_edge.i) if subject is not None else t.i
            if first > rest.start and doc[first - 1].text == ",":
                last = first - 1
                break
    span = trimmed(doc, rest.start, last)
    return span[1] if span is not None else start


def _before_narrator(doc: Doc, cue: Token, span: Span, outer: Fences) -> Span | None:
    """`he had "seen it", and walked away`: behind a closing mark a verb like the cue, of the same subject."""
    words = _tokens(doc, span)
    if words is None or words[0].pos_ != "PRON":
        return None
    for e in outer.between(*span):
        if not (e.closed and span[0] <= e.start and e.end < span[1]):
            continue
        behind = doc.char_span(e.end, span[1], alignment_mode="contract")
        if behind is None or len(behind) < 2:
            continue
        comma = behind[0].text == "," or doc.text[e.inner_end - 1] == ","
        joint = behind[1] if behind[0].text == "," else behind[0]
        if joint.tag_ != "CC" or joint.i + 1 >= len(doc):
            continue
        verb = joint.nbor(1)
        same = verb.tag_ == cue.tag_ and verb.pos_ == "VERB" and (comma or verb.tag_ == "VBG")
        speaks = verb.tag_ == cue.tag_ and bool(entry_of(verb).frames & {"that", "object-to", "to"})
        if same or speaks:
            return span[0], e.end
    return None


def _before_headline_clause(doc: Doc, cue: Token, span: Span, outer: Fences) -> Span | None:
    """In a headline, before the narrator's clause: `Police deny firing as medics report deaths`."""
    if doc.text[: cue.sent.end_char].rstrip()[-1:] in ENDS or cue.tag_ not in ("VBZ", "VBP"):
        return None
    words = _tokens(doc, span)
    for t in words if words is not None else ():
        clause = t.head
        if t.lower_ in ("as", "after", "amid", "while") and t.dep_ in ("mark", "case") and t.i > cue.i + 1:
            if clause.tag_ in FINITE and child(clause, SUBJECTS) is not None or t.lower_ == "amid":
                return trimmed(doc, words.start, t.i) if words is not None else None
    return None


def _before_verdict(doc: Doc, cue: Token, span: Span, outer: Fences) -> Span | None:
    """Before what somebody else makes of it: `said the town fell, a claim that the army denied`."""
    words = _tokens(doc, span)
    for t in words if words is not None else ():
        clause = next((c for c in t.rights if c.dep_ in ("acl:relcl", "relcl", "acl")), None)
        judged = clause is not None and "direct" in entry_of(clause).frames or t.lower_ == "something"
        if lemma_of(t) in ASSERTIONS and judged and t.left_edge.i > 0 and t.left_edge.nbor(-1).text == ",":
            return trimmed(doc, words.start, t.left_edge.i) if words is not None else None
    return None


def _before_present(doc: Doc, cue: Token, span: Span, outer: Fences) -> Span | None:
    """Before a semicolon behind which the narrator goes on: with a cue, or in another tense than reported speech."""
    words = _tokens(doc, span)
    for t in words if words is not None else ():
        bracketed = words is not None and doc[words.start : t.i].text.count("(") > doc[words.start : t.i].text.count(")")
        if t.text != ";" or bracketed or outer.around(t.idx) is not None:
            continue
        verbs = [v for v in doc[t.i + 1 : cue.sent.end] if v.tag_ in FINITE]
        speaks = any(entry_of(v).frames & {"that"} and child(v, SUBJECTS) is not None for v in verbs)
        backshifted = cue.tag_ in PAST and bool(verbs) and verbs[0].tag_ in PAST | {"MD"}
        if speaks or not backshifted:
            return trimmed(doc, words.start, t.i) if words is not None else None
    return None
