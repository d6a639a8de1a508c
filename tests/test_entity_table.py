"""Entity table: the entities of many articles in one list."""

import json

import pytest
from typer.testing import CliRunner

from onrecord.commands import build_app
from onrecord.entity_table import gather, matches, to_csv, to_json
from onrecord.jsonl import write_records
from onrecord.records import Entity, Mention, Record, sha256_of

PLACES = {"Tripoli": ("LY", 32.9, 13.2, 2210247)}


def record(number: int, *entities: tuple[str, str, list[str]], country: str | None = None) -> Record:
    """A record whose text is the mentions of its entities in a row: (canonical name, label, mentions)."""
    text, made = "", []
    for n, (name, label, forms) in enumerate(entities):
        mentions = []
        for form in forms:
            mentions.append(Mention(start=len(text), end=len(text) + len(form), text=form, kind="name", label=label))
            text += form + " "
        layer = "place" if label in ("GPE", "LOC", "FAC") else "actor"
        point = PLACES.get(name, (country, None, None, None))
        where = dict(zip(("country", "lat", "lon", "geonames_id"), point, strict=True))
        kind = "armed_group" if label == "ORG" else None
        made.append(
            Entity(id=f"e{n}", name=name, label=label, layer=layer, type=kind, mentions=tuple(mentions), **where)
        )
    return Record(id=f"a{number}", sha256=sha256_of(text), text=text, entities=tuple(made))


@pytest.fixture
def records():
    return [
        record(
            1,
            ("Islamic State", "ORG", ["ISIS", "ISIS"]),
            ("Tripoli", "GPE", ["Tripoli"]),
            ("Ana Ruiz", "PERSON", ["Ruiz"]),
        ),
        record(2, ("Islamic State", "ORG", ["Daesh"]), ("Ana Ruiz", "PERSON", ["Ana Ruiz"])),
        record(3, ("Islamic State Khorasan Province", "ORG", ["ISIS-K"]), ("Afghans", "NORP", ["Afghans"])),
        record(4, ("Afghan", "NORP", ["Afghan"]), ("Free Hill Movement", "ORG", ["Free Hill Movement", "FHM"])),
        record(5, ("FHM", "ORG", ["FHM"])),
    ]


def test_one_row_an_entity(records):
    rows = {r["name"]: r for r in gather(records)}
    assert (rows["Islamic State"]["articles"], rows["Islamic State"]["mentions"]) == (2, 3)
    assert rows["Islamic State"]["aliases"] == ["Daesh", "ISIS"]
    assert rows["Islamic State"]["article_ids"] == ["a1", "a2"]
    assert rows["Islamic State"]["type"] == "armed_group"
    assert rows["Islamic State Khorasan Province"]["articles"] == 1
    assert rows["Ana Ruiz"]["mentions"] == 2
    assert rows["Tripoli"]["geonames_id"] == 2210247
    assert rows["Afghans"]["articles"] == 2
    assert rows["Free Hill Movement"]["article_ids"] == ["a4", "a5"]


def test_places_of_one_name_stay_apart():
    rows = gather(
        [record(1, ("Salem", "GPE", ["Salem"]), country="US"), record(2, ("Salem", "GPE", ["Salem"]), country="IN")]
    )
    assert [(r["name"], r["country"]) for r in rows] == [("Salem", "US"), ("Salem", "IN")]


def test_the_most_widely_named_come_first(records):
    assert [r["articles"] for r in gather(records)] == sorted((r["articles"] for r in gather(records)), reverse=True)


def test_shapes(records):
    rows = gather(records)
    assert to_csv(rows).splitlines()[0].startswith("name,label,type,country")
    assert len(to_csv(rows).splitlines()) == len(rows) + 1
    assert json.loads(to_json(rows)) == rows
    assert gather([]) == []


def test_matches_an_alias(records):
    assert [r["name"] for r in gather(records) if matches(r, "daesh")] == ["Islamic State"]


@pytest.mark.parametrize(
    "options, names",
    [
        (["--type", "armed_group", "--least", "2"], ["Free Hill Movement", "Islamic State"]),
        (["--label", "GPE"], ["Tripoli"]),
        (["--name", "ruiz"], ["Ana Ruiz"]),
    ],
)
def test_command(records, tmp_path, options, names):
    path = tmp_path / "records.jsonl"
    write_records(path, records)
    result = CliRunner().invoke(build_app(["entities"]), ["entities", str(path), *options, "--format", "json"])
    assert result.exit_code == 0, result.output
    assert [r["name"] for r in json.loads(result.stdout)] == names


@pytest.mark.parametrize(
    "arguments, said", [(["missing.jsonl"], "missing.jsonl"), (["--label", "ANIMAL", "x.jsonl"], "known are PERSON")]
)
def test_wrong_use(arguments, said):
    result = CliRunner().invoke(build_app(["entities"]), ["entities", *arguments])
    assert result.exit_code == 2
    assert said in result.output
