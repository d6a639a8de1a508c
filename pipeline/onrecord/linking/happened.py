"""Happened: the word that says what became of the counted, or holds of it."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onrecord.linking.beside import deed_beside, left_so
from onrecord.linking.counted import Counted, root_of
from onrecord.linking.events import CASUALTIES, lemma, lemmas, listed, of_word, singular
from onrecord.linking.finite import verb_behind
from onrecord.linking.grammar import base, children, copula, governor, preposition, relation
from onrecord.linking.outcomes import companions, is_toll, verb_of
from onrecord.linking.worded import change_of, is_whole, up_or_down

ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "csubj", "agent", "dative", "xcomp", "ccomp", "advmod", "advcl"})
INNER = frozenset({
    "conj", "appos", "nummod", "compound", "amod", "nmod", "det", "flat", "dep", "fixed", "obl", "advmod", "list",
    "parataxis",
})  # fmt: skip
"""Relations over which a noun has the predicate of its head."""
DEFINITE = frozenset({"the", "these", "those", "its", "their", "his", "her"})
TOLLS = frozenset({"casualties", "fatalities", "dead", "deaths"})
"""Nouns besides a toll that a number may close: `casualties rose to 40`."""
STEPS = 7
"""How far up the tree a predicate is sought."""


def predicate_of(found: Counted, span: Span) -> Token | None:
    """The predicate of a quantity: the verb, noun or adjective above the counted noun."""
    noun = found.noun
    if noun is not None and noun.i < span.start and (is_toll(noun) or noun.lower_ in TOLLS):
        return _move_of(noun, span)
    beside = deed_beside(span, noun) or up_or_down(span) or change_of(span)
    if beside is not None:
        return beside
    own = _clause_on(noun, span) if noun is not None and noun.i >= span.start else _clause_on(root_of(span), span)
    if is_whole(span):
        return own
    if noun is not None and _only_describes(noun, span):
        return own
    outer = _outer(noun, span)
    if outer is not None and outer.pos_ == "VERB" and verb_of(outer) in listed("freed"):
        return outer
    if own is not None and _prefers_own(own, outer, noun):
        return own
    if noun is not None and noun.i < span.start and base(noun) == "obl" and base(root_of(span)) == "nmod":
        return None
    measured = noun is not None and noun.i == span.start - 2 and span.doc[span.start - 1].lower_ == "of"
    if measured and outer is not None and outer.pos_ != "VERB":
        return None  # `a rate of 58%`
    if outer is not None and of_word(outer) is None:
        outer = left_so(outer, span) or outer
    if noun is not None and noun.i >= span.end and _names_deed(noun):
        return noun if outer is None or of_word(outer) is None else outer
    return outer


def _only_describes(noun: Token, span: Span) -> bool:
    """Whether a count only tells which or where another noun is: `talks between the two states`."""
    head = governor(noun)
    if base(noun) != "nmod" or noun.i < span.end or head.i > span.start or of_word(head) is not None:
        return False
    definite = span.doc[span.start - 1].lower_ in DEFINITE or span.doc[span.start - 1].tag_ == "POS"
    return preposition(noun) in ("between", "in") or (definite and preposition(noun) in ("of", "among", "from", "with"))


def _outer(noun: Token | None, span: Span) -> Token | None:
    """What governs the counted noun by the parse, or by the words behind it where the parse leads away."""
    root = root_of(span)
    outer = _above(noun, span) if noun is not None else None
    if outer is None and (noun is None or noun.i < span.start or base(root) in ARGUMENTS):
        outer = _above(root, span)
    if outer is None or outer.i < span.start:
        behind = verb_behind(span, noun)
        if behind is not None:
            return _main_verb(behind, subject=True)
    if outer is None or lemma(outer) == "be":
        return None
    told = noun is None or base(noun) in ("obj", "iobj") or base(root) in ("obj", "iobj")
    return None if lemma(outer) == "say" and outer.i < span.start and not told else outer


def _prefers_own(own: Token, outer: Token | None, noun: Token | None) -> bool:
    """Whether the clause on a noun says more of it than what governs the noun."""
    if outer is not None and children(own, "obj") and (own.tag_ == "VBG" or of_word(own) is not None):
        return False  # who kills is not who is killed
    if outer is None or (of_word(own) is not None and of_word(outer) is None):
        return True
    if of_word(outer) is not None and of_word(own) is None:
        return False
    reduced = relation(own) == "acl" and own.tag_ in ("VBG", "VBN")
    return noun is not None and base(noun) == "nsubj" and reduced


def _names_deed(noun: Token) -> bool:
    """Whether a noun is a deed itself (`16 arrests`, `two deaths`), not a body or a captive."""
    word = singular(noun)
    return lemmas()["noun"].get(word) is not None and word not in listed("bodies") | listed("captives")


def _move_of(toll: Token, span: Span) -> Token | None:
    """What a toll did up to the number: `rose`, `raising`, `stands`; None for `a toll of 80` and `the toll was 80`."""
    head = governor(toll)
    if base(toll) in ("nsubj", "obj") and head.pos_ == "VERB" and head.i < span.end:
        return head
    verbs = [t for t in toll.doc[toll.i : span.start] if t.tag_.startswith("VB") and lemma(t) not in ("be", "have")]
    return verbs[-1] if verbs else None


def _above(token: Token, span: Span) -> Token | None:
    """Climbs from a noun to what governs it."""
    for _ in range(STEPS):
        head, label = governor(token), base(token)
        if copula(token) is not None:
            return _nominal(token, span)
        if head == token:
            return _root_word(token, span)
        if label == "nsubj" or relation(token).startswith("nsubj"):
            if head.pos_ in ("PROPN", "NUM") or (head.pos_ == "NOUN" and preposition(head)):
                return None
            return _main_verb(head, subject=True)
        if label in ARGUMENTS and head.pos_ in ("VERB", "AUX", "ADJ", "ADV"):
            return _main_verb(head, subject=False)
        if head.lower_ in ("one", "none", "some", "all", "most") and preposition(token) == "of":
            return None
        if label in ("nmod", "obl", "prep") and head.pos_ in ("NOUN", "PROPN"):
            named = _named_deed(token, head)
            if named is not None or not _passes(token, head, span):
                return named
            token = head
        elif label == "conj" and token.pos_ in ("VERB", "AUX"):
            return token
        elif label in INNER and not (label == "parataxis" and head.pos_ == "VERB"):
            token = head
        else:
            return None
    return None


def _named_deed(token: Token, head: Token) -> Token | None:
    """The noun over a phrase, where it names what happened: `the deaths of`, `a survey of`, `support from`."""
    word = preposition(token)
    if of_word(head) is not None and word in ("of", "to", "among", "against", "for", "by"):
        return head
    if word == "of":
        return head if lemma(head) in listed("toll") | DEEDS else None
    if not word and head.i > token.i or lemma(head) in listed("collective"):
        return None
    return head if _deverbal(head) else None


def _passes(token: Token, head: Token, span: Span) -> bool:
    """Whether a phrase stands for the noun over it: `groups of three`, or a part of the quantity."""
    word = preposition(token)
    return (
        word == "of"
        or not word
        and head.i > token.i
        or lemma(head) in listed("collective")
        or span.start <= head.i < span.end
    )


def _root_word(token: Token, span: Span) -> Token | None:
    """The root of a sentence is its own predicate where it is a verb or names an event."""
    if token.pos_ in ("VERB", "ADJ"):
        return token if not span.start <= token.i < span.end else None
    clause = _clause_on(token, span)
    return clause if clause is not None else (token if of_word(token) is not None and token.pos_ == "NOUN" else None)


def _nominal(token: Token, span: Span) -> Token | None:
    """The predicate of a clause with `be`: an adjective or a noun; for a number, the noun it is of."""
    inside = span.start <= token.i < span.end
    plain = token.pos_ in ("NOUN", "PROPN") and of_word(token) is None
    return None if inside or plain or preposition(token) else token


def _main_verb(head: Token, subject: bool) -> Token:
    """The verb that says it: over `began to`, `were found dead`, `were taken hostage`."""
    for _ in range(3):
        opened = children(head, "xcomp")
        step = None
        for inner in opened:
            event = lemmas()["adj"].get(lemma(inner)) or lemmas()["noun"].get(lemma(inner))
            if (
                inner.pos_ in ("ADJ", "NOUN", "VERB")
                and event is not None
                and event != "deployed"
                or inner.pos_ == "VERB"
                and subject
                and lemma(head) in listed("light")
            ):
                step = inner
        if step is None or step.i < head.i:
            break
        head = step
    return head


def _clause_on(noun: Token, span: Span) -> Token | None:
    """A participle or relative clause on the noun: `12 people killed in the raid`."""
    for child in noun.children:
        name = relation(child)
        if (
            child.i > noun.i
            and (name == "acl" or name.startswith("acl"))
            and child.pos_ in ("VERB", "ADJ")
            and child.tag_ != "TO"
        ):
            if name == "acl:relcl" and of_word(child) is None:
                continue
            return child
        if (
            base(child) == "amod"
            and child.i >= span.end
            and child.i < noun.i
            and lemmas()["adj"].get(child.lower_) in CASUALTIES
        ):
            return child
    return None


def predicate_span(token: Token) -> tuple[int, int]:
    """Tokens of a predicate: one word, `killed and wounded`, or `death toll`."""
    start, end = token.i, token.i + 1
    doc = token.doc
    if lemma(token) in listed("toll") and start and doc[start - 1].lower_ in ("death", "casualty", "body"):
        return start - 1, end
    if token.lower_ == "dead" and start and doc[start - 1].lower_ == "shot":
        return start - 1, end
    event = of_word(token)
    if event in ("killed", "injured"):
        for other in companions(token):
            if {of_word(other), event} == {"killed", "injured"}:
                start, end = min(start, other.i), max(end, other.i + 1)
    return start, end


def _deverbal(noun: Token) -> bool:
    """Whether a noun names a deed (`a survey of`, `support from`): by its ending or the lists."""
    word = noun.lower_
    return word.endswith(("tion", "sion", "ment", "ing", "al", "ance", "ence")) or word in DEEDS


DEEDS = listed("deeds")
