"""Prepositions: clauses that `according to` and `in the words of` attribute."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord import tree
from onrecord.quotation.clauses import child, source_of, trimmed
from onrecord.quotation.draft import Draft, Span
from onrecord.quotation.settings import Scores


def prepositional(start: int, end: int, doc: Doc, scores: Scores) -> Iterator[Draft]:
    """`According to X, ...`: the clause that the phrase stands in, or interrupts."""
    for i in range(start, end - 1):
        first = doc[i]
        if first.lower_ == "in" and doc[i : i + 4].text.lower() == "in the words of" and i + 4 < end:
            draft = _in_the_words_of(doc, i, end, scores)
            if draft is not None:
                yield draft
        if not (first.lower_ == "according" and doc[i + 1].lower_ == "to"):
            continue
        source = first.head if first.dep_ == "case" else child(doc[i + 1], ("pobj",)) or child(first, ("obl",))
        if source is None or source.i <= i:
            continue
        top = source if first.dep_ == "case" else first
        content = _attributed(doc, top, i, start, end)
        if content:
            yield Draft(
                content=content,
                cue=(first.idx, doc[i + 1].idx + 2),
                source=source_of(source),
                cue_token=i,
                source_head=source.i,
                score=scores.according,
                rule="according",
            )


def _in_the_words_of(doc: Doc, start: int, end: int, scores: Scores) -> Draft | None:
    """`in the words of X, ...`: what follows, to the end of its clause."""
    words, of = doc[start + 2], doc[start + 3]
    source = next((c for c in tree.rights(words) if c.dep_ == "nmod"), None) or child(of, ("pobj",))
    if source is None:
        return None
    span = source_of(source)
    behind = doc.char_span(span[0], span[1], alignment_mode="expand")
    if behind is None or behind.end >= end:
        return None
    content = trimmed(doc, behind.end, end)
    if content is None:
        return None
    cue = (doc[start].idx, of.idx + len(of))
    return Draft([content], cue, span, start, source.i, score=scores.in_words, rule="words")


def _attributed(doc: Doc, phrase: Token, cue: int, start: int, end: int) -> list[Span]:
    """The clause around an attributing phrase, without the phrase."""
    if phrase.head.i == phrase.i:
        return []
    clause = phrase.head
    stop = ("ccomp", "acl:relcl", "relcl", "parataxis")
    while clause.head.i != clause.i and clause.dep_ not in stop and clause.head.i >= start:
        clause = clause.head
    drop = {t.i for t in tree.subtree(phrase)}
    tokens = [t.i for t in tree.subtree(clause) if t.i not in drop and not t.is_space]
    before = next((doc[i].lower_ for i in range(cue - 1, max(start, cue - 3), -1) if not doc[i].is_punct), "")
    relative = clause.dep_ in ("acl:relcl", "relcl") and cue > tree.left_edge(clause).i
    if (relative or before in ("which", "who", "that")) and tokens:
        # `..., which, according to X, they left`: what is said begins behind the phrase.
        tokens = [i for i in tokens if i > cue] or tokens
    before_cue, after_cue = [i for i in tokens if i < cue], [i for i in tokens if i > cue]
    if before_cue and clause.i < cue and not _goes_on(doc, after_cue):
        # The clause has had its verb: what stands behind the phrase is about the source.
        after_cue = []
    elif not before_cue:
        after_cue = _past_asides(doc, after_cue)
    spans = [trimmed(doc, part[0], part[-1] + 1) for part in (before_cue, after_cue) if part]
    return [s for s in spans if s is not None]


def _goes_on(doc: Doc, tokens: list[int]) -> bool:
    """Whether words behind an attributing phrase carry on the clause before it: `, and left`, `, causing`."""
    words = [doc[i] for i in tokens if not doc[i].is_punct]
    return bool(words) and words[0].tag_ in ("CC", "VBG", "IN", "TO", "VBD", "VBZ") and words[0].lower_ != "of"


def _past_asides(doc: Doc, tokens: list[int]) -> list[int]:
    """Past a participle of the source's that opens what follows: `, quoting figures, ...`, `made a day ago, ...`."""
    words = [i for i in tokens if not doc[i].is_punct]
    if words and doc[words[0]].tag_ in ("VBG", "VBN", "WP", "WDT"):
        comma = next((n for n, i in enumerate(tokens) if i > words[0] and doc[i].text == ","), None)
        return tokens if comma is None else tokens[comma + 1 :]
    return tokens
