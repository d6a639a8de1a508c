"""Converters, on made-up lines in each corpus's format."""

import csv
import gzip
import json

import pytest

from onrecord.records import sha256_of
from onrecord.training.corpora import columns, gmb, handlabels, load_corpora, treebanks
from onrecord.training.corpora.conventions import place_labels, trim_name, without_title
from onrecord.training.examples import DEV_ARTICLES, Example

CONLLU = """# newdoc id = GUM_news_{name}
# newpar
# sent_id = 1
1\tGen.\tgeneral\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tEntity=(1-person-new-cf1-1-coref-Ana_Ruiz
2\tAna\tAna\tPROPN\tNNP\t_\t1\tflat\t_\t_
3\tRuiz\tRuiz\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
4-5\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
4\tdid\tdo\tAUX\tVBD\t_\t0\troot\t_\t_
5\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
6\tleave\tleave\tVERB\tVB\t_\t4\tccomp\t_\t_
7\tMali\tMali\tPROPN\tNNP\t_\t6\tobj\t_\tEntity=(2-place-new-cf2-1-coref-Mali)|SpaceAfter=No
8\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
# sent_id = 2
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-cf1-1-ana)
2\tstayed\tstay\tVERB\tVBD\t_\t0\troot\t_\t_
"""


def gum_folder(tmp_path, *names):
    folder = tmp_path / "gum"
    folder.mkdir()
    lines = ["## train", *(f"  * GUM_news_{n}" for n in names)]
    (folder / "splits.md").write_text("\n".join(lines), encoding="utf-8")
    for name in names:
        (folder / f"GUM_news_{name}.conllu").write_text(CONLLU.format(name=name), encoding="utf-8")
    return tmp_path


def test_gum(tmp_path):
    [example] = load_corpora(gum_folder(tmp_path, "bridge"), tmp_path, ["gum"], "train")
    assert example.text == "Gen. Ana Ruiz didn't leave Mali.\n\nShe stayed"
    words = [example.text[s:e] for s, e in example.tokens]
    assert words == ["Gen.", "Ana", "Ruiz", "did", "n't", "leave", "Mali", ".", "She", "stayed"]
    assert [example.text[s:e] for s, e in example.sentences] == ["Gen. Ana Ruiz didn't leave Mali.", "She stayed"]
    assert [w.head for w in example.syntax] == [3, 0, 0, 3, 3, 3, 5, 3, 9, 9]
    assert [(example.text[n.start : n.end], n.labels) for n in example.names] == [
        ("Ana Ruiz", ("PERSON",)),
        ("Mali", ("GPE", "LOC")),
    ]
    person = example.chains[0]
    assert [example.text[s:e] for s, e, _ in person.mentions] == ["Gen. Ana Ruiz", "She"]
    assert [h for _, _, h in person.mentions] == [0, 8]


@pytest.mark.parametrize("name", sorted(DEV_ARTICLES))
def test_development_articles_never_come_in(tmp_path, name):
    assert list(load_corpora(gum_folder(tmp_path, name), tmp_path, ["gum"], "train")) == []
    with pytest.raises(ValueError, match="development article"):
        Example("gum", f"GUM_news_{name}", "text")


def test_another_split_is_left_out(tmp_path):
    assert list(load_corpora(gum_folder(tmp_path, "bridge"), tmp_path, ["gum"], "test")) == []


@pytest.mark.parametrize(
    "surface, parts, spans",
    [("don't", ["do", "n't"], ["do", "n't"]), ("cannot", ["can", "not"], ["can", "not"]), ("ab", ["aaa", "bbb"], ["a", "b"])],
)
def test_split_surface(surface, parts, spans):
    assert [surface[s:e] for s, e in treebanks.split_surface(surface, parts, 0)] == spans


