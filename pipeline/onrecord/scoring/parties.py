"""Parties: whether a speaker or claimant that was found is the one that was labelled."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from onrecord.scoring.matching import assign
from onrecord.scoring.sheets import Entity, Sheet, Via
from onrecord.scoring.tally import Span

ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVE = re.compile(r"['’]s\b")


def plain(name: str) -> tuple[str, ...]:
    """The words of a name for comparison: lower case, without article, possessive and points."""
    folded = POSSESSIVE.sub("", unicodedata.normalize("NFKC", name).casefold()).replace(".", "")
    words = re.findall(r"\w+", folded)
    return tuple(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def alike(gold: str, found: str) -> bool:
    """Whether two names may be of one party.

    They are when their words are the same, when the words of one are among those of the
    other and both end alike (`Burrows`, `John Burrows`), or when one is the other's initials.
    """
    left, right = plain(gold), plain(found)
    if not left or not right:
        return False
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    if short[-1] == long[-1] and set(short) < set(long):
        return True
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


class Parties:
    """The entities of a labelled article and of its record, each found one tied to a labelled one.

    A found entity stands for the labelled entity that most of its mentions by name lie in,
    and for none when no mention by name touches one; an entity without any name is known by
    its other mentions. So an entity that was split still
    counts as right, and one that swallowed another counts as the larger part.
    """

    def __init__(self, gold: Sheet, found: Sheet) -> None:
        self.gold = {entity.id: entity for entity in gold.entities or ()}
        self.found = {entity.id: entity for entity in found.entities or ()}
        self.shared = _shared_mentions(gold.entities or (), found.entities or ())
        self.stands_for: dict[str, str] = {}
        for (gold_id, found_id), count in sorted(self.shared.items()):
            best = self.stands_for.get(found_id)
            if best is None or count > self.shared[best, found_id]:
                self.stands_for[found_id] = gold_id
        self.by_name = {plain(entity.name): entity.id for entity in gold.entities or ()}

    def same(
        self, gold: str | None, gold_name: str | None, found: str | None, found_name: str | None
    ) -> bool:
        """Whether both are the same party; each is given by its entity's id and by a name, or neither.

        By the entities where both sides have one and the found one stands for a labelled one;
        by the names otherwise. Nobody on both sides is the same too. A label may give the
        entity by its name instead of its id.
        """
        if gold is not None and gold not in self.gold:
            gold, gold_name = self.by_name.get(plain(gold)), gold_name or gold
        gold_names = _called(gold, gold_name, self.gold)
        found_names = _called(found, found_name, self.found)
        if not gold_names or not found_names:
            return not gold_names and not found_names
        if gold in self.gold and found in self.found and found in self.stands_for:
            return self.stands_for[found] == gold
        return any(alike(left, right) for left in gold_names for right in found_names)


    def same_via(self, gold: Via, found: Via) -> bool:
        """Whether both passed the quote on: the same words, or by the entities they mention, else by the words."""
        if gold.span is not None and gold.span == found.span:
            return True
        owner, found_owner = entity_at(self.gold, gold.span), entity_at(self.found, found.span)
        return self.same(owner or gold.words, None, found_owner, None if found_owner else found.words)


def entity_at(entities: Mapping[str, Entity], span: Span | None) -> str | None:
    """The entity whose mention a span is, or else the one of the longest mention that lies in it."""
    if span is None:
        return None
    within = [
        (mention.span[1] - mention.span[0], entity.id)
        for entity in entities.values()
        for mention in entity.mentions
        if span[0] <= mention.span[0] and mention.span[1] <= span[1]
    ]
    return max(within, default=(0, None))[1]


def _called(reference: str | None, name: str | None, entities: dict[str, Entity]) -> list[str]:
    """All that a party is called: an id of the article's entities gives the entity's name."""
    called = [name] if name else []
    if reference in entities:
        return [entities[reference].name, *called]
    return [reference, *called] if reference else called


def _shared_mentions(gold: tuple[Entity, ...], found: tuple[Entity, ...]) -> Counter[tuple[str, str]]:
    """How many names (or other mentions) each labelled and each found entity share, paired one to one."""
    left = sorted((span, entity.id) for entity in gold for span in entity.anchors())
    right = sorted((span, entity.id) for entity in found for span in entity.anchors())
    scores: dict[tuple[int, int], float] = {}
    first = 0
    for i, (span, _) in enumerate(left):
        while first < len(right) and right[first][0][1] <= span[0]:
            first += 1
        for j in range(first, len(right)):
            if right[j][0][0] >= span[1]:
                break
            scores[i, j] = shared_part(span, right[j][0])
    return Counter((left[i][1], right[j][1]) for i, j in assign({k: v for k, v in scores.items() if v > 0}))


def shared_part(left: Span, right: Span) -> float:
    """Characters in both spans per character in either."""
    both = min(left[1], right[1]) - max(left[0], right[0])
    return max(both, 0) / (max(left[1], right[1]) - min(left[0], right[0]))
