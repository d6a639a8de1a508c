"""Sources: how far the words that stand for a speaker run, where a parse cuts or overdraws them."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from onrecord.chains.nouns import nouns
from onrecord.gazetteer.keys import fold
from onrecord.naming.wordlists import title_words
from onrecord.quotation.borders import Fences
from onrecord.quotation.clauses import source_of
from onrecord.quotation.draft import Draft, Span
from onrecord.quotation.extent import TIME
from onrecord.quotation.lexicon import abbreviates, lemma_of
from onrecord.quotation.subjects import nearest_subject
from onrecord.words import text_of

REACH = 25
"""Tokens between a speaker and a cue beyond which they are not joined."""
LONGEST_NAME = 8
"""Tokens of a name behind a title that a sentence border has cut off."""
AGE = re.compile(r",\s*\d{1,3}(?=[,.;]|\s+(?:who|which|and)\b|$)")
CLAUSAL = frozenset({"VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB", "VBG", "VBN", "VB", "TO"})
NOMINAL = frozenset({"NNP", "NNPS", "DT", "NN", "NNS", "PRP$"})
PLAIN = NOMINAL | {"JJ", "IN", "POS", "HYPH", "CC", ".", "``", "''"}
EDGE_OF_SOURCE = frozenset(";:()-–—")
ASIDE = frozenset({"IN", "RB"})
KEPT_ASIDES = frozenset({"of", "from", "for"})
TRAILING = frozenset(",;:-–—")


def complete_source(doc: Doc, draft: Draft, outer: Fences) -> None:
    """Gives a draft the whole of its source, and the head of that; its content keeps out of it."""
    if draft.source is not None and _behind_marks(draft, outer):
        _take_subject(doc, draft, outer)
    if draft.source is None:
        return
    whole = tidied(doc, draft.source, draft.cue)
    new = doc.char_span(whole[0], draft.source[0], alignment_mode="contract") if whole[0] < draft.source[0] else None
    if new is not None and draft.source_head is not None and doc[draft.source_head].pos_ == "NOUN":
        # `Ana Ruiz, 31, a farmer`: the name is the head, not what is apposed to it.
        draft.source_head = next((t.i for t in new if t.tag_ in ("NNP", "NNPS")), draft.source_head)
    draft.source = whole
    draft.content = [part for span in draft.content for part in _outside(span, whole)]


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


def tidied(doc: Doc, source: Span, cue: Span | None) -> Span:
    """A source with the title, age and rest of its name, without stray punctuation and asides at its edges."""
    span = doc.char_span(*source, alignment_mode="expand")
    if span is None or span[0].pos_ == "PRON":
        return source
    start, end = span.start, span.end
    end = _whole_name(doc, start, end)
    start = _apposed_to(doc, _with_title(doc, start))
    end = _without_aside(doc, start, end)
    while end - 1 > start and (doc[end - 1].text in TRAILING or doc[end - 1].is_space):
        end -= 1
    end = _brackets_closed(doc, start, end)
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    limit = cue[0] if cue is not None and cue[0] >= last else len(text_of(doc))
    aged = _with_age(doc, last, limit)
    return first, aged if aged > last else _with_office(doc, end, limit)


def _whole_name(doc: Doc, start: int, end: int) -> int:
    """Past a hyphen (`al` in `al-Amr`) and past the point of a title that a name follows (`Lt` in `Lt. Ode`)."""
    limit = min(len(doc), end + LONGEST_NAME)
    while end < limit and not doc[end - 1].whitespace_ and (doc[end].tag_ == "HYPH" or doc[end - 1].tag_ == "HYPH"):
        end += 1
    if end >= limit or not abbreviates(doc[end]):
        return end
    while end < limit and (doc[end].tag_ in ("NNP", "NNPS") or abbreviates(doc[end])):
        end += 1
    return end


def _with_title(doc: Doc, start: int) -> int:
    """Back over titles written short (`Col. Ode`) and over the article that a line break cuts off."""
    while start > 1:
        before = start - 1
        if doc[before].text == "\n":
            before -= 1
        if abbreviates(doc[before]) and fold(doc[before - 1].text) in title_words():
            start = before - 1
        elif before == start - 2 and doc[before].tag_ in ("DT", "PRP$") and not doc[start].is_sent_start:
            start = before
        else:
            break
    return start


def _apposed_to(doc: Doc, start: int) -> int:
    """Back over what a name or description is apposed to: `its envoy in Ode, Ana Ruiz`, `Ana Ruiz, 31, a farmer`."""
    i = start - 2
    if start < 2 or doc[start - 1].text != ",":
        return start
    if doc[i].tag_ == "CD" and i > 1 and doc[i - 1].text == ",":
        i -= 2
    behind = i + 1
    while i >= 0 and behind - i <= REACH and doc[i].tag_ in PLAIN and not _ends_before(doc, i):
        i -= 1
    first = i + 1
    if first == behind or not (i < 0 or _ends_before(doc, i) or doc[first].is_sent_start):
        return start
    named = all(t.tag_ in ("NNP", "NNPS") for t in doc[first:behind])
    described = doc[first].tag_ in ("DT", "PRP$") and any(_is_person(t) for t in doc[first:behind])
    if doc[start].tag_ == "DT":
        return first if named else start
    return first if described and doc[start].tag_ == "NNP" else start


def _ends_before(doc: Doc, i: int) -> bool:
    """Whether a token closes what stands before a speaker: a quotation mark, a line break, the end of a sentence."""
    return doc[i].is_quote or doc[i].is_space or (doc[i].text in ".!?;" and not abbreviates(doc[i]))


def _is_person(token: Token) -> bool:
    noun = nouns().get(lemma_of(token))
    return noun is not None and "person" in noun.kinds


def _without_aside(doc: Doc, start: int, end: int) -> int:
    """Before a comma that a preposition or adverb follows: `Ode, through his lawyer`, `the firm, now in ruins`."""
    for i in range(start + 1, end - 1):
        follows = doc[i + 1]
        if doc[i].text == "," and follows.tag_ in ASIDE and follows.lower_ not in KEPT_ASIDES:
            return i
    return end


def _brackets_closed(doc: Doc, start: int, end: int) -> int:
    words = text_of(doc)[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])]
    if words.count("(") <= words.count(")"):
        return end
    return next((i + 1 for i in range(end, min(len(doc), end + 6)) if doc[i].text == ")"), end)


def _with_office(doc: Doc, end: int, limit: int) -> int:
    """Over what is apposed to a name: `Ana Ode, the army's spokeswoman`."""
    last = doc[end - 1].idx + len(doc[end - 1])
    if end + 2 >= len(doc) or doc[end].text != "," or doc[end - 1].tag_ not in ("NNP", "NNPS"):
        return last
    words: list[Token] = []
    for t in doc[end + 1 : end + REACH]:
        if t.tag_ in CLAUSAL and t.idx < limit:
            return last
        if t.idx >= limit or t.text in EDGE_OF_SOURCE | {",", "."} or t.is_quote:
            break
        words.append(t)
    while words and (words[-1].is_space or words[-1].tag_ in ASIDE | {"CC"}):
        words.pop()
    if not words or words[0].tag_ not in ("DT", "PRP$") or not any(_is_person(t) for t in words):
        return last
    return words[-1].idx + len(words[-1])


def _with_age(doc: Doc, end: int, limit: int) -> int:
    """`Ana Ode, 31, a garment worker`: the age, and what is apposed to it, before the cue or the next clause."""
    age = AGE.match(text_of(doc), end, min(limit, end + 6))
    if age is None:
        return end
    end = age.end()
    rest = doc.char_span(end, min(limit, len(text_of(doc))), alignment_mode="contract")
    words: list[Token] = []
    for t in rest[1:REACH] if rest is not None and len(rest) > 1 and rest[0].text == "," else ():
        if t.text in EDGE_OF_SOURCE | {",", "."} or t.tag_ in CLAUSAL or t.is_quote or "\n\n" in t.text:
            break
        words.append(t)
    opens = bool(words) and (words[0].lower_ in KEPT_ASIDES or words[0].tag_ in ("DT", "PRP$"))
    return words[-1].idx + len(words[-1]) if opens else end


def whole_source(doc: Doc, source: Span, cue: Token) -> Span:
    """A speaker before its cue, with the modifiers that the parse hung elsewhere."""
    span = doc.char_span(*source, alignment_mode="contract")
    if span is None or span.end > cue.i or span[0].pos_ == "PRON":
        return source
    start, end = span.start, span.end
    while (
        start > 0
        and not doc[start].is_sent_start
        and _modifies(doc[start - 1])
        and doc[start].lower_ not in ("the", "a", "an")
    ):
        start -= 1
    gap = [t for t in doc[end : cue.i] if not t.is_space]
    while gap and (gap[-1].tag_ in ("IN", "RB", "MD", "VBZ", "VBP", "VBD", "VB", "TO") or gap[-1].lower_ in TIME):
        gap.pop()
    if gap and len(gap) <= REACH:
        apposed = gap[0].text == "," and gap[-1].text == "," and len(gap) > 2
        inner = gap[1:-1] if apposed else gap
        plain = not any(t.tag_ in CLAUSAL or t.text in EDGE_OF_SOURCE or t.is_quote for t in inner)
        if plain and (
            gap[0].tag_ in ("IN", "CC", "POS", "NN", "NNS", "NNP", "NNPS") or apposed and inner[0].tag_ in NOMINAL
        ):
            end = inner[-1].i + 1
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def _modifies(token: Token) -> bool:
    return token.tag_ in ("DT", "JJ", "NNP", "NNPS", "NN", "POS", "PRP$", "HYPH") and token.lower_ not in TIME
