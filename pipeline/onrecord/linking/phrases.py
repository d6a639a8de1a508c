"""Phrases: how far the noun phrase of what is counted reaches, by tags and by tree."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onrecord.linking.events import lemmas, listed
from onrecord.linking.grammar import base, children, complements, relation

INWARD = listed("inward")
OUTSIDE = listed("outside")
CLAUSES = frozenset({"acl", "appos", "parataxis", "ccomp", "advcl", "dep", "list", "orphan"})
DAYS = listed("days")
COUNTING = listed("counting")
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
SITES = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "throughout", "within", "along"})
COMPASS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})


def is_noun(token: Token) -> bool:
    """Whether a word is a noun by either of its tags, and no participle of an event taken for one."""
    if token.pos_ not in ("NOUN", "PROPN") and not token.tag_.startswith("NN"):
        return False
    state = token.lower_.endswith("ed") or token.lower_ == "hurt"
    return not (state and lemmas()["adj"].get(token.lower_) is not None)


def surface_noun(span: Span, at: int | None = None) -> Token | None:
    """The last noun of the phrase that goes on right after the number, told by tags alone."""
    doc, best = span.doc, None
    if at is None:
        at = span.end + (span.end < len(doc) and doc[span.end].lower_ == "of")
    if at < len(doc) and doc[at].lower_ in ("a", "an") and span[-1].lower_ not in ("half", "quarter", "twice"):
        return None  # `41 a day earlier`
    for token in doc[at : at + 10]:
        if is_noun(token) or token.lower_ == "others":
            if best is not None and _ends_before(best, token):
                break
            best = token
        elif not (_modifies(token, best) or _is_hyphened(token) or _joins_names(token, best)):
            break
    return best


def _is_hyphened(token: Token) -> bool:
    """Whether a word is half of a hyphenated one: `would-be bombers`, `water-dropping helicopters`."""
    doc, i = token.doc, token.i
    hyphens = [k for k in (i - 1, i + 1) if 0 < k < len(doc) - 1 and doc[k].text == "-"]
    return any(not doc[k - 1].whitespace_ and not doc[k].whitespace_ for k in hyphens)


def _joins_names(token: Token, best: Token | None) -> bool:
    """The `and` of `NATO and U.S. forces`: a name on both sides, and a plural that both describe."""
    if token.lower_ not in ("and", "or") or best is None or best.i != token.i - 1 or best.tag_ != "NNP":
        return False
    behind = token.doc[token.i + 1 : token.i + 4]
    if len(behind) < 2 or not (behind[0].tag_ == "NNP" or behind[0].ent_type_ == "NORP"):
        return False
    return behind[1].tag_ in ("NNP", "JJ", "NN", "NNS") and any(t.tag_ == "NNS" for t in behind[1:])


def _ends_before(best: Token, token: Token) -> bool:
    """Whether a phrase whose noun is `best` ends before the next noun: a day, a name in apposition, `hostage`."""
    if best.tag_ in ("NNS", "NNPS") and lemmas()["noun"].get(token.lower_) == "detained":
        return True
    name = token.tag_ in ("NNP", "NNPS") or token.pos_ == "PROPN"
    own_name = best.pos_ == "PROPN"
    return token.lower_ in DAYS or (name and (token.ent_iob_ == "B" if own_name else best.tag_ == "NNS"))


def _modifies(token: Token, best: Token | None) -> bool:
    """Whether a word may stand inside a noun phrase, before its last noun."""
    if token.lower_ in OUTSIDE or token.text in ("-", "'s", "’s"):
        return best is None or token.text in ("-", "'s", "’s")
    plural = best is not None and best.tag_ in ("NNS", "NNPS")
    return not plural and (token.pos_ == "ADJ" or token.tag_ in ("JJ", "VBN", "POS", "HYPH", "CD"))


def phrase_of(noun: Token, span: Span) -> tuple[int, int]:
    """Tokens of a noun with the modifiers that belong to it: no quantity, determiners or clauses."""
    start, end = noun.i, noun.i + 1
    left = span.end if span.end <= noun.i else 0
    for child in noun.lefts:
        if relation(child) in INWARD or base(child) in INWARD:
            start = min(start, max(left, child.left_edge.i))
    if span.end < start and all(t.pos_ in NOMINAL for t in noun.doc[span.end : start]):
        start = span.end
    start = _drop_front(noun, start, span)
    end = _right_end(noun, end, span)
    closing = [t.i for t in noun.doc[start : noun.i] if t.text in (")", "]")]
    return max([start, *(i + 1 for i in closing)]), _before_next_count(noun, end)


def _before_next_count(noun: Token, end: int) -> int:
    """Where a phrase ends before a number of its own, a verb or a direction: `men and dozens more`, `men north of`."""
    doc = noun.doc
    for at in range(noun.i + 1, end):
        token = doc[at]
        counts = token.like_num or token.lower_ in COUNTING
        if counts or (token.pos_ in ("VERB", "AUX") and doc[at - 1].lower_ in ("and", "or")):
            joint = next((k for k in range(at - 1, noun.i, -1) if doc[k].lower_ in ("and", "or", ",")), None)
            return joint if joint is not None else end
        if token.lower_ in COMPASS and at + 1 < end and doc[at + 1].lower_ == "of":
            return at
    return end


def _drop_front(noun: Token, start: int, span: Span) -> int:
    """Leaves out determiners, additive words and, after `of`, a possessor."""
    doc = noun.doc
    after_of = span.end < len(doc) and doc[span.end].lower_ == "of"
    if after_of:
        owners = [c for c in noun.lefts if relation(c) == "nmod:poss" and c.pos_ in ("NOUN", "PROPN")]
        if owners and owners[0].right_edge.i < noun.i:
            start = max(start, owners[0].right_edge.i + 1)
    while start < noun.i and (
        doc[start].lower_ in OUTSIDE
        or doc[start].pos_ in ("DET", "ADP", "CCONJ", "PUNCT", "SPACE")
        or (doc[start].like_num and doc[start].pos_ == "NUM")
    ):
        start += 1
    return start


def _right_end(noun: Token, end: int, span: Span) -> int:
    """Takes in `of` phrases and nouns that share the number, and stops before any clause."""
    for child in noun.rights:
        if span.start <= child.i < span.end or child.left_edge.i > end + 1:
            if child.left_edge.i > end + 1:
                break
            continue
        word = next((w for w, n in complements(noun) if n == child or n.head == child), "")
        shared = base(child) == "conj" and not children(child, "nummod", "det", "nmod:poss") and noun.i > span.start
        if (base(child) in ("nmod", "prep") and word == "of") or base(child) in ("flat", "fixed") or shared:
            end = max(end, _clipped(child))
        elif base(child) in CLAUSES or word:
            break
    return end


def _clipped(token: Token) -> int:
    """The end of a subtree without relative clauses and appositions."""
    end = token.i + 1
    waiting = [token]
    while waiting:
        for child in waiting.pop().rights:
            if base(child) in CLAUSES or base(child) == "punct" or relation(child).startswith("acl"):
                break
            end = max(end, child.i + 1)
            waiting.append(child)
    return end
