"""`onrecord evaluate` and `onrecord report`: what they print, write and exit with."""

import json

import pytest
import typer
from pytest import param
from typer.testing import CliRunner

from onrecord.commands.evaluate import evaluate
from onrecord.commands.report import report
from onrecord.records import sha256_of

TEXT = "Mayor Lena Ford spoke in Brackwater.\r\n"
NAMES = [
    {"start": 6, "end": 15, "text": "Lena Ford", "label": "PERSON"},
    {"start": 25, "end": 35, "text": "Brackwater", "label": "GPE"},
]


@pytest.fixture
def app():
    app = typer.Typer(rich_markup_mode=None)
    app.command("evaluate")(evaluate)
    app.command("report")(report)
    return app


@pytest.fixture
def folder(tmp_path):
    """Labels of two articles, one without a text, and a record that misses one name of two."""
    (tmp_path / "town.txt").write_bytes(TEXT.encode())
    labels = [
        {"id": "town", "sha256": sha256_of(TEXT), "names": NAMES},
        {"id": "gone", "sha256": "0" * 64, "names": []},
    ]
    found = {**NAMES[0], "confidence": 0.875}
    record = {"id": "town", "text": TEXT, "entities": [], "names": [found]}
    for name, lines in (("labels", labels), ("records", [record])):
        content = "".join(json.dumps(line) + "\n" for line in lines)
        (tmp_path / f"{name}.jsonl").write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(app, folder):
    """Runs the command on the labels and the record, with more options."""

    def run(*options):
        options = [str(option).replace("FOLDER", str(folder)) for option in options]
        base = ["evaluate", str(folder / "labels.jsonl"), "--texts", str(folder)]
        return CliRunner().invoke(app, [*base, "--records", str(folder / "records.jsonl"), *options])

    return run


def test_it_prints_counts_and_says_what_is_absent(run):
    result = run()
    assert result.exit_code == 0
    assert "absent: gone" in result.output and "names.label.GPE" in result.output
    assert "0.8750 to 0.8750" in result.output


def test_it_writes_json_and_html(run, folder):
    assert run("--json", "FOLDER/out/all.json", "--html", "FOLDER/out/all.html", "--quiet").exit_code == 0
    whole = json.loads((folder / "out/all.json").read_text(encoding="utf-8"))
    scores = whole["scores"]
    assert (scores["names.label"]["recall"], scores["names.label"]["precision"]) == (0.5, 1.0)
    figures = {"count": 1, "confidence": 0.875, "right": 1.0}
    bins = [{**figures, "low": 0.875, "high": 0.875}]
    assert whole["calibration"] == {"names.label": {**figures, "error": 0.125, "brier": 0.125**2, "bins": bins}}
    page = (folder / "out/all.html").read_text(encoding="utf-8")
    assert "Brackwater" in page and "calibration error 12.5, Brier score 0.016" in page


def test_a_run_compared_with_itself_has_no_difference(run):
    run("--json", "FOLDER/old.json")
    assert "no figure differs" in run("--compare", "FOLDER/old.json").output


@pytest.mark.parametrize(
    "options, code, message",
    [
        (["--min", "names.label=0.6"], 0, ""),
        (["--min", "names.label=0.7"], 1, "floor missed: names.label is 66.7, must be 70.0"),
        (["--min", "names.label:precision=1"], 0, ""),
        (["--min", "quotes.speaker=0.5"], 1, "floor missed: quotes.speaker was not scored"),
        (["--floors", "FOLDER/floors.toml"], 1, "floor missed: names.label:recall is 50.0, must be 90.0"),
        (["--min", "names.label"], 2, "no '='"),
        param(
            ["--compare", "FOLDER/labels.jsonl"], 2, "give a file that `--json` wrote", id="no-earlier-run"
        ),
        (["--texts", "FOLDER/nowhere"], 2, "does not exist"),
    ],
)
def test_exit_codes(run, folder, options, code, message):
    (folder / "floors.toml").write_text('[floors]\n"names.label:recall" = 0.9\n', encoding="utf-8")
    result = run(*options)
    assert (result.exit_code, message in " ".join(result.output.split())) == (code, True)


def test_no_text_at_all_is_wrong_use(app, folder):
    (folder / "town.txt").unlink()
    result = CliRunner().invoke(app, ["evaluate", str(folder / "labels.jsonl"), "--texts", str(folder)])
    assert result.exit_code == 2 and "no labelled article has its text" in result.output


def test_report_writes_a_page(app, tmp_path):
    record = {"id": "town", "sha256": sha256_of(TEXT), "text": TEXT}
    (tmp_path / "records.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    result = CliRunner().invoke(
        app, ["report", str(tmp_path / "records.jsonl"), "-o", str(tmp_path / "page.html")]
    )
    assert result.exit_code == 0
    assert "Mayor Lena Ford" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_report_of_a_broken_record_is_wrong_use(app, tmp_path):
    (tmp_path / "records.jsonl").write_text('{"id": "town"}\n', encoding="utf-8")
    result = CliRunner().invoke(
        app, ["report", str(tmp_path / "records.jsonl"), "-o", str(tmp_path / "page.html")]
    )
    assert result.exit_code == 2 and "line 1: not a record" in " ".join(result.output.split())
