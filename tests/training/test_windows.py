"""Targets stand at the right words, and what is not annotated is no negative."""

from random import Random

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from onrecord.neural.encoder import WordPieces
from onrecord.neural.tagsets import NAME_TAGS, QUOTE_ROLES, role_tags
from onrecord.training.augment import Rates
from onrecord.training.examples import Chain, Example, NameSpan, Word
from onrecord.training.windows import IGNORE, Prepared, Vocabulary
from onrecord.words import blank_pipeline

STILL = Rates(*[0.0] * 8)
NOTHING = Vocabulary((), (), (), ())


@pytest.fixture
def pieces():
    return WordPieces(Tokenizer(WordLevel({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, '"': 3, "'": 4}, unk_token="[UNK]")))


def only_window(example, pieces, vocabulary=NOTHING, size=1000):
    prepared = Prepared(example, blank_pipeline(), pieces, vocabulary, STILL)
    [window] = prepared.windows(size, Random(1))
    return window


def possible(window, i):
    return {NAME_TAGS[k] for k in np.flatnonzero(window.name_tags[i])}


def test_names(pieces):
    text = "Ana Ruiz left Mali and Orchid today"
    example = Example(
        "x", "x", text, names=(NameSpan(0, 8, ("PERSON",)), NameSpan(14, 18, ("GPE", "LOC"))),
        masked=((23, 29),), open_labels=frozenset({"NORP"}),
    )  # fmt: skip
    window = only_window(example, pieces)
    open_tags = {"O", "B-NORP", "I-NORP", "E-NORP", "S-NORP"}
    assert possible(window, 0) == {"B-PERSON"}
    assert possible(window, 1) == {"E-PERSON"}
    assert possible(window, 2) == open_tags
    assert possible(window, 3) == {"S-GPE", "S-LOC"}
    assert possible(window, 5) == set(NAME_TAGS)


def test_a_layer_that_is_missing_is_no_negative(pieces):
    window = only_window(Example("x", "x", "Ana left"), pieces)
    assert all((tags == IGNORE).all() for tags in window.tags.values())
    assert window.name_tags.all()
    assert window.quotes is None and window.claims is None and window.mentions is None


def test_quotes(pieces):
    text = 'He said boats "sank".'
    quote = {"content": [{"start": 8, "end": 20}], "cue": {"start": 3, "end": 7}, "source": {"start": 0, "end": 2}}
    window = only_window(Example("x", "x", text, quotes=(quote,)), pieces)
    tags = role_tags(QUOTE_ROLES)
    assert window.quotes.anchors[0] == (1, 2)
    spelt = [tags[i] for i in window.quotes.roles[0]]
    assert spelt == ["B-source", "O", "B-content", *["I-content"] * 3, "O"]
    assert window.tags["quotes.anchors"].tolist()[:3] == [0, 1, 0]
    assert window.tags["quotes.inside"].tolist() == [0, 0, 1, 1, 1, 1, 0]


def test_unknown_quotes_are_no_negatives(pieces):
    window = only_window(Example("x", "x", "He said so. They left.", quotes=(), unknown=((0, 11),)), pieces)
    for layer in ("quotes.anchors", "quotes.inside"):
        assert window.tags[layer].tolist() == [IGNORE] * 4 + [0] * 3


def test_claims(pieces):
    text = "At least 12 troops were killed"
    claim = {"quantity": {"start": 0, "end": 11}, "of": {"start": 12, "end": 18}, "predicate": {"start": 24, "end": 30},
             "event": "killed", "negated": False, "hedged": True}  # fmt: skip
    window = only_window(Example("x", "x", text, claims=(claim,)), pieces)
    assert window.claims.anchors == [(0, 3)]
    assert window.claims.classes["hedged"].tolist() == [1]
    assert window.tags["claims.anchors"].tolist() == [1, 2, 2, 0, 0, 0]


def test_syntax_is_kept_to_whole_sentences(pieces):
    words = tuple(Word("X", "X", "_", "x", i - i % 3, "root" if i % 3 == 0 else "dep") for i in range(9))
    text = "aa bb cc " * 3
    tokens = tuple((i * 3, i * 3 + 2) for i in range(9))
    sentences = tuple((tokens[i][0], tokens[i + 2][1]) for i in (0, 3, 6))
    chain = Chain(((0, 2, 0), (9, 11, 3)), "person", None)
    example = Example("x", "x", text.strip(), tokens=tokens, sentences=sentences, syntax=words, chains=(chain,))
    vocabulary = Vocabulary(("X",), ("X",), ("_",), ("dep", "root"))
    prepared = Prepared(example, blank_pipeline(), pieces, vocabulary, STILL)
    windows = list(prepared.windows(4, Random(3)))
    assert sum(len(w.words.pieces) for w in windows) == 9
    for window in windows:
        for start, end in window.parsed:
            assert (window.heads[start:end] >= start).all() and (window.heads[start:end] < end).all()
    whole = only_window(example, pieces, vocabulary)
    assert whole.mentions.tolist() == [[0, 0], [3, 0]]
    assert whole.tags["sentences.starts"].tolist() == [1, 0, 0] * 3


def test_variations_keep_every_label(pieces):
    text = 'Ana Ruiz said "boats sank". She left Mali.'
    example = Example("x", "x", text, names=(NameSpan(0, 8, ("PERSON",)),), sentences=((0, 27), (28, 42)))
    wild = Rates(1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    prepared = Prepared(example, blank_pipeline(), pieces, NOTHING, wild)
    [varied] = prepared.windows(1000, Random(2))
    still = only_window(example, pieces)
    assert (varied.name_tags == still.name_tags).all()
    assert [3] in still.words.pieces and [3] not in varied.words.pieces
    assert (varied.words.features != still.words.features).any()
