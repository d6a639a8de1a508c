"""The quotes stage: in pipelines of others, with and without weights, its settings and what it leaves on the Doc."""

import warnings
from dataclasses import asdict, fields

import numpy as np
import pytest
from pytest import param
from spacy.tokens import Doc

from onrecord.neural.frames import Frame, RoleSpan
from onrecord.quotation.settings import Scores, SpeakerScores, Thresholds
from onrecord.stages.quotes import Quotes

CLEARNLP = [
    ("Ana", "NNP", "compound", 1), ("Ruiz", "NNP", "nsubj", 2), ("said", "VBD", "ROOT", 2), ("that", "IN", "mark", 5),
    ("rebels", "NNS", "nsubj", 5), ("left", "VBD", "ccomp", 2), ("town", "NN", "dobj", 5), (".", ".", "punct", 2),
]  # fmt: skip
UD = [(w, tag, {"compound": "flat", "dobj": "obj"}.get(dep, dep), head) for w, tag, dep, head in CLEARNLP]
POS = {"NNP": "PROPN", "VBD": "VERB", "IN": "SCONJ", "NNS": "NOUN", "NN": "NOUN", ".": "PUNCT"}
POS |= {"DT": "DET", "JJ": "ADJ", "``": "PUNCT", "''": "PUNCT"}


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


@pytest.mark.parametrize(
    "config, said",
    [
        *[
            ({setting: 1.5}, f"{setting} 1.5; give a number from 0 to 1")
            for setting in (
                "min_score", "min_frame", "min_anchor", "trust_content", "trust_source", "unsure_border", "sure_cue",
                "held", "twin",
            )  # fmt: skip
        ],
        ({"min_rule_beside_tagger": 2.5}, "min_rule_beside_tagger 2.5; give a number from 0 to 2"),
        ({"max_content": 0}, "max_content 0; give a number of characters"),
        ({"scores": {"clause": -0.1}}, "scores.clause -0.1; give a number from 0 to 1"),
        ({"scores": {"clauses": 0.9}}, "scores has 'clauses'; known are clause, "),
        ({"speaker_scores": {"name": 2}}, "speaker_scores.name 2; give a number from 0 to 1"),
        ({"speaker_scores": {"nam": 0.9}}, "speaker_scores has 'nam'; known are no_source, "),
        ({"confidence": {"slope": -1}}, "confidence.slope -1; give a number from 0 to 20"),
    ],
    ids=str,
)
def test_wrong_settings_are_refused(blank, config, said):
    with pytest.raises(ValueError, match=f"onrecord_quotes: {said}"):
        blank.add_pipe("onrecord_quotes", config=config)


def test_the_configuration_shows_every_setting(blank):
    blank.add_pipe("onrecord_quotes", config={"twin": 0.7, "scores": {"clause": 0.8}})
    shown = blank.config["components"]["onrecord_quotes"]
    assert shown["scores"] == asdict(Scores(clause=0.8))
    assert shown["speaker_scores"] == asdict(SpeakerScores())
    assert shown["confidence"] == {"slope": 1.0, "offset": 0.0}
    blocks = {"scores", "speaker_scores", "confidence"}
    assert {"factory", *blocks, *(f.name for f in fields(Thresholds))} == set(shown)
    assert shown["twin"] == 0.7


@pytest.mark.filterwarnings("ignore:onrecord_quotes")
@pytest.mark.parametrize(
    "config, confidence",
    [
        ({}, 0.72),
        ({"scores": {"clause": 0.6}}, 0.48),
        ({"speaker_scores": {"unnamed": 0.5}}, 0.45),
        param({"scores": {"clause": 0.45}}, None, id="below min_score"),
        param({"scores": {"clause": 0.45}, "min_score": 0.4}, 0.36, id="below a lower min_score"),
        param({"min_score": 0.95}, None, id="a higher min_score"),
        param({"confidence": {"slope": 0.5}}, 0.6159, id="mapped"),
        param({"confidence": {"offset": -5}}, 0.017, id="min_score is not asked of what is mapped"),
    ],
)
def test_a_changed_score_changes_the_outcome(blank, config, confidence):
    doc = blank.add_pipe("onrecord_quotes", config=config)(parsed(blank.vocab, UD))
    assert [quote["confidence"] for quote in doc._.onrecord_quotes] == ([] if confidence is None else [confidence])


@pytest.mark.filterwarnings("ignore:onrecord_quotes")
@pytest.mark.parametrize(
    "config, confidence",
    [
        ({}, 0.76),
        ({"scores": {"cue_behind": 0.9}}, 0.72),
        ({"scores": {"cue_behind": 0.3}}, None),
    ],
)
def test_scores_of_words_in_marks(blank, config, confidence):
    blank.add_pipe("onrecord_quotes", config=config)
    doc = blank('"We left at dawn," said Ana Ruiz.')
    assert [quote["confidence"] for quote in doc._.onrecord_quotes] == ([] if confidence is None else [confidence])


TERM = [
    ("Ana", "NNP", "nsubj", 1), ("glimmed", "VBD", "ROOT", 1), ('"', "``", "punct", 5), ("the", "DT", "det", 5),
    ("usual", "JJ", "amod", 5), ("things", "NNS", "obj", 1), ('"', "''", "punct", 5), (".", ".", "punct", 1),
]  # fmt: skip


class Tagger:
    """A tagger that finds one cue, that no rule knows, with its content and, where it is given one, its source."""

    def __init__(self, score, *source):
        roles = {"content": [RoleSpan(2, 7, 0.99)], "source": [RoleSpan(*s, 0.99) for s in source]}
        self.frame = Frame(1, 2, score, roles, {})

    def find(self, doc):
        return [self.frame]

    def link(self, doc, anchors):
        raise AssertionError("no rule has a cue of its own")


@pytest.mark.parametrize(
    "tagger, config, confidence",
    [
        (Tagger(0.95, (0, 1)), {}, 0.68),
        param(Tagger(0.95), {}, 0.532, id="a term in marks that is nobody's"),
        param(Tagger(0.95), {"scores": {"tagger_alone": 0.5}}, None, id="below min_score"),
        param(Tagger(0.85, (0, 1)), {}, None, id="below min_frame"),
        param(Tagger(0.85, (0, 1)), {"min_frame": 0.8}, 0.68, id="a lower min_frame"),
    ],
)
def test_what_the_tagger_alone_finds(blank, tagger, config, confidence):
    stage = blank.add_pipe("onrecord_quotes", config=config)
    stage.tagger = tagger
    doc = parsed(blank.vocab, TERM)
    doc.tensor = np.zeros((len(doc), 1), dtype=np.float32)
    assert [quote["confidence"] for quote in stage(doc)._.onrecord_quotes] == ([] if confidence is None else [confidence])


@pytest.mark.filterwarnings("ignore:onrecord_quotes")
def test_longest_content(blank):
    blank.add_pipe("onrecord_quotes", config={"max_content": 10})
    assert blank('"We left at dawn," said Ana Ruiz.')._.onrecord_quotes == []
