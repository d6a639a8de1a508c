"""Grouping: the names of an article gathered into entities."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.gazetteer.keys import fold
from onrecord.naming.bodies import is_acronym, join_bodies, key_of_people
from onrecord.naming.people import group_people
from onrecord.naming.wordlists import aliases, countries

OPENS_BRACKET = re.compile(
    r"(?:,? or|,? also known as|,? known as|,)? ?[(\[][\"“']?(?:or |the |formerly )?", re.IGNORECASE
)
CITED = frozenset({"AP", "AFP", "Reuters", "UPI", "CNN", "BBC", "KCNA", "Xinhua", "VOA", "Getty", "EPA"})


class NamedSpan(NamedTuple):
    """A name in the text, in characters."""

    start: int
    end: int
    label: str


class Group(NamedTuple):
    """Names of one referent, by their numbers, with the label most of them bear and the fullest name."""

    name: str
    label: str
    members: tuple[int, ...]


def group_names(text: str, spans: Sequence[NamedSpan]) -> list[Group]:
    """Entities of an article's names, ordered by first mention. `spans` are in the order of the text."""
    surfaces = [" ".join(text[s.start : s.end].split()) for s in spans]
    labels = _settled_labels(surfaces, [s.label for s in spans])
    members: dict[tuple[str, object], list[int]] = defaultdict(list)
    people = [i for i, label in enumerate(labels) if label == "PERSON"]
    for i, person in zip(people, group_people([surfaces[i] for i in people]), strict=True):
        members["PERSON", person].append(i)
    bodies = [i for i, label in enumerate(labels) if label not in ("PERSON", "NORP")]
    place = {i: n for n, i in enumerate(bodies)}
    pairs = [(place[a], place[b]) for a, b in _defined(text, spans, surfaces) if a in place and b in place]
    numbers = join_bodies([surfaces[i] for i in bodies], [labels[i] for i in bodies], pairs)
    for i, body in zip(bodies, numbers, strict=True):
        members["BODY", body].append(i)
    for i, label in enumerate(labels):
        if label == "NORP":
            members["NORP", key_of_people(surfaces[i])].append(i)
    groups = [_group(surfaces, labels, numbers) for numbers in members.values()]
    return sorted(groups, key=lambda g: g.members[0])


def _settled_labels(surfaces: Sequence[str], labels: Sequence[str]) -> list[str]:
    """Labels with one for each surface where a body was taken for a people, or the reverse."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for surface, label in zip(surfaces, labels, strict=True):
        votes[surface.casefold()][label] += 1
    settled = []
    for surface, label in zip(surfaces, labels, strict=True):
        tally = votes[surface.casefold()]
        if label in ("ORG", "NORP") and tally["ORG"] and tally["NORP"]:
            label = "ORG" if tally["ORG"] >= tally["NORP"] else "NORP"
        settled.append(label)
    return settled


def _defined(text: str, spans: Sequence[NamedSpan], surfaces: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of names of which one stands in brackets behind the other and explains it."""
    pairs = []
    for i, (left, right) in enumerate(zip(spans, spans[1:], strict=False)):
        gap = text[left.end : right.start]
        closes = text[right.end : right.end + 2]
        if not OPENS_BRACKET.fullmatch(gap) or not re.match(r"[\"”']?[)\],;]", closes):
            continue
        short = min(surfaces[i], surfaces[i + 1], key=len)
        one_layer = (left.label in ("ORG", "NORP", "FAC")) == (right.label in ("ORG", "NORP", "FAC"))
        if is_acronym(short) and short not in CITED and one_layer and "PERSON" not in (left.label, right.label):
            pairs.append((i, i + 1))
    return pairs


def _group(surfaces: Sequence[str], labels: Sequence[str], members: Sequence[int]) -> Group:
    tally = Counter(labels[i] for i in members)
    label = min(tally, key=lambda x: (-tally[x], members[[labels[i] for i in members].index(x)]))
    return Group(canonical([surfaces[i] for i in members], label), label, tuple(members))


def canonical(names: Sequence[str], label: str) -> str:
    """The name to call an entity by: the common full one where a list has it, else the fullest of the article."""
    counts = Counter(names)
    forms = list(counts)
    if label in ("GPE", "LOC"):
        known = next((countries()[f] for f in forms if f in countries()), None)
        if known:
            return known
    full = next((aliases()[f] for f in forms if f in aliases()), None)
    if full and label not in ("PERSON", "NORP"):
        longest = max(len(fold(f).split()) for f in forms)
        place = label != "ORG" and len(fold(full).split()) >= longest
        if (
            full in counts
            or place
            or (all(is_acronym(f) or len(f.split()) == 1 for f in forms) and _clipped(forms, full))
        ):
            return full
    if label == "NORP":
        return max(forms, key=lambda f: (f.endswith("s"), counts[f], -forms.index(f)))
    fullest = max(forms, key=lambda f: (not is_acronym(f), not f.isupper(), len(f.split()), len(f), -forms.index(f)))
    shouted = fullest.isupper() and len(fullest) > 3 and label in ("GPE", "LOC", "PERSON")
    return fullest.title() if shouted and fullest.isalpha() else fullest


def _clipped(forms: Sequence[str], full: str) -> bool:
    """Whether a form is short for a full name: `Lords`, `U.N.`. `AFP` and `ISIS` are names that papers use alone."""
    words = set(fold(full).split())
    return any((is_acronym(f) and "." in f) or set(fold(f).split()) < words for f in forms)
