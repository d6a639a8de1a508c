"""Extent: how far indirect speech runs behind its cue, where a parse leaves words out.

A clause behind `said` opens right after it, but for the time and the addressee, and in
news prose it seldom ends before its sentence does.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Span_

from onrecord import tree
from onrecord.chains.nouns import nouns
from onrecord.quotation.clauses import EDGE, FINITE, trimmed
from onrecord.quotation.draft import Span
from onrecord.quotation.lexicon import entry_of, lemma_of, words_of
from onrecord.quotation.subjects import DAYS

TIME = DAYS | words_of("time")
ADDRESSED = words_of("addressed")
OPENS_CLAUSE = words_of("opens_clause")
MAX_GAP = 8
MAX_RELATIVE = 40
"""Tokens behind a cue in which an infinitive is sought past a relative clause."""


def mended(verb: Token, content: list[Span]) -> list[Span]:
    """One span of content behind its cue, with the words at its edges that the parse left out."""
    doc = verb.doc
    if len(content) != 1 or content[0][0] < verb.idx:
        return content
    span = doc.char_span(*content[0], alignment_mode="contract")
    if span is None:
        return content
    start = _start(doc, verb, span.start)
    end = _before_rival(doc, verb, span) or clause_end(doc, verb, span.end)
    whole = trimmed(doc, start, end)
    return [whole] if whole else content


def _before_rival(doc: Doc, verb: Token, span: Span_) -> int | None:
    """Where somebody else's speech begins: `..., but retailers say they have paid`."""
    for t in span:
        if t.i > verb.i and t.tag_ == "VBG" and is_aside(t):
            return t.i - 1
        if t.dep_ != "conj" or t.tag_ not in FINITE or "that" not in entry_of(t).frames or t.i <= verb.i:
            continue
        joint = next((c for c in tree.lefts(t) if c.dep_ == "cc"), None)
        subject = next((c for c in tree.lefts(t) if c.dep_ == "nsubj"), None)
        if joint is not None and subject is not None and subject.pos_ != "PRON" and doc[joint.i - 1].text == ",":
            return joint.i
    return None


def _is_time(token: Token) -> bool:
    if token.tag_ == "IN":
        return token.lower_ == "on" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ in DAYS
    return token.lower_ in TIME


def is_aside(verb: Token) -> bool:
    """Whether a participle behind a comma adds speech of the main clause's subject: `, adding that ...`."""
    if verb.tag_ != "VBG" or verb.i == 0 or verb.doc[verb.i - 1].text != ",":
        return False
    return "that" in entry_of(verb).frames and any(c.dep_ == "ccomp" and c.i > verb.i for c in tree.children(verb))


def _start(doc: Doc, verb: Token, start: int) -> int:
    gap = [t for t in doc[verb.i + 1 : start] if not t.is_space]
    addressed = entry_of(verb).lemma in ADDRESSED
    if gap and len(gap) <= MAX_GAP and not addressed and not any(t.is_quote or t.text == ":" for t in gap):
        first = next((t for t in gap if not _is_time(t) and t.tag_ != "RB"), None)
        last = gap[-1].lower_
        if first is not None and last != "that" and first.tag_ not in ("IN", "TO", "RP") and first.text not in EDGE:
            start = first.i
    while start < len(doc) - 2 and doc[start].lower_ in DAYS and doc[start + 1].tag_ not in FINITE | {"POS", "VB"}:
        if doc[start + 1].text == ",":
            break
        start += 1
    if doc[start].lower_ == "on" and doc[start + 1].lower_ in DAYS and doc[start + 2].text != ",":
        start += 2
    return start


def clause_end(doc: Doc, verb: Token, end: int) -> int:
    """The end of the sentence, unless a comma, another cue or a change of subject comes first."""
    stop = verb.sent.end
    gap = [t for t in doc[end:stop] if not t.is_space]
    if not any(t.is_alpha for t in gap) or gap[0].text in EDGE or gap[0].text in '"”“’‘()«»':
        return end
    if gap[0].tag_ == "CC" or any(t.is_quote or t.text in (";", ":", "(") for t in gap):
        return end
    if any(t.tag_ in FINITE | {"VBG"} and entry_of(t).frames & {"that", "direct"} for t in gap):
        return end
    return end if any(t.lower_ == "according" for t in gap) else stop


