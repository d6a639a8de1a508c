"""Files of token and tag columns, on made-up lines in each corpus' format."""

import pytest

from onrecord.training.corpora.columns import (
    align,
    detokenise,
    read_crossner,
    read_uner,
    read_wikigold,
    read_wnut,
    tag_spans,
)


def written(tmp_path, path, text):
    target = tmp_path / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return tmp_path


def named(example):
    return [f"{example.text[n.start : n.end]} {'|'.join(n.labels)}" for n in example.names]


def masked(example):
    return [example.text[s:e] for s, e in example.masked]


def test_uner_keeps_the_printed_text(tmp_path):
    lines = (
        "# sent_id = a-1\n# text = Ode won't leave Kuala-Zorg.\n1\tOde\tB-PER\t-\tx\n2\two\tO\t-\t-\n"
        "3\tn't\tO\t-\t-\n4\tleave\tO\t-\t-\n5\tKuala\tB-LOC\t-\t-\n6\t-\tI-LOC\t-\t-\n7\tZorg\tI-LOC\t-\t-\n"
        "8\t.\tO\t-\t-\n\n# sent_id = a-2\n# text = A Malian firm.\n1\tA\tO\t-\t-\n2\tMalian\tO\t-\t-\n"
        "3\tfirm\tO\t-\t-\n4\t.\tO\t-\t-\n\n"
    )
    folder = written(tmp_path, "uner-ewt/en_ewt-ud-dev.iob2", lines)
    [example] = read_uner(folder, folder, "train")
    assert example.text == "Ode won't leave Kuala-Zorg. A Malian firm."
    assert [example.text[s:e] for s, e in example.sentences] == [
        "Ode won't leave Kuala-Zorg.",
        "A Malian firm.",
    ]
    assert named(example) == ["Ode PERSON", "Kuala-Zorg GPE|LOC|FAC", "Malian NORP"]
    assert example.open_labels == {"NORP", "FAC"}


def test_wikigold_masks_misc_but_for_peoples(tmp_path):
    lines = "Orchid I-MISC\nby O\nthe O\nMalian I-MISC\nband O\nThe I-ORG\nZorgs I-ORG\n\nOde I-PER\nleft O\n"
    folder = written(tmp_path, "wikigold/wikigold.conll.txt", lines)
    [example] = read_wikigold(folder, folder, "train")
    assert named(example) == ["Malian NORP", "Zorgs ORG", "Ode PERSON"]
    assert masked(example) == ["Orchid"]


def test_crossner_labels(tmp_path):
    lines = (
        "Mr. B-politician\nOde I-politician\nof O\nthe O\nReed B-politicalparty\nParty I-politicalparty\n"
        "won O\nthe O\nOrchid B-award\nPrize I-award\nin O\nMali B-country\nfor O\nlogic B-field\n\n"
    )
    folder = written(tmp_path, "crossner/politics-train.txt", lines)
    [example] = read_crossner(folder, folder, "train")
    assert named(example) == ["Ode PERSON", "Reed Party ORG|NORP", "Mali GPE"]
    assert masked(example) == ["logic"]


def test_crossner_development_part_trains_too(tmp_path):
    folder = written(tmp_path, "crossner/ai-dev.txt", "Ode B-researcher\n")
    assert [e.id for e in read_crossner(folder, folder, "train")] == ["crossner-ai-dev-0"]
    assert list(read_crossner(folder, folder, "test")) == []


def test_wnut_posts_are_lines(tmp_path):
    folder = written(tmp_path, "wnut17/train.conll", "ode\tB-person\nsings\tO\n\nin\tO\nlagos\tB-location\n")
    [example] = read_wnut(folder, folder, "train")
    assert example.text == "ode sings\nin lagos"
    assert named(example) == ["ode PERSON", "lagos GPE|LOC"]


@pytest.mark.parametrize(
    "words, text",
    [
        ("He said , \" Go . \" Then he left .", 'He said, "Go." Then he left.'),
        ("The army 's ( late ) reply", "The army's (late) reply"),
        ("It rose 5 % to $ 3", "It rose 5% to $3"),
        ("\" Go , \" he said , \" now . \"", '"Go," he said, "now."'),
        ("They did n't", "They didn't"),
    ],
)  # fmt: skip
def test_detokenise(words, text):
    found, spans = detokenise(words.split())
    assert found == text
    assert [found[s:e] for s, e in spans] == words.split()


def test_align_follows_the_printed_text():
    text, spans = align("a  (a) a", ["a", "(", "a", ")", "a"])
    assert [text[s:e] for s, e in spans] == ["a", "(", "a", ")", "a"]
    assert spans[2] == (4, 5)


@pytest.mark.parametrize(
    "tags, spans",
    [
        ("B-x I-x O B-x", [(0, 2, "x"), (3, 4, "x")]),
        ("I-x I-x", [(0, 2, "x")]),
        ("B-x B-x", [(0, 1, "x"), (1, 2, "x")]),
        ("B-x I-y", [(0, 1, "x"), (1, 2, "y")]),
        ("O O", []),
    ],
)
def test_tag_spans(tags, spans):
    assert list(tag_spans(tags.split())) == spans
