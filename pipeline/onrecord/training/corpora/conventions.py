"""Conventions: what the guidelines ask of a name that a corpus labels more coarsely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from onrecord.training.examples import NameSpan

PLACES = ("GPE", "LOC", "FAC")
NO_NAME = ("",)
"""Labels of a span that is certainly none of our names: an event, a prize, a book."""

AMBIGUOUS_TITLES = frozenset(
    {
        "Khan", "King", "Dean", "Don", "Major", "Judge", "Lama", "Shah", "Pope", "Marshal", "Chief",
        "Guru", "Baron", "Duke", "Earl",
    }
)  # fmt: skip
"""Titles that are surnames as often: alone, they may be a name."""


def read_rows(name: str) -> Iterator[list[str]]:
    """The rows of a word list, split at tabs; comments and empty lines left out."""
    text = files("onrecord.lexicons").joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


WITH_ARTICLE = frozenset({"The Hague"})
"""Names whose article is part of them."""


@cache
def demonym_kinds() -> dict[str, str]:
    """Names of peoples, faiths and parties' members, as adjectives and nouns, with the kind of each."""
    return {row[0]: row[2] for row in read_rows("demonyms.tsv")}


@cache
def demonyms() -> frozenset[str]:
    """Names of peoples, faiths and parties' members, as adjectives and nouns."""
    return frozenset(demonym_kinds())


@cache
def titles() -> tuple[tuple[str, ...], ...]:
    """Personal titles and offices as word sequences, longest first."""
    found = {tuple(row[0].split()) for row in read_rows("titles.txt")}
    return tuple(sorted(found, key=lambda t: (-len(t), t)))


@cache
def _titles_by_first() -> dict[str, list[tuple[str, ...]]]:
    index: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for title in titles():
        lowered = tuple(w.casefold() for w in title)
        index[lowered[0]].append(lowered)
    return dict(index)


@cache
def title_words() -> frozenset[str]:
    """The capitalised words of titles of more than one word (`Prime`, `Secretary`), which are no names."""
    return frozenset(w for t in titles() if len(t) > 1 for w in t if w[:1].isupper())


@cache
def place_words() -> dict[tuple[str, str], frozenset[str]]:
    """Words that tell a name's label, by label and position ("whole", "first", "last")."""
    return {(row[0], row[1]): frozenset(row[2].split()) for row in read_rows("name_words.tsv")}


def has_head(words: Sequence[str], label: str) -> bool:
    """Whether a name's last word is a head noun of the label ("-": of an event, a prize or a work)."""
    return words[-1] in place_words()[label, "last"]


def place_labels(words: Sequence[str]) -> tuple[str, ...]:
    """The labels that a place's name may have, by its words."""
    table = place_words()
    if words[-1] in table["FAC", "last"] or words[0] in table["FAC", "first"]:
        return ("FAC",)
    if len(words) == 1 and words[0] in table["LOC", "whole"]:
        return ("LOC",)
    if len(words) > 1 and (words[-1] in table["LOC", "last"] or words[0] in table["LOC", "first"]):
        return ("LOC",)
    if len(words) > 1 and words[-1] in table["GPE", "last"]:
        return ("GPE",)
    return ("GPE", "LOC") if len(words) <= 2 else PLACES


def title_at(words: Sequence[str], i: int) -> int:
    """How many words from i on are a title (`Prime Minister`: 2; none: 0)."""
    for title in _titles_by_first().get(words[i].rstrip(",").casefold(), ()):
        if tuple(w.rstrip(",").casefold() for w in words[i : i + len(title)]) == title:
            return len(title)
    return 0


def title_spans(words: Sequence[str]) -> list[tuple[int, int]]:
    """Titles in a sentence, from left to right, each the longest that starts there; capitalised ones only."""
    spans, i = [], 0
    while i < len(words):
        size = title_at(words, i) if words[i][:1].isupper() else 0
        if size:
            spans.append((i, i + size))
        i += size or 1
    return spans


def without_title(words: Sequence[str]) -> int:
    """How many words of a person's mention are title, not name."""
    skip = 0
    while skip < len(words):
        size = title_at(words, skip)
        if not size or (skip + size == len(words) and words[-1] in AMBIGUOUS_TITLES):
            return skip
        skip += size
    return skip


def trim_name(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without a leading article, a trailing possessive and punctuation at its edges."""
    for article in ("the ", "The ", "a ", "an "):
        if (
            text.startswith(article, start)
            and start + len(article) < end
            and text[start:end] not in WITH_ARTICLE
        ):
            start += len(article)
    for possessive in ("'s", "’s", "'", "’"):
        if text[start:end].endswith(possessive):
            end -= len(possessive)
            break
    while end > start and text[end - 1] in ' ,;:-–"“”':
        end -= 1
    while start < end and text[start] in ' ,;:-–"“”':
        start += 1
    return start, end


def name_span(text: str, start: int, end: int, labels: tuple[str, ...]) -> NameSpan | None:
    """A trimmed name, or None where nothing is left of it."""
    start, end = trim_name(text, start, end)
    return NameSpan(start, end, labels) if text[start:end].strip() else None
