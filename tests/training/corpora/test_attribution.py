"""GUM's attribution relations to quotes, on made-up documents."""

import pytest
from pytest import param

from onrecord.training.corpora.attribution import read_quotes
from onrecord.training.corpora.discourse import read_units, signalled
from onrecord.training.corpora.gum import read_gum_quotes
from onrecord.training.corpora.treebanks import read_documents

HEAD = "# newdoc id = GUM_news_bridge\n# newpar\n"

INDIRECT = """1 The DET DT 2 det attribution-positive:1->2:0:sem-atsrc-1-2-_+lex-indwd-3-_
2 mayor NOUN NN 3 nsubj
3 said VERB VBD 0 root
4 that SCONJ IN 6 mark ROOT:2:0
5 rain NOUN NN 6 nsubj
6 fell VERB VBD 3 ccomp
7 on ADP IN 8 case
8 Monday PROPN NNP 6 obl
9 . PUNCT . 3 punct"""

SPLIT = """1 " PUNCT `` 3 punct ROOT:1:0
2 It PRON PRP 3 nsubj
3 fell VERB VBD 7 ccomp
4 , PUNCT , 7 punct
5 " PUNCT '' 3 punct
6 she PRON PRP 7 nsubj attribution-positive:2->1:0:sem-atsrc-6-_+lex-indwd-7-_
7 said VERB VBD 0 root
8 . PUNCT . 7 punct

1 " PUNCT `` 3 punct elaboration-additional:3->1:1:_
2 It PRON PRP 3 nsubj
3 hurts VERB VBZ 0 root
4 . PUNCT . 3 punct
5 " PUNCT '' 3 punct"""

ACCORDING = """1 According VERB VBG 4 case attribution-positive:1->2:0:lex-indph-1-2-_+sem-atsrc-3-4-_
2 to ADP IN 4 case
3 the DET DT 4 det
4 mayor NOUN NN 8 obl
5 , PUNCT , 8 punct ROOT:2:0
6 two NUM CD 7 nummod
7 men NOUN NNS 8 nsubj
8 drowned VERB VBD 0 root
9 . PUNCT . 8 punct"""

THOUGHT = INDIRECT.replace("said VERB", "thought VERB")
NEGATED = INDIRECT.replace("attribution-positive", "attribution-negative").replace(
    "lex-indwd-3-_", "sem-ngt-3-_+lex-indwd-3-_"
)


def conllu(rows):
    lemmas = {"said": "say", "thought": "think", "according": "accord"}
    lines = [HEAD.rstrip()]
    for row in rows.splitlines():
        parts = row.split()
        if parts:
            number, form, upos, xpos, head, deprel, *relation = parts
            lemma = lemmas.get(form.lower(), form.lower())
            misc = f"Discourse={relation[0]}" if relation else "_"
            lines.append("\t".join([number, form, lemma, upos, xpos, "_", head, deprel, "_", misc]))
        else:
            lines.append("")
    return "\n".join(lines) + "\n"


def document_of(tmp_path, rows):
    path = tmp_path / "GUM_news_bridge.conllu"
    path.write_text(conllu(rows), encoding="utf-8")
    return next(iter(read_documents(path)))


@pytest.mark.parametrize(
    "rows, kind, content, cue, source",
    [
        (INDIRECT, "indirect", ["rain fell on Monday"], "said", "The mayor"),
        (SPLIT, "direct", ['" It fell , "', '" It hurts . "'], "said", "she"),
        (ACCORDING, "indirect", ["two men drowned"], "According to", "the mayor"),
    ],
)
def test_quotes(tmp_path, rows, kind, content, cue, source):
    document = document_of(tmp_path, rows)
    [quote] = read_quotes(document)
    assert (quote["id"], quote["type"], quote["negated"]) == ("q0", kind, False)
    assert [c["text"] for c in quote["content"]] == content
    assert (quote["cue"]["text"], quote["source"]["text"]) == (cue, source)
    for mark in (*quote["content"], quote["cue"], quote["source"]):
        assert document.text[mark["start"] : mark["end"]] == mark["text"]


@pytest.mark.parametrize(
    "rows, negated", [param(THOUGHT, None, id="a-thought"), param(NEGATED, True, id="denied")]
)
def test_thoughts_and_denials(tmp_path, rows, negated):
    assert [q["negated"] for q in read_quotes(document_of(tmp_path, rows))] == (
        [] if negated is None else [negated]
    )


def test_units(tmp_path):
    first, second = read_units(document_of(tmp_path, INDIRECT))
    assert (first.id, first.first, first.last, first.head) == (1, 0, 3, 2)
    assert (second.id, second.first, second.last, second.head) == (2, 3, 9, None)
    assert signalled(first, "sem-atsrc") == [0, 1]


def test_a_relation_that_cannot_be_read_is_named(tmp_path):
    document = document_of(tmp_path, INDIRECT.replace("ROOT:2:0", "ROOT"))
    with pytest.raises(ValueError, match="GUM_news_bridge, word 4: 'ROOT'"):
        read_units(document)


def test_documents_labelled_by_hand_do_not_train(tmp_path):
    (tmp_path / "gum").mkdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "gum" / "splits.md").write_text("## train\n  * GUM_news_bridge\n", encoding="utf-8")
    (tmp_path / "gum" / "GUM_news_bridge.conllu").write_text(conllu(INDIRECT), encoding="utf-8")
    [example] = read_gum_quotes(tmp_path, tmp_path, "train")
    assert (len(example.quotes), example.names, example.syntax) == (1, None, None)
    (tmp_path / "texts" / "gum-bridge.txt").write_text("", encoding="utf-8")
    assert list(read_gum_quotes(tmp_path, tmp_path, "train")) == []
