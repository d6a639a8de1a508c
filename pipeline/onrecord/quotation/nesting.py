"""Nesting: quotes inside quotes: which of them are speech of its own, and through whom they reach the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from onrecord import tree
from onrecord.chains.nouns import PRONOUNS
from onrecord.quotation.clauses import OBJECTS, child, is_passive, source_of
from onrecord.quotation.draft import Draft, Span
from onrecord.quotation.lexicon import lemma_of
from onrecord.quotation.speakers import Speaker
from onrecord.words import text_of

INFINITIVE = re.compile(r"[\"“‘'«`]*(?:not )?to\s")
CITING = frozenset({"cite", "quote"})
FIRST_PERSON = frozenset({"I", "We", "we"})
PRESENT = frozenset({"VBP", "VB"})
DEPTH = 8
"""Quotes around a quote that are looked at: keeps deep nests linear."""


def enclosing(drafts: Sequence[Draft]) -> Iterator[list[int]]:
    """For each draft, by start, the numbers of those whose content holds its cue or its words, the innermost last."""
    active: list[int] = []
    for n, draft in enumerate(drafts):
        active = [i for i in active if drafts[i].end > draft.start][-DEPTH:]
        at = draft.cue[0] if draft.cue else draft.start
        yield [i for i in active if any(s <= at < e for s, e in drafts[i].content)]
        active.append(n)


def is_own_speech(doc: Doc, draft: Draft, speaker: Speaker, around: Speaker | None) -> bool:
    """Whether a quote is none of its own: what a speaker says of his own saying, or the narrator of his.

    `around` is the speaker of the quote in which the cue stands. `He said he had vowed to
    stay` is one quote; `I repeat: no` in a speaker's mouth, and `I asked her whether` in the
    narrator's, are none.
    """
    if draft.cue_token is None:
        return False
    cue = doc[draft.cue_token]
    head = doc[draft.source_head] if draft.source_head is not None else None
    first_person = head is not None and head.text in FIRST_PERSON
    if around is None:
        return first_person and lemma_of(cue) == "ask"
    if draft.source is None:
        return cue.tag_ == "VBG" and not is_passive(cue)
    if first_person and cue.tag_ in PRESENT:
        return True
    infinitive = INFINITIVE.match(text_of(doc), draft.start) is not None
    return infinitive and _same(speaker, around, head is not None and head.lower_ in PRONOUNS)


def _same(speaker: Speaker, around: Speaker, pronoun: bool) -> bool:
    if speaker.entity is not None or around.entity is not None:
        return speaker.entity == around.entity
    return speaker.name == around.name or (pronoun and speaker.name is not None and speaker.name.lower() in PRONOUNS)


def chain_up(doc: Doc, drafts: Sequence[Draft], speakers: Sequence[Speaker], parsed: bool) -> None:
    """Gives each quote those through whom it comes: the speakers of the quotes around it, and whom it cites."""
    for n, outer in enumerate(enclosing(drafts)):
        draft = drafts[n]
        for i in outer:
            around = drafts[i]
            if around.source is not None and not _same(speakers[n], speakers[i], False):
                in_via(draft, around.source)
        for cited in cited_by(doc, draft) if parsed else ():
            in_via(draft, cited)


def cited_by(doc: Doc, draft: Draft) -> list[Span]:
    """Whom the speaker quotes or cites: `citing witnesses, the agency said`, `Ode, quoting the army`."""
    found = []
    for i in (draft.cue_token, draft.source_head):
        for c in tree.children(doc[i]) if i is not None else ():
            if c.dep_ in ("advcl", "acl", "parataxis", "ccomp", "dep") and c.tag_ == "VBG" and lemma_of(c) in CITING:
                cited = child(c, OBJECTS)
                outside = cited is not None and not any(s <= cited.idx < e for s, e in draft.content)
                if cited is not None and outside:
                    found.append(source_of(cited, c))
    return found


def in_via(draft: Draft, span: Span) -> None:
    """Adds a source to a draft's chain, once, in order."""
    if span not in draft.via and span != draft.source:
        draft.via.append(span)
        draft.via.sort()
