"""No text and no tree breaks the claims: numbers and words at random, under heads and relations at random."""

from __future__ import annotations

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from onrecord.linking.learned import Trust
from onrecord.numbers import find_quantities
from onrecord.stages.claims import find_claims

WORDS = (
    "12", "1,207", "10-15,000", "1.5bn", "$", "£3m", "half", "a", "dozen", "two", "million", "third", "of", "them",
    "which", "one", "in", "to", "from", "between", "and", "at", "least", "more", "than", "percent", "km", "days", "death",
    "toll", "people", "others", "including", ",", "-", "(", ")", "–", "killed", "rose", "say", "believed", "not", "none",
    "Monday", "2004", "Derrin", "dead", "bodies", "up", "down", "is", "were", "been", "captivity", "worth", "drop",
    "\n", "é", "\ud800", "\U0001f600", "\x00",
)  # fmt: skip
TAGS = ("CD", "NN", "NNS", "NNP", "NNPS", "VBD", "VBN", "VBG", "JJ", "IN", "DT", "RB", "MD", "PRP", "CC", ",", "")
RELATIONS = (
    "nsubj", "nsubj:pass", "obj", "obl", "nmod", "nummod", "amod", "compound", "case", "det", "conj", "cc", "acl",
    "acl:relcl", "advcl", "ccomp", "xcomp", "aux", "aux:pass", "cop", "appos", "punct", "pobj", "prep", "parataxis",
)  # fmt: skip
POS = ("NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADP", "NUM", "PUNCT", "ADV", "PRON", "DET", "CCONJ")
RULES = Trust(frozenset(), frozenset(), 0.5, 0.9, 0.0)
NLP = spacy.blank("en")
NLP.add_pipe("onrecord_claims")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(("", " ")))
def test_any_run_of_words_gives_quantities_inside_the_text(words: list[str], joint: str) -> None:
    text = joint.join(words)
    last = 0
    for quantity in find_quantities(text):
        assert last <= quantity.start < quantity.end <= len(text)
        assert quantity.value is not None or quantity.low is not None or quantity.high is not None
        last = quantity.end


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_quantities_inside_the_text(text: str) -> None:
    assert all(0 <= q.start < q.end <= len(text) for q in find_quantities(text))


@st.composite
def trees(draw: st.DrawFn) -> Doc:
    words = draw(st.lists(st.sampled_from(WORDS[:-4]), min_size=1, max_size=25))
    size = len(words)
    heads = [0, *(draw(st.integers(0, i - 1)) for i in range(1, size))]

    def each(values: tuple[str, ...]) -> list[str]:
        return draw(st.lists(st.sampled_from(values), min_size=size, max_size=size))

    doc = Doc(
        NLP.vocab, words=words, tags=each(TAGS), pos=each(POS), heads=heads, lemmas=[w.lower() for w in words],
        deps=["ROOT", *each(RELATIONS)[1:]],
    )  # fmt: skip
    doc.set_ents([doc.char_span(doc[i].idx, doc[i].idx + len(doc[i]), label="GPE") for i in range(0, size, 5)])
    return doc


@settings(max_examples=400, deadline=None)
@given(trees())
def test_any_tree_gives_claims_whose_spans_are_in_the_text(doc: Doc) -> None:
    size = len(doc.text)
    for claim in find_claims(doc, None, RULES, True):
        for role in ("quantity", "of", "predicate", "place", "time"):
            span = claim[role]
            assert span is None or 0 <= span[0] < span[1] <= size, (role, claim)
