"""Windows: examples to arrays of targets, cut to what the encoder reads at once.

A label that a corpus does not annotate is IGNORE (or every tag allowed, for names), so that
it is a missing value and not a negative.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from spacy.language import Language

from onrecord.naming.types import BODY_TYPES, type_of
from onrecord.neural.encoder import WordPieces, Words
from onrecord.neural.tagsets import (
    ANCHOR_TAGS,
    CLAIM_ROLES,
    NAME_TAGS,
    QUOTE_ROLES,
    position_tag,
    role_tags,
    span_tags,
)  # fmt: skip
from onrecord.records import Event
from onrecord.training.augment import Rates, vary
from onrecord.training.examples import Example

IGNORE = -100
EVENTS: tuple[str, ...] = Event.__args__  # type: ignore[attr-defined]
TAG_LAYERS = (
    "sentences.starts", "syntax.upos", "syntax.xpos", "syntax.feats",
    "coreference.mentions", "quotes.anchors", "quotes.inside", "claims.anchors",
)  # fmt: skip
FALSE_ANCHORS = 0.5
"""Words that are no cue, drawn for each true cue, for the role head to learn that they have no roles."""


@dataclass(frozen=True)
class Vocabulary:
    """The syntax labels, in a fixed order."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    deprels: tuple[str, ...]

    @classmethod
    def of(cls, examples: Iterable[Example], at_least: int = 3) -> Vocabulary:
        """All labels that occur at least so often in the examples' syntax."""
        counts: dict[str, Counter[str]] = {k: Counter() for k in ("upos", "xpos", "feats", "deprel")}
        for example in examples:
            for word in example.syntax or ():
                for layer, counter in counts.items():
                    counter[getattr(word, layer)] += 1
        kept = {k: tuple(sorted(x for x, n in c.items() if n >= at_least)) for k, c in counts.items()}
        return cls(kept["upos"], kept["xpos"], kept["feats"], kept["deprel"])


@dataclass(frozen=True)
class Frames:
    """Anchors (word spans), role tags int64 [anchors, words], and classes by name int64 [anchors]."""

    anchors: list[tuple[int, int]]
    roles: np.ndarray
    classes: dict[str, np.ndarray]


@dataclass(frozen=True)
class WindowTargets:
    """Some consecutive words with every label known of them.

    `tags`: int64 [n] a layer; `name_tags`: bool [n, tags], true where a tag is possible;
    `heads`: index in the window, itself at the root; `parsed`: whole sentences in it;
    `mentions`: int64 [m, 2], head word and chain; `types`: names (first word, end, index in BODY_TYPES).
    """

    words: Words
    tags: dict[str, np.ndarray]
    name_tags: np.ndarray
    heads: np.ndarray
    deprels: np.ndarray
    parsed: list[tuple[int, int]]
    mentions: np.ndarray | None
    quotes: Frames | None
    claims: Frames | None
    types: list[tuple[int, int, int]]
    weight: float


