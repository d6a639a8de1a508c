"""Nominal: quotes in the clause or infinitive of a noun whose owner is known: `the firm's pledge to stay`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord import tree
from onrecord.chains.nouns import nouns
from onrecord.quotation.clauses import OBJECTS, child, content_of, is_infinitive, mark_of, source_of, trimmed
from onrecord.quotation.draft import Draft, cue_span
from onrecord.quotation.lexicon import Entry, lemma_of, words_of
from onrecord.quotation.settings import Scores
from onrecord.quotation.subjects import agent_of, subject_of

ISSUING_VERBS = words_of("issuing_verbs")
OWNERS = words_of("owners")
"""Nouns for bodies that stand before what they claim: `opposition demands`."""
CLAUSES = frozenset({"acl", "ccomp", "xcomp", "acl:relcl", "advcl"})
GIVING = frozenset({"by", "from"})
BEARING = frozenset({"on", "with"})
"""Prepositions through which a noun is its subject's: `took office with a pledge to`."""


def noun_quote(noun: Token, entry: Entry, scores: Scores) -> Draft | None:
    """The quote in a noun's clause or infinitive, where the noun's owner is known."""
    if not entry.frames & {"that", "to"}:
        return None
    clause = next((c for c in _clauses(noun) if is_infinitive(c) or mark_of(c) == "that"), None) or _predicated(noun)
    if clause is None:
        return None
    rule = ""
    gerund = clause.lower_.endswith("ing") and clause.nbor(-1).lower_ == "to"
    if is_infinitive(clause) and not gerund and "to" in entry.frames and clause.dep_ != "acl:relcl":
        rule = "noun-to"
    elif any(c.dep_ == "mark" and c.lower_ == "that" for c in tree.lefts(clause)) and "that" in entry.frames:
        rule = "noun-that"
    if not rule:
        return None
    owner = owner_of(noun)
    if owner is None:
        return None
    content = content_of(clause, noun)
    if child(clause, ("cop",)) is not None and noun.head.i == clause.i:
        opens = next(c for c in tree.lefts(clause) if c.dep_ in ("mark", "aux") and c.lower_ in ("to", "that"))
        said = trimmed(noun.doc, opens.i, tree.right_edge(clause).i + 1)
        content = [said] if said is not None else []
    return Draft(
        content=content,
        cue=cue_span(noun),
        source=source_of(owner),
        cue_token=noun.i,
        source_head=owner.i,
        negated=entry.lemma == "denial",
        score=scores.noun - (scores.weak_noun if "weak" in entry.frames else 0.0),
        rule=rule,
    )


def _predicated(noun: Token) -> Token | None:
    """`its demand is that they leave`, `the pledge was to stay`: the clause that is said of a noun."""
    clause = noun.head
    among = noun.dep_ == "obl" and any(c.lower_ == "among" for c in tree.lefts(noun))
    subject = noun.dep_ in ("nsubj", "nsubj:outer") or among
    if not subject or clause.i < noun.i or child(clause, ("cop",)) is None:
        return None
    return clause if is_infinitive(clause) or mark_of(clause) == "that" else None


def _clauses(noun: Token) -> Iterator[Token]:
    """What may be a noun's clause: its own, and behind `by` or `from` that of its owner or of the verb above."""
    for c in tree.rights(noun):
        if c.dep_ in CLAUSES:
            yield c
    giver = _giver(noun)
    if giver is None:
        return
    behind = {giver.i + 1, tree.right_edge(giver).i + 1}
    for above in (giver, noun.head):
        yield from (c for c in tree.rights(above) if c.dep_ in CLAUSES and tree.left_edge(c).i in behind)


def _giver(noun: Token) -> Token | None:
    """Who is named behind a noun: `a request | by | the mayor`, `calls | from | the army`."""
    behind = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    if behind.lower_ not in GIVING or behind.i >= noun.sent.end:
        return None
    giver = behind.head if behind.dep_ == "case" else child(behind, ("pobj",))
    return giver if giver is not None and giver.i > behind.i else None


def owner_of(noun: Token) -> Token | None:
    """Whose claim, order or pledge a noun names."""
    for c in tree.children(noun):
        if c.dep_ in ("nmod:poss", "poss"):
            return c
    if noun.i > 1 and noun.nbor(-1).tag_ == "POS":
        return noun.nbor(-2)
    giver = _giver(noun)
    if giver is not None:
        return giver
    for c in tree.rights(noun):
        if c.dep_ in ("nmod", "obl") and any(g.lower_ in GIVING for g in tree.children(c) if g.dep_ == "case"):
            return c
        if c.dep_ in ("prep", "agent") and c.lower_ in GIVING:
            return child(c, ("pobj",))
    made = next((agent_of(c) for c in tree.rights(noun) if c.tag_ == "VBN" and lemma_of(c) in ISSUING_VERBS), None)
    if made is not None:
        return made
    if noun.dep_ in OBJECTS and lemma_of(noun.head) in ISSUING_VERBS:
        return subject_of(noun.head)
    before = next((c for c in tree.lefts(noun) if _names_owner(c)), None)
    if before is None and noun.dep_ == "obl" and any(c.lower_ in BEARING for c in tree.lefts(noun) if c.dep_ == "case"):
        return subject_of(noun.head) if noun.head.pos_ == "VERB" else None
    return before


def _names_owner(word: Token) -> bool:
    """Whether a word before a noun names whose it is: `U.S. | charges`, `rebel | demands`."""
    if word.dep_ not in ("compound", "amod", "nmod", "nmod:desc", "nmod:unmarked"):
        return False
    common = word.pos_ in ("NOUN", "ADJ") and (lemma_of(word) in nouns() or word.lower_ in OWNERS)
    return bool(word.ent_type_) or word.pos_ == "PROPN" or common
