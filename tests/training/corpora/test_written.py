"""Written: every article of the project's own is rightly tagged, and becomes an example."""

from pathlib import Path

import pytest

from onrecord.training.corpora.written import main, read_written

ARTICLES = Path(__file__).parents[3] / "seeds" / "training"


def test_every_article_has_clean_tags_and_all_layers():
    examples = list(read_written(ARTICLES))
    assert len(examples) == len(list(ARTICLES.glob("*.txt"))) > 0
    for example in examples:
        assert example.names and example.quotes and example.claims and example.chains and example.partial_chains
        for layer in (example.quotes, example.claims):
            for mark in (v for item in layer for v in item.values() if isinstance(v, dict)):
                assert example.text[mark["start"] : mark["end"]] == mark["text"]


def test_no_article_is_one_that_the_project_is_scored_on():
    scored = {p.read_text(encoding="utf-8") for p in (ARTICLES.parent / "articles").glob("*.txt")}
    sentences = {s for text in scored for s in text.split(". ") if len(s) > 60}
    for example in read_written(ARTICLES):
        assert not any(s in example.text for s in sentences), example.id


def test_heads_of_mentions(tmp_path):
    tagged = "a: b\n---\n<e1 PERSON>Ana Ruiz</e1>, <e1>the mayor of <e2 GPE>Ruda</e2></e1>; <e3 ORG>Bank of Ruda</e3>"
    (tmp_path / "x.txt").write_text(tagged, encoding="utf-8")
    (example,) = read_written(tmp_path)
    heads = [[example.text[slice(*example.tokens[m[2]])] for m in c.mentions] for c in example.chains]
    assert heads == [["Ana", "mayor"], ["Ruda"], ["Bank"]]


def test_a_wrong_tag_stops_with_file_and_line(tmp_path, capsys):
    path = tmp_path / "x.txt"
    path.write_text("a: b\n---\n<e1 PERSON>Ana left.", encoding="utf-8")
    with pytest.raises(ValueError, match="x.txt: line 3: <e1> is never closed; mend"):
        list(read_written(tmp_path))
    assert main([str(path)]) == 1
    assert "SLIP line 3" in capsys.readouterr().out
