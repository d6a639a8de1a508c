"""The quotes stage: in pipelines of others, with and without weights, its settings and what it leaves on the Doc."""

import warnings

import pytest
import spacy
from spacy.tokens import Doc

from onrecord.stages.quotes import Quotes

CLEARNLP = [
    ("Ana", "NNP", "compound", 1), ("Ruiz", "NNP", "nsubj", 2), ("said", "VBD", "ROOT", 2), ("that", "IN", "mark", 5),
    ("rebels", "NNS", "nsubj", 5), ("left", "VBD", "ccomp", 2), ("town", "NN", "dobj", 5), (".", ".", "punct", 2),
]  # fmt: skip
UD = [(w, tag, {"compound": "flat", "dobj": "obj"}.get(dep, dep), head) for w, tag, dep, head in CLEARNLP]
POS = {"NNP": "PROPN", "VBD": "VERB", "IN": "SCONJ", "NNS": "NOUN", "NN": "NOUN", ".": "PUNCT"}


@pytest.fixture
def stage(blank):
    return blank.add_pipe("onrecord_quotes")


def parsed(vocab, rows):
    """A Doc from rows of word, tag, label and head."""
    words, tags, deps, heads = zip(*rows, strict=True)
    lemmas = ["say" if w == "said" else w for w in words]
    pos = [POS[t] for t in tags]
    return Doc(vocab, words=words, tags=tags, pos=pos, deps=deps, heads=heads, lemmas=lemmas)


@pytest.mark.filterwarnings("ignore:onrecord_quotes")
@pytest.mark.parametrize("rows", [CLEARNLP, UD], ids=["clearnlp", "ud"])
def test_rules_alone(stage, blank, rows):
    doc = stage(parsed(blank.vocab, rows))
    (quote,) = doc._.onrecord_quotes
    assert (quote["type"], quote["speaker_name"]) == ("indirect", "Ana Ruiz")
    assert [span.text for span in doc.spans["onrecord_quotes"]] == ["rebels left town"]
    assert [(span.label_, span.id_) for span in doc.spans["onrecord_quotes"]] == [("indirect", quote["id"])]
    assert doc.spans["onrecord_quotes"].attrs["by"] == "rules"


@pytest.mark.filterwarnings("ignore:onrecord_quotes")
def test_anyones_entities(stage, blank):
    doc = parsed(blank.vocab, UD)
    mention = {"start": 0, "end": 8, "kind": "name"}
    doc._.onrecord_coreference = [{"id": "x7", "name": "Ana Maria Ruiz", "label": "PERSON", "mentions": [mention]}]
    (quote,) = stage(doc)._.onrecord_quotes
    assert (quote["speaker"], quote["speaker_name"]) == ("x7", "Ana Maria Ruiz")


@pytest.mark.filterwarnings("ignore:onrecord_quotes")
@pytest.mark.parametrize(
    "text, content",
    [
        ('"We left at dawn," said Ana Ruiz.', ['"We left at dawn,"']),
        ("‘We left at dawn,’ said Ana Ruiz.", ["‘We left at dawn,’"]),
        ("Nothing was said.", []),
        ("", []),
    ],
)
def test_marks_alone(blank, text, content):
    blank.add_pipe("onrecord_quotes")
    doc = blank(text)
    assert [span.text for span in doc.spans["onrecord_quotes"]] == content
    assert doc.spans["onrecord_quotes"].attrs["by"] == "marks"


def test_says_once_that_it_runs_on_rules(stage, blank):
    with pytest.warns(UserWarning, match="runs on rules alone"):
        stage(parsed(blank.vocab, UD))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        stage(parsed(blank.vocab, UD))


def test_trained_pipeline_says_what_found_the_quotes(nlp):
    doc = nlp('"We left at dawn," said Ana Ruiz.')
    assert doc.spans["onrecord_quotes"].attrs["by"] == "tagger and rules"
    assert isinstance(nlp.get_pipe("onrecord_quotes"), Quotes)


@pytest.mark.parametrize("setting", ["min_score", "min_frame", "trust_content", "trust_source"])
def test_shares_are_shares(setting):
    with pytest.raises(ValueError, match=f"{setting} 1.5"):
        spacy.blank("en").add_pipe("onrecord_quotes", config={setting: 1.5})


@pytest.mark.filterwarnings("ignore:onrecord_quotes")
def test_longest_content(blank):
    blank.add_pipe("onrecord_quotes", config={"max_content": 10})
    assert blank('"We left at dawn," said Ana Ruiz.')._.onrecord_quotes == []
