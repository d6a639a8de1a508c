"""GMB's rows to names, on made-up sentences."""

import csv
import gzip
import json

import pytest

from onrecord.training.corpora.gmb import HAND_LABELLED, is_compound, read_gmb, split_compound
from onrecord.training.corpora.known import KnownNames

KNOWN = KnownNames({"U.S.": "GPE", "al-Qaida": "ORG", "Afro-Asian": "NORP", "NATO": "ORG", "Malian": "NORP"})


def folder_of(tmp_path, sentences):
    (tmp_path / "gmb").mkdir()
    (tmp_path / "texts").mkdir()
    names = [{"text": "Yelwa", "label": "GPE"}] * 2
    (tmp_path / "train.jsonl").write_text(json.dumps({"names": names}), encoding="utf-8")
    with gzip.open(tmp_path / "gmb" / "ner_dataset.csv.gz", "wt", encoding="cp1252", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Sentence #", "Word", "POS", "Tag"])
        for number, sentence in enumerate(sentences, 1):
            for i, (word, tag) in enumerate(sentence):
                rows.writerow([f"Sentence: {number}" if i == 0 else "", word, "X", tag])
    return tmp_path


@pytest.mark.parametrize(
    "sentence, names, masked",
    [
        ("President/B-per Ana/I-per Ruiz/I-per left/O Mali/B-geo", ["Ana Ruiz PERSON", "Mali GPE"], []),
        ("the/O Malian/B-gpe army/O", ["Malian NORP"], []),
        ("two/O Malian/O soldiers/O", ["Malian NORP"], []),
        ("the/B-org Taleban/I-org 's/I-org men/O", ["Taleban ORG"], []),
        ("along/O the/O Benue/B-geo River/I-geo", ["Benue River LOC"], []),
        ("southern/B-geo Yelwa/I-geo", ["Yelwa GPE"], []),
        ("the/O Malian/B-gpe Defense/B-org Ministry/I-org says/O", ["Malian Defense Ministry ORG"], []),
        ("Prime/B-per Minister/O Ada/B-per Ode/I-per", ["Ada Ode PERSON"], []),
        pytest.param("Yelwa/B-org said/O", ["Yelwa GPE"], [], id="hand-labels-overrule"),
        pytest.param("in/O Yelwa/O on/O", ["Yelwa GPE"], [], id="a-known-name-left-unmarked"),
        pytest.param("the/O Orchid/B-eve Cup/I-eve", [], [], id="events-are-no-names"),
        pytest.param("an/O Orchid/B-art Medal/I-art", [], ["Orchid Medal"], id="works-are-unknown"),
        pytest.param("U.S.-led/B-gpe troops/O", ["U.S. GPE"], [], id="name-inside-a-hyphenated-word"),
        pytest.param("Zorg-led/O troops/O", [], ["Zorg"], id="unknown-inside-a-hyphenated-word"),
    ],
)
def test_names(tmp_path, sentence, names, masked):
    words = [tuple(w.rsplit("/", 1)) for w in sentence.split()]
    folder = folder_of(tmp_path, [words])
    [example] = read_gmb(folder, folder, "train")
    assert [f"{example.text[n.start : n.end]} {'|'.join(n.labels)}" for n in example.names] == names
    assert [example.text[s:e] for s, e in example.masked] == masked


def test_text_is_put_together(tmp_path):
    words = [
        "She/O",
        "said/O",
        ",/O",
        '"/O',
        "Go/O",
        "./O",
        '"/O',
        "It/O",
        "cost/O",
        "$/O",
        "5/O",
        "(/O",
        "net/O",
        ")/O",
        "./O",
    ]
    folder = folder_of(tmp_path, [[tuple(w.rsplit("/", 1)) for w in words]])
    [example] = read_gmb(folder, folder, "train")
    assert example.text == 'She said, "Go." It cost $5 (net).'
    assert example.sentences == ((0, len(example.text)),)


def test_cp1252(tmp_path):
    folder = folder_of(tmp_path, [[("£5", "O")]])
    [example] = read_gmb(folder, folder, "train")
    assert example.text == "£5"


def test_what_hand_labels_cover_is_left_out(tmp_path):
    folder = folder_of(tmp_path, [[(f"w{i}", "O")] for i in range(70)])
    (folder / "texts" / "gmb-00010.txt").write_text("", encoding="utf-8")
    words = " ".join(e.text for e in read_gmb(folder, folder, "train")).split()
    assert not {f"w{i}" for i in range(10, 10 + HAND_LABELLED)} & set(words)
    assert {"w0", "w8", "w60", "w69"} <= set(words)


@pytest.mark.parametrize("split", ["dev", "test"])
def test_all_of_it_trains(tmp_path, split):
    assert list(read_gmb(tmp_path, tmp_path, split)) == []


@pytest.mark.parametrize(
    "word, compound",
    [("U.S.-led", True), ("al-Qaida", False), ("al-Qaida-linked", True), ("two-day", False),
     ("Malian-U.S.", True), ("Zorg-based", True), ("Jean-Luc", False)],
)  # fmt: skip
def test_is_compound(word, compound):
    assert is_compound(word, KNOWN) == compound


@pytest.mark.parametrize(
    "word, names, unknown",
    [
        ("U.S.-led", ["U.S."], []),
        ("al-Qaida-linked", ["al-Qaida"], []),
        ("pro-NATO", ["NATO"], []),
        ("Malian-Zorgian", ["Malian"], ["Zorgian"]),
        ("Afro-Asian-led", ["Afro-Asian"], []),
    ],
)
def test_split_compound(word, names, unknown):
    found, masked = split_compound(word, 10, KNOWN)
    assert [word[n.start - 10 : n.end - 10] for n in found] == names
    assert [word[s - 10 : e - 10] for s, e in masked] == unknown
