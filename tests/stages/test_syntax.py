"""Syntax: whole trees in spaCy's own attributes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def test_an_easy_sentence(nlp):
    doc = nlp("Police killed two men in Kano.")
    assert [t.pos_ for t in doc] == ["NOUN", "VERB", "NUM", "NOUN", "ADP", "PROPN", "PUNCT"]
    assert [t.dep_ for t in doc] == ["nsubj", "ROOT", "nummod", "obj", "case", "obl", "punct"]
    assert [t.head.text for t in doc] == ["killed", "killed", "men", "killed", "Kano", "killed", "killed"]
    assert [t.lemma_ for t in doc][:4] == ["police", "kill", "two", "man"]


@pytest.mark.parametrize(
    "text, word, dep, head",
    [
        ("Twelve people were killed on Monday.", "people", "nsubj:pass", "killed"),
        ("He said the road was closed.", "closed", "ccomp", "said"),
        ("The army, which denied it, withdrew.", "army", "nsubj", "withdrew"),
        ("Ana Ruiz, a spokeswoman, declined.", "spokeswoman", "appos", "Ana"),
    ],
)
def test_relations(nlp, text, word, dep, head):
    token = next(t for t in nlp(text) if t.text == word)
    assert (token.dep_, token.head.text) == (dep, head)


def test_sentences_stay_as_they_were(nlp):
    doc = nlp("\n\n  One fell.  Two\trose.\n\nThree stayed \n")
    assert [s.text.split() for s in doc.sents] == [["One", "fell."], ["Two", "rose."], ["Three", "stayed"]]
    assert all(t.head in s for s in doc.sents for t in s)


def test_a_sentence_of_any_length_has_one_root(nlp):
    doc = nlp("and boats " * 700)
    for sentence in doc.sents:
        assert sum(t.dep_ == "ROOT" for t in sentence) == 1


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_has_trees(nlp, text):
    for sentence in nlp(text).sents:
        for token in sentence:
            assert sentence.root.is_ancestor(token) or token == sentence.root
