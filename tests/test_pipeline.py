"""The trained pipeline as a whole: every mark stands in the text, whatever the text; saved and loaded it says the same."""

import pickle
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from confection import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.util import load_model_from_config

import onrecord
from onrecord.records import Record

FRAGMENTS = (
    "At least 12 people were killed in Kabul, ", "police said. ", '"We ran," ', "“We will not leave,” ", "‘Never again,’ ",
    "she said", "He told Reuters that ", "the U.S. Army ", "Gen. Ana Ruiz ", "between six and eight boats sank", "$2.3tn ",
    "(AP) — ", "\n\n", "\r\n", "\n", ". ", '"', "“", "«", "''", "…", "10-15,000 ", "according to the ministry", ": ", "% ",
    "\t", "\u00a0", "\u200f", "\u2028", "\x00", "é", "é", "🚒", "שלום ", "a" * 300, "@mayor #now https://x.org/a?b=1 ",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12)), max_size=14).map("".join)
ARTICLE = (
    'KABUL (AP) — At least 12 people, including four Marines, were killed on Monday, police said. "We ran," '
    "Ana Ruiz, a nurse, said. She told Reuters that the army had denied shelling the hospital."
)


@given(text=TEXTS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_mark_stands_in_the_text(nlp, text):
    record = onrecord.annotate(text, nlp)
    marks = [*record.sentences]
    marks += [m for e in record.entities for m in e.mentions]
    marks += [m for q in record.quotes for m in (*q.content, *q.via, q.cue, q.source) if m]
    marks += [m for c in record.claims for m in (c.quantity, c.of, c.predicate, c.place, c.time) if m]
    for mark in marks:
        assert text[mark.start : mark.end] == mark.text
        assert mark.text.strip() == mark.text != ""
    for before, after in pairwise(record.sentences):
        assert before.end <= after.start
    known = {e.id for e in record.entities}
    assert {q.speaker for q in record.quotes} | {c.claimant for c in record.claims} <= known | {None}
    assert {c.quote for c in record.claims} <= {q.id for q in record.quotes} | {None}
    assert Record.model_validate_json(record.model_dump_json()) == record


def dumped(nlp):
    return onrecord.annotate(ARTICLE, nlp).model_dump(exclude={"made_by"})


def test_saved_and_loaded_it_says_the_same(nlp, tmp_path):
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    filled = load_model_from_config(nlp.config).from_bytes(nlp.to_bytes())
    assert dumped(loaded) == dumped(nlp) == dumped(filled)


def test_saved_with_fewer_settings_it_takes_the_defaults(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    config = Config().from_disk(tmp_path / "config.cfg")
    config["components"]["onrecord_quotes"] = {"factory": "onrecord_quotes", "min_score": 0.5, "scores": {"clause": 0.9}}
    config.to_disk(tmp_path / "config.cfg")
    loaded = spacy.load(tmp_path)
    assert loaded.config["components"]["onrecord_quotes"] == nlp.config["components"]["onrecord_quotes"]
    assert dumped(loaded) == dumped(nlp)


def test_a_score_can_be_overridden_by_its_name(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    loaded = onrecord.load(tmp_path, overrides={"components.onrecord_quotes.scores.clause": 0.6})
    assert loaded.config["components"]["onrecord_quotes"]["scores"]["clause"] == 0.6
    sure, less = ([q["confidence"] for q in dumped(pipeline)["quotes"]] for pipeline in (nlp, loaded))
    assert len(sure) == len(less) and sum(less) < sum(sure)
    with pytest.raises(ValueError, match="onrecord_quotes: scores has 'claus'"):
        onrecord.load(tmp_path, overrides={"components.onrecord_quotes.scores.claus": 0.6})


def test_the_configuration_of_the_project_builds_its_stages(nlp):
    path = Path(__file__).parent.parent / "configs" / "pipeline.cfg"
    built = load_model_from_config(Config().from_disk(path), auto_fill=True)
    assert built.pipe_names == nlp.pipe_names
    assert built.config["components"]["onrecord_claims"]["confidence"]["slope"] != 1
    assert built.config["components"]["onrecord_quotes"] == nlp.config["components"]["onrecord_quotes"]


def test_documents_can_be_pickled_and_stored(nlp):
    doc = nlp(ARTICLE)
    copies = [pickle.loads(pickle.dumps(doc)), Doc(nlp.vocab).from_bytes(doc.to_bytes())]
    for copy in copies:
        for layer in ("onrecord_entities", "onrecord_coreference", "onrecord_quotes", "onrecord_claims"):
            assert getattr(copy._, layer) == getattr(doc._, layer)
        assert [(s.text, s.label_) for s in copy.spans["onrecord_quotes"]] == [
            (s.text, s.label_) for s in doc.spans["onrecord_quotes"]
        ]


def test_it_reads_nothing_from_the_current_folder(nlp, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert dumped(onrecord.load()) == dumped(nlp)
