"""Chains: the measures of coreference (MUC, B-cubed, CEAF-phi4) over any two sets of chains.

A chain is a set of mentions, a mention any hashable thing, here a span. Mentions that only
one side has count against it, as in the CoNLL-2012 scorer. Chains of one mention count in
B-cubed and CEAF; MUC, which counts links, does not see them.

Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B-cubed), Luo 2005 (CEAF), Pradhan et al. 2014.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable

from onrecord.scoring.matching import heaviest
from onrecord.scoring.tally import Tally

Chain = frozenset[Hashable]


def chains_of(groups: Iterable[Iterable[Hashable]]) -> list[Chain]:
    """Chains from groups of mentions; an empty group is none."""
    return [chain for group in groups if (chain := frozenset(group))]


def muc(gold: list[Chain], found: list[Chain]) -> Tally:
    """Links kept: for each chain its mentions less the parts that the other side breaks it into."""
    gold_hits, gold_links = _links(gold, found)
    found_hits, found_links = _links(found, gold)
    return Tally(gold_links, found_links, gold_hits, found_hits)


def _links(chains: list[Chain], other: list[Chain]) -> tuple[int, int]:
    where = {mention: i for i, chain in enumerate(other) for mention in chain}
    kept = total = 0
    for chain in chains:
        parts = {where[mention] for mention in chain if mention in where}
        alone = sum(mention not in where for mention in chain)
        kept += len(chain) - len(parts) - alone
        total += len(chain) - 1
    return kept, total


def b_cubed(gold: list[Chain], found: list[Chain]) -> Tally:
    """For each mention, the part of its chain that the other side's chain of it holds too."""
    return Tally(
        sum(map(len, gold)), sum(map(len, found)), _cubed_hits(gold, found), _cubed_hits(found, gold)
    )


def _cubed_hits(chains: list[Chain], other: list[Chain]) -> float:
    where = {mention: i for i, chain in enumerate(other) for mention in chain}
    hits = 0.0
    for chain in chains:
        shared = Counter(where[mention] for mention in chain if mention in where)
        hits += sum(count * count for count in shared.values()) / len(chain)
    return hits


def ceaf_phi4(gold: list[Chain], found: list[Chain]) -> Tally:
    """Chains paired one to one so that their similarity, 2 x shared / (sum of sizes), is greatest."""
    where = {mention: i for i, chain in enumerate(gold) for mention in chain}
    shared = Counter(
        (where[mention], j) for j, chain in enumerate(found) for mention in chain if mention in where
    )
    scores = {(i, j): 2 * n / (len(gold[i]) + len(found[j])) for (i, j), n in shared.items()}
    hits = sum(scores[pair] for pair in heaviest(scores))
    return Tally(len(gold), len(found), hits, hits)
