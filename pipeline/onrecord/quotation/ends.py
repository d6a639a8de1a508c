"""Ends: where a content ends, by the words and marks behind it, whatever the parse or tagger took in."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Span_

from onrecord import tree
from onrecord.quotation.borders import Fences
from onrecord.quotation.clauses import FINITE, SUBJECTS, child, source_of, trimmed
from onrecord.quotation.draft import Draft, Span
from onrecord.quotation.extent import DAYS
from onrecord.quotation.floating import ENDS
from onrecord.quotation.lexicon import entry_of, lemma_of, words_of
from onrecord.quotation.openings import from_that, past_opening, with_condition
from onrecord.quotation.subjects import subject_before
from onrecord.words import text_of

ALSO_THAT = re.compile(r"[,;]?[\"'”’»]*,?\s+(?:and|but|or)\s+that\s")
STOPS = frozenset(",;:.")
UNENDING = frozenset({"IN", "TO", "DT", "PRP$", "POS", "HYPH", "MD", "CC"})
"""Tags of words with which no clause ends."""
ABSOLUTE = 7
"""Tokens behind `with` in which the verb of an absolute clause stands."""
NARRATING = frozenset({"as", "after", "while"})
ASSERTIONS = words_of("assertions")


def settle(doc: Doc, draft: Draft, outer: Fences) -> None:
    """Cuts a draft's content where another clause of the narrator's begins, and carries it on where it goes on."""
    if draft.cue is None or draft.cue_token is None or not draft.content:
        return
    cue = doc[draft.cue_token]
    said = draft.content[0]
    enclosed = outer.around(said[0])
    if enclosed is not None and enclosed.start == said[0] and enclosed.end < said[1] <= draft.cue[0]:
        _give_back_speaker(doc, draft, enclosed.end, cue)
        said = draft.content[0]
    if enclosed is not None and (enclosed.start, enclosed.end) == said and said[1] <= draft.cue[0]:
        # Speech in marks before its cue: what follows the cue is part of it only in marks.
        draft.content = [s for s in draft.content if s == said or outer.around(s[0]) is not None]
        return
    behind = draft.content[-1]
    if behind[0] < draft.cue[0] or outer.around(draft.cue[0]) is not None:
        return
    ended = _carried_on(doc, cue, behind, outer)
    for cut in (
        from_that,
        with_condition,
        past_opening,
        _before_other_source,
        _before_answer,
        _before_narrator,
        _before_headline_clause,
        _before_verdict,
        _before_present,
    ):
        words = doc.char_span(*ended, alignment_mode="contract")
        ended = (cut(cue, words, outer) if words is not None else None) or ended
    draft.content[-1] = ended


def _give_back_speaker(doc: Doc, draft: Draft, end: int, cue: Token) -> None:
    """Ends speech at its closing mark where nothing but the speaker stands between it and the cue."""
    between = doc.char_span(end, cue.idx, alignment_mode="contract")
    closed = text_of(doc)[end - 2 : end - 1] in ",.?!" or text_of(doc)[end : end + 1] == ","
    if between is None or not closed:
        return
    opens = next((t.i for t in between if not t.is_punct and not t.is_space), None)
    speaker = subject_before(cue, opens) if opens is not None else None
    if speaker is None:
        return
    draft.content = [(draft.content[0][0], end), *draft.content[1:]]
    if draft.source is None:
        draft.source, draft.source_head = source_of(speaker, cue), speaker.i


def _carried_on(doc: Doc, cue: Token, span: Span, outer: Fences) -> Span:
    """Over `and that ...`, which coordinates a second clause under the same cue, and over `, "the highest ever"`."""
    text, stop = text_of(doc), cue.sent.end_char
    if span[1] >= stop:
        return span
    also = None if text.startswith("to ", span[0]) else ALSO_THAT.match(text, span[1], stop)
    if also is not None:
        rest = doc.char_span(also.end(), stop, alignment_mode="contract")
        end = _clause_end(rest, also.end()) if rest is not None else span[1]
        e = outer.around(end - 1)
        return span[0], max(end, e.end if e is not None else end)
    last = doc.char_span(*span, alignment_mode="contract")
    if last is not None and len(last) > 2 and last[-1].tag_ == "CC" and last[-2].text == ",":
        return trimmed(doc, last.start, last.end - 1) or span
    if last is not None and last.end < cue.sent.end and _lacks(last[-1], doc[last.end]):
        stops = (t.i for t in doc[last.end : cue.sent.end] if t.text in STOPS or t.is_quote)
        whole = trimmed(doc, last.start, next(stops, cue.sent.end))
        return whole or span
    behind = span[1] + (text[span[1] : span[1] + 2] == ", ") * 2
    e = outer.around(behind) if behind > span[1] else None
    if e is not None and e.start == behind and e.closed and not text[e.end : stop].strip(" .!?\r\n"):
        return span[0], e.end
    return span


def _lacks(last: Token, behind: Token) -> bool:
    """Whether a last word lacks the next: `up until | the deadline`, `was | hurt`, `Ana | Ruiz`, `state | -owned`."""
    if behind.text in STOPS or behind.is_quote or behind.is_space or behind.lower_ in DAYS:
        return False
    if last.tag_ in UNENDING or behind.tag_ == "HYPH":
        return True
    if last.pos_ == "AUX":
        return behind.tag_ in ("VBN", "VBG", "VB", "JJ", "IN", "RB", "DT")
    if last.tag_ in ("NNP", "NNPS"):
        return behind.tag_ in ("NNP", "NNPS")
    return last.tag_ in ("JJ", "NN") and behind.tag_ in ("NN", "NNS")


def _clause_end(rest: Span_, start: int) -> int:
    """Before the next cue with a subject of its own, or the end of the sentence without its period."""
    doc, last = rest.doc, rest.end
    for t in rest:
        if t.tag_ in FINITE | {"VBG"} and "that" in entry_of(t).frames:
            subject = child(t, SUBJECTS) if t.tag_ != "VBG" else None
            first = min(t.i, tree.left_edge(subject).i) if subject is not None else t.i
            if first > rest.start and doc[first - 1].text == ",":
                last = first - 1
                break
    span = trimmed(doc, rest.start, last)
    return span[1] if span is not None else start


def _before_other_source(cue: Token, said: Span_, outer: Fences) -> Span | None:
    """Before an absolute clause with a speaker of its own: `..., with the agency reporting that ...`."""
    for t in said[1:]:
        if t.lower_ == "with" and t.nbor(-1).text == ",":
            behind = said.doc[t.i + 1 : min(said.end, t.i + ABSOLUTE)]
            if any(v.tag_ == "VBG" and "that" in entry_of(v).frames for v in behind):
                return trimmed(said.doc, said.start, t.i)
    return None


def _before_answer(cue: Token, said: Span_, outer: Fences) -> Span | None:
    """Before the answer to a question put first: `Asked whether it would hold, she said: ...`."""
    if cue.i - cue.sent.start > 1 or "whether" not in entry_of(cue).frames or child(cue, SUBJECTS) is not None:
        return None
    for t in said[1:]:
        answers = t.tag_ in FINITE and entry_of(t).frames & {"direct"}
        comma = next((i for i in range(t.i - 1, said.start, -1) if said.doc[i].text == ","), None)
        if answers and comma is not None:
            return trimmed(said.doc, said.start, comma)
    return None


def _before_narrator(cue: Token, said: Span_, outer: Fences) -> Span | None:
    """`he had "seen it", and walked away`: behind a closing mark a verb like the cue, of the same subject."""
    if said[0].pos_ != "PRON":
        return None
    for e in outer.between(said.start_char, said.end_char):
        if not (e.closed and said.start_char <= e.start and e.end < said.end_char):
            continue
        behind = said.doc.char_span(e.end, said.end_char, alignment_mode="contract")
        if behind is not None and len(behind) > 2 and _narrates(cue, behind, text_of(said.doc)[e.inner_end - 1] == ","):
            return said.start_char, e.end
    return None


def _narrates(cue: Token, behind: Span_, comma: bool) -> bool:
    """Whether what stands behind a closing mark tells what else the speaker did."""
    comma = comma or behind[0].text == ","
    joint = behind[1] if behind[0].text == "," else behind[0]
    verb = joint.nbor(1)
    if joint.tag_ != "CC" or verb.tag_ != cue.tag_:
        return False
    speaks = bool(entry_of(verb).frames & {"that", "object-to", "to"})
    return speaks or (verb.pos_ == "VERB" and (comma or verb.tag_ == "VBG"))


def _before_headline_clause(cue: Token, said: Span_, outer: Fences) -> Span | None:
    """In a headline, before the narrator's clause: `Police deny firing as medics report deaths`."""
    last = next((t for t in reversed(list(cue.sent)) if not t.is_space), cue)
    if last.text[-1] in ENDS or cue.tag_ not in ("VBZ", "VBP"):
        return None
    for t in said[1:]:
        clause = t.lower_ in NARRATING and t.dep_ == "mark" and t.head.tag_ in FINITE
        if t.lower_ == "amid" or (clause and child(t.head, SUBJECTS) is not None):
            return trimmed(said.doc, said.start, t.i)
    return None


