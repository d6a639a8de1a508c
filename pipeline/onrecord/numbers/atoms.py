"""Atoms: a text cut into numbers, words and signs, each with its place in the text."""

from __future__ import annotations

import re
from typing import NamedTuple

NUMBER, WORD, SIGN = "number", "word", "sign"
TOUCHING, SPACED, NEW_LINE, NEW_PARAGRAPH = 0, 1, 2, 3

_ATOM = re.compile(
    r"(?P<number>\d+(?:,\d+)*(?:\.\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)
_LINK = re.compile(r"(?:https?://|www\.|\b10\.\d{4,9}/)\S+")


class Atom(NamedTuple):
    """One number, word or sign: characters `[start, end)`, and what stands before it (`gap`)."""

    start: int
    end: int
    text: str
    low: str
    kind: str
    gap: int


def cut(text: str) -> list[Atom]:
    """The atoms of a text, in order; links and DOIs are one sign each, so that no number is found in them."""
    atoms: list[Atom] = []
    links = {m.start(): m.end() for m in _LINK.finditer(text)}
    last = at = 0
    while True:
        match = _ATOM.search(text, at)
        if match is None:
            return atoms
        start, end = match.span()
        kind = match.lastgroup or SIGN
        if start in links:
            end, kind = links[start], SIGN
        word = text[start:end]
        atoms.append(Atom(start, end, word, word.lower().replace("’", "'"), kind, _gap(text, last, start)))
        last = at = end


def _gap(text: str, start: int, end: int) -> int:
    """How a stretch between two atoms parts them."""
    if start == end:
        return TOUCHING
    breaks = text.count("\n", start, end)
    if not breaks:
        return SPACED
    return NEW_LINE if breaks == 1 else NEW_PARAGRAPH
