"""Grammar: one view of a parse, whether its labels are UD's or spaCy's English ones (ClearNLP)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord import tree

_AS_UD = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "dobj": "obj", "dative": "iobj", "auxpass": "aux:pass",
    "relcl": "acl:relcl", "poss": "nmod:poss", "npadvmod": "obl:unmarked", "attr": "xcomp", "oprd": "xcomp",
    "acomp": "xcomp", "quantmod": "advmod", "neg": "advmod", "prt": "compound:prt", "predet": "det:predet",
    "obl:tmod": "obl:unmarked", "nmod:tmod": "nmod:unmarked", "obl:npmod": "obl:unmarked",
}  # fmt: skip
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "SYM", "NUM"})
VERBS = frozenset({"VERB", "AUX"})


def relation(token: Token) -> str:
    """A token's relation to its head under its UD name; a ClearNLP `pobj` is `obl` or `nmod`."""
    label = token.dep_
    if label in ("pobj", "pcomp"):
        outer = token.head.head
        return "nmod" if outer.pos_ in NOUNS and token.head.dep_ != "agent" else "obl"
    return _AS_UD.get(label, label)


def base(token: Token) -> str:
    """The relation without its subtype: `nsubj` for `nsubj:pass`."""
    return relation(token).partition(":")[0]


def governor(token: Token) -> Token:
    """The word that a token depends on, over the preposition that ClearNLP puts between."""
    if token.dep_ in ("pobj", "pcomp") and token.head.dep_ in ("prep", "agent", "dative", "prt"):
        outer = token.head.head
        return governor(token.head) if outer.dep_ == "prep" and outer != token.head else outer
    return token.head


def preposition(token: Token) -> str:
    """The preposition that marks a token: a `case` child, or the ClearNLP head."""
    if token.dep_ in ("pobj", "pcomp"):
        return token.head.lower_
    below = tree.children(token)
    marks = [child for child in below if child.dep_ == "case" and child.i < token.i and child.tag_ != "POS"]
    return marks[0].lower_ if marks else ""


def complements(token: Token) -> Iterator[tuple[str, Token]]:
    """The prepositional phrases under a token, as preposition and noun."""
    for child in tree.children(token):
        if child.dep_ in ("prep", "agent"):
            for noun in tree.children(child):
                if noun.dep_ in ("pobj", "pcomp"):
                    yield child.lower_, noun
        elif base(child) in ("nmod", "obl") and preposition(child):
            yield preposition(child), child


def children(token: Token, *relations: str) -> list[Token]:
    """The children that stand in one of some UD relations, subtypes included where none is asked for."""
    return [c for c in tree.children(token) if relation(c) in relations or base(c) in relations]


def parsed(token: Token) -> bool:
    """Whether the token's sentence has a parse to go by."""
    return token.doc.has_annotation("DEP")


def copula(token: Token) -> Token | None:
    """The form of `be` that a predicate noun or adjective hangs on (UD), if there is one."""
    found = [c for c in tree.children(token) if c.dep_ == "cop"]
    return found[0] if found else None