def gmb_folder(tmp_path, sentences):
    (tmp_path / "gmb").mkdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "train.jsonl").write_text(json.dumps({"names": [{"text": "Mali", "label": "GPE"}]}), encoding="utf-8")
    with gzip.open(tmp_path / "gmb" / "ner_dataset.csv.gz", "wt", encoding="cp1252", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Sentence #", "Word", "POS", "Tag"])
        for number, sentence in enumerate(sentences, 1):
            for i, (word, tag) in enumerate(sentence):
                rows.writerow([f"Sentence: {number}" if i == 0 else "", word, "X", tag])
    return tmp_path


def test_gmb(tmp_path):
    sentence = [
        ("President", "B-per"), ("Ana", "I-per"), ("Ruiz", "I-per"), ("told", "O"), ("Malian", "B-gpe"),
        ("troops", "O"), ("in", "O"), ("Mali", "B-geo"), (",", "O"), ('"', "O"), ("Go", "O"), (".", "O"), ('"', "O"),
    ]  # fmt: skip
    folder = gmb_folder(tmp_path, [sentence])
    [example] = gmb.read_gmb(folder, folder, "train")
    assert example.text == 'President Ana Ruiz told Malian troops in Mali, "Go."'
    assert [(example.text[n.start : n.end], n.labels) for n in example.names] == [
        ("Ana Ruiz", ("PERSON",)), ("Malian", ("NORP",)), ("Mali", ("GPE",)),
    ]  # fmt: skip


def test_gmb_leaves_out_what_hand_labels_cover(tmp_path):
    folder = gmb_folder(tmp_path, [[("One", "O")]] * 60)
    (folder / "texts" / "gmb-00005.txt").write_text("", encoding="utf-8")
    texts = [e.text for e in gmb.read_gmb(folder, folder, "train")]
    assert sum(t.count("One") for t in texts) == 60 - gmb.HAND_LABELLED


def test_columns_mask_what_is_unknown(tmp_path):
    sentences = [[("The", "O"), ("Orchid", "B-award"), ("for", "O"), ("Dr.", "B-person"), ("Lamb", "I-person")]]
    [example] = columns.to_examples("crossner", sentences, columns.CROSSNER, frozenset({"NORP"}), " ")
    assert [example.text[s:e] for s, e in example.masked] == ["Orchid"]
    assert [example.text[n.start : n.end] for n in example.names] == ["Lamb"]
    assert example.open_labels == {"NORP"}


def test_hand_labels(tmp_path):
    text = "Ode ran.\nAda sat.\n"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "gmb-1.txt").write_text(text, encoding="utf-8")
    entry = {"id": "gmb-1", "sha256": sha256_of(text), "quotes": [], "claims": [],
             "names": [{"start": 0, "end": 3, "text": "Ode", "label": "PERSON"}]}  # fmt: skip
    (tmp_path / "train.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    [example] = handlabels.read_labels(tmp_path, tmp_path, "train")
    assert [text[s:e] for s, e in example.sentences] == ["Ode ran.", "Ada sat."]
    (tmp_path / "texts" / "gmb-1.txt").write_text("changed", encoding="utf-8")
    with pytest.raises(ValueError, match="gmb-1.txt"):
        list(handlabels.read_labels(tmp_path, tmp_path, "train"))


@pytest.mark.parametrize("names, said", [(["nope"], "unknown corpus 'nope'"), (["ewt"], "en_ewt-ud-train")])
def test_what_is_not_there_is_named(tmp_path, names, said):
    with pytest.raises((ValueError, FileNotFoundError), match=said):
        list(load_corpora(tmp_path, tmp_path, names, "train"))


@pytest.mark.parametrize(
    "words, skip",
    [(["President", "Ana", "Ruiz"], 1), (["Prime", "Minister", "Lamb"], 2), (["Mr.", "Lamb"], 1), (["Ana"], 0), (["President"], 1)],
)
def test_titles(words, skip):
    assert without_title(words) == skip


@pytest.mark.parametrize(
    "name, labels",
    [
        ("Black Sea", ("LOC",)), ("Kandahar Airport", ("FAC",)), ("Lake Chad", ("LOC",)), ("Yelwa", ("GPE", "LOC")),
        ("Old Town of Somewhere", ("GPE", "LOC", "FAC")),
    ],
)  # fmt: skip
def test_place_labels(name, labels):
    assert place_labels(name.split()) == labels


@pytest.mark.parametrize("text, name", [("the Taliban", "Taliban"), ("Mali's", "Mali"), ("The Hague", "Hague"), ("Mali", "Mali")])
def test_trim(text, name):
    start, end = trim_name(text, 0, len(text))
    assert text[start:end] == name
