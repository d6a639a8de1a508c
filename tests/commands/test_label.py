"""`onrecord label`: export, import and agreement on files."""

import json

import pytest
from pytest import param
from typer.testing import CliRunner

from onrecord.commands.label import label
from onrecord.records import sha256_of

TEXT = "Mayor Lena Ford said two bridges were shut.\r\n"


def span(words):
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words}


RECORD = {
    "id": "town/ford", "text": TEXT, "sentences": [{"start": 0, "end": 43}],
    "entities": [{"id": "e0", "name": "Lena Ford", "label": "PERSON", "layer": "actor",
                  "mentions": [{**span("Lena Ford"), "kind": "name"}]}],
    "quotes": [{"id": "q0", "type": "indirect", "content": [span("two bridges were shut")], "cue": span("said"),
                "source": span("Mayor Lena Ford"), "speaker": "e0", "speaker_name": "Lena Ford", "via": [],
                "negated": False}],
    "claims": [],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "records.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "ford.txt").write_bytes(TEXT.encode())
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(label, [str(argument) for argument in arguments])


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("tool, output", [("labelstudio", "tasks.json"), ("brat", "brat")])
def test_out_and_in_again(folder, tool, output):
    there, back = folder / output, folder / "labels.jsonl"
    done = run("export", folder / "records.jsonl", "--format", tool, "--output", there)
    assert done.exit_code == 0 and "1 articles" in done.output
    assert run("import", there, "--format", tool, "--predictions", "--output", back).exit_code == 0
    expected = {key: value for key, value in RECORD.items() if key != "text"} | {"sha256": sha256_of(TEXT)}
    assert read(back) == [expected]


def test_labels_without_text_take_it_from_the_folder(folder):
    bare = {key: value for key, value in RECORD.items() if key != "text"} | {"sha256": sha256_of(TEXT)}
    (folder / "labels.jsonl").write_text(json.dumps(bare) + "\n", encoding="utf-8")
    tasks = folder / "out" / "tasks.json"
    assert run("export", folder / "labels.jsonl", "--texts", folder, "-o", tasks).exit_code == 0
    assert json.loads(tasks.read_text(encoding="utf-8"))[0]["data"]["text"] == TEXT
    assert (folder / "out" / "tasks.xml").is_file()


def test_agreement_prints_what_two_labellers_share(folder):
    other = json.loads(json.dumps(RECORD))
    other["quotes"] = []
    del other["sentences"]
    (folder / "other.jsonl").write_text(json.dumps(other) + "\n", encoding="utf-8")
    page = folder / "out.html"
    result = run("agreement", folder / "records.jsonl", folder / "other.jsonl", "--html", page,
                 "--json", folder / "out.json")  # fmt: skip
    scores = json.loads((folder / "out.json").read_text(encoding="utf-8"))["scores"]
    assert result.exit_code == 0 and "names.label" in result.output and page.is_file()
    assert scores["names.label"]["f1"] == 1.0 and scores["quotes.content"]["f1"] == 0.0
    assert "sentences.exact" not in scores


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["import", "FOLDER/records.jsonl", "-o", "FOLDER/x"], "not a list of tasks"),
        (["import", "FOLDER/town/ford.txt", "-o", "FOLDER/x"], "not JSON"),
        param(["import", "FOLDER/town", "-f", "brat", "-o", "FOLDER/x"], "no .ann file", id="no-brat-folder"),
        (["export", "FOLDER/bare.jsonl", "-o", "FOLDER/x.json"], "give the folder with --texts"),
        (["export", "FOLDER/outside.jsonl", "-f", "brat", "-o", "FOLDER/x"], "leads out of"),
        (["agreement", "FOLDER/records.jsonl", "FOLDER/bare.jsonl"], "no article is labelled in both"),
    ],
)
def test_wrong_use(folder, arguments, message):
    (folder / "bare.jsonl").write_text('{"id": "bare", "names": []}\n', encoding="utf-8")
    outside = {**RECORD, "id": "../outside"}
    (folder / "outside.jsonl").write_text(json.dumps(outside) + "\n", encoding="utf-8")
    result = run(*(argument.replace("FOLDER", str(folder)) for argument in arguments))
    assert (result.exit_code, message in " ".join(result.output.split())) == (2, True)
