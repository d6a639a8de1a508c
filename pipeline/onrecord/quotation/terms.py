"""Terms: noun phrases in quotation marks under a cue: `called it "a crime"`, `warned of "a disaster"`."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Span_

from onrecord import tree
from onrecord.chains.nouns import REFLEXIVES
from onrecord.quotation.clauses import OBJECTS, is_withheld, source_of, trimmed
from onrecord.quotation.draft import Draft, Span, cue_span
from onrecord.quotation.floating import Unit
from onrecord.quotation.lexicon import entry_of, lemma_of
from onrecord.quotation.settings import Scores
from onrecord.quotation.subjects import subject_of

SHORT = 3
"""Words in marks that behind an article are a term."""
LONGEST_TERM = 400
"""Tokens beyond which words in marks are no term under a verb."""
CITING = frozenset({"cite", "quote"})
"""Verbs whose objects are sources: `citing the "same sources"`."""
RELATIVE = frozenset({"what", "which"})
FRONTED = frozenset({"ccomp", "xcomp", "obj", "dobj", "oprd"})


def is_term(doc: Doc, unit: Unit) -> bool:
    """Whether a few words in marks are part of a noun phrase: `these "same sources," he said`."""
    span = doc.char_span(unit.start, unit.end, alignment_mode="expand")
    return unit.words <= SHORT and span is not None and span.start > 0 and doc[span.start - 1].tag_ in ("DT", "PRP$")


def governed(doc: Doc, unit: Unit, scores: Scores) -> Draft | None:
    """A noun phrase in marks under a cue: `called it "a crime"`, `warned of "a disaster"`."""
    span = doc.char_span(unit.start, unit.end, alignment_mode="expand") if unit.parsed else None
    if span is None or len(span) > LONGEST_TERM:
        return None
    root = next((t for t in span if not t.is_punct and not t.is_space and not span.start <= t.head.i < span.end), None)
    if root is None or root.dep_ in ("nsubj", "nsubj:pass", "nsubjpass"):
        return None
    head, steps = _governor(root, span.start)
    frames = entry_of(head).frames
    fronted = root.dep_ in FRONTED and head.i > span.end and "as" in frames
    plain = frames & {"quoted", "as"} and head.i < span.start and head.pos_ not in ("NOUN", "PROPN")
    if not (plain or fronted) or "thought" in frames or is_withheld(head) or lemma_of(head) in CITING:
        return None
    if steps and "as" not in frames and (unit.words < 2 or (steps > 1 and not entry_of(head).particle)):
        return None
    subject = subject_of(head)
    if subject is None or _names_itself(head) or ("as" not in frames and _describes(doc, span, unit)):
        return None
    return Draft(
        content=_with_modifiers(doc, unit, root, span.end),
        cue=(head.idx, head.idx + len(head)),
        source=source_of(subject, head),
        cue_token=head.i,
        source_head=subject.i,
        score=scores.term if not steps or "as" in frames else scores.term_apart,
        rule="quoted",
    )


def _names_itself(verb: Token) -> bool:
    """`a group calling itself "the Iron Hand"` gives a name, no opinion."""
    return any(c.lower_ in REFLEXIVES and c.dep_ in OBJECTS for c in tree.rights(verb))


def _describes(doc: Doc, span: Span_, unit: Unit) -> bool:
    """Whether a few words in marks describe the noun behind them: `condemned the "Road Map" plan`."""
    return unit.words <= SHORT and span.end < len(doc) and doc[span.end].tag_ in ("NN", "NNS")


def _governor(root: Token, start: int) -> tuple[Token, int]:
    """The verb above a term, past the preposition and noun between, and how many words were passed."""
    head, steps = root.head, 0
    while head.i != head.head.i and steps < 3 and head.pos_ in ("ADP", "NOUN", "PROPN", "ADJ", "SCONJ", "PART"):
        if head.i < start and entry_of(head).frames:
            break
        head, steps = head.head, steps + 1
    return head, steps


def _with_modifiers(doc: Doc, unit: Unit, root: Token, end: int) -> list[Span]:
    """A quoted term with the phrase that hangs on it: `"only a part" of the reality`."""
    last = tree.right_edge(root).i
    if not end <= last < end + 20 or len(unit.spans) > 1 or doc[end].text in (":", ";", "(", "-"):
        return list(unit.spans)
    tail = trimmed(doc, end - 1, last + 1)
    return [(unit.start, max(tail[1], unit.end))] if tail else list(unit.spans)


def called(doc: Doc, unit: Unit, holder: Draft | None, scores: Scores) -> Draft | None:
    """`they live in what it calls "appalling" conditions`: a cue of its own, perhaps inside another's words."""
    span = doc.char_span(unit.start, unit.end, alignment_mode="expand")
    if span is None or span.start < 2 or len(unit.spans) > 1:
        return None
    article = doc[span.start - 1].tag_ == "DT"
    verb = doc[span.start - 1 - article]
    if "as" not in entry_of(verb).frames or verb.pos_ != "VERB" or is_withheld(verb):
        return None
    subject = subject_of(verb)
    if subject is None:
        return None
    opened = doc[tree.left_edge(subject).i - 1].lower_ in RELATIVE or verb.dep_ in ("acl:relcl", "relcl")
    if holder is None and not opened:
        return None
    if holder is not None and (holder.cue == cue_span(verb) or not holder.start <= verb.idx < holder.end):
        return None
    return Draft(
        content=_with_genitive(doc, unit, span),
        cue=cue_span(verb),
        source=source_of(subject, verb),
        cue_token=verb.i,
        source_head=subject.i,
        score=scores.called,
        rule="called",
    )


def _with_genitive(doc: Doc, unit: Unit, span: Span_) -> list[Span]:
    """A term alone, or with its article and what it is of: `the "great loss" of the town`."""
    of = doc[span.end] if span.end < span.sent.end else doc[span.end - 1]
    if of.lower_ != "of" or of.head.i <= of.i:
        return list(unit.spans)
    first = doc[span.start - 1] if doc[span.start - 1].tag_ == "DT" else span[0]
    tail = trimmed(doc, span.end, tree.right_edge(of.head).i + 1)
    return [(first.idx, tail[1])] if tail else list(unit.spans)