class Prepared:
    """One example, tokenised and turned into word-level targets once; `windows` cuts it anew each time."""

    def __init__(
        self, example: Example, nlp: Language, pieces: WordPieces, vocabulary: Vocabulary, rates: Rates | None = None
    ):
        self.rates = rates or Rates()
        self.corpus, self.weight = example.corpus, example.weight
        self.marks = pieces('"', [(0, 1)]).pieces[0], pieces("'", [(0, 1)]).pieces[0]
        self.offsets = list(example.tokens) or [
            (t.idx, t.idx + len(t)) for t in nlp.make_doc(example.text) if not t.is_space
        ]
        self._starts = [s for s, _ in self.offsets]
        self._ends = [e for _, e in self.offsets]
        self.words = pieces(example.text, self.offsets)
        self.lengths = [len(p) for p in self.words.pieces]
        count = len(self.offsets)
        self.tags = {layer: np.full(count, IGNORE, dtype=np.int64) for layer in TAG_LAYERS}
        self.heads = np.arange(count)
        self.deprels = np.full(count, IGNORE, dtype=np.int64)
        self.sentences = [self._span(s, e) for s, e in example.sentences or ()]
        self.breaks = self._breaks(example)
        if example.sentences is not None:
            self.tags["sentences.starts"][:] = 0
            self.tags["sentences.starts"][[s for s, e in self.sentences if s < e]] = 1
        self.has_syntax = example.syntax is not None
        if example.syntax is not None:
            self._add_syntax(example, vocabulary)
        self.name_tags = self._names(example)
        self.types = self._types(example)
        self.mentions = self._chains(example)
        self.quotes = self._quotes(example)
        self.claims = self._claims(example)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        """The words that characters [start, end) touch."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end)

    def _breaks(self, example: Example) -> list[int]:
        if self.sentences:
            return sorted({s for s, _ in self.sentences})
        lines = [i + 1 for i, c in enumerate(example.text) if c == "\n"]
        return sorted({0, *(self._span(x, x + 1)[0] for x in lines)})

    def _add_syntax(self, example: Example, vocabulary: Vocabulary) -> None:
        assert example.syntax is not None
        for layer, labels in (("upos", vocabulary.upos), ("xpos", vocabulary.xpos), ("feats", vocabulary.feats)):
            index = {label: i for i, label in enumerate(labels)}
            self.tags[f"syntax.{layer}"][:] = [index.get(getattr(w, layer), IGNORE) for w in example.syntax]
        index = {label: i for i, label in enumerate(vocabulary.deprels)}
        self.deprels[:] = [index.get(w.deprel, IGNORE) for w in example.syntax]
        self.heads[:] = [w.head for w in example.syntax]

    def _names(self, example: Example) -> np.ndarray:
        allowed = np.zeros((len(self.offsets), len(NAME_TAGS)), dtype=bool)
        if example.names is None:
            allowed[:] = True
            return allowed
        index = {tag: i for i, tag in enumerate(NAME_TAGS)}
        allowed[:, 0] = True
        outside = [i for t, i in index.items() if t != "O" and t[2:] in example.open_labels]
        allowed[:, outside] = True
        for span in example.names:
            first, last = self._span(span.start, span.end)
            for i in range(first, last):
                if "" not in span.labels:
                    allowed[i] = False
                for label in span.labels:
                    if label:
                        allowed[i, index[position_tag(i, first, last, label, NAME_TAGS)]] = True
        for start, end in example.masked:
            first, last = self._span(start, end)
            allowed[first:last] = True
        return allowed

    def _types(self, example: Example) -> list[tuple[int, int, int]]:
        """Organisations' names with their types: those that are labelled, else what the word lists know of them."""
        known = example.types
        if known is None:
            sure = (n for n in example.names or () if n.labels == ("ORG",))
            silver = ((n.start, n.end, type_of("ORG", [example.text[n.start : n.end]])) for n in sure)
            known = tuple((s, e, kind) for s, e, kind in silver if kind)
        return [(*self._span(s, e), BODY_TYPES.index(kind)) for s, e, kind in known]

    def _chains(self, example: Example) -> np.ndarray | None:
        if example.chains is None:
            return None
        rows: dict[int, int] = {}
        for number, chain in enumerate(example.chains):
            for mention in chain.mentions:
                rows.setdefault(mention[2], number)
        self.tags["coreference.mentions"][:] = IGNORE if example.partial_chains else 0
        self.tags["coreference.mentions"][list(rows)] = 1
        return np.array(sorted(rows.items()), dtype=np.int64).reshape(-1, 2)

    def _quotes(self, example: Example) -> list[dict[str, Any]] | None:
        if example.quotes is None:
            return None
        found, inside = [], np.zeros(len(self.offsets), dtype=np.int64)
        for quote in example.quotes:
            content = [self._span(c["start"], c["end"]) for c in quote["content"]]
            for start, end in content:
                inside[start:end] = 1
            if quote["cue"]:
                spans = [(s, e, "content") for s, e in content]
                if quote["source"]:
                    spans.append((*self._span(quote["source"]["start"], quote["source"]["end"]), "source"))
                anchor = self._span(quote["cue"]["start"], quote["cue"]["end"])
                if anchor[0] < anchor[1]:
                    found.append({"anchor": anchor, "spans": spans, "classes": {}})
        self.tags["quotes.inside"][:] = inside
        self._tag_anchors("quotes", found)
        for start, end in example.unknown:
            first, last = self._span(start, end)
            for layer in ("quotes.inside", "quotes.anchors"):
                self.tags[layer][first:last] = IGNORE
        return found

    def _claims(self, example: Example) -> list[dict[str, Any]] | None:
        if example.claims is None:
            return None
        found = []
        for claim in example.claims:
            anchor = self._span(claim["quantity"]["start"], claim["quantity"]["end"])
            spans = [(*self._span(claim[r]["start"], claim[r]["end"]), r) for r in CLAIM_ROLES if claim.get(r)]
            classes = {
                "event": EVENTS.index(claim["event"]),
                "negated": int(bool(claim.get("negated"))),
                "hedged": int(bool(claim.get("hedged"))),
            }
            if anchor[0] < anchor[1]:
                found.append({"anchor": anchor, "spans": spans, "classes": classes})
        self._tag_anchors("claims", found)
        return found

    def _tag_anchors(self, stage: str, found: Sequence[dict[str, Any]]) -> None:
        spans = [(*f["anchor"], "") for f in found]
        self.tags[f"{stage}.anchors"][:] = span_tags(spans, len(self.offsets), ANCHOR_TAGS)

    def windows(self, size: int, random: Random) -> Iterator[WindowTargets]:
        """Cuts the example into windows of `size` pieces at most, at sentence borders where it can.

        The first window's length is drawn, so that other borders are seen each time.
        """
        start, limit = 0, random.randint(size // 2, size)
        while start < len(self.offsets):
            end, used = start, 0
            while end < len(self.offsets) and (end == start or used + self.lengths[end] <= limit):
                used += self.lengths[end]
                end += 1
            if end < len(self.offsets):
                at = bisect_right(self.breaks, end) - 1
                if at >= 0 and self.breaks[at] > start + (end - start) // 2:
                    end = self.breaks[at]
            yield self._cut(start, end, random)
            start, limit = end, size

    def _cut(self, start: int, end: int, random: Random) -> WindowTargets:
        parsed = [(s - start, e - start) for s, e in self.sentences if start <= s < e <= end]
        mentions = None
        if self.mentions is not None:
            here = (self.mentions[:, 0] >= start) & (self.mentions[:, 0] < end)
            mentions = self.mentions[here] - np.array([start, 0])
        return WindowTargets(
            words=vary(
                Words(self.words.pieces[start:end], self.words.features[start:end]),
                self.tags["sentences.starts"][start:end],
                self.marks,
                random,
                self.rates,
            ),
            tags={layer: tags[start:end] for layer, tags in self.tags.items()},
            name_tags=self.name_tags[start:end],
            heads=self.heads[start:end] - start,
            deprels=self.deprels[start:end],
            parsed=parsed if self.has_syntax else [],
            mentions=mentions,
            quotes=self._frames("quotes", self.quotes, QUOTE_ROLES, start, end, random),
            claims=self._frames("claims", self.claims, CLAIM_ROLES, start, end, random),
            types=[(s - start, e - start, kind) for s, e, kind in self.types if start <= s < e <= end],
            weight=self.weight,
        )

    def _frames(
        self, stage: str, found: list[dict[str, Any]] | None, roles: Sequence[str], start: int, end: int, random: Random
    ) -> Frames | None:
        if found is None:
            return None
        here = [f for f in found if start <= f["anchor"][0] and f["anchor"][1] <= end]
        if roles == QUOTE_ROLES and here:
            none = ANCHOR_TAGS.index("O")
            for _ in range(round(FALSE_ANCHORS * len(here))):
                i = random.randrange(start, end)
                if self.tags[f"{stage}.anchors"][i] == none:
                    here.append({"anchor": (i, i + 1), "spans": [], "classes": {}})
        tags = role_tags(roles)
        index = {tag: i for i, tag in enumerate(tags)}
        table = np.zeros((len(here), end - start), dtype=np.int64)
        for row, frame in enumerate(here):
            for first, last, role in frame["spans"]:
                for i in range(max(first, start), min(last, end)):
                    table[row, i - start] = index[position_tag(i, first, last, role, tags)]
        names = here[0]["classes"] if here else {}
        classes = {n: np.array([f["classes"][n] for f in here], dtype=np.int64) for n in names}
        return Frames([(s - start, e - start) for s, e in (f["anchor"] for f in here)], table, classes)
