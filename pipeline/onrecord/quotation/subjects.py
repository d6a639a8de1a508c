"""Subjects: who does what a verb says, in UD or ClearNLP labels."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord import tree
from onrecord.quotation.clauses import FINITE, OBJECTS, PASSIVE_SUBJECTS, SUBJECTS, child, is_passive
from onrecord.quotation.lexicon import is_document, lemma_of, words_of

ISSUING = words_of("issuing")
DAYS = words_of("days")


OPENING = frozenset({"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "CD", "JJ"})


def agent_of(verb: Token) -> Token | None:
    """The agent of a passive: the noun behind `by`."""
    for c in tree.rights(verb):
        if c.dep_ == "agent":
            return child(c, ("pobj",))
        if c.dep_ in ("obl:agent", "obl") and any(g.lower_ == "by" and g.dep_ == "case" for g in tree.children(c)):
            return c
    return None


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """Who does what a verb says, sought in the clauses above where its own has nobody."""
    own = nearest_subject(verb)
    if own is not None:
        return own if own.lower_ not in ("it", "there") or child(verb, ("expl",)) is None else None
    if is_passive(verb):
        return agent_of(verb)
    if depth > 6 or verb.head.i == verb.i:
        return None
    up = _told_with(verb)
    if is_quoted_as(verb):
        return child(up, PASSIVE_SUBJECTS) or child(up, OBJECTS)
    if depth == 0 and verb.tag_ == "VBG" and up.dep_ == "ccomp" and verb.doc[verb.i - 1].text == ",":
        return _active_subject(up.head, depth)
    if verb.dep_ == "acl" and verb.tag_ in ("VBG", "") and up.pos_ in ("NOUN", "PROPN", "PRON", ""):
        return _issuer(up) or up
    if verb.dep_ == "conj" and up.pos_ in ("NOUN", "PROPN"):
        return None
    if verb.dep_ == "xcomp" and up.pos_ in ("VERB", "AUX", ""):
        controller = child(up, OBJECTS)
        if controller is not None and not controller.i > verb.i and lemma_of(up) not in ("promise", "use"):
            return controller
        return _active_subject(up, depth)
    if verb.dep_ in ("conj", "advcl", "parataxis", "ccomp", "aux", "dep", "nmod", "obl"):
        if verb.dep_ == "ccomp" and verb.tag_ != "VBG":
            return None
        return _active_subject(up, depth)
    if verb.dep_ in ("pcomp", "acl"):
        return _active_subject(up.head, depth) if up.head.i != up.i else None
    return None


def nearest_subject(verb: Token) -> Token | None:
    """A verb's own subject; of two side by side the second: `an effort the army has threatened to stop`."""
    own = [c for c in tree.children(verb) if c.dep_ in SUBJECTS and not _is_bracketed(c)]
    if len(own) > 1 and own[1].i < verb.i and tree.left_edge(own[1]).i == own[0].i + 1 and _stands_free(own[1]):
        return own[1]
    return own[0] if own else None


def _is_bracketed(noun: Token) -> bool:
    """`(Lima, May 4)` before a verb is a dateline, no subject."""
    first = tree.left_edge(noun)
    return first.text == "(" or (first.i > 0 and first.nbor(-1).text == "(")


def _stands_free(noun: Token) -> bool:
    return noun.lower_ not in DAYS and tree.left_edge(noun).tag_ not in ("IN", "TO")


def _told_with(verb: Token) -> Token:
    """The verb above; for a finite verb that the parse joins to a participle, the finite one above that."""
    up = verb.head
    if verb.dep_ == "conj" and verb.tag_ in FINITE:
        for _ in range(4):
            if up.tag_ in FINITE or up.head.i == up.i or up.tag_ not in ("VBG", "VB"):
                break
            up = up.head
    return up


def is_quoted_as(verb: Token) -> bool:
    """`quoted the army as saying`: the one who speaks is the object above."""
    quoting = lemma_of(verb.head) in ("quote", "cite") and verb.tag_ == "VBG"
    return quoting and any(c.lower_ == "as" for c in tree.lefts(verb))


def _active_subject(verb: Token, depth: int) -> Token | None:
    passive = child(verb, PASSIVE_SUBJECTS)
    return passive if passive is not None else subject_of(verb, depth + 1)


def _issuer(noun: Token) -> Token | None:
    """Who issued a document that is said to say something: `the army released a statement saying`."""
    if not is_document(noun) or noun.dep_ not in OBJECTS:
        return None
    verb = noun.head
    return subject_of(verb) if lemma_of(verb) in ISSUING else None


def subject_before(verb: Token, start: int) -> Token | None:
    """The head of the noun phrase that alone stands between token `start` and a verb, where no subject is parsed."""
    words = [t for t in verb.doc[start : verb.i] if not t.is_space]
    while words and words[-1].tag_ in ("RB", "MD", "VBZ", "VBD", "VBP") and words[-1].pos_ in ("ADV", "AUX"):
        words.pop()
    if not words or words[0].tag_ not in OPENING:
        return None
    for t in words:
        if t.tag_ in FINITE | {"WP", "WDT"} or t.text in ",;:(":
            break
        last_of_name = t.i + 1 >= verb.i or t.nbor(1).tag_ not in ("NN", "NNS", "NNP", "NNPS", "POS", "HYPH")
        if t.pos_ in ("NOUN", "PROPN", "PRON") and last_of_name:
            flat = t.dep_ in ("flat", "flat:name") and t.head.i >= start
            return t.head if flat else t
    return None
