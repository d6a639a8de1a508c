"""The command line in processes of its own, on a blank pipeline saved to disk."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from pytest import param

TEXT = "Two boats sank off Tal. Mayor Ina Holt said so.\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("place")
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(folder / "model")
    (folder / "corrupt").mkdir()
    (folder / "corrupt/config.cfg").write_text("[nlp\nlang=", encoding="utf-8")
    (folder / "in").mkdir()
    (folder / "in/a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "in/b.txt").write_text(TEXT * 2, encoding="utf-8")
    (folder / "empty.txt").write_text("  \n", encoding="utf-8")
    (folder / "void").mkdir()
    (folder / "table.csv").write_text("story,body\n1,x\n", encoding="utf-8")
    (folder / "stage.cfg").write_text("[components.onrecord_nothing]\nx = 1\n", encoding="utf-8")
    (folder / "setting.cfg").write_text('[components.sentencizer]\npunct_charz = ["."]\n', encoding="utf-8")
    (folder / "other.cfg").write_text("[training]\nseed = 1\n", encoding="utf-8")
    (folder / "torn.cfg").write_text("[components.\n", encoding="utf-8")
    (folder / "dots.cfg").write_text('[components.sentencizer]\npunct_chars = ["!"]\n', encoding="utf-8")
    return folder


def onrecord(place, *arguments, stdin=b"", **more):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-m", "onrecord.commands", *map(str, arguments)]
    return subprocess.run(command, cwd=place, input=stdin, capture_output=True, env=environment, check=False, **more)


def test_one_file_goes_to_standard_output(place):
    done = onrecord(place, "annotate", "in/a.txt", "--model", "model")
    assert (done.returncode, done.stderr) == (0, b"")
    [line] = done.stdout.decode().splitlines()
    record = json.loads(line)
    assert (record["id"], record["source"], record["text"]) == ("a", "in/a.txt", TEXT)
    assert [s["text"] for s in record["sentences"]] == ["Two boats sank off Tal.", "Mayor Ina Holt said so."]


def test_standard_input(place):
    done = onrecord(place, "annotate", "-", "-m", "model", stdin=TEXT.encode())
    assert json.loads(done.stdout)["id"] == "stdin"


def test_a_folder_to_a_file_with_stats_and_export(place):
    done = onrecord(place, "annotate", "in", "empty.txt", "-m", "model", "-o", "out/r.jsonl", "--stats", "s.json")
    assert done.returncode == 1 and b"3 articles, 1 failed" in done.stderr
    assert len((place / "out/r.jsonl").read_bytes().splitlines()) == 2
    assert json.loads((place / "out/r.failures.jsonl").read_bytes())["error"] == "EmptyArticle"
    stats = json.loads((place / "s.json").read_bytes())
    assert (stats["articles"], stats["failed"], stats["marks"]["sentences"]) == (3, 1, 6)
    exported = onrecord(place, "export", "out/r.jsonl", "-o", "out/r.parquet")
    assert exported.returncode == 0 and b"2 records" in exported.stderr


def test_settings_of_a_stage(place):
    plain = onrecord(place, "annotate", "in/a.txt", "-m", "model")
    done = onrecord(place, "annotate", "in/a.txt", "-m", "model", "--config", "dots.cfg")
    hashes = [json.loads(run.stdout)["made_by"]["config_hash"] for run in (plain, done)]
    assert hashes[0] != hashes[1]


@pytest.mark.parametrize(
    "arguments, message",
    [
        param("annotate nowhere.txt -m model", "no such file", id="missing-file"),
        param("annotate void -m model -o x.jsonl", "no articles", id="empty-folder"),
        param("annotate in -m model", "--output", id="no-output"),
        param("annotate in/a.txt -m nowhere", "no such package or folder", id="missing-model"),
        param("annotate in/a.txt -m corrupt", "model corrupt", id="corrupt-model"),
        param("annotate in/a.txt -m model --config stage.cfg", "no such stage or setting", id="unknown-stage"),
        param("annotate in/a.txt -m model --config setting.cfg", "punct_charz", id="unknown-setting"),
        param("annotate in/a.txt -m model --config other.cfg", "[training]", id="no-stage"),
        param("annotate in/a.txt -m model --config torn.cfg", "not a config file", id="torn-config"),
        param("annotate in/a.txt -m model --config none.cfg", "No such file", id="missing-config"),
        param("annotate table.csv -m model", "--column text=NAME", id="no-text-column"),
        param("annotate in/a.txt -m model --column body", "FIELD=COLUMN", id="odd-column"),
        param("annotate in/a.txt -m model --format doc", "use one of", id="odd-format"),
        param("annotate in/a.txt -m model -o in", "is a folder", id="output-is-a-folder"),
        param("export nowhere.jsonl -o x.csv", "No such file", id="nothing-to-export"),
        param("export in/a.txt -o x.csv", "line 1", id="no-records"),
        param("export in/a.txt -o x.doc", ".parquet", id="odd-shape"),
        param("info -m nowhere", "no such package or folder", id="info-without-model"),
    ],
)
def test_wrong_use_is_one_line(place, arguments, message):
    done = onrecord(place, *arguments.split())
    lines = done.stderr.decode().splitlines()
    expected = 1 if "is a folder" in message else 2
    assert (done.returncode, len(lines), done.stdout) == (expected, 1, b""), done.stderr
    assert lines[0].startswith("error: ") and message in lines[0]


def test_an_empty_article_fails(place):
    done = onrecord(place, "annotate", "empty.txt", "-m", "model")
    assert done.returncode == 1 and done.stdout == b""
    assert b"only white space" in done.stderr and done.stderr.count(b"\n") == 1


def test_a_signal_saves_and_says_how_to_go_on(place):
    (place / "many").mkdir()
    for number in range(3000):
        (place / f"many/{number}.txt").write_text(TEXT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-m", "onrecord.commands", "annotate", "many", "-m", "model", "-o", "many.jsonl"]
    run = subprocess.Popen(command, cwd=place, env=environment, stderr=subprocess.PIPE)
    while not (place / "many.jsonl.partial").exists():
        assert run.poll() is None
    run.send_signal(signal.SIGTERM)
    assert b"give the same command again" in run.communicate()[1]
    assert run.returncode == 128 + signal.SIGTERM
    assert onrecord(place, *command[3:], "--quiet").returncode == 0
    assert len((place / "many.jsonl").read_bytes().splitlines()) == 3000


def test_schema_info_and_help(place):
    assert json.loads(onrecord(place, "schema").stdout)["title"] == "Record"
    assert json.loads(onrecord(place, "info", "-m", "model").stdout)["model"]["stages"] == ["sentencizer"]
    told = onrecord(place, "--help").stdout.decode()
    assert all(name in told for name in ("annotate", "export", "schema", "info"))
    assert "onrecord annotate article.txt" in onrecord(place, "annotate", "--help").stdout.decode()


def test_nothing_is_read_from_the_source_folder(place):
    """The command works from any folder and leaves no file there that was not asked for."""
    before = sorted(Path(place).iterdir())
    onrecord(place, "annotate", "in/a.txt", "-m", "model")
    assert sorted(Path(place).iterdir()) == before
