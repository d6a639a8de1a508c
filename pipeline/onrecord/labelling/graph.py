"""Graphs: a record as regions and links, the form that annotation tools have, and back to labels.

A region is a span with a label and attributes; a link joins two regions. A mention's links
to the next mention of its entity (`same`) make the chain; a quote is its first stretch of
content, a claim its quantity, and links from there lead to all that belongs to it. A tool
may add, move and delete regions and links: ids mean nothing when labels are made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Value = str | float | bool
LAYERS = ("sentences", "entities", "quotes", "claims")
NAME_LABELS = ("PERSON", "ORG", "NORP", "GPE", "LOC", "FAC")
MENTION_LABELS = (*NAME_LABELS, "Nominal", "Pronoun")
ENTITY_FIELDS = ("name", "type", "country", "lat", "lon", "geonames_id")
QUOTE_FIELDS = ("type", "speaker_name", "negated")
CLAIM_FIELDS = (
    "value", "low", "high", "modifier", "unit", "si_value", "si_unit", "event", "time_iso",
    "claimant_name", "negated", "hedged",
)  # fmt: skip
CLAIM_SPANS = ("of", "predicate", "place", "time")
REGION_LABELS = (
    "Sentence", *MENTION_LABELS, "Quote", "Cue", "Source", "Via", "Quantity", "Of", "Predicate", "Place", "Time",
)  # fmt: skip
LINKS = (
    "same", "continues", "cue", "source", "via", "speaker", "of", "predicate", "place", "time", "claimant",
    "quote", "part_of", "place_entity",
)  # fmt: skip


@dataclass(slots=True)
class Region:
    """A labelled span, with attributes that a person can edit."""

    id: str
    label: str
    start: int
    end: int
    attributes: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """A directed link between two regions, by their ids."""

    kind: str
    source: str
    target: str


@dataclass(slots=True)
class Graph:
    """All regions and links of one article, and which layers were looked at."""

    id: str
    text: str
    layers: tuple[str, ...]
    regions: list[Region] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def to_graph(label: Mapping[str, Any], text: str) -> Graph:
    """The graph of a record or a label."""
    graph = Graph(str(label["id"]), text, tuple(layer for layer in LAYERS if label.get(layer) is not None))
    for number, sentence in enumerate(label.get("sentences") or ()):
        graph.regions.append(Region(f"s{number}", "Sentence", sentence["start"], sentence["end"]))
    heads: dict[str, str] = {}
    for entity in label.get("entities") or ():
        _add_entity(graph, entity, heads)
    quotes = list(label.get("quotes") or ())
    claims = list(label.get("claims") or ())
    heads |= {quote["id"]: f"{quote['id']}.0" for quote in quotes}
    heads |= {claim["id"]: f"{claim['id']}.0" for claim in claims}
    for quote in quotes:
        _add_quote(graph, quote, heads)
    for claim in claims:
        _add_claim(graph, claim, heads)
    return graph


def _add_entity(graph: Graph, entity: Mapping[str, Any], heads: dict[str, str]) -> None:
    previous = None
    for number, mention in enumerate(entity["mentions"]):
        kind = mention.get("kind", "name")
        label = mention.get("label") or entity["label"] if kind == "name" else kind.capitalize()
        region = Region(f"{entity['id']}.{number}", label, mention["start"], mention["end"])
        if mention.get("acts"):
            region.attributes["acts"] = True
        if previous is None:
            heads[entity["id"]] = region.id
            region.attributes |= _filled(entity, ENTITY_FIELDS)
            region.attributes["label"] = entity["label"]
        else:
            graph.links.append(Link("same", previous, region.id))
        graph.regions.append(region)
        previous = region.id


def _add_quote(graph: Graph, quote: Mapping[str, Any], heads: Mapping[str, str]) -> None:
    first = heads[quote["id"]]
    for number, span in enumerate(quote["content"]):
        region = Region(f"{quote['id']}.{number}", "Quote", span["start"], span["end"])
        graph.regions.append(region)
        if number:
            graph.links.append(Link("continues", first, region.id))
        else:
            region.attributes |= _filled(quote, QUOTE_FIELDS)
    for role in ("cue", "source"):
        _add_span(graph, quote, role, first)
    named = []
    for number, via in enumerate(quote.get("via") or ()):
        if isinstance(via, str):
            named.append(via)
        else:
            region = Region(f"{quote['id']}.via{number}", "Via", via["start"], via["end"])
            graph.regions.append(region)
            graph.links.append(Link("via", first, region.id))
    if named:
        graph.regions[[r.id for r in graph.regions].index(first)].attributes["via_names"] = "; ".join(named)
    _add_links(graph, quote, ("speaker",), first, heads)


def _add_claim(graph: Graph, claim: Mapping[str, Any], heads: Mapping[str, str]) -> None:
    first = heads[claim["id"]]
    region = Region(first, "Quantity", claim["quantity"]["start"], claim["quantity"]["end"])
    region.attributes |= _filled(claim, CLAIM_FIELDS)
    claimant = claim.get("claimant")
    if claimant is not None and claimant not in heads:
        region.attributes["claimant"] = claimant
    graph.regions.append(region)
    for role in CLAIM_SPANS:
        _add_span(graph, claim, role, first)
    _add_links(graph, claim, ("claimant", "quote", "part_of", "place_entity"), first, heads)


def _add_span(graph: Graph, owner: Mapping[str, Any], role: str, first: str) -> None:
    span = owner.get(role)
    if span is not None:
        region = Region(f"{owner['id']}.{role}", role.capitalize(), span["start"], span["end"])
        graph.regions.append(region)
        graph.links.append(Link(role, first, region.id))


def _add_links(
    graph: Graph, owner: Mapping[str, Any], roles: Iterable[str], first: str, heads: Mapping[str, str]
) -> None:
    for role in roles:
        target = heads.get(owner.get(role) or "")
        if target is not None:
            graph.links.append(Link(role, first, target))


def _filled(owner: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Value]:
    return {name: owner[name] for name in fields if owner.get(name) not in (None, False)}
