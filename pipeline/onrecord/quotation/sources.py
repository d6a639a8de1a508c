"""Sources: the speaker of a draft given whole, and kept out of quotation marks and of what is said."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.chains.nouns import nouns
from onrecord.quotation.borders import Fences
from onrecord.quotation.clauses import source_of
from onrecord.quotation.draft import Draft, Span
from onrecord.quotation.extent import TIME
from onrecord.quotation.lexicon import lemma_of
from onrecord.quotation.names import CLAUSAL, EDGE_OF_SOURCE, NOMINAL, REACH, modifies, tidied
from onrecord.quotation.subjects import nearest_subject

CUT_BEHIND = frozenset({"DT", "JJ", "POS", "PRP$", "NN", "NNP"})
"""Tags of words behind which the noun of a phrase may follow."""
NAMING = frozenset({"NN", "NNS", "NNP", "NNPS"})
INDEFINITE = frozenset({"a", "an", "any"})


def complete_source(doc: Doc, draft: Draft, outer: Fences) -> None:
    """Gives a draft the whole of its source, and the head of that; its content keeps out of it."""
    if draft.source is not None and _behind_marks(draft, outer):
        _take_subject(doc, draft, outer)
    if draft.source is None:
        return
    source = draft.source
    if draft.cue is not None and draft.cue_token is not None and source[1] <= draft.cue[0]:
        source = whole_source(doc, source, doc[draft.cue_token])
    whole = _past_fronted(doc, tidied(doc, _to_noun(doc, source, draft.cue), draft.cue))
    new = doc.char_span(whole[0], draft.source[0], alignment_mode="contract") if whole[0] < draft.source[0] else None
    if new is not None and draft.source_head is not None and doc[draft.source_head].pos_ == "NOUN":
        # `Ana Ruiz, 31, a farmer`: the name is the head, not what is apposed to it.
        draft.source_head = next((t.i for t in new if t.tag_ in ("NNP", "NNPS")), draft.source_head)
    draft.source = whole
    draft.content = [part for span in draft.content for part in _outside(span, whole)]


def _to_noun(doc: Doc, source: Span, cue: Span | None) -> Span:
    """On over the nouns that a source was cut from: `Ode spokeswoman | Ana Ruiz`, `the new foreign | minister`."""
    span = doc.char_span(*source, alignment_mode="contract")
    if span is None or span[-1].tag_ not in CUT_BEHIND:
        return source
    end = span.end
    while end < span.sent.end and doc[end].tag_ in NAMING and doc[end].lower_ not in TIME:
        end += 1
    if end == span.end or (end < len(doc) and doc[end].tag_ in ("POS", "HYPH")):
        return source
    if cue is not None and any(t.idx == cue[0] for t in doc[span.end : end + 1] if t.tag_ in NAMING):
        return source
    return source[0], doc[end - 1].idx + len(doc[end - 1])


def _past_fronted(doc: Doc, source: Span) -> Span:
    """Past a noun that a clause without `that` describes: `a move | Ana Ruiz | says was wrong`."""
    span = doc.char_span(*source, alignment_mode="contract")
    if span is None or span[0].lower_ not in INDEFINITE or span[-1].tag_ not in ("NNP", "NNPS", "NNS"):
        return source
    first = next((t for t in span[1:] if t.tag_ not in ("JJ", "NN")), None)
    if first is None or first.tag_ not in ("NNP", "NNPS", "NNS") or first.lower_ in TIME:
        return source
    before = first.nbor(-1)
    fronted = before.tag_ == "NN" and before.i > span.start and lemma_of(before) not in nouns()
    return (first.idx, source[1]) if fronted else source


def _behind_marks(draft: Draft, outer: Fences) -> bool:
    """Whether a source stands in quotation marks in which its cue does not."""
    assert draft.source is not None
    marks = outer.around(draft.source[0])
    whole = marks is not None and marks.start < draft.source[0] and draft.source[1] < marks.end
    return draft.cue is not None and whole and outer.around(draft.cue[0]) is not marks


def _take_subject(doc: Doc, draft: Draft, outer: Fences) -> None:
    """The nearest subject above the cue that stands outside quotation marks; none where there is none."""
    draft.source = draft.source_head = None
    verb = doc[draft.cue_token] if draft.cue_token is not None else None
    for above in (verb, *verb.ancestors) if verb is not None else ():
        subject = nearest_subject(above)
        if subject is not None and outer.around(subject.idx) is None:
            draft.source, draft.source_head = source_of(subject, above), subject.i
            return


def _outside(span: Span, source: Span) -> list[Span]:
    """What is left of a content beside a source that it runs into."""
    if span[0] >= source[1] or source[0] >= span[1] or (span[0] <= source[0] and source[1] <= span[1]):
        return [span]
    return [(s, e) for s, e in ((span[0], source[0]), (source[1], span[1])) if s < e]


def whole_source(doc: Doc, source: Span, cue: Token) -> Span:
    """A speaker before its cue, with the modifiers that the parse hung elsewhere."""
    span = doc.char_span(*source, alignment_mode="contract")
    if span is None or span.end > cue.i or span[0].pos_ == "PRON":
        return source
    start, end = span.start, span.end
    while (
        start > 0
        and not doc[start].is_sent_start
        and modifies(doc[start - 1])
        and doc[start].lower_ not in ("the", "a", "an")
    ):
        start -= 1
    gap = [t for t in doc[end : cue.i] if not t.is_space]
    while gap and (gap[-1].tag_ in ("IN", "RB", "MD", "VBZ", "VBP", "VBD", "VB", "TO") or gap[-1].lower_ in TIME):
        gap.pop()
    if gap and len(gap) <= REACH:
        named = gap[0].text == "," and len(gap) > 1 and all(t.tag_ in ("NNP", "NNPS") for t in gap[1:])
        if named:
            return doc[start].idx, gap[-1].idx + len(gap[-1])
        apposed = gap[0].text == "," and gap[-1].text == "," and len(gap) > 2
        inner = gap[1:-1] if apposed else gap
        plain = not any(t.tag_ in CLAUSAL or t.text in EDGE_OF_SOURCE or t.is_quote for t in inner)
        if plain and (
            gap[0].tag_ in ("IN", "CC", "POS", "NN", "NNS", "NNP", "NNPS") or apposed and inner[0].tag_ in NOMINAL
        ):
            end = inner[-1].i + 1
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
