"""Examples: a text with the layers of labels that its corpus has; a layer it lacks is None."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

DEV_ARTICLES = frozenset(
    ["asylum", "crane", "defector", "election", "hackers", "homeopathic", "korea", "questionnaire", "stampede", "taxes"]
)
"""GUM news documents that are for development only: no layer of them is ever trained on."""


class Word(NamedTuple):
    """One word of a treebank; `head` is the index of its head in the example, its own at a root."""

    upos: str
    xpos: str
    feats: str
    lemma: str
    head: int
    deprel: str


class NameSpan(NamedTuple):
    """Characters `[start, end)` are a name under one of `labels`; "" among them: or perhaps none."""

    start: int
    end: int
    labels: tuple[str, ...]


class Chain(NamedTuple):
    """Mentions (start, end, index of the head word) of one referent, in order."""

    mentions: tuple[tuple[int, int, int], ...]
    etype: str
    identity: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what is known of it.

    `tokens` are gold words as character spans, or empty: then spaCy's tokenizer makes them.
    `open_labels` are labels that the corpus leaves unmarked, so that an unmarked word may be
    one; `masked` and `unknown` are stretches where nothing is known of names, and of quotes.
    `partial_chains`: other words may be mentions too. `types`: characters `[start, end)` name
    an organisation of that type.
    """

    corpus: str
    id: str
    text: str
    tokens: tuple[tuple[int, int], ...] = ()
    sentences: tuple[tuple[int, int], ...] | None = None
    syntax: tuple[Word, ...] | None = None
    names: tuple[NameSpan, ...] | None = None
    open_labels: frozenset[str] = frozenset()
    masked: tuple[tuple[int, int], ...] = ()
    quotes: tuple[dict[str, Any], ...] | None = None
    unknown: tuple[tuple[int, int], ...] = ()
    claims: tuple[dict[str, Any], ...] | None = None
    chains: tuple[Chain, ...] | None = None
    partial_chains: bool = False
    types: tuple[tuple[int, int, str], ...] | None = None
    weight: float = 1.0

    def __post_init__(self) -> None:
        if self.id.removeprefix("GUM_news_").removeprefix("gum-") in DEV_ARTICLES:
            raise ValueError(f"{self.corpus} {self.id} is a development article; it must not be trained on")
