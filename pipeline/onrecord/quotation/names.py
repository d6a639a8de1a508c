"""Names: the words that stand for a speaker, completed at both edges: titles, ages, offices, brackets."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from onrecord.chains.nouns import nouns
from onrecord.gazetteer.keys import fold
from onrecord.naming.wordlists import title_words
from onrecord.quotation.draft import Span
from onrecord.quotation.extent import TIME
from onrecord.quotation.lexicon import abbreviates, lemma_of
from onrecord.quotation.subjects import DAYS
from onrecord.words import text_of

REACH = 25
"""Tokens between a speaker and a cue beyond which they are not joined."""
CLAUSAL = frozenset({"VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB", "VBG", "VBN", "VB", "TO"})
NOMINAL = frozenset({"NNP", "NNPS", "DT", "NN", "NNS", "PRP$"})
EDGE_OF_SOURCE = frozenset(";:()-–—")
LONGEST_NAME = 8
"""Tokens of a name behind a title that a sentence border has cut off."""
AGE = re.compile(r",\s*\d{1,3}(?=[,.;]|\s+(?:who|which|and)\b|$)")
PLAIN = NOMINAL | {"JJ", "IN", "POS", "HYPH", "CC", ".", "``", "''"}
ASIDE = frozenset({"IN", "RB"})
KEPT_ASIDES = frozenset({"of", "from", "for"})
TRAILING = frozenset(",;:-–—")


def tidied(doc: Doc, source: Span, cue: Span | None) -> Span:
    """A source with the title, age and rest of its name, without stray punctuation and asides at its edges."""
    span = doc.char_span(*source, alignment_mode="expand")
    if span is None or span[0].pos_ == "PRON":
        return source
    start, end = span.start, span.end
    end = _whole_name(doc, start, end)
    start = _apposed_to(doc, _with_title(doc, _with_nouns(doc, start, end)))
    end = _past_preposition(doc, end, cue)
    end = _without_aside(doc, start, end)
    start, end = _without_day(doc, _past_of(doc, start), end)
    start, end = _without_article(doc, start, end, cue)
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


def _with_nouns(doc: Doc, start: int, end: int) -> int:
    """Back over the nouns that a phrase begins with: `| Ode news agency`, `The secretary | general`."""
    if doc[start].tag_ not in ("NN", "NNP"):
        return start
    first = start
    while (
        first > 0 and not doc[first].is_sent_start and doc[first - 1].tag_ in ("NN", "NNP") and modifies(doc[first - 1])
    ):
        first -= 1
    if first < start and first > 0 and not doc[first].is_sent_start and doc[first - 1].tag_ in ("DT", "PRP$"):
        first -= 1
    return first


def _past_preposition(doc: Doc, end: int, cue: Span | None) -> int:
    """On from a preposition to the noun that it lacks: `editor at large at | the Ode Gazette`."""
    if doc[end - 1].tag_ not in ("IN", "TO"):
        return end
    last = end
    while last < min(len(doc), end + REACH) and doc[last].tag_ in NOMINAL | {"JJ", "POS", "HYPH", "IN", "CC"}:
        if doc[last].is_sent_start or (cue is not None and doc[last].idx == cue[0]):
            break
        last += 1
    return last


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


def _past_of(doc: Doc, start: int) -> int:
    """Back over a title with `of` that the name was cut from: `Secretary of | State Ana Ruiz`."""
    of = start - 1
    if of < 1 or doc[start].tag_ != "NNP" or doc[of].lower_ != "of" or doc[of - 1].tag_ != "NNP":
        return start
    first = of - 1
    while first > 0 and not doc[first].is_sent_start and doc[first - 1].tag_ in ("NNP", "DT"):
        first -= 1
    return first


def _without_day(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Without the day of the week before or behind: `Monday, | the army`, `the army | Monday`."""
    if end - start > 2 and doc[start].lower_ in DAYS and doc[start + 1].text == ",":
        start += 2
    while end - start > 1 and doc[end - 1].lower_ in DAYS:
        end -= 1
    return start, end


def _without_article(doc: Doc, start: int, end: int, cue: Span | None) -> tuple[int, int]:
    """Without a possessive `'s`, and without the article of the noun that is the cue: `a | rebel | demand`."""
    if end - start > 1 and doc[end - 1].tag_ == "POS" and doc[end - 2].tag_ != "POS":
        return start, end - 1
    adjoins = cue is not None and end < len(doc) and doc[end].idx == cue[0] and doc[end].pos_ == "NOUN"
    if adjoins and end - start > 1 and doc[start].lower_ in ("a", "an"):
        start += 1
    return start, end


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


def modifies(token: Token) -> bool:
    return token.tag_ in ("DT", "JJ", "NNP", "NNPS", "NN", "POS", "PRP$", "HYPH") and token.lower_ not in TIME
