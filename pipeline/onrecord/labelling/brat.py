"""brat: standoff files (.ann beside .txt) from graphs and back.

Regions are text-bound annotations, links relations, choices attributes, and free values
notes in JSON. A region that crosses a line break is cut into fragments there, as brat
requires, and is joined again when it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from onrecord.labelling.controls import BY_KEY, CONTROLS, OWNER_LABELS, controls_of, read, written
from onrecord.labelling.graph import LAYERS, LINKS, MENTION_LABELS, REGION_LABELS, Graph, Link, Region

TARGETS = {
    "same": "|".join(MENTION_LABELS), "speaker": "|".join(MENTION_LABELS), "claimant": "|".join(MENTION_LABELS),
    "place_entity": "|".join(MENTION_LABELS), "continues": "Quote", "quote": "Quote", "part_of": "Quantity",
}  # fmt: skip
SOURCES = {"same": "|".join(MENTION_LABELS)} | dict.fromkeys(("continues", "cue", "source", "via", "speaker"), "Quote")


def to_ann(graph: Graph) -> str:
    """The lines of a graph's .ann file."""
    names = {region.id: f"T{number}" for number, region in enumerate(graph.regions, 1)}
    lines: list[str] = []
    attributes: list[str] = []
    notes: list[tuple[str, str]] = []
    for region in graph.regions:
        name = names[region.id]
        pieces = fragments(graph.text, region.start, region.end)
        where = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(graph.text[start:end] for start, end in pieces)
        lines.append(f"{name}\t{region.label} {where}\t{words}")
        free = {}
        for control in controls_of(region.label):
            value = region.attributes.get(control.name)
            if value is not None and control.choices:
                shown = "" if value is True else f" {written(value)}"
                attributes.append(f"{control.key} {name}{shown}")
            elif value is not None:
                free[control.name] = value
        if free:
            notes.append((name, json.dumps(free, ensure_ascii=False)))
    for number, link in enumerate(graph.links, 1):
        lines.append(f"R{number}\t{link.kind} Arg1:{names[link.source]} Arg2:{names[link.target]}")
    lines += [f"A{number}\t{attribute}" for number, attribute in enumerate(attributes, 1)]
    lines += [f"#{number}\tAnnotatorNotes {name}\t{note}" for number, (name, note) in enumerate(notes, 1)]
    return "".join(f"{line}\n" for line in lines)


def fragments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a span between its line breaks, blank ones left out."""
    found = [match.span() for match in re.compile(r"[^\r\n]+").finditer(text, start, end)]
    return [(first, last) for first, last in found if text[first:last].strip()] or [(start, end)]


def from_ann(name: str, text: str, ann: str, layers: Sequence[str] = LAYERS) -> Graph:
    """The graph of an .ann file. Raises ValueError with the line that is not understood."""
    graph = Graph(name, text, tuple(layers))
    regions: dict[str, Region] = {}
    later: list[tuple[str, list[str]]] = []
    for number, line in enumerate(ann.split("\n"), 1):
        where = f"{name}.ann, line {number}"
        columns = line.removesuffix("\r").split("\t", 2)
        if line.startswith("T"):
            region = _region(columns, text, where)
            regions[region.id] = region
            graph.regions.append(region)
        elif line.startswith(("R", "A", "#", "*")):
            later.append((where, columns))
        elif line.strip():
            raise ValueError(f"{where}: {line!r} is no line of brat's that this reads")
    for where, columns in later:
        _add(graph, regions, columns, where)
    return graph


def _region(columns: list[str], text: str, where: str) -> Region:
    try:
        label, _, places = columns[1].partition(" ")
        spans = [tuple(map(int, place.split(" "))) for place in places.split(";")]
        start, end = min(first for first, _ in spans), max(last for _, last in spans)
        words = columns[2]
    except (IndexError, ValueError) as error:
        raise ValueError(f"{where}: not a text-bound annotation") from error
    if label not in REGION_LABELS:
        raise ValueError(f"{where}: label {label!r} is unknown; use one of {', '.join(REGION_LABELS)}")
    if " ".join(text[first:last] for first, last in spans) != words:
        raise ValueError(f"{where}: {words!r} is not what stands at {places}; was the text changed?")
    return Region(columns[0], label, start, end)


def _add(graph: Graph, regions: dict[str, Region], columns: list[str], where: str) -> None:
    """Adds what a line says about regions: a link, a chain, an attribute or a note."""
    kind, *parts = columns[1].split(" ")
    if columns[0].startswith("R"):
        if kind not in LINKS:
            raise ValueError(f"{where}: relation {kind!r} is unknown; use one of {', '.join(LINKS)}")
        ends = dict(part.split(":", 1) for part in parts)
        graph.links.append(Link(kind, ends["Arg1"], ends["Arg2"]))
    elif columns[0] == "*":
        graph.links.extend(Link("same", one, other) for one, other in zip(parts, parts[1:], strict=False))
    elif columns[0].startswith("A") and kind in BY_KEY:
        value = read(BY_KEY[kind], " ".join(parts[1:]), where)
        _target(regions, parts[0], where).attributes[BY_KEY[kind].name] = value
    elif kind == "AnnotatorNotes":
        region = _target(regions, parts[0], where)
        region.attributes |= dict(_note(region, columns[2], where))


def _target(regions: dict[str, Region], name: str, where: str) -> Region:
    if name not in regions:
        raise ValueError(f"{where}: {name} is not in the file")
    return regions[name]


def _note(region: Region, note: str, where: str) -> Iterator[tuple[str, str | float | bool]]:
    """The free values in a note; a note in a person's own words is left alone."""
    try:
        values = json.loads(note)
    except json.JSONDecodeError:
        return
    known = {control.name: control for control in controls_of(region.label)}
    for name, value in values.items() if isinstance(values, dict) else ():
        if name not in known:
            raise ValueError(f"{where}: {name!r} is no field of a {region.label}; use {', '.join(known)}")
        if value is not None:
            yield name, read(known[name], written(value), where)


def annotation_conf() -> str:
    """brat's annotation.conf for these labels, relations and attributes."""
    any_label = "<ENTITY>"
    relations = [
        f"{link}\tArg1:{SOURCES.get(link, 'Quantity')}, Arg2:{TARGETS.get(link, link.capitalize())}" for link in LINKS
    ]
    attributes = [
        f"{control.key}\tArg:{'|'.join(OWNER_LABELS[control.owner])}"
        + ("" if len(control.choices) == 1 else f", Value:{'|'.join(control.choices)}")
        for control in CONTROLS
        if control.choices
    ]
    overlap = f"<OVERLAP>\tArg1:{any_label}, Arg2:{any_label}, <OVL-TYPE>:<ANY>"
    parts = (
        ("entities", REGION_LABELS), ("relations", (*relations, overlap)), ("events", ()), ("attributes", attributes),
    )  # fmt: skip
    return "\n".join("\n".join((f"[{name}]", *lines, "")) for name, lines in parts)
