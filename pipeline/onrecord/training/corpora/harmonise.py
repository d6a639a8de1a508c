"""Harmonise: a corpus' mentions in a sentence to names under the guidelines.

Titles leave the names, peoples get NORP, places are narrowed, fragments of a name that is
known are put together, and what stays unclear is masked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.training.corpora.conventions import (
    AMBIGUOUS_TITLES,
    NO_NAME,
    PLACES,
    demonym_kinds,
    demonyms,
    has_head,
    place_labels,
    title_spans,
)  # fmt: skip
from onrecord.training.corpora.known import KnownNames

CONNECTORS = frozenset(
    {
        "of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "del", "von", "van", "bin",
        "al", "&", "'", "'s", "-", ",", "against", "with",
    }
)  # fmt: skip

NAME_PARTICLES = ("al-", "de", "bin")
"""Lower-case words that a name may begin with."""


class Mention(NamedTuple):
    """Words `[first, last)` under one of some labels; no labels: nothing is known of them."""

    first: int
    last: int
    labels: tuple[str, ...]


def harmonise(
    words: Sequence[str], mentions: Iterable[Mention], known: KnownNames, silver: bool
) -> tuple[list[Mention], list[tuple[int, int]]]:
    """The names of a sentence and its stretches of words of which nothing is known.

    `silver`: the corpus was labelled by a machine in the main, so that what is known of a
    name from elsewhere overrules it.
    """
    given = sorted(m for m in mentions if m.first < m.last)
    if silver:
        given = _rejoin(words, given, known)
    titled = title_spans(words)
    names: list[Mention] = []
    masked: list[tuple[int, int]] = []
    taken: set[int] = set()
    for mention in given:
        taken.update(range(mention.first, mention.last))
        for part in _settle(words, mention, titled, known, silver):
            if not part.labels:
                masked.append((part.first, part.last))
            elif part.labels != NO_NAME:
                names.append(part)
    names.extend(_unmarked_peoples(words, taken))
    return sorted(names), masked


def _rejoin(words: Sequence[str], mentions: list[Mention], known: KnownNames) -> list[Mention]:
    """Puts known names of several words together, and a people or country with the body it is part of."""
    for i in range(len(words)):
        size = known.longest(words, i)
        label = known.label(words[i : i + size]) if size else None
        if not label or (size == 1 and not _stands_alone(words, i)):
            continue
        touching = [m for m in mentions if m.first < i + size and i < m.last]
        if any(m.first <= i and i + size <= m.last for m in touching):
            continue
        if size == 1 and touching:
            continue
        kept = [m for m in mentions if m not in touching]
        kept += [Mention(m.first, i, m.labels) for m in touching if m.first < i]
        kept += [Mention(i + size, m.last, m.labels) for m in touching if m.last > i + size]
        mentions = sorted([*kept, Mention(i, i + size, (label,))])
    joined: list[Mention] = []
    for m in mentions:
        before = joined[-1] if joined else None
        if before and before.last == m.first and words[m.first - 1] == "of" and m.labels != ("PERSON",):
            joined[-1] = Mention(before.first, m.last, before.labels)
        elif before and before.last == m.first and _is_body(words, before, m, known):
            joined[-1] = Mention(before.first, m.last, m.labels)
        else:
            joined.append(m)
    return joined


def _is_body(words: Sequence[str], before: Mention, m: Mention, known: KnownNames) -> bool:
    """Whether a mention is a ministry, party or army whose name begins with the mention before it."""
    if m.labels != ("ORG",) or not has_head(words[m.first : m.last], "ORG"):
        return False
    owner = known.label(words[before.first : before.last])
    return (owner in ("NORP", "GPE") or before.labels == ("ORG",)) and words[before.last - 1][:1].isupper()


def _stands_alone(words: Sequence[str], i: int) -> bool:
    """Whether a capitalised word has no capitalised neighbour that could belong to the same name."""
    if not words[i][:1].isupper() or len(words[i]) < 3:
        return False
    before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
    return not (before[:1].isupper() and i > 1) and not after[:1].isupper()


def _settle(
    words: Sequence[str], mention: Mention, titled: list[tuple[int, int]], known: KnownNames, silver: bool
) -> list[Mention]:
    """One mention under the guidelines: itself, a part of it, several parts, or masked."""
    first, last, labels = mention
    span = words[first:last]
    label = None if span in (["North"], ["South"]) else known.label(span)
    if label and (silver or label == "NORP" or (label in PLACES and label in labels)):
        return [Mention(first, last, (label,))]
    if not labels:
        return [mention]
    if labels == NO_NAME:
        plain = all(w[:1].isupper() or not w[:1].isalpha() or w in CONNECTORS for w in span)
        return [Mention(first, last, NO_NAME if plain else ())]
    if silver:
        while first < last and words[first][:1].islower() and not words[first].startswith(NAME_PARTICLES):
            first += 1
        while last > first and words[last - 1][:1].islower() and "-" not in words[last - 1]:
            last -= 1
    if first < last - 1 and words[first] in ("the", "The") and words[first + 1] != "Hague":
        first += 1
    if first == last:
        return [Mention(mention.first, mention.last, () if silver else NO_NAME)]
    if first > mention.first and known.label(words[first:last]):
        return [Mention(first, last, (known.label(words[first:last]) or "",))]
    if silver and has_head(words[first:last], "-"):
        return [Mention(first, last, ())]
    pieces = _pieces(words, first, last, known) if silver else []
    if pieces:
        return pieces
    if labels == ("PERSON",) or silver:
        cut = _cut_titles(words, Mention(first, last, labels), titled, known)
        if cut is not None:
            return cut
    return [Mention(first, last, _narrowed(words[first:last], labels, silver))]


def _pieces(words: Sequence[str], first: int, last: int, known: KnownNames) -> list[Mention]:
    """What is known of a mention that is really several, split at lower-case words, `and`, commas and `'s`.

    Empty where it is one name.
    """
    loose = [i for i in range(first, last) if words[i].islower() and words[i].isalpha()]
    loose = [i for i in loose if words[i] not in CONNECTORS]
    splits = [i for i in range(first, last) if i in loose or words[i] in ("and", ",", "'s", "'")]
    if not splits:
        return []
    borders = [first - 1, *splits, last]
    chunks = [(a + 1, b) for a, b in zip(borders, borders[1:], strict=False) if a + 1 < b]
    labels = [known.label(words[s:e]) for s, e in chunks]
    if not loose and not all(labels[: 1 if words[splits[0]] in ("'s", "'") else None]):
        return []
    return [Mention(s, e, (label,) if label else ()) for (s, e), label in zip(chunks, labels, strict=True)]


def _cut_titles(
    words: Sequence[str], mention: Mention, titled: list[tuple[int, int]], known: KnownNames
) -> list[Mention] | None:
    """The parts of a mention that a title splits; None where no title is in it."""
    first, last, labels = mention
    span = words[first:last]
    inside = [
        (s, e) for s, e in titled
        if s < last and first < e and (s <= first or e - s > 1 or words[s] not in AMBIGUOUS_TITLES)
    ]  # fmt: skip
    if not inside or (labels != ("PERSON",) and has_head(span, "ORG") and inside[0][0] <= first):
        return None
    start, end = inside[0][0], inside[-1][1]
    if start <= first and last <= end:
        surname = len(span) == 1 and span[0] in AMBIGUOUS_TITLES and (first, last) in inside
        return [Mention(first, last, ("PERSON", "") if surname else NO_NAME)]
    if labels != ("PERSON",) and start <= first and len(inside) == 1 and end - start == 1:
        return [Mention(first, last, ())] if last - end > 1 else None
    parts = []
    if start > first:
        label = known.label(words[first:start])
        parts.append(Mention(first, start, (label,) if label else ()))
    if end < last:
        rest = words[end:last]
        person = labels == ("PERSON",) or all(w[:1].isupper() for w in rest)
        parts.append(Mention(end, last, ("PERSON",) if person else ()))
    return parts


def _narrowed(words: Sequence[str], labels: tuple[str, ...], silver: bool) -> tuple[str, ...]:
    if list(words) in (["North"], ["South"]):
        return ("GPE", "LOC")  # one of two states, or a part of the world
    if labels == PLACES:
        # In news a short place name without a telling word is a city or a country 138 times of 140.
        narrowed = place_labels(words)
        return ("GPE",) if silver and narrowed == ("GPE", "LOC") else narrowed
    if labels == ("ORG",) and list(words) == ["White", "House"]:
        return ("ORG", "FAC")
    return labels


def _unmarked_peoples(words: Sequence[str], taken: set[int]) -> Iterable[Mention]:
    """Peoples outside all mentions: surely names where no capitalised word follows, else perhaps."""
    i = 0
    while i < len(words):
        size = next((n for n in (3, 2, 1) if " ".join(words[i : i + n]) in demonyms()), 0)
        size = min(size, len(words) - i)
        if size and not taken & set(range(i, i + size)):
            name = " ".join(words[i : i + size])
            follower = words[i + size] if i + size < len(words) else ""
            joins = follower[:1].isupper() and i + size not in taken
            sure = len(name) > 4 and demonym_kinds()[name] != "language" and not joins
            yield Mention(i, i + size, ("NORP",) if sure else ("NORP", ""))
        i += size or 1
