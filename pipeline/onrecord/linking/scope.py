"""Scope: whether a claim is denied, or put as possible, planned or hearsay."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onrecord.linking.events import lemma, listed
from onrecord.linking.finite import is_hearsay
from onrecord.linking.grammar import base, children, preposition, relation

MODALS = frozenset({"may", "might", "could"})
DEFINITE = frozenset({"the", "these", "those", "his", "her", "its", "their", "our", "my", "your"})
FRONT = frozenset({"feared", "suspected", "alleged", "possible", "potential", "unconfirmed", "presumed", "believed"})


def hedged(predicate: Token | None, span: Span) -> bool:
    """Whether the number is put as possible or as hearsay."""
    if any(t.lower_ in ("possibly", "perhaps", "maybe") or t.lower_ == "reportedly" for t in _near(span)):
        return True
    starts = [span.root if predicate is None else predicate]
    if predicate is not None and any(is_hearsay(t) for t in span.doc[span.end : predicate.i + 1]):
        return True
    if starts[0].pos_ == "NOUN":
        starts.append(span.root)
    return any(_hedges(token) for start in starts for token in _chain(start)) or any(map(_is_alleged, starts))


def _is_alleged(token: Token) -> bool:
    """Whether a noun or verb of belief or accusation stands over the clause: `reports that`, `accused of killing`."""
    for _ in range(3):
        head, label = token.head, relation(token)
        if head == token:
            return False
        if head.pos_ == "NOUN" and lemma(head) in listed("allegation") and relation(token) in ("acl", "nmod", "ccomp"):
            return preposition(token) not in ("by", "from")
        if head.pos_ == "VERB" and label in ("ccomp", "advcl", "xcomp", "obj", "obl"):
            if lemma(head) in listed("belief") and label == "ccomp":
                return True
            if lemma(head) in ("accuse", "charge", "suspect") and children(head, "aux:pass", "auxpass"):
                return True
        token = head
    return False


def _near(span: Span) -> Span:
    return span.doc[max(span.sent.start if span.doc.has_annotation("SENT_START") else 0, span.start - 2) : span.end]


def _chain(token: Token) -> list[Token]:
    """A predicate and the verbs that govern it without a subject of their own."""
    chain = [token]
    for _ in range(4):
        head = token.head
        if head == token or relation(token) not in (
            "xcomp",
            "conj",
            "acl",
            "advcl",
            "ccomp",
            "csubj",
            "cop",
            "aux",
        ):
            break
        if relation(token) == "advcl" and token.tag_ not in ("VBG", "VB"):
            break
        if relation(token) == "conj" and children(token, "nsubj", "aux", "mark"):
            break
        if relation(token) == "ccomp" and not _passive_report(head):
            break
        chain.append(head)
        token = head
    return chain


def _passive_report(token: Token) -> bool:
    return lemma(token) in listed("hedge_verb") and bool(children(token, "aux:pass", "auxpass", "expl"))


def _hedges(token: Token) -> bool:
    for child in token.children:
        if base(child) == "aux" and child.lower_ in MODALS:
            return child.lower_ != "could" or not any(c.lower_ in ("not", "n't", "n’t") for c in token.children)
        if base(child) == "advmod" and child.lower_ in listed("hedge_word") - {"may"}:
            return True
        if base(child) == "mark" and child.lower_ in ("if", "unless"):
            return True
        if (
            child.lower_ in ("would", "'d")
            and base(child) == "aux"
            and any(c.lower_ in ("have", "'ve") for c in children(token, "aux"))
        ):
            return True
    if lemma(token) in listed("hedge_verb") and children(token, "aux:pass") and children(token, "xcomp", "ccomp"):
        return lemma(token) != "say" or bool(children(token, "xcomp"))
    if lemma(token) == "expect" and children(token, "xcomp", "ccomp", "obj"):
        return True
    return token.tag_ == "VBN" and token.lower_ in FRONT and base(token) == "amod"


def negated(predicate: Token | None, span: Span) -> bool:
    """Whether the claim is denied: a negation on its predicate, or a verb of denial above it.

    A definite count stands, whatever is denied of it: `the two issues are not related`.
    """
    before = span.doc[span.start - 1].lower_ if span.start else ""
    if before == "not":
        return True
    if predicate is None or before in DEFINITE:
        return False
    for token in _chain(predicate):
        if any(_denies(child, token, span) for child in token.children):
            return True
        if lemma(token) in listed("deny") and token != predicate:
            return True
    head = predicate.head
    denied = (
        lemma(head) in listed("deny")
        and relation(predicate) in ("ccomp", "xcomp", "obj", "advcl")
        and head != predicate
    )
    return denied or _pretext(predicate)


def _denies(child: Token, token: Token, span: Span) -> bool:
    """A `not` of a verb or noun, or a subject that is nobody."""
    if base(child) == "nsubj":
        return child.lower_ in ("none", "nobody") or any(c.lower_ == "no" and c not in span for c in child.children)
    if child.lower_ not in ("not", "n't", "n’t", "never") or child.i > token.i:
        return False
    after = child.doc[child.i + 1].lower_ if child.i + 1 < len(child.doc) else ""
    return after not in ("only", "just", "difficult") and not _limits(child, span)


def _pretext(predicate: Token) -> bool:
    """`under the pretext that ...`: told as untrue."""
    head = predicate.head
    return head != predicate and lemma(head) in ("pretext", "lie", "myth", "fabrication", "falsehood")


def _limits(word: Token, span: Span) -> bool:
    """`not more than 12`: the negation belongs to the bound."""
    return span.start <= word.i < span.end
