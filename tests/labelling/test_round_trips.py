"""Round trips: records through each tool's format come back with all offsets, relations and values."""

import copy
import json
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import param

from onrecord.labelling.brat import annotation_conf, from_ann, to_ann
from onrecord.labelling.controls import CONTROLS
from onrecord.labelling.graph import LINKS, REGION_LABELS, to_graph
from onrecord.labelling.labelstudio import from_task, labelling_config, to_task
from onrecord.labelling.ungraph import to_label
from onrecord.records import sha256_of


def through_labelstudio(record):
    task = json.loads(json.dumps(to_task(to_graph(record, record["text"]), "m")))
    task["annotations"] = [{"completed_by": 1, "result": task.pop("predictions")[0]["result"]}]
    return to_label(from_task(task))


def through_brat(record):
    graph = to_graph(record, record["text"])
    return to_label(from_ann(graph.id, graph.text, to_ann(graph)))


THROUGH = pytest.mark.parametrize("through", [through_labelstudio, through_brat])


def expected(record):
    label = {key: value for key, value in record.items() if key != "text"}
    return label | {"sha256": sha256_of(record["text"])}


@THROUGH
def test_everything_comes_back(record, through):
    assert through(record) == expected(record)


@THROUGH
@pytest.mark.parametrize("layer", ["sentences", "entities", "quotes", "claims"])
def test_an_empty_layer_comes_back_empty(record, through, layer):
    record |= {"sentences": [], "entities": [], "quotes": [], "claims": []}
    assert through(record)[layer] == []


def test_a_layer_that_nobody_looked_at_stays_left_out(record):
    del record["claims"]
    assert "claims" not in through_labelstudio(record)


@THROUGH
@pytest.mark.parametrize(
    "change",
    [
        param(lambda r: r["quotes"][0].update(via=["the rangers", "Reuters"]), id="via-by-name"),
        param(lambda r: r["claims"][0].update(claimant="military sources"), id="claimant-by-name"),
        param(lambda r: r["entities"][0]["mentions"][0].update(label="FAC"), id="a-mention-of-another-label"),
        param(lambda r: r["quotes"][1].update(cue=None, source=None), id="floating-quote"),
    ],
)
def test_rarer_shapes_come_back(record, through, change):
    change(record)
    if record["entities"][0]["mentions"][0].get("label"):
        record["entities"][0]["mentions"].append({"start": 36, "end": 39, "text": "The", "kind": "name"})
        record["entities"][0]["mentions"].append({"start": 55, "end": 60, "text": "Mayor", "kind": "name"})
    assert through(record) == expected(record)


WORDS = st.lists(
    st.sampled_from(["Ada", "\U0001f600", "e\u0301", "is", "\r\n", "\n\n", "\u2028", "\t", "x"]), min_size=3
)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.data())
def test_offsets_survive_any_text(words, data):
    text = "A " + " ".join(words) + " Z"
    spans = [
        (start, end)
        for start in range(len(text))
        for end in (start + 1, len(text) - 1)
        if start < end and text[start].strip() and text[end - 1].strip()
    ]
    chosen = sorted(set(data.draw(st.lists(st.sampled_from(spans), min_size=1, max_size=5))))
    sentences = [{"start": start, "end": end} for start, end in chosen]
    record = {"id": "a", "text": text, "sentences": sentences, "entities": [], "quotes": [], "claims": []}
    assert through_labelstudio(record)["sentences"] == through_brat(record)["sentences"] == sentences


def test_label_studio_offsets_in_utf16_are_recognised(record):
    graph = to_graph(record, record["text"])
    task = to_task(graph, "m")
    for item in task["predictions"][0]["result"]:
        if item["type"] == "labels":
            for end in ("start", "end"):
                head = graph.text[: item["value"][end]]
                item["value"][end] = len(head.encode("utf-16-le")) // 2
    assert to_label(from_task(task, predictions=True)) == expected(record)


def test_label_studio_relabelling_and_relinking_is_what_counts(record):
    task = to_task(to_graph(record, record["text"]), "m")
    result = task["predictions"][0]["result"]
    for item in result:
        if item.get("id") == "e1.0" and item["type"] == "labels":
            item["value"]["labels"] = ["ORG"]
        if item["type"] == "relation" and item["labels"] == ["speaker"]:
            item["to_id"] = "e0.0"
    label = to_label(from_task(task, predictions=True))
    assert label["entities"][1]["label"] == "ORG" and label["entities"][1]["layer"] == "actor"
    assert (label["quotes"][0]["speaker"], label["quotes"][0]["speaker_name"]) == ("e0", "Orrin")


def annotated(record, *annotations):
    task = to_task(to_graph(record, record["text"]), "m")
    result = task["predictions"][0]["result"]
    return task | {"annotations": [{"result": copy.deepcopy(result), **one} for one in annotations]}