def infinitive_past_relative(verb: Token) -> Span | None:
    """The infinitive past a relative clause: `urged fighters who wish to leave to call`."""
    doc, stop = verb.doc, min(verb.sent.end, verb.i + MAX_RELATIVE)
    opens = next((t for t in doc[verb.i + 1 : stop] if t.tag_ in ("WP", "WDT") or not _nominal(t)), None)
    if opens is None or opens.tag_ not in ("WP", "WDT") or opens.i == verb.i + 1:
        return None
    set_off = doc[opens.i - 1].text == ","
    for t in doc[opens.i + 1 : stop]:
        if t.text in (";", ":", ".") or t.is_quote:
            return None
        if t.tag_ == "TO" and t.i + 1 < stop and doc[t.i + 1].tag_ == "VB":
            before = doc[t.i - 1]
            if before.text == "," if set_off else before.pos_ in ("NOUN", "PROPN"):
                return trimmed(doc, t.i, clause_end(doc, verb, max(tree.right_edge(doc[t.i + 1]).i + 1, t.i + 2)))
    return None


def _nominal(token: Token) -> bool:
    named = token.tag_ in ("NNP", "NNPS") or token.text == ","
    return named or token.pos_ in ("DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON")


def infinitive_behind(verb: Token) -> Span | None:
    """`called on them to leave`, where the parse hangs the infinitive elsewhere."""
    doc = verb.doc
    named = False
    for t in doc[verb.i + 1 : min(verb.sent.end, verb.i + 25)]:
        if t.tag_ == "TO" and t.head.tag_ == "VB" and t.head.i > t.i:
            if not named or doc[t.i - 1].lower_ == "order" or not can_do(verb, t):
                return None
            return trimmed(doc, t.i, clause_end(doc, verb, max(tree.right_edge(t.head).i + 1, t.i + 2)))
        if t.tag_ in FINITE | {"VBG", "WP", "WDT"} or t.text in (";", ":") or t.is_quote:
            return None
        named = named or t.pos_ in ("NOUN", "PROPN", "PRON")
    return None


def can_do(verb: Token, to: Token) -> bool:
    """Whether it is somebody's deed: `called for the firm to pay`, not `called for talks to end the war`."""
    link, doc = verb.nbor(1), verb.doc
    if link.lower_ != "for" or to.nbor(1).lower_ == "be":
        return True
    head = link.nbor(1)
    while head.i + 1 < to.i and doc[head.i + 1].pos_ in ("DET", "NOUN", "PROPN", "ADJ", "NUM", "PART", "CCONJ"):
        head = head.nbor(1)
    return head.pos_ in ("PROPN", "PRON") or lemma_of(head) in nouns()


def clause_behind(verb: Token) -> list[Span]:
    """The rest of a cue's sentence, where it reads as a clause that the parse did not attach."""
    doc = verb.doc
    stop = verb.sent.end
    start = verb.i + 1
    while start < stop and (doc[start].lower_ in TIME or doc[start].tag_ == "RB" or doc[start].is_space):
        start += 1
    if start >= stop:
        return []
    explicit = doc[start].lower_ == "that"
    if not explicit and doc[start].tag_ not in ("DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "CD", "JJ", "EX"):
        return []
    for t in doc[start + explicit : stop]:
        if t.text in EDGE or t.is_quote or t.tag_ in ("VBG", "WDT", "WP") or t.lower_ in OPENS_CLAUSE:
            break
        if t.tag_ == "CC" and t.i + 1 < stop and doc[t.i + 1].tag_ in FINITE | {"RB"}:
            break
        if t.tag_ in FINITE:
            if t.i == start or "that" in entry_of(t).frames:
                return []
            end = clause_end(doc, verb, t.i + 1)
            cut = next((u.i for u in doc[t.i : stop] if _breaks(u)), end)
            span = trimmed(doc, start, min(end, cut) if end == stop else _plain_end(doc, t.i, stop))
            return [span] if span else []
    return []


def _plain_end(doc: Doc, start: int, stop: int) -> int:
    for t in doc[start:stop]:
        if _breaks(t):
            return t.i
    return stop


def _breaks(token: Token) -> bool:
    """Whether a word ends what was said: another cue, or a mark of quotation or of a new clause."""
    if token.text == ";" or token.is_quote or token.lower_ == "according":
        return True
    return token.tag_ == "VBG" and bool(entry_of(token).frames & {"that"}) and token.nbor(-1).text == ","
