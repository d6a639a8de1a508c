"""Clauses: what a parse says of subjects, complements and their borders, in UD or ClearNLP labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from onrecord import tree
from onrecord.quotation.draft import Span
from onrecord.quotation.lexicon import lemma_of, words_of

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer", "csubj:outer"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"})
PASSIVE_AUX = frozenset({"aux:pass", "auxpass"})
OBJECTS = frozenset({"obj", "dobj", "iobj", "dative"})
OBLIQUES = frozenset({"obl", "obl:arg", "nmod", "prep", "obl:agent"})
RELATIVE = frozenset({"acl:relcl", "relcl", "acl", "advcl", "advcl:relcl", "parataxis", "ccomp", "discourse", "csubj"})
EDGE = frozenset(".,;:-–—…")
LONGEST = 600
"""Words of a sentence beyond which its parse is not trusted, nor walked."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LINKS = frozenset({"also", "meanwhile", "but", "however", "then"})
NEGATIVE = frozenset({"not", "n't", "never", "neither", "nor", "n’t", "hardly"})
WITHHELD = words_of("withheld")


def has_parse(doc: Doc) -> bool:
    """Whether the dependencies that the rules walk are there."""
    return doc.has_annotation("DEP") and any(t.dep_ for t in doc[:200])


def child(token: Token, labels: Iterable[str]) -> Token | None:
    """The first dependent under one of the labels."""
    return next((c for c in tree.children(token) if c.dep_ in labels), None)


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, or is a bare past participle behind its noun."""
    if any(c.dep_ in PASSIVE_AUX or c.dep_ in PASSIVE_SUBJECTS for c in tree.children(verb)):
        return True
    if verb.tag_ in ("VBN", "VBD") and verb.dep_ in ("acl", "advcl", "amod"):
        return not any(c.dep_ in ("aux",) or c.dep_ in SUBJECTS for c in tree.children(verb))
    return verb.dep_ == "conj" and verb.tag_ == "VBN" and is_passive(verb.head) and not child(verb, SUBJECTS)


def is_negated(verb: Token) -> bool:
    """Whether a `not` or `never` stands with the verb, or one above that it completes."""
    if any(
        c.lower_ in NEGATIVE and c.dep_ in ("advmod", "neg", "cc:preconj", "preconj", "cc", "dep")
        for c in tree.children(verb)
    ):
        return True
    subject = child(verb, SUBJECTS)
    if subject is not None and (subject.lower_ in ("nobody", "none") or subject.text in ("No", "Neither")):
        return True
    if verb.dep_ == "conj" and verb.head.i != verb.i:
        return any(c.lower_ in ("neither", "nor") for c in tree.children(verb)) or any(
            c.lower_ == "neither" for c in tree.children(verb.head)
        )
    return False


def is_withheld(verb: Token) -> bool:
    """Whether speech is declined, planned or wished for: `declined to say`, `expected to announce`."""
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.i != verb.i and any(c.lower_ == "to" for c in tree.lefts(verb)):
        return lemma_of(verb.head) in WITHHELD or is_negated(verb.head)
    return False


def subtree(head: Token, without: Token | None = None) -> list[int]:
    """Token numbers under a head, in order, without those under another token."""
    drop = set()
    if without is not None and without.i != head.i:
        drop = {t.i for t in tree.subtree(without)}
    return [t.i for t in tree.subtree(head) if t.i not in drop and not t.is_space]


def runs(doc: Doc, tokens: list[int], cue: int) -> list[tuple[int, int]]:
    """Token numbers as stretches `[start, end)`, cut only where the cue stands between."""
    before = [i for i in tokens if i < cue]
    after = [i for i in tokens if i > cue]
    return [(part[0], part[-1] + 1) for part in (before, after) if part]


def trimmed(doc: Doc, start: int, end: int) -> Span | None:
    """A stretch of tokens as characters, without `that` before it and punctuation at its edges."""
    while start < end and (doc[start].is_space or doc[start].text in EDGE or doc[start].text in ("--", "...")):
        start += 1
    opens = end - start > 1 and doc[start].lower_ == "that" and doc[start].dep_ in ("mark", "")
    if opens and doc[start + 1].pos_ != "AUX":
        start += 1
        while start < end and doc[start].text == ",":
            start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in EDGE or doc[end - 1].text in ("--",)):
        end -= 1
    if not any((t.is_alpha or t.like_num) and t.dep_ not in ("mark", "cc") for t in doc[start:end]):
        return None
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def content_of(head: Token, cue: Token) -> list[Span]:
    """The characters of a clause that a cue governs or interrupts."""
    doc = head.doc
    tokens = subtree(head, cue if cue.i != head.i and _under(cue, head) else None)
    if cue.head.i != cue.i and not _under(cue, head):
        tokens = [i for i in tokens if i != cue.i]
    spans = [trimmed(doc, s, e) for s, e in runs(doc, tokens, cue.i)]
    return [s for s in spans if s is not None]


def _under(token: Token, head: Token) -> bool:
    for _ in range(60):
        if token.i == head.i:
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def source_of(head: Token, cue: Token | None = None) -> Span:
    """The noun phrase of a speaker: title and apposition kept, relative clauses and asides dropped."""
    doc = head.doc
    dropped: set[int] = set()
    if child(head, ("cop",)) is not None:
        nominal = ("det", "amod", "compound", "nmod:poss", "poss", "nummod")
        predicate = [c for c in tree.lefts(head) if c.dep_ not in nominal]
        dropped.update(t.i for c in predicate for t in tree.subtree(c))
    for part in (head, *_appositions(head)):
        for c in tree.children(part):
            own = part.i == head.i
            leaves = c.dep_ in RELATIVE and c.i > part.i or (cue is not None and c.i == cue.i)
            possessive = own and c.dep_ == "case" and c.lower_ in ("'s", "’s", "'", "’")
            if leaves or possessive or (own and c.i < part.i and _introduces(c)):
                dropped.update(t.i for t in tree.subtree(c))
    tokens = {t.i for t in tree.subtree(head) if t.i not in dropped}
    tokens |= {i + 1 for i in tokens if i + 1 < len(doc) and doc[i + 1].is_space and "\n\n" not in doc[i + 1].text}
    start = end = head.i
    while start - 1 in tokens:
        start -= 1
    while end + 1 in tokens:
        end += 1
    while end > head.i and (doc[end].text in EDGE or doc[end].lower_ in ("and", "or") or doc[end].is_space):
        end -= 1
    while start < head.i and (doc[start].text in EDGE or doc[start].is_space):
        start += 1
    return doc[start].idx, doc[end].idx + len(doc[end])


def _introduces(word: Token) -> bool:
    """Whether a word before a noun belongs to the sentence, not to the noun."""
    if word.dep_ in ("mark", "cc", "case"):
        return True
    return word.dep_ in ("advmod", "cc:preconj", "preconj") and word.lower_ in LINKS


def _appositions(head: Token) -> Iterator[Token]:
    for c in tree.children(head):
        if c.dep_ in ("appos", "conj", "flat", "nmod", "prep", "pobj"):
            yield c
            yield from _appositions(c)


def mark_of(clause: Token) -> str:
    """The word that opens an embedded clause, in lower case: `that`, `if`, `what`; "" where there is none."""
    if (
        child(clause, SUBJECTS | PASSIVE_SUBJECTS | {"mark", "advmod", "obj", "dobj", "obl", "aux", "attr", "det"})
        is None
    ):
        return ""
    left = tree.left_edge(clause)
    for t in (left, *(c for c in tree.lefts(clause) if c.dep_ in ("mark", "advmod"))):
        if t.tag_ in ("WDT", "WP", "WRB", "WP$") or (t.dep_ == "mark" and t.lower_ in ("that", "if", "whether")):
            return t.lower_
    return left.lower_ if left.lower_ in ("that", "if", "whether") else ""


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands behind `to`."""
    return any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in tree.lefts(verb))