def _before_verdict(cue: Token, said: Span_, outer: Fences) -> Span | None:
    """Before what somebody else makes of it: `said the town fell, a claim that the army denied`."""
    for t in said[1:]:
        clause = child(t, ("acl:relcl", "relcl", "acl"))
        frames = entry_of(clause).frames if clause is not None else frozenset()
        named = "as" in frames and clause is not None and child(clause, SUBJECTS) is not None
        judged = named or ("direct" in frames and lemma_of(t) in ASSERTIONS)
        first = tree.left_edge(t).i
        if judged and first > said.start and said.doc[first - 1].text == ",":
            return trimmed(said.doc, said.start, first)
    return None


def _before_present(cue: Token, said: Span_, outer: Fences) -> Span | None:
    """Before a semicolon behind which the narrator goes on: with a cue, or in another tense than reported speech."""
    doc, open_brackets = said.doc, 0
    if any(t.text == ":" for t in doc[max(0, said.start - 2) : said.start]):
        return None
    for t in said:
        open_brackets += (t.text == "(") - (t.text == ")")
        if t.text != ";" or open_brackets > 0 or outer.around(t.idx) is not None:
            continue
        verbs = [v for v in doc[t.i + 1 : cue.sent.end] if v.tag_ in FINITE]
        speaks = any(entry_of(v).frames & {"that"} and child(v, SUBJECTS) is not None for v in verbs)
        backshifted = cue.tag_ == "VBD" and bool(verbs) and verbs[0].tag_ in ("VBD", "MD")
        if speaks or not backshifted:
            return trimmed(doc, said.start, t.i)
    return None
