"""Complements: the clause, infinitive, gerund or noun phrase in which a verb says something."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord import tree
from onrecord.quotation.clauses import (
    FINITE,
    OBJECTS,
    SUBJECTS,
    child,
    content_of,
    is_infinitive,
    is_passive,
    mark_of,
    subtree,
    trimmed,
)
from onrecord.quotation.draft import Span
from onrecord.quotation.extent import (
    can_do,
    clause_behind,
    clause_end,
    infinitive_behind,
    infinitive_past_relative,
    mended,
)
from onrecord.quotation.lexicon import Entry, entry_of, lemma_of, words_of
from onrecord.quotation.postposed import postposed
from onrecord.quotation.settings import Scores

QUESTION_WORDS = words_of("question_words")
DECLARING = words_of("declaring")
PLANS = words_of("plans")


def complement(verb: Token, entry: Entry, scores: Scores) -> tuple[list[Span], float, str] | None:
    """What a verb says, how surely, and in which frame."""
    frames = entry.frames
    behind = postposed(verb, entry)
    if behind is not None:
        return behind, scores.postposed, "postposed"
    past = infinitive_past_relative(verb) if "object-to" in frames else None
    if past is not None:
        return [past], scores.past_relative, "past relative"
    for c in tree.children(verb):
        if c.dep_ in ("ccomp", "dep", "csubj", "csubj:pass", "csubjpass") and c.i < verb.i and "csubj" in c.dep_:
            continue
        if c.dep_ in ("ccomp", "dep", "csubj", "csubj:pass", "csubjpass") and not (
            c.dep_ == "dep" and c.pos_ not in ("VERB", "AUX")
        ):
            found = _clause(verb, c, frames, scores)
            if found is not None:
                return found
    for c in tree.children(verb):
        if c.dep_ in ("xcomp", "advcl", "ccomp", "acl", "obj", "obl") and c.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            found = _infinitive(verb, c, frames, scores) or _gerund(verb, c, frames, scores)
            if found is not None:
                return found
        if c.dep_ in OBJECTS and c.tag_ in ("WRB", "WP", "WDT") and frames & {"whether", "how"} and c.i > verb.i:
            return content_of(c, verb), _of_question(frames, scores), "whether"
    if "accuse" in frames:
        return _accusation(verb, scores)
    if "object-to" in frames:
        to = infinitive_behind(verb)
        if to is not None:
            return [to], scores.infinitive_apart, "to"
    if lemma_of(verb) in DECLARING:
        planned = child(verb, OBJECTS)
        if planned is not None and lemma_of(planned) in PLANS:
            deed = next((c for c in tree.children(planned) if c.dep_ in ("acl", "xcomp") and is_infinitive(c)), None)
            if deed is not None:
                return content_of(deed, planned), scores.plan, "to"
    if frames & {"that-noun"}:
        return _by_noun(verb, scores)
    found = _main_clause(verb, frames, scores)
    if found is None and "weak" not in frames and "that" in frames and verb.tag_ in FINITE:
        behind = clause_behind(verb)
        return (behind, scores.unattached, "behind") if behind else None
    return found


def _of_question(frames: frozenset[str], scores: Scores) -> float:
    return scores.question if "whether" in frames else scores.answer


def _clause(verb: Token, c: Token, frames: frozenset[str], scores: Scores) -> tuple[list[Span], float, str] | None:
    mark = mark_of(c)
    if is_infinitive(c) and not any(g.dep_ in ("aux",) and g.tag_ == "MD" for g in tree.children(c)):
        return _infinitive(verb, c, frames, scores)
    if mark in QUESTION_WORDS:
        if not frames & {"whether", "how"} or (c.i < verb.i):
            return None
        return content_of(c, verb), _of_question(frames, scores), "whether"
    if not frames & {"that", "direct"}:
        return None
    if c.i < verb.i and any(t.tag_ in ("WP", "WDT") for t in tree.lefts(c)) and mark != "that":
        return None
    content = mended(verb, content_of(c, verb))
    score = scores.clause if "that" in frames and "weak" not in frames else scores.weak_clause
    if "weak" in frames and mark == "that":
        score += scores.weak_that
    return content, score, "that"


def _infinitive(verb: Token, c: Token, frames: frozenset[str], scores: Scores) -> tuple[list[Span], float, str] | None:
    if not is_infinitive(c) or c.i < verb.i:
        return None
    addressee = child(verb, OBJECTS)
    if c.dep_ == "advcl" and not ("object-to" in frames and addressee is not None and c.i - addressee.i < 12):
        return None
    if not frames & {"to", "object-to"}:
        return None
    if (
        "to" not in frames
        and addressee is None
        and not is_passive(verb)
        and c.dep_ != "ccomp"
        and "on" not in (t.lower_ for t in verb.doc[verb.i + 1 : c.i])
        and lemma_of(verb) not in ("plead", "appeal", "ask")
    ):
        return None
    to = next(t for t in tree.lefts(c) if t.lower_ == "to")
    if not can_do(verb, to):
        return None
    tokens = [i for i in subtree(c, None) if i >= to.i]
    before = to.nbor(-1) if to.i else to
    if before.lower_ == "not" and before.head.i == c.i:
        tokens = [before.i, *tokens]
    span = trimmed(verb.doc, tokens[0], tokens[-1] + 1)
    return ([span], scores.infinitive, "to") if span else None


def _gerund(verb: Token, c: Token, frames: frozenset[str], scores: Scores) -> tuple[list[Span], float, str] | None:
    being = any(g.dep_ in ("cop", "aux:pass") and g.tag_ == "VBG" for g in tree.lefts(c))
    if "ing" not in frames or (c.tag_ != "VBG" and not being) or c.i < verb.i:
        return None
    if c.dep_ in ("advcl", "obl"):
        marks = (g for g in tree.lefts(c) if g.dep_ in ("mark", "case") and g.lower_ in ("to", "of"))
        to = next((g for g in marks if g.i == verb.i + 1), None)
        span = trimmed(verb.doc, to.i + 1, tree.right_edge(c).i + 1) if to is not None else None
        return ([span], scores.gerund, "ing") if span else None
    if c.dep_ not in ("xcomp", "ccomp", "obj"):
        return None
    content = content_of(c, verb)
    if c.i == verb.i + 1 and tree.right_edge(c).i == c.i:
        # The parse cuts `having` from what it opens.
        span = trimmed(verb.doc, c.i, clause_end(verb.doc, verb, c.i + 1))
        content = [span] if span is not None else content
    return content, scores.gerund, "ing"


def _accusation(verb: Token, scores: Scores) -> tuple[list[Span], float, str] | None:
    """`accused the army of shelling a school`: the accused and the deed."""
    accused = next((c for c in tree.rights(verb) if c.dep_ in OBJECTS), None)
    if accused is None:
        return None
    link = "of" if lemma_of(verb) == "accuse" else "for"
    links = [t for t in verb.doc[accused.i + 1 : min(accused.i + 60, verb.sent.end)] if t.lower_ == link]
    for t in sorted(links, key=lambda t: t.i + 1 < len(t.doc) and t.nbor(1).tag_ != "VBG"):
        deed = t.head if t.head.i > t.i else next(iter(tree.rights(t)), None)
        if deed is None or (link == "for" and deed.tag_ != "VBG"):
            continue
        if deed.tag_ == "VBG" or _reaches(deed, verb) or deed.head.i == accused.i:
            end = max(tree.right_edge(deed).i, tree.right_edge(t).i) + 1
            span = trimmed(verb.doc, tree.left_edge(accused).i, end)
            return ([span], scores.accusation, "accuse") if span else None
    return None


def _reaches(token: Token, verb: Token) -> bool:
    return token.head.i == verb.i or token.head.head.i == verb.i


def _by_noun(verb: Token, scores: Scores) -> tuple[list[Span], float, str] | None:
    """`denied accusations that they left`, `raised concern that ...`: the verb answers the noun's clause."""
    noun = next((c for c in tree.rights(verb) if c.dep_ in OBJECTS), None)
    asked = "that" if "negative" in entry_of(verb).frames else "stance"
    if noun is None or asked not in entry_of(noun).frames:
        return None
    clause = next((c for c in tree.children(noun) if c.dep_ in ("acl", "ccomp") and mark_of(c) == "that"), None)
    return (content_of(clause, noun), scores.stance, "that-noun") if clause is not None else None


def _main_clause(verb: Token, frames: frozenset[str], scores: Scores) -> tuple[list[Span], float, str] | None:
    """`The army, he said, left`: the cue hangs on the clause that it attributes."""
    head = verb.head
    if head.i == verb.i or "that" not in frames or "weak" in frames:
        return None
    as_said = any(c.dep_ == "mark" and c.lower_ == "as" for c in tree.children(verb))
    if verb.dep_ == "parataxis" and child(verb, SUBJECTS) is not None and head.pos_ != "":
        if verb.i < head.i and verb.i < tree.left_edge(head).i:
            return None
        if any(c.dep_ in OBJECTS for c in tree.children(verb)):
            return None
        return content_of(head, verb), scores.parataxis, "parataxis"
    if verb.dep_ == "advcl" and as_said and child(verb, SUBJECTS) is not None:
        return content_of(head, verb), scores.as_said, "as"
    return None
