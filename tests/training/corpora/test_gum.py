"""GUM's entities and chains, on a made-up document."""

import pytest

from onrecord.training.corpora.gum import read_gum

ROWS = """1 Gen. PROPN NNP 6 nsubj (1-person-new-sssss-cf1-1-coref-Ana_Ruiz
2 Ana PROPN NNP 1 flat
3 Ruiz PROPN NNP 1 flat 1)
4 did AUX VBD 6 aux
5 not PART RB 6 advmod
6 leave VERB VB 0 root
7 the DET DT 8 det (2-place-new-sssss-cf2-1-sgl(3-organization-new-sssss-cf3-1-sgl
8 Ministry PROPN NNP 11 compound
9 of ADP IN 10 case
10 Defence PROPN NNP 8 nmod 3)
11 building NOUN NN 6 obl 2)
12 in ADP IN 13 case
13 Yelwa PROPN NNP 6 obl (4-place-new-sssss-cf4-1-sgl)
14 . PUNCT . 6 punct

1 She PRON PRP 2 nsubj (1-person-giv-sssss-cf1-1-ana)
2 blamed VERB VBD 0 root
3 Malian ADJ JJ 4 amod (5-person-new-sssss-cf2-1-sgl
4 troops NOUN NNS 2 obj 5)
5 after ADP IN 8 case
6 the DET DT 8 det (6-event-new-sssss-cf3-1-sgl
7 Lagos PROPN NNP 8 compound (7-place-new-sssss-cf4-1-sgl)
8 Marathon PROPN NNP 2 obl 6)
9 and CCONJ CC 10 cc
10 Orbitron PROPN NNP 8 conj (8-object-new-sssss-cf5-1-sgl)
11 . PUNCT . 2 punct"""


def conllu(rows):
    lines = ["# newdoc id = GUM_news_bridge", "# newpar"]
    for row in rows.splitlines():
        parts = row.split()
        if not parts:
            lines.append("")
            continue
        number, form, upos, xpos, head, deprel, *entity = parts
        misc = f"Entity={entity[0]}" if entity else "_"
        lines.append("\t".join([number, form, form.lower(), upos, xpos, "_", head, deprel, "_", misc]))
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "gum").mkdir()
    (tmp_path / "gum" / "GUM_news_bridge.conllu").write_text(conllu(ROWS), encoding="utf-8")
    splits = "# Splits\n\n## dev\n\n## test\n\n  * GUM_news_other\n\n## train\n\n  * GUM_news_bridge\n"
    (tmp_path / "gum" / "splits.md").write_text(splits, encoding="utf-8")
    return tmp_path


def test_names(folder):
    [example] = read_gum(folder, folder, "train")
    assert [(example.text[n.start : n.end], n.labels) for n in example.names] == [
        ("Ana Ruiz", ("PERSON",)),
        ("Ministry of Defence", ("ORG",)),
        ("Yelwa", ("GPE", "LOC")),
        ("Malian", ("NORP",)),
    ]


def test_unclear_proper_nouns_are_masked_and_events_are_not(folder):
    [example] = read_gum(folder, folder, "train")
    assert [example.text[s:e] for s, e in example.masked] == ["Orbitron"]


def test_chains(folder):
    [example] = read_gum(folder, folder, "train")
    person = example.chains[0]
    assert (person.etype, person.identity) == ("person", "Ana_Ruiz")
    assert [(example.text[s:e], h) for s, e, h in person.mentions] == [("Gen. Ana Ruiz", 0), ("She", 14)]
    assert sum(len(c.mentions) == 1 for c in example.chains) == 7


def test_names_labelled_by_hand_replace_its_own(folder):
    (folder / "texts").mkdir()
    (folder / "texts" / "gum-bridge.txt").write_text("", encoding="utf-8")
    [example] = read_gum(folder, folder, "train")
    assert (example.names, example.masked) == (None, ())
    assert example.chains


def test_another_split_is_left_out(folder):
    assert list(read_gum(folder, folder, "test")) == []