@pytest.mark.parametrize(
    "annotations, annotator, message",
    [
        ([], None, "no annotation"),
        ([{"was_cancelled": True}], None, "no annotation"),
        ([{"completed_by": 1}, {"completed_by": {"id": 2}}], None, "2 annotations, by 1, 2; choose one"),
        ([{"completed_by": 1}], 3, "no annotation"),
    ],
)
def test_label_studio_tasks_that_are_not_ready(record, annotations, annotator, message):
    with pytest.raises(ValueError, match=message):
        from_task(annotated(record, *annotations), annotator)


def test_label_studio_annotator_is_chosen(record):
    task = annotated(record, {"completed_by": 1, "result": []}, {"completed_by": {"id": 2}})
    assert len(from_task(task, 2).regions) > 0 and from_task(task, 1).regions == []


def spoil(kind):
    def change(result):
        if kind == "text":
            result[0]["value"]["text"] = "other words"
        elif kind == "relation":
            result[-1]["labels"] = ["friend"]
        elif kind == "number":
            next(i for i in result if i.get("from_name") == "claim_low")["value"]["text"] = ["many"]
        elif kind == "two cues":
            cue = next(i for i in result if i.get("labels") == ["cue"])
            result.append({**cue, "to_id": "q1.cue"})
        elif kind == "nameless":
            for item in result:
                if item.get("id") == "e0.0" and item["type"] == "labels":
                    item["value"]["labels"] = ["Nominal"]
            result[:] = [item for item in result if item.get("from_name") != "mention_label"]
        elif kind == "speaker":
            next(i for i in result if i.get("labels") == ["speaker"])["to_id"] = "q0.cue"
        elif kind == "same":
            next(i for i in result if i.get("labels") == ["same"])["to_id"] = "q0.cue"

    return change


@pytest.mark.parametrize(
    "kind, message",
    [
        ("text", "was the text changed"),
        ("relation", "relation 'friend' is unknown"),
        ("number", "'many', not a number"),
        ("two cues", "2 links 'cue'; leave one"),
        ("nameless", "its entity has no name"),
        ("speaker", "cannot lead to a Cue"),
        ("same", "must join mentions"),
    ],
)
def test_what_cannot_be_read_is_named(record, kind, message):
    task = to_task(to_graph(record, record["text"]), "m")
    spoil(kind)(task["predictions"][0]["result"])
    with pytest.raises(ValueError, match=f"orrin/dam.*{message}"):
        to_label(from_task(task, predictions=True))


@pytest.mark.parametrize(
    "line, message",
    [
        ("X1\tfoo", "is no line of brat's"),
        ("T999\tPERSON x y\tDam", "not a text-bound annotation"),
        ("T999\tDRAGON 0 3\tDam", "label 'DRAGON' is unknown"),
        ("T999\tPERSON 0 3\tDim", "is not what stands at"),
        ("R999\tfriend Arg1:T1 Arg2:T2", "relation 'friend' is unknown"),
        ("A999\tquote_type T1 loud", "must be one of direct"),
        ("A999\tquote_type T999 direct", "T999 is not in the file"),
        ('#99\tAnnotatorNotes T1\t{"colour": "red"}', "no field of a"),
    ],
)
def test_brat_lines_that_cannot_be_read_are_named(record, line, message):
    ann = to_ann(to_graph(record, record["text"]))
    last = ann.count("\n") + 1
    with pytest.raises(ValueError, match=f"dam.ann, line {last}: .*{message}"):
        from_ann("dam", record["text"], ann + line + "\n")


def test_brat_equivalences_are_chains_and_notes_in_words_are_left_alone(record):
    graph = to_graph(record, record["text"])
    graph.links = [link for link in graph.links if link.kind != "same"]
    names = [f"T{i}" for i, region in enumerate(graph.regions, 1) if region.id.startswith("e1.")]
    ann = to_ann(graph) + f"*\tEquiv {' '.join(names)}\n#900\tAnnotatorNotes T1\tsee page two\n"
    assert to_label(from_ann(graph.id, graph.text, ann)) == expected(record)


def test_configurations_hold_all_labels_links_and_controls():
    config = ElementTree.fromstring(labelling_config())
    assert [one.get("value") for one in config.iter("Label")] == list(REGION_LABELS)
    assert [one.get("value") for one in config.iter("Relation")] == list(LINKS)
    named = {one.get("name") for one in config.iter()}
    assert {control.key for control in CONTROLS} <= named
    conf = annotation_conf()
    assert (
        all(f"\n{link}\tArg1:" in conf for link in LINKS) and "quote_type\tArg:Quote, Value:direct|" in conf
    )
