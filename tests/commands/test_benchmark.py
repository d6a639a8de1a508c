"""`onrecord benchmark` and `onrecord baselines`: what they write and what they refuse."""

import json

import pytest
import spacy
import typer
from typer.testing import CliRunner

from onrecord.commands.baselines import baselines
from onrecord.commands.benchmark import benchmark

TEXT = "Rain fell on Oslo. It lost 1,200 trees."
IOB2 = "# newdoc id = a\n# text = Oslo slept.\n1\tOslo\tB-LOC\t-\tx\n2\tslept\tO\t-\t-\n3\t.\tO\t-\t-\n"


@pytest.fixture
def app():
    app = typer.Typer(rich_markup_mode=None)
    app.command("benchmark")(benchmark)
    app.command("baselines")(baselines)
    return app


@pytest.fixture
def model(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "model")
    return tmp_path / "model"


def run(app, *arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_results_say_what_was_run_with_what_and_when(app, model, tmp_path):
    (tmp_path / "uner-ewt").mkdir()
    (tmp_path / "uner-ewt" / "en_ewt-ud-test.iob2").write_text(IOB2, encoding="utf-8")
    output = tmp_path / "out" / "results.json"
    result = run(app, "benchmark", "--corpora", tmp_path, "--model", model, "--only", "uner", "-o", output)
    assert result.exit_code == 0
    written = json.loads(output.read_text(encoding="utf-8"))
    assert written["scores"]["uner.label"]["recall"] == 0.0
    assert {"command", "date", "model", "versions", "python", "config_hash"} <= written["about"].keys()
    assert written["about"]["command"].endswith("--only uner")


@pytest.mark.parametrize(
    "options, message",
    [(["--only", "everything"], "unknown benchmark 'everything'"), (["--only", "uner"], "No such file")],
)
def test_wrong_use_of_benchmark(app, model, tmp_path, options, message):
    result = run(
        app, "benchmark", "--corpora", tmp_path, "--model", model, "-o", tmp_path / "x.json", *options
    )
    assert (result.exit_code, message in " ".join(result.output.split())) == (2, True)


def test_baselines_prints_one_table(app, model, tmp_path):
    sentences = [{"start": 0, "end": 18}, {"start": 19, "end": 39}]
    label = {"id": "oslo", "text": TEXT, "sentences": sentences}
    (tmp_path / "labels.jsonl").write_text(json.dumps(label) + "\n", encoding="utf-8")
    output = tmp_path / "out.json"
    result = run(app, "baselines", tmp_path / "labels.jsonl", "--model", model, "--json", output)
    assert result.exit_code == 0 and "spaCy sentencizer" in result.output
    lines = json.loads(output.read_text(encoding="utf-8"))
    assert {line["row"]["metric"] for line in lines} == {"sentences.exact"}


def test_baselines_without_any_text_is_wrong_use(app, tmp_path):
    (tmp_path / "labels.jsonl").write_text('{"id": "gone", "sentences": []}\n', encoding="utf-8")
    result = run(app, "baselines", tmp_path / "labels.jsonl")
    assert result.exit_code == 2 and "no labelled article has its text" in " ".join(result.output.split())
