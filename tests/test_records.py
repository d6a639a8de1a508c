"""Records prove their own offsets and references."""

import pytest

from onrecord.jsonl import from_line, read_records, to_line, write_records
from onrecord.records import Claim, Entity, Mark, Mention, Quote, Record, json_schema, layer_of, sha256_of

TEXT = "Ode Lamb said 12 boats sank."


def record(**changes):
    name = Mention(start=0, end=8, text="Ode Lamb", kind="name", label="PERSON")
    fields = {
        "id": "a",
        "sha256": sha256_of(TEXT),
        "text": TEXT,
        "sentences": (Mark(start=0, end=28, text=TEXT),),
        "entities": (Entity(id="e0", name="Ode Lamb", label="PERSON", layer="actor", mentions=(name,)),),
        "quotes": (
            Quote(id="q0", type="indirect", content=(Mark(start=14, end=27, text="12 boats sank"),), speaker="e0"),
        ),
        "claims": (Claim(id="c0", quantity=Mark(start=14, end=16, text="12"), value=12, claimant="e0", quote="q0"),),
    }
    return Record(**(fields | changes))


def test_round_trip_through_a_line():
    assert from_line(to_line(record())) == record()


def test_round_trip_through_a_file(tmp_path):
    path = tmp_path / "r.jsonl"
    assert write_records(path, [record(), record(id="b")]) == 2
    assert [r.id for r in read_records(path)] == ["a", "b"]


def test_a_lone_surrogate_survives_the_line():
    text = "odd \ud800 text"
    made = Record(id="s", sha256=sha256_of(text), text=text)
    line = to_line(made)
    assert from_line(line).text == text
    assert line.encode("utf-8")


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"sentences": (Mark(start=0, end=3, text="Odd"),)}, "'Ode', not 'Odd'"),
        ({"sentences": (Mark(start=0, end=99, text=TEXT),)}, "sentences[0]"),
        ({"sentences": (Mark(start=-28, end=-1, text=TEXT),)}, "sentences[0]"),
        ({"sentences": (Mark(start=4, end=4, text=""),)}, "sentences[0]"),
        ({"entities": ()}, "'e0', which is not there"),
        ({"quotes": ()}, "'q0', which is not there"),
    ],
)
def test_a_record_that_lies_cannot_be_built(changes, said):
    with pytest.raises(ValueError) as error:
        record(**changes)
    assert said in str(error.value)


def test_an_unknown_field_is_an_error():
    with pytest.raises(ValueError, match="speeker"):
        Quote(id="q0", type="direct", content=(), speeker="e0")


def test_the_schema_names_every_part():
    properties = json_schema()["properties"]
    assert {"sentences", "entities", "quotes", "claims", "made_by", "schema_version"} <= set(properties)


@pytest.mark.parametrize("label, layer", [("PERSON", "actor"), ("FAC", "place"), ("DATE", None)])
def test_layers(label, layer):
    assert layer_of(label) == layer


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text(to_line(record()) + "\n{oops\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        list(read_records(path))
