"""Label Studio: tasks with regions, per-region controls and relations, from graphs and back.

Offsets are code points, as Label Studio has stored them since 2021; an export of an older
version, in UTF-16 units, is recognised by the words that it stores beside the offsets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as xml

from onrecord.labelling.controls import BY_KEY, CONTROLS, OWNER_LABELS, controls_of, read, written
from onrecord.labelling.graph import LAYERS, LINKS, REGION_LABELS, Graph, Link, Region

MARKS = "marks"
TEXT = "text"


def to_task(graph: Graph, model: str) -> dict[str, Any]:
    """A task that shows a graph as a prediction, to be corrected."""
    result: list[dict[str, Any]] = []
    for region in graph.regions:
        place = {"start": region.start, "end": region.end}
        words = {"text": graph.text[region.start : region.end]}
        result.append(_item(region.id, MARKS, "labels", place | words | {"labels": [region.label]}))
        for control in controls_of(region.label):
            if control.name in region.attributes:
                value = written(region.attributes[control.name])
                kind, field = ("choices", "choices") if control.choices else ("textarea", "text")
                result.append(_item(region.id, control.key, kind, place | {field: [value]}))
    for link in graph.links:
        ends = {"from_id": link.source, "to_id": link.target}
        result.append({**ends, "type": "relation", "direction": "right", "labels": [link.kind]})
    data = {"id": graph.id, TEXT: graph.text, "layers": list(graph.layers)}
    return {"data": data, "predictions": [{"model_version": model, "result": result}]}


def _item(region: str, control: str, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": region, "from_name": control, "to_name": TEXT, "type": kind, "value": dict(value)}


def from_task(task: Mapping[str, Any], annotator: int | None = None, predictions: bool = False) -> Graph:
    """The graph that an annotator left in a task.

    Raises ValueError where the task has no annotation, or several and `annotator` (the
    number in `completed_by`) picks none of them, or where its offsets fit no words.
    """
    data = task.get("data") or {}
    if not isinstance(data.get(TEXT), str) or "id" not in data:
        raise ValueError("task without 'id' and 'text' in its data; give tasks that `onrecord label export` made")
    graph = Graph(str(data["id"]), data[TEXT], tuple(data.get("layers") or LAYERS))
    result = list(_result(task, graph.id, annotator, predictions))
    for item in result:
        if item.get("type") == "labels":
            start, end = _offsets(graph, item["value"])
            graph.regions.append(Region(item["id"], item["value"]["labels"][0], start, end))
    regions = {region.id: region for region in graph.regions}
    for item in result:
        if item.get("type") == "relation":
            for kind in item.get("labels") or ():
                graph.links.append(_link(graph, kind, item))
        elif item.get("type") in ("choices", "textarea") and item.get("from_name") in BY_KEY:
            control = BY_KEY[item["from_name"]]
            values = item["value"].get("choices") or item["value"].get("text") or []
            values = [values] if isinstance(values, str) else values
            if values and item["id"] in regions:
                value = read(control, values[-1], f"{graph.id}: region {item['id']}")
                regions[item["id"]].attributes[control.name] = value
    return graph


def _result(
    task: Mapping[str, Any], name: str, annotator: int | None, predictions: bool
) -> Iterator[Mapping[str, Any]]:
    done = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
    if annotator is not None:
        done = [annotation for annotation in done if _who(annotation) == annotator]
    if not done and predictions:
        done = list(task.get("predictions") or ())[-1:]
    if not done:
        raise ValueError(f"{name}: no annotation; submit the task in Label Studio first")
    if len(done) > 1:
        found = ", ".join(str(_who(annotation)) for annotation in done)
        raise ValueError(f"{name}: {len(done)} annotations, by {found}; choose one with --annotator")
    yield from done[0].get("result") or ()


def _who(annotation: Mapping[str, Any]) -> Any:
    by = annotation.get("completed_by")
    return by.get("id") if isinstance(by, Mapping) else by


def _link(graph: Graph, kind: str, item: Mapping[str, Any]) -> Link:
    if kind not in LINKS:
        raise ValueError(f"{graph.id}: relation {kind!r} is unknown; use one of {', '.join(LINKS)}")
    ends = (item["from_id"], item["to_id"])
    return Link(kind, *(reversed(ends) if item.get("direction") == "left" else ends))


def _offsets(graph: Graph, value: Mapping[str, Any]) -> tuple[int, int]:
    start, end = int(value["start"]), int(value["end"])
    words = value.get("text")
    if not isinstance(words, str) or graph.text[start:end] == words:
        return start, end
    units = graph.text.encode("utf-16-le", "surrogatepass")
    before, inside = units[: 2 * start], units[2 * start : 2 * end]
    if inside.decode("utf-16-le", "replace") == words:
        first = len(before.decode("utf-16-le", "replace"))
        return first, first + len(words)
    raise ValueError(f"{graph.id}: [{start}, {end}) is {graph.text[start:end]!r}, not {words!r}; was the text changed?")


def labelling_config() -> str:
    """The labelling interface of the project, to be pasted into its settings."""
    view = xml.Element("View")
    labels = xml.SubElement(view, "Labels", name=MARKS, toName=TEXT)
    for label in REGION_LABELS:
        xml.SubElement(labels, "Label", value=label)
    relations = xml.SubElement(view, "Relations")
    for link in LINKS:
        xml.SubElement(relations, "Relation", value=link)
    xml.SubElement(view, "Text", name=TEXT, value=f"${TEXT}", granularity="word")
    for control in CONTROLS:
        labelled = ",".join(OWNER_LABELS[control.owner])
        when = {"visibleWhen": "region-selected", "whenTagName": MARKS, "whenLabelValue": labelled}
        part = xml.SubElement(view, "View", when)
        xml.SubElement(part, "Header", value=control.name.replace("_", " "), size="5")
        if control.choices:
            choices = xml.SubElement(part, "Choices", name=control.key, toName=TEXT, perRegion="true")
            for choice in control.choices:
                xml.SubElement(choices, "Choice", value=choice)
        else:
            xml.SubElement(part, "TextArea", name=control.key, toName=TEXT, perRegion="true", maxSubmissions="1")
    xml.indent(view)
    return xml.tostring(view, encoding="unicode") + "\n"
