"""Quote table: who said what, over many records."""

import json

import pytest
from typer.testing import CliRunner

from onrecord.commands import build_app
from onrecord.jsonl import write_records
from onrecord.quote_table import COLUMNS, gather, to_csv, to_json
from onrecord.records import Entity, Mark, Mention, Quote, Record, sha256_of


def record(article, text, said, speaker, forms=(), kind="direct", confidence=0.9):
    """A record of one quote; a speaker with `forms` is an entity with these mentions."""

    def mark(words, cls=Mark, **more):
        start = text.index(words)
        return cls(start=start, end=start + len(words), text=words, **more)

    mentions = tuple(mark(form, Mention, kind="name", label="PERSON") for form in forms)
    entities = (Entity(id="e0", name=speaker, label="PERSON", layer="actor", mentions=mentions),) if forms else ()
    quote = Quote(
        id="q0",
        type=kind,
        content=tuple(mark(part) for part in said),
        speaker="e0" if forms else None,
        speaker_name=speaker,
        confidence=confidence,
    )
    return Record(id=article, sha256=sha256_of(text), text=text, entities=entities, quotes=(quote,))


@pytest.fixture
def records():
    return [
        record("a", 'The dam burst. "We ran," Ruiz said. "Then we swam."', ['"We ran,"', '"Then we swam."'],
               "Ana María Ruiz", ["Ruiz"]),
        record("b", "Witnesses said it burned.", ["it burned"], "Witnesses", kind="indirect", confidence=0.4),
    ]  # fmt: skip


def test_rows_hold_offsets_and_context(records):
    first, second = gather(records, context=10)
    assert (first["start"], first["end"]) == (15, 51)
    assert first["said"] == '"We ran," ... "Then we swam."'
    assert (first["before"], second["before"]) == ("am burst. ", "sses said ")
    assert second["after"] == "."


@pytest.mark.parametrize(
    "speaker, articles",
    [(None, ["a", "b"]), ("ruiz", ["a"]), ("ana maria", ["a"]), ("WITNESS", ["b"]), ("Ode", [])],
)
def test_speaker_by_any_name(records, speaker, articles):
    assert [row["article"] for row in gather(records, speaker)] == articles


def test_shapes(records):
    rows = list(gather(records))
    assert to_csv(rows).splitlines()[0] == ",".join(COLUMNS)
    assert json.loads(to_json(rows)) == rows


@pytest.mark.parametrize(
    "options, articles",
    [
        (["--speaker", "ruiz"], ["a"]),
        (["--type", "indirect"], ["b"]),
        (["--least", "0.5"], ["a"]),
        ([], ["a", "b"]),
    ],
)
def test_command(records, tmp_path, options, articles):
    path = tmp_path / "records.jsonl"
    write_records(path, records)
    run = CliRunner().invoke(build_app(["quotes"]), ["quotes", str(path), *options, "--format", "json"])
    assert run.exit_code == 0, run.output
    assert [row["article"] for row in json.loads(run.stdout)] == articles


def test_table_names_the_speaker(records, tmp_path):
    path = tmp_path / "records.jsonl"
    write_records(path, records)
    run = CliRunner().invoke(build_app(["quotes"]), ["quotes", str(path)], env={"COLUMNS": "160"})
    assert "Ana María Ruiz" in run.stdout
    assert "15-51" in run.stdout


@pytest.mark.parametrize(
    "arguments, said", [(["missing.jsonl"], "missing.jsonl"), (["--type", "oral", "x.jsonl"], "known are direct")]
)
def test_wrong_use(arguments, said):
    run = CliRunner().invoke(build_app(["quotes"]), ["quotes", *arguments])
    assert run.exit_code == 2
    assert said in run.output
