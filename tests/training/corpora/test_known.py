"""What is known of names, and which source wins."""

import json
from collections import Counter

import pytest

from onrecord.training.corpora.known import KnownNames, gazetteer, known_names, settled


def test_longest():
    known = KnownNames({"Reed": "PERSON", "Reed Union": "ORG", "Reed Union of Mali": "ORG"})
    words = ["the", "Reed", "Union", "of", "Mali", "and", "Reed"]
    assert [known.longest(words, i) for i in range(len(words))] == [0, 4, 0, 0, 0, 0, 1]
    assert known.label(["Reed", "Union"]) == "ORG"


@pytest.mark.parametrize(
    "name, label", [("France", "GPE"), ("Black Sea", "LOC"), ("French", "NORP"), ("Africa", "LOC")]
)
def test_gazetteer(name, label):
    assert gazetteer()[name] == label


def test_settled():
    counts = {"Ode": Counter(PERSON=9, ORG=1), "Reed": Counter(ORG=2), "Lamb": Counter(PERSON=5, ORG=5)}
    assert settled(counts, 3, 0.9) == {"Ode": "PERSON"}


def hand_labels(tmp_path, **labels):
    names = [{"text": text, "label": label} for text, given in labels.items() for label in given]
    (tmp_path / "train.jsonl").write_text(json.dumps({"names": names}) + "\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "by_hand, in_corpus, label",
    [
        pytest.param([], ["ORG"] * 10, "ORG", id="the-corpus-majority"),
        pytest.param([], ["ORG"] * 3, None, id="too-rare"),
        pytest.param(["PERSON", "PERSON"], ["ORG"] * 10, "PERSON", id="hand-labels-win"),
        pytest.param(["PERSON"], ["ORG"] * 10, None, id="one-hand-label-against-it"),
        pytest.param(["PERSON", "ORG"], ["ORG"] * 10, None, id="hand-labels-divided"),
    ],
)
def test_who_wins(tmp_path, by_hand, in_corpus, label):
    known = known_names(hand_labels(tmp_path, Zorg=by_hand), [("Zorg", x) for x in in_corpus])
    assert known.label(["Zorg"]) == label


def test_without_hand_labels_the_word_lists_stand(tmp_path):
    assert known_names(tmp_path).label(["France"]) == "GPE"
