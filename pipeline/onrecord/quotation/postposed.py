"""Postposed: a cue behind or between the words that it attributes: `The bridge fell, police said.`

Such a cue covers its sentence from the start, or from the cue before it, whatever clause
the parse hangs it on; what follows it belongs to it only where the clause goes on.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from onrecord import tree
from onrecord.quotation.clauses import FINITE, SUBJECTS, child, trimmed
from onrecord.quotation.draft import Span
from onrecord.quotation.lexicon import Entry, entry_of
from onrecord.quotation.subjects import nearest_subject, subject_before
from onrecord.words import text_of

CONTRASTS = frozenset({"while", "although", "though", "whereas"})
REACH = 12
"""Tokens before a cue in which a speaker is sought that the parse gave elsewhere."""
DATELINE = re.compile(r"[A-Z][^\n.!?\"“”]{2,90}?(?:\)|\b[A-Z]{3,}|\b[A-Z][a-z]+|\d) ?(?: [-–—]{1,2}|[–—]) ?(?=\S)")
BULLET = re.compile(r"[-–—•*·]\s+")
MARKS = frozenset("\"“”‘’«»'`")


def postposed(verb: Token, entry: Entry) -> list[Span] | None:
    """What a cue between commas, or behind one, attributes; None where it has its clause behind it."""
    if verb.tag_ not in FINITE or "that" not in entry.frames or "weak" in entry.frames:
        return None
    subject = speaker_of(verb)
    if subject is None or subject.tag_ in ("WP", "WDT"):
        return None
    doc = verb.doc
    comma = _comma_before(verb, subject)
    if comma is None or _has_clause(verb):
        return None
    start = _clause_start(doc, verb, comma)
    before = trimmed(doc, start, comma) if start is not None else None
    if before is None:
        return None
    after = _going_on(doc, verb, subject)
    if after is None and not any(t.tag_ in FINITE for t in doc[start:comma]):
        return None
    return [before, after] if after else [before]


def speaker_of(verb: Token) -> Token | None:
    """The subject of a cue, or the noun phrase between it and the comma before it, which the parse gave elsewhere."""
    own = nearest_subject(verb)
    if own is not None or verb.dep_ == "conj":
        return own
    for i in range(verb.i - 1, max(verb.sent.start, verb.i - REACH), -1):
        if verb.doc[i].text == ",":
            return subject_before(verb, i + 1)
        if (verb.doc[i].is_quote and verb.doc[i].tag_ != "POS") or verb.doc[i].text in ";:":
            return None
    return None


def _comma_before(verb: Token, subject: Token) -> int | None:
    """The comma that stands right before a cue and its subject, inside their sentence."""
    first = min(tree.left_edge(subject).i if subject.head.i == verb.i else subject.i, verb.i)
    if subject.head.i != verb.i:
        while first > verb.sent.start and verb.doc[first - 1].text != ",":
            first -= 1
    comma = first - 1
    while comma > verb.sent.start and verb.doc[comma].is_space:
        comma -= 1
    return comma if comma > verb.sent.start and verb.doc[comma].text == "," else None


def _has_clause(verb: Token) -> bool:
    """Whether a clause or infinitive of the verb's own stands behind it."""
    for c in tree.rights(verb):
        own = child(c, SUBJECTS | {"nsubj:pass", "nsubjpass"})
        if c.dep_ == "ccomp" and own is not None and own.i < verb.i:
            # The clause runs around the cue: `The dam, he said, would hold`.
            return False
        if c.dep_ in ("ccomp", "xcomp", "obj", "dobj") and not (c.dep_ == "ccomp" and c.tag_ == "VBG"):
            return True
    for t in verb.doc[verb.i + 1 : verb.sent.end]:
        if t.text in (",", ";", ".", "-", "–", "—") or t.is_quote:
            return False
        if t.tag_ in FINITE or t.lower_ == "that" or t.text == ":":
            return True
    return False


def _clause_start(doc: Doc, verb: Token, comma: int) -> int | None:
    """Where the words before a cue begin: at the sentence, behind its dateline or bullet, or behind an earlier cue."""
    start = verb.sent.start
    for i in range(comma - 1, start - 1, -1):
        token = doc[i]
        if token.text in (";", ":") or (token.text in MARKS and token.is_quote):
            return None if token.text != ";" else i + 1
        if token.tag_ in FINITE and entry_of(token).frames & {"that"} and child(token, SUBJECTS) is not None:
            if i < token.doc[i].sent.start + 1:
                return None
            return _behind_cue(doc, i, comma)
    text = text_of(doc)
    for opening in (BULLET, DATELINE):
        found = opening.match(text, doc[start].idx, doc[comma].idx)
        if found is not None:
            span = doc.char_span(found.end(), doc[comma].idx, alignment_mode="contract")
            start = span.start if span is not None else start
    return start


def _behind_cue(doc: Doc, cue: int, comma: int) -> int | None:
    """Behind `X, A said, and`: where the next words begin; None where the earlier cue has its own clause there."""
    if _has_clause(doc[cue]):
        return None
    for i in range(cue + 1, min(comma, cue + 8)):
        if doc[i].text == "," and i + 1 < comma and doc[i + 1].tag_ == "CC":
            return i + 2
    return None


def _going_on(doc: Doc, verb: Token, subject: Token) -> Span | None:
    """The rest of a clause that a cue interrupts: `No engineer, he said, had erred`, `, he said, but save money`."""
    stop = verb.sent.end
    behind = max(verb.i, tree.right_edge(subject).i) + 1
    while behind < stop and doc[behind].text != "," and not doc[behind].is_quote and behind - verb.i < 6:
        if doc[behind].tag_ in FINITE or doc[behind].text in (";", ":", "."):
            return None
        behind += 1
    if behind >= stop - 1 or doc[behind].text != ",":
        return None
    first = doc[behind + 1]
    adds = first.lower_.endswith("ing") and "that" in entry_of(first).frames
    if first.tag_ in ("VBG", "WDT", "WP", "WRB") or first.is_quote or adds or first.lower_ in CONTRASTS:
        return None
    if first.tag_ == "CC" and doc[behind + 2 : behind + 3] and doc[behind + 2].pos_ not in ("VERB", "AUX", "ADV"):
        return None
    clause = _finite_of(doc, behind + 1, stop)
    if clause is None:
        return None
    own = child(clause, SUBJECTS | {"nsubj:pass", "nsubjpass", "expl"})
    if first.tag_ == "CC":
        speaks = clause.head.i == verb.i or entry_of(clause).frames & {"that", "object-to"}
        interrupted = own is None and clause.head.i < verb.i and not speaks
        return trimmed(doc, behind + 1, stop) if interrupted else None
    interrupted = own is not None and own.i < tree.left_edge(subject).i
    return trimmed(doc, behind + 1, stop) if interrupted else None


def _finite_of(doc: Doc, start: int, stop: int) -> Token | None:
    for t in doc[start:stop]:
        if t.tag_ in FINITE or (t.tag_ == "VB" and t.dep_ == "conj"):
            return t.head if t.dep_ in ("aux", "aux:pass", "auxpass", "cop") else t
    return None
