"""Ranking: the clues by which one of several antecedents is chosen, each with a weight a class of mention.

The weights stand in `lexicons/antecedents.tsv`, one column a class: the pronouns `he`, `it` and
`they`, a `role` (`the minister`) and a `thing` (`the group`, `the country`). They are
fitted to labelled articles by `onrecord.training.ranking`; a clue without a row says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from onrecord.naming.wordlists import read_rows

Clue = tuple[str, float]
"""A clue and how strongly it holds."""


class Option(NamedTuple):
    """Something a mention may stand for: an entity, or None for what has no name, with its clues."""

    entity: int | None
    clues: tuple[Clue, ...]


class Question(NamedTuple):
    """What the mention at a head token stands for: its class and what it may be."""

    kind: str
    head: int
    options: tuple[Option, ...]


Choose = Callable[[Question], tuple[int | None, float]]
"""From a question to the entity chosen and the confidence."""


@cache
def weights() -> dict[str, dict[str, float]]:
    """For each class of mention the weight of each clue."""
    head, *rows = read_rows("antecedents.tsv")
    return {kind: {row[0]: float(row[n]) for row in rows} for n, kind in enumerate(head) if n}


def best(question: Question) -> tuple[int | None, float]:
    """The likeliest entity, all its mentions together, with its probability; None where nothing named is likelier."""
    table = weights()[question.kind]
    scores = [sum(table.get(name, 0.0) * value for name, value in option.clues) for option in question.options]
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    mass: dict[int | None, float] = {}
    for option, power in zip(question.options, powers, strict=True):
        mass[option.entity] = mass.get(option.entity, 0.0) + power / sum(powers)
    entity = max(mass, key=lambda e: (mass[e], e is not None, e or 0))
    return entity, round(mass[entity], 3) if entity is not None else 0.0


def clue(name: str, holds: bool | float = True) -> Iterator[Clue]:
    """A clue where it holds."""
    if holds:
        yield name, float(holds)
