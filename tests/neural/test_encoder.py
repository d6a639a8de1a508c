"""Windows cover every word once; the encoder gives a vector a word."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from onrecord.neural.encoder import Encoder, WordPieces, cut_windows


@given(st.lists(st.integers(1, 12), max_size=200), st.integers(12, 60), st.integers(0, 11))
def test_every_word_is_kept_once(lengths, size, overlap):
    windows = cut_windows(lengths, size, overlap)
    kept = [i for w in windows for i in range(w.keep_start, w.keep_end)]
    assert kept == list(range(len(lengths)))
    assert all(w.start <= w.keep_start and w.keep_end <= w.end for w in windows)
    assert all(sum(lengths[w.start : w.end]) <= size for w in windows)


@pytest.fixture
def encoder():
    pieces = {p: i for i, p in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "boats", "sank", "##s", "boat", "."])}
    tokenizer = Tokenizer(WordPiece(pieces, unk_token="[UNK]"))
    config = {
        "model_type": "bert", "vocab_size": len(pieces), "hidden_size": 8, "num_hidden_layers": 1,
        "num_attention_heads": 2, "intermediate_size": 8, "max_position_embeddings": 64,
    }  # fmt: skip
    torch.manual_seed(1)
    return Encoder.from_parts(config, tokenizer.to_str()).eval()


def test_one_vector_a_word(encoder):
    words = encoder.words("boats sank.", [(0, 5), (6, 10), (10, 11)])
    assert encoder.encode(words, 20, 4).shape == (3, 8)


def test_padding_changes_nothing(encoder):
    short = encoder.words("boats sank", [(0, 5), (6, 10)])
    long = encoder.words("boats sank . boats sank .", [(0, 5), (6, 10), (11, 12), (13, 18), (19, 23), (24, 25)])
    alone, beside = encoder([short])[0], encoder([short, long])[0]
    assert torch.allclose(alone, beside, atol=1e-5)


def test_case_is_seen_by_an_uncased_encoder(encoder):
    lower, upper = encoder.words("boats", [(0, 5)]), encoder.words("Boats", [(0, 5)])
    upper.pieces[0][:] = lower.pieces[0]
    assert not torch.allclose(encoder([lower])[0], encoder([upper])[0])


def test_a_tokenizer_without_special_pieces_is_refused():
    with pytest.raises(ValueError, match="UNK"):
        WordPieces(Tokenizer(WordPiece({"a": 0})))
