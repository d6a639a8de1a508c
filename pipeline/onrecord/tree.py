"""Tree: the dependents of a token, safe on Docs without a parse.

spaCy keeps no sound edges on an unparsed Doc where its tokenizer applied special cases (a bare `'`), and
walking from such a token can crash the process; here a token without a parse has nothing below it.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token


def children(token: Token) -> Iterable[Token]:
    """The direct dependents, in order."""
    return token.children if token.dep else ()


def lefts(token: Token) -> Iterable[Token]:
    """The direct dependents before the token."""
    return token.lefts if token.dep else ()


def rights(token: Token) -> Iterable[Token]:
    """The direct dependents behind the token."""
    return token.rights if token.dep else ()


def subtree(token: Token) -> Iterable[Token]:
    """The token and all below it, in order."""
    return token.subtree if token.dep else (token,)


def left_edge(token: Token) -> Token:
    """The first token of the subtree."""
    return token.left_edge if token.dep else token


def right_edge(token: Token) -> Token:
    """The last token of the subtree."""
    return token.right_edge if token.dep else token
