"""Loading: every corpus by name and split, and never a development article."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.records import sha256_of
from onrecord.training.corpora import READERS, load_corpora
from onrecord.training.corpora.__main__ import count_labels, main
from onrecord.training.examples import DEV_ARTICLES, Example, NameSpan


@pytest.mark.parametrize("names, said", [(["nope"], "unknown corpus 'nope'"), (["ewt"], "en_ewt-ud-train")])
def test_what_is_not_there_is_named(tmp_path, names, said):
    with pytest.raises((ValueError, FileNotFoundError), match=said):
        list(load_corpora(tmp_path, tmp_path, names, "train"))


def test_unknown_split(tmp_path):
    with pytest.raises(ValueError, match="split 'all'; use train, dev or test"):
        list(load_corpora(tmp_path, tmp_path, ["ewt"], "all"))


@pytest.mark.parametrize("name", sorted(DEV_ARTICLES))
@pytest.mark.parametrize("form", ["GUM_news_{}", "gum-{}", "{}"])
def test_a_development_article_is_no_example(name, form):
    with pytest.raises(ValueError, match="development article"):
        Example("any", form.format(name), "text")


@pytest.mark.parametrize("name", sorted(DEV_ARTICLES))
def test_gum_leaves_development_articles_out(tmp_path, name):
    (tmp_path / "gum").mkdir()
    (tmp_path / "gum" / "splits.md").write_text(f"## train\n  * GUM_news_{name}\n", encoding="utf-8")
    (tmp_path / "gum" / f"GUM_news_{name}.conllu").write_text(
        "1\tHi\thi\tINTJ\tUH\t_\t0\troot\t_\t_\n", encoding="utf-8"
    )
    for corpus in READERS:
        if corpus.startswith("gum"):
            assert list(load_corpora(tmp_path, tmp_path, [corpus], "train")) == []


@pytest.mark.parametrize("name", sorted(DEV_ARTICLES))
def test_hand_labels_of_a_development_article_are_refused(tmp_path, name):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / f"gum-{name}.txt").write_text("Hi", encoding="utf-8")
    entry = {"id": f"gum-{name}", "sha256": sha256_of("Hi"), "names": [], "quotes": [], "claims": []}
    (tmp_path / "train.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="development article"):
        list(load_corpora(tmp_path, tmp_path, ["labels"], "train"))


def test_count():
    names = (NameSpan(0, 3, ("PERSON",)), NameSpan(9, 12, ("GPE", "LOC")))
    counts = count_labels([Example("any", "a", "Ode left Ife.", sentences=((0, 13),), names=names)])
    assert {k: n for k, n in counts.items() if n} == {
        "texts": 1, "characters": 13, "sentences": 1, "PERSON": 1, "unsure": 1,
    }  # fmt: skip


def test_wrong_use_exits_with_2():
    assert main([]) == 2


def test_readme_has_a_row_for_each_corpus():
    import onrecord.training.corpora as package

    text = (Path(package.__file__).parent / "README.md").read_text(encoding="utf-8")
    assert [n for n in READERS if f"| `{n}` |" not in text] == []


def test_help_on_the_command_line(tmp_path):
    command = [sys.executable, "-m", "onrecord.training.corpora"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr.split()[0]) == (2, "usage:")
