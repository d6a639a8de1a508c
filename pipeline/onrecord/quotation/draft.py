"""Draft: a quote in the making, before its parts are checked and its speaker is known."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

Span = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """Characters `[start, end)` of a quote's parts; tokens of its cue and of its source's head.

    `score` is how sure the finder is. `runs_on` marks a quote without a cue of its own that
    takes the speaker of the one before. `rule` names what found it.
    """

    content: list[Span]
    cue: Span | None = None
    source: Span | None = None
    cue_token: int | None = None
    source_head: int | None = None
    via: list[Span] = field(default_factory=list)
    negated: bool = False
    score: float = 0.0
    rule: str = ""
    runs_on: Draft | None = None

    @property
    def start(self) -> int:
        return self.content[0][0]

    @property
    def end(self) -> int:
        return self.content[-1][1]


def cue_span(token: Token) -> Span:
    """The characters of a cue that is one word."""
    return token.idx, token.idx + len(token)


def overlap(a: list[Span], b: list[Span]) -> int:
    """How many characters two lists of spans share."""
    return sum(max(0, min(e, f) - max(s, g)) for s, e in a for g, f in b)


def likeness(a: list[Span], b: list[Span]) -> float:
    """Shared characters over all characters of two lists of spans: 1.0 where they are the same."""
    shared = overlap(a, b)
    total = sum(e - s for s, e in a) + sum(e - s for s, e in b) - shared
    return shared / total if total else 0.0
