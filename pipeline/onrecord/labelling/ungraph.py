"""Graphs to labels: what a person left in the tool, as one line of hand labels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from onrecord.labelling.graph import (
    CLAIM_FIELDS,
    CLAIM_SPANS,
    ENTITY_FIELDS,
    MENTION_LABELS,
    NAME_LABELS,
    QUOTE_FIELDS,
    Graph,
    Region,
)
from onrecord.records import layer_of, sha256_of

FLAGS = frozenset({"negated", "hedged"})


def to_label(graph: Graph) -> dict[str, Any]:
    """The label of a graph, with the sha256 of its text but without the text.

    Ids are given anew in the order of the text. Raises ValueError where a link joins what
    it cannot join, or a region stands outside the text.
    """
    return _Reader(graph).label()


class _Reader:
    """Reads one graph: regions by id, links by kind and by the region that they leave."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.regions = {region.id: region for region in graph.regions}
        self.links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for region in graph.regions:
            if not 0 <= region.start < region.end <= len(graph.text):
                self._refuse(region, "it is not in the text")
        for link in graph.links:
            for end in (link.source, link.target):
                if end not in self.regions:
                    raise ValueError(f"{graph.id}: a link {link.kind!r} leads to region {end!r}, which is not there")
            self.links[link.kind, link.source].append(link.target)
        self.owners: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def label(self) -> dict[str, Any]:
        """The label; the layers that were looked at, each sorted."""
        chains = self._chains()
        quotes = self._with_label("Quote", headless=True)
        claims = self._with_label("Quantity")
        for prefix, heads in (("q", quotes), ("c", claims)):
            self.owners |= {region.id: f"{prefix}{number}" for number, region in enumerate(heads)}
        sentences = self._with_label("Sentence")
        entities = [self._entity(number, chain) for number, chain in enumerate(chains)]
        self.names = {entity["id"]: entity["name"] for entity in entities}
        layers: dict[str, Any] = {
            "sentences": [{"start": region.start, "end": region.end} for region in sentences],
            "entities": entities,
            "quotes": [self._quote(region) for region in quotes],
            "claims": [self._claim(region) for region in claims],
        }
        label = {"id": self.graph.id, "sha256": sha256_of(self.graph.text)}
        return label | {name: value for name, value in layers.items() if name in self.graph.layers}

    def _with_label(self, label: str, headless: bool = False) -> list[Region]:
        """The regions of a label in the order of the text; `headless`: only those that continue no other."""
        tails = {target for (kind, _), targets in self.links.items() if kind == "continues" for target in targets}
        found = [r for r in self.graph.regions if r.label == label and not (headless and r.id in tails)]
        return sorted(found, key=lambda region: (region.start, region.end))

    def _chains(self) -> list[list[Region]]:
        """The mentions of each entity: all that `same` links join, however the person drew them."""
        root = {region.id: region.id for region in self.graph.regions if region.label in MENTION_LABELS}

        def find(name: str) -> str:
            while root[name] != name:
                root[name] = root[root[name]]
                name = root[name]
            return name

        for (kind, source), targets in self.links.items():
            for target in targets if kind == "same" else ():
                for end in (source, target):
                    if end not in root:
                        self._refuse(self.regions[end], "a link 'same' must join mentions")
                root[find(source)] = find(target)
        chains: dict[str, list[Region]] = defaultdict(list)
        for name in root:
            chains[find(name)].append(self.regions[name])
        ordered = [sorted(chain, key=lambda region: (region.start, region.end)) for chain in chains.values()]
        ordered.sort(key=lambda chain: (chain[0].start, chain[0].end))
        for number, chain in enumerate(ordered):
            self.owners |= {region.id: f"e{number}" for region in chain}
        return ordered

    def _entity(self, number: int, chain: list[Region]) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for region in reversed(chain):
            given |= region.attributes
        named = [region for region in chain if region.label in NAME_LABELS]
        # A person who relabels the names has relabelled the entity; the attribute only breaks ties.
        counts = Counter(region.label for region in named)
        label = max(counts, key=lambda one: (counts[one], one == given.get("label")), default=given.get("label"))
        if label not in NAME_LABELS:
            self._refuse(chain[0], "its entity has no name; link it to one with 'same'")
        longest = max(named or chain, key=lambda region: region.end - region.start)
        entity = {
            "id": f"e{number}",
            "name": given.get("name") or self.graph.text[longest.start : longest.end],
            "label": label,
            "layer": layer_of(str(label)),
            "mentions": [self._mention(region, str(label)) for region in chain],
        }
        return entity | {name: given[name] for name in ENTITY_FIELDS if name in given and name != "name"}

    def _mention(self, region: Region, label: str) -> dict[str, Any]:
        kind = "name" if region.label in NAME_LABELS else region.label.lower()
        mention = self._mark(region) | {"kind": kind}
        if kind == "name" and region.label != label:
            mention["label"] = region.label
        if region.attributes.get("acts"):
            mention["acts"] = True
        return mention

    def _quote(self, first: Region) -> dict[str, Any]:
        content = [first, *(self.regions[target] for target in self.links["continues", first.id])]
        vias = [self._mark(self.regions[target]) for target in self.links["via", first.id]]
        names = [name for name in str(first.attributes.get("via_names", "")).split("; ") if name]
        fields = _fields(first, QUOTE_FIELDS)
        speaker = self._linked_id(first, "speaker")
        return {
            "id": self.owners[first.id],
            "content": [self._mark(region) for region in sorted(content, key=lambda region: region.start)],
            **fields,
            "type": fields["type"] or "indirect",
            "cue": self._linked_mark(first, "cue"),
            "source": self._linked_mark(first, "source"),
            "speaker": speaker,
            # The name of an entity that was linked anew, or the words of one who is nobody named.
            "speaker_name": self.names.get(speaker or "", fields["speaker_name"]),
            "via": vias or names,
        }

    def _claim(self, first: Region) -> dict[str, Any]:
        fields = _fields(first, CLAIM_FIELDS)
        claimant = self._linked_id(first, "claimant")
        return {
            "id": self.owners[first.id],
            "quantity": self._mark(first),
            **fields,
            "modifier": fields["modifier"] or "exact",
            "event": fields["event"] or "other",
            **{role: self._linked_mark(first, role) for role in CLAIM_SPANS},
            "claimant": claimant or first.attributes.get("claimant"),
            "claimant_name": self.names.get(claimant or "", fields["claimant_name"]),
            "quote": self._linked_id(first, "quote"),
            "part_of": self._linked_id(first, "part_of"),
            "place_entity": self._linked_id(first, "place_entity"),
        }

    def _linked(self, first: Region, kind: str) -> Region | None:
        targets = self.links.get((kind, first.id), [])
        if len(targets) > 1:
            self._refuse(first, f"it has {len(targets)} links {kind!r}; leave one")
        return self.regions[targets[0]] if targets else None

    def _linked_mark(self, first: Region, kind: str) -> dict[str, Any] | None:
        region = self._linked(first, kind)
        return None if region is None else self._mark(region)

    def _linked_id(self, first: Region, kind: str) -> str | None:
        region = self._linked(first, kind)
        if region is None:
            return None
        if region.id not in self.owners:
            self._refuse(region, f"a link {kind!r} cannot lead to a {region.label}")
        return self.owners[region.id]

    def _mark(self, region: Region) -> dict[str, Any]:
        text = self.graph.text[region.start : region.end]
        return {"start": region.start, "end": region.end, "text": text}

    def _refuse(self, region: Region, why: str) -> None:
        where = f"region {region.id!r} ({region.label}, [{region.start}, {region.end}))"
        raise ValueError(f"{self.graph.id}: {where}: {why}")


def _fields(region: Region, names: tuple[str, ...]) -> Mapping[str, Any]:
    return {name: region.attributes.get(name, False if name in FLAGS else None) for name in names}
