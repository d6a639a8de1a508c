"""Relayed: `the radio quoted the army as saying`: who speaks and who passes it on, by the words between the verbs."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.quotation.clauses import source_of
from onrecord.quotation.draft import Draft, Span
from onrecord.quotation.extent import TIME
from onrecord.quotation.lexicon import abbreviates
from onrecord.quotation.subjects import subject_of

QUOTING = frozenset({"quote", "quotes", "quoted", "quoting", "cite", "cites", "cited", "citing"})
REACH = 30
"""Tokens between the two verbs."""
NOMINAL = frozenset({"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "CD", "JJ", "POS", "HYPH", "IN", "CC", "VBG"})
BREAKS = frozenset({"MD", "VBD", "VBZ", "VBP", ":", "``", "''"})


def set_relayed(doc: Doc, draft: Draft) -> None:
    """Gives a draft whose cue follows `quoted somebody as` that speaker, and the one who quotes him as its chain."""
    cue = doc[draft.cue_token] if draft.cue_token is not None else None
    quoting = _quoting_before(cue) if cue is not None and cue.tag_ == "VBG" else None
    if cue is None or quoting is None:
        return
    speaker = _speaker(doc, quoting, cue)
    if speaker is None:
        return
    draft.source, draft.source_head = speaker
    by = _relay(doc, quoting)
    draft.via = [by] if by is not None else []


def _quoting_before(cue: Token) -> Token | None:
    """The verb of quoting that a participle belongs to: right behind `as`, or behind a plain noun phrase."""
    doc = cue.doc
    joined = cue.i > 0 and cue.nbor(-1).lower_ == "as"
    for i in range(cue.i - 1 - joined, max(cue.sent.start, cue.i - REACH) - 1, -1):
        token = doc[i]
        if token.lower_ in QUOTING:
            return token
        if token.tag_ in BREAKS or (not joined and token.tag_ not in NOMINAL) or token.text == ";":
            return None
    return None


def _speaker(doc: Doc, quoting: Token, cue: Token) -> tuple[Span, int] | None:
    """The noun phrase behind the verb of quoting, without a day before it or a clause behind it."""
    start = quoting.i + 1
    while start < cue.i and (doc[start].lower_ in TIME or doc[start].is_space):
        start += 1
    end = start
    while end < cue.i and doc[end].lower_ != "as" and doc[end].tag_ not in ("WP", "WDT", "VBN"):
        end += 1
    while end > start and (doc[end - 1].text == "," or doc[end - 1].is_space):
        end -= 1
    names = [t for t in doc[start:end] if t.pos_ in ("NOUN", "PROPN", "PRON")]
    if not names or doc[start].tag_ not in NOMINAL - {"IN", "CC"}:
        return None
    head = next((t for t in names if not start <= t.head.i < end), names[0])
    return (doc[start].idx, doc[end - 1].idx + len(doc[end - 1])), head.i


def _relay(doc: Doc, quoting: Token) -> Span | None:
    """Who quotes: the subject of the verb, or the noun phrase before a verb that was taken for a noun."""
    if quoting.pos_ == "VERB":
        subject = subject_of(quoting)
        return source_of(subject, quoting) if subject is not None and subject.i < quoting.i else None
    end = quoting.i
    while end > quoting.sent.start and doc[end - 1].lower_ in TIME:
        end -= 1
    start = end
    while start > quoting.sent.start and (doc[start - 1].tag_ in NOMINAL or abbreviates(doc[start - 1])):
        start -= 1
    return (doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) if start < end else None
