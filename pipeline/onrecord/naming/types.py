"""Types: what kind of actor an entity is, of the small set that conflict data uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from onrecord.gazetteer.keys import fold
from onrecord.naming.wordlists import aliases, read_rows

TYPES = (
    "person", "government", "military", "police", "armed_group", "party", "media", "company", "ngo",
    "intergovernmental", "nationality_or_group", "other",
)  # fmt: skip
BODY_TYPES = tuple(t for t in TYPES if t not in ("person", "nationality_or_group"))
"""Types of organisations, which a name's label does not tell."""


def type_of(label: str, names: Iterable[str]) -> str | None:
    """The type of an actor from its label and names; None for places and where no rule knows."""
    if label == "PERSON":
        return "person"
    if label == "NORP":
        return "nationality_or_group"
    if label != "ORG":
        return None
    exact, tails, words = _rules()
    forms = list(dict.fromkeys(n for name in names for n in (name, aliases().get(name, name))))
    for form in forms:
        if fold(form) in exact:
            return exact[fold(form)]
    for form in forms:
        folded = fold(form).split()
        for size in (4, 3, 2, 1):
            kind = tails.get(" ".join(folded[-size:])) if len(folded) > size else None
            if kind:
                return kind
        for word in _heads(folded):
            if word in words:
                return words[word]
    return None


def named_bodies() -> dict[str, str]:
    """From the folded full names of well-known bodies to their types."""
    return _rules()[0]


def likely_type(guesses: Sequence[Mapping[str, float]], at_least: float) -> str | None:
    """The type that a classifier's guesses at an organisation's mentions agree on; None where they are not sure."""
    if not guesses:
        return None
    means = {kind: sum(g[kind] for g in guesses) / len(guesses) for kind in guesses[0]}
    best = max(means, key=lambda kind: (means[kind], kind))
    return best if means[best] >= at_least else None


def _heads(words: list[str]) -> list[str]:
    """A name's words, the one that says what it is first: before `of`, else the last."""
    if "of" in words[1:]:
        front = words[: words.index("of", 1)]
        return [*reversed(front), *(w for w in reversed(words) if w not in front)]
    return list(reversed(words))


@lru_cache(maxsize=1)
def _rules() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    tables: dict[str, dict[str, str]] = {"name": {}, "tail": {}, "word": {}}
    for kind, how, forms in read_rows("body_types.tsv"):
        for form in forms.split("|"):
            tables[how].setdefault(fold(form), kind)
    return tables["name"], tables["tail"], tables["word"]
