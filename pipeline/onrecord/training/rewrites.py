"""Rewrites: the same text as another paper would set it, with every label moved along.

`augment.py` varies what the encoder sees of a window; what it cannot do is done here, on
whole examples: final periods that headlines lack, datelines, lines of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, NamedTuple

from onrecord.training.examples import Chain, Example, NameSpan

AGENCIES = ("AP", "Reuters", "AFP", "Xinhua", "UPI", "dpa", "TASS", "Kyodo")
DASHES = (" — ", " – ", " - ", " -- ")
FINAL_WORD = re.compile(r"[^.]*\w\.")
"""A sentence's last word with its period, not an abbreviation with more of them."""

MANY_WORDS = 14
"""A headline has fewer words than this."""


@dataclass(frozen=True)
class Rates:
    """How often each rewrite is made: of texts, or of sentences where it says so."""

    texts: float = 0.3
    bare_sentence: float = 0.08
    own_line: float = 0.08
    dateline: float = 0.15


class Edit(NamedTuple):
    """Characters `[start, end)` give way to `text`; edits are in order and do not touch."""

    start: int
    end: int
    text: str


class Moved:
    """Where characters of the old text stand in the new one."""

    def __init__(self, text: str, edits: Sequence[Edit]):
        self.starts = [e.start for e in edits]
        self.edits = list(edits)
        self.shifts = [0]
        parts, at = [], 0
        for edit in edits:
            parts += [text[at : edit.start], edit.text]
            at = edit.end
            self.shifts.append(self.shifts[-1] + len(edit.text) - (edit.end - edit.start))
        self.text = "".join([*parts, text[at:]])

    def start(self, position: int) -> int:
        """The new place of a span's first character: after what is inserted there."""
        i = bisect_right(self.starts, position)
        if i and position < self.edits[i - 1].end:
            return self.edits[i - 1].start + self.shifts[i - 1] + len(self.edits[i - 1].text)
        return position + self.shifts[i]

    def end(self, position: int) -> int:
        """The new place of a span's end: before what is inserted there."""
        i = bisect_right(self.starts, position - 1) if position else 0
        if i and position <= self.edits[i - 1].end and self.edits[i - 1].start < self.edits[i - 1].end:
            return self.edits[i - 1].start + self.shifts[i - 1]
        return position + self.shifts[i]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The new place of a span; empty where all of it was deleted."""
        first, last = self.start(start), self.end(end)
        return first, max(first, last)


def apply(example: Example, edits: Sequence[Edit], names: Sequence[NameSpan] = ()) -> Example:
    """The example with its text edited and every layer moved; `names` are those of the inserted text.

    A word that is deleted goes from tokens, syntax and chains; raises ValueError where another
    depends on it or where text goes into an example with gold words.
    """
    moved = Moved(example.text, edits)
    kept = [i for i, (s, e) in enumerate(example.tokens) if moved.span(s, e)[0] < moved.span(s, e)[1]]
    number = {old: new for new, old in enumerate(kept)}
    if example.tokens and any(e.text.strip() for e in edits):
        raise ValueError(f"{example.id}: words cannot be put into a text with gold words")
    return replace(
        example,
        text=moved.text,
        tokens=tuple(moved.span(*example.tokens[i]) for i in kept),
        sentences=None if example.sentences is None else _spans(moved, example.sentences),
        syntax=None if example.syntax is None else tuple(_words(example, kept, number)),
        names=None if example.names is None else tuple(sorted([*_names(moved, example.names), *names])),
        masked=_spans(moved, example.masked),
        quotes=_dicts(moved, example.quotes),
        unknown=_spans(moved, example.unknown),
        claims=_dicts(moved, example.claims),
        chains=None if example.chains is None else tuple(_chains(moved, example.chains, number)),
        types=None if example.types is None else tuple((*moved.span(s, e), kind) for s, e, kind in example.types),
    )


def _spans(moved: Moved, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found = (moved.span(s, e) for s, e in spans)
    return tuple((s, e) for s, e in found if s < e)


def _names(moved: Moved, names: Iterable[NameSpan]) -> Iterator[NameSpan]:
    for name in names:
        start, end = moved.span(name.start, name.end)
        if start < end:
            yield NameSpan(start, end, name.labels)


def _words(example: Example, kept: list[int], number: dict[int, int]) -> Iterator[Any]:
    assert example.syntax is not None
    for i in kept:
        word = example.syntax[i]
        if word.head not in number:
            raise ValueError(f"{example.id}: word {i} depends on a deleted one")
        yield word._replace(head=number[word.head])


def _chains(moved: Moved, chains: Iterable[Chain], number: dict[int, int]) -> Iterator[Chain]:
    for chain in chains:
        mentions = tuple((*moved.span(s, e), number[h]) for s, e, h in chain.mentions if h in number)
        if mentions:
            yield chain._replace(mentions=mentions)


def _dicts(moved: Moved, items: Iterable[dict[str, Any]] | None) -> tuple[dict[str, Any], ...] | None:
    """Quotes and claims with the marks in them moved, also those in lists."""
    if items is None:
        return None

    def move(value: Any) -> Any:
        if isinstance(value, list):
            return [move(v) for v in value]
        if isinstance(value, dict) and "start" in value and "end" in value:
            start, end = moved.span(value["start"], value["end"])
            return {**value, "start": start, "end": end, "text": moved.text[start:end]}
        return value

    return tuple({k: move(v) for k, v in item.items()} for item in items)


def rewrite(
    examples: Iterable[Example], seed: int, rates: Rates, places: Sequence[str] = ()
) -> Iterator[Example]:
    """Yields each example, some rewritten; `places` are names for datelines, each a GPE."""
    for i, example in enumerate(examples):
        random = Random(f"{seed} {i} {example.id}")
        if random.random() >= rates.texts:
            yield example
            continue
        rewritten = apply(example, line_edits(example, random, rates))
        if places and not example.tokens and example.names is not None and random.random() < rates.dateline:
            rewritten = with_dateline(rewritten, random.choice(places), random)
        yield rewritten


def line_edits(example: Example, random: Random, rates: Rates) -> list[Edit]:
    """Edits that set some sentences on lines of their own, short ones of them without their period."""
    edits = []
    spans = sorted(example.sentences or ())
    needed = _needed(example)
    for (start, end), (after, _) in zip(spans, spans[1:], strict=False):
        between = example.text[end:after]
        drawn = random.random()
        if drawn >= rates.bare_sentence + rates.own_line or between.strip() or not between:
            continue
        words = example.text[start:end].split()
        bare = drawn < rates.bare_sentence and len(words) < MANY_WORDS and FINAL_WORD.fullmatch(words[-1])
        if bare and end - 1 not in needed:
            edits.append(Edit(end - 1, after, "\n\n"))
        elif "\n" not in between:
            edits.append(Edit(end, after, "\n\n"))
    return edits


def _needed(example: Example) -> set[int]:
    """Characters that end a name or a word that others depend on: no period to drop."""
    needed = {name.end - 1 for name in example.names or ()}
    for i, word in enumerate(example.syntax or ()):
        if word.head != i:
            needed.add(example.tokens[word.head][1] - 1)
    needed.update(e - 1 for s, e in example.tokens if e - s > 1)
    return needed


def with_dateline(example: Example, place: str, random: Random) -> Example:
    """The text with a dateline before its first sentence, which stays part of that sentence."""
    shown = place.upper() if random.random() < 0.7 else place
    agency = random.choice(AGENCIES) if random.random() < 0.5 else None
    line = shown + (f" ({agency})" if agency else "") + random.choice(DASHES)
    names = [NameSpan(0, len(shown), ("GPE",))]
    if agency:
        at = line.index("(") + 1
        names.append(NameSpan(at, at + len(agency), ("ORG",)))
    moved = apply(example, [Edit(0, 0, line)], names)
    first = min(moved.sentences, default=None) if moved.sentences else None
    if first is None or moved.sentences is None or first[0] != len(line):
        return moved
    return replace(moved, sentences=((0, first[1]), *(s for s in moved.sentences if s != first)))
