"""Unparsed: every rule stage on Docs without a parse, also where spaCy's own tree is unsound (a bare `'`)."""

from pathlib import Path

import pytest
import spacy

from onrecord.training.corpora.markup import read_markup

ARTICLES = sorted((Path(__file__).parents[2] / "seeds" / "training").glob("*.txt"))[::4]
RULER = [
    {"label": "PERSON", "pattern": [{"IS_TITLE": True}, {"IS_TITLE": True}]},
    {"label": "ORG", "pattern": [{"IS_UPPER": True, "LENGTH": {">": 2}}]},
    {"label": "GPE", "pattern": [{"TEXT": {"IN": ["London", "Pakistan", "Norway", "Manila", "Kenya", "Toronto"]}}]},
]


@pytest.mark.parametrize(
    "stages",
    [
        ["onrecord_claims"],
        ["onrecord_quotes"],
        ["onrecord_coreference", "onrecord_places"],
        ["onrecord_coreference", "onrecord_quotes", "onrecord_claims"],
        ["onrecord_sentences", "onrecord_coreference", "onrecord_quotes", "onrecord_claims"],
    ],
    ids=" ".join,
)
@pytest.mark.filterwarnings("ignore:onrecord_quotes sees quotation marks alone")
def test_stages_run_on_docs_without_a_parse(stages):
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(RULER)
    for stage in stages:
        pipeline.add_pipe(stage)
    found = 0
    for path in ARTICLES:
        text = read_markup(path.read_text(encoding="utf-8")).text
        for variant in (text, text.replace('"', "'"), text.replace("“", "‘").replace("”", "’")):
            doc = pipeline(variant)
            found += len(doc._.get(stages[-1]))
    assert found
