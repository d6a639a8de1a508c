"""Titles, places and the bounds of names."""

import pytest

from onrecord.training.corpora.conventions import place_labels, title_spans, trim_name, without_title


@pytest.mark.parametrize(
    "words, skip",
    [
        ("President Ana Ruiz", 1), ("Prime Minister Lamb", 2), ("Mr. Lamb", 1), ("Ana", 0), ("President", 1),
        ("Vice President General Ode", 3), ("Khan", 0), ("Ana Khan", 0),
    ],
)  # fmt: skip
def test_titles_before_a_name(words, skip):
    assert without_title(words.split()) == skip


@pytest.mark.parametrize(
    "words, titles",
    [
        ("then President Ode met Foreign Minister Lamb", ["President", "Foreign Minister"]),
        ("the president met ministers", []),
        ("Secretary of State Ode", ["Secretary of State"]),
    ],
)
def test_titles_in_a_sentence(words, titles):
    words = words.split()
    assert [" ".join(words[s:e]) for s, e in title_spans(words)] == titles


@pytest.mark.parametrize(
    "name, labels",
    [
        ("Black Sea", ("LOC",)), ("Kandahar Airport", ("FAC",)), ("Lake Chad", ("LOC",)),
        ("Camp Reed", ("FAC",)), ("Reed County", ("GPE",)), ("Africa", ("LOC",)), ("Yelwa", ("GPE", "LOC")),
        ("Old Town of Somewhere", ("GPE", "LOC", "FAC")),
    ],
)  # fmt: skip
def test_place_labels(name, labels):
    assert place_labels(name.split()) == labels


@pytest.mark.parametrize(
    "text, name",
    [("the Taliban", "Taliban"), ("Mali's", "Mali"), ("The Hague", "The Hague"), ("Mali", "Mali"),
     ("Mali,", "Mali"), ("Reeds'", "Reeds"), ("“Ode", "Ode")],
)  # fmt: skip
def test_trim(text, name):
    start, end = trim_name(text, 0, len(text))
    assert text[start:end] == name
