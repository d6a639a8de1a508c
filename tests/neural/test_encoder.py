"""Windows cover every word once; the encoder gives a vector a word."""

import re

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from onrecord.neural.encoder import Encoder, WordPieces, Words, cut_windows
from onrecord.neural.frozen import FrozenEncoder, attention


@given(st.lists(st.integers(1, 12), max_size=200), st.integers(12, 60), st.integers(0, 11))
def test_every_word_is_kept_once(lengths, size, overlap):
    windows = cut_windows(lengths, size, overlap)
    kept = [i for w in windows for i in range(w.keep_start, w.keep_end)]
    assert kept == list(range(len(lengths)))
    assert all(w.start <= w.keep_start and w.keep_end <= w.end for w in windows)
    assert all(sum(lengths[w.start : w.end]) <= size for w in windows)


SHAPE = {
    "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128,
    "max_position_embeddings": 64,
}  # fmt: skip
TEXT = "boats sank . the boat boats zzz " * 12


@pytest.fixture(scope="module")
def encoder():
    transformers = pytest.importorskip("transformers")
    pieces = {p: i for i, p in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "boats", "sank", "##s", "boat", "."])}
    tokenizer = Tokenizer(WordPiece(pieces, unk_token="[UNK]"))
    torch.manual_seed(1)
    bert = transformers.BertModel(transformers.BertConfig(vocab_size=len(pieces), **SHAPE), add_pooling_layer=False)
    return Encoder(bert, WordPieces(tokenizer)).eval()


def frozen(encoder, precision="fp32"):
    config = encoder.transformer.config.to_dict()
    return FrozenEncoder(config, encoder.words, encoder.state_dict(), precision)


def read(encoder, text):
    return encoder.words(text, [m.span() for m in re.finditer(r"\S+", text)])


@torch.inference_mode()
def trained(encoder, words, size, overlap):
    """What the encoder, as it is trained, makes of a document: window by window."""
    parts = []
    for w in cut_windows([len(p) for p in words.pieces], size, overlap):
        [vectors] = encoder([Words(words.pieces[w.start : w.end], words.features[w.start : w.end])])
        parts.append(vectors[w.keep_start - w.start : w.keep_end - w.start])
    return torch.cat(parts)


@pytest.mark.parametrize("precision, tolerance", [("fp32", 1e-5), ("bf16", 0.03), ("int8", 0.06)])
@pytest.mark.parametrize("text, size, overlap", [("boats sank", 20, 4), (TEXT, 20, 4), (TEXT, 60, 30)])
def test_frozen_reads_as_trained(encoder, precision, tolerance, text, size, overlap):
    words = read(encoder, text)
    expected = trained(encoder, words, size, overlap)
    [found] = frozen(encoder, precision).encode([words], size, overlap)
    assert found.shape == expected.shape and found.dtype == torch.float32
    assert (found - expected).norm() < tolerance * expected.norm()


def test_documents_together_read_as_each_alone(encoder, monkeypatch):
    documents = [read(encoder, text) for text in ("boats", TEXT, "", "sank . sank", TEXT[5:])]
    alone = [frozen(encoder).encode([words], 20, 4)[0] for words in documents]
    for pieces in (4096, 50):
        monkeypatch.setattr("onrecord.neural.frozen.PIECES", pieces)
        together = frozen(encoder).encode(documents, 20, 4)
        assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(alone, together, strict=True))


def test_huge_scores_stay_finite():
    joined = torch.full((8, 3 * 16), 100.0, dtype=torch.bfloat16)
    assert torch.allclose(attention(joined, [(0, 8)], 2).float(), torch.full((8, 16), 100.0), rtol=0.01)


def test_padding_changes_nothing(encoder):
    short, long = read(encoder, "boats sank"), read(encoder, "boats sank . boats sank .")
    alone, beside = encoder([short])[0], encoder([short, long])[0]
    assert torch.allclose(alone, beside, atol=1e-5)


def test_case_is_seen_by_an_uncased_encoder(encoder):
    lower, upper = encoder.words("boats", [(0, 5)]), encoder.words("Boats", [(0, 5)])
    upper.pieces[0][:] = lower.pieces[0]
    assert not torch.allclose(encoder([lower])[0], encoder([upper])[0])


@pytest.mark.parametrize("odd", [{"hidden_act": "relu"}, {"position_embedding_type": "relative_key"}])
def test_other_shapes_are_refused(encoder, odd):
    config = encoder.transformer.config.to_dict() | odd
    with pytest.raises(ValueError, match="only BERT"):
        FrozenEncoder(config, encoder.words, encoder.state_dict())


def test_a_tokenizer_without_special_pieces_is_refused():
    with pytest.raises(ValueError, match="UNK"):
        WordPieces(Tokenizer(WordPiece({"a": 0})))
