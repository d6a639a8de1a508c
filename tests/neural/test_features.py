"""What the encoder is told of case, space and quote marks."""

import pytest

from onrecord.neural.features import (
    BREAK,
    DOTTED,
    GLUED,
    INITIAL,
    INSIDE,
    LOWER,
    MARK,
    MARK_INSIDE,
    MIXED,
    NO_LETTERS,
    OPENING,
    OUTSIDE,
    PARAGRAPH,
    SPACE,
    TITLE,
    UPPER,
    case_of,
    normal_form,
    word_features,
)  # fmt: skip


def offsets(text, words):
    spans, at = [], 0
    for word in words:
        start = text.index(word, at)
        spans.append((start, start + len(word)))
        at = start + len(word)
    return spans


@pytest.mark.parametrize(
    "word, case",
    [
        ("army", LOWER), ("Army", TITLE), ("NATO", UPPER), ("U.S.", DOTTED), ("A", INITIAL), ("iPhone", MIXED),
        ("1,207", NO_LETTERS), ("McKee", MIXED), ("الرحمن", UPPER),
    ],
)  # fmt: skip
def test_case(word, case):
    assert case_of(word) == case


def test_space():
    text = "One two.\nThree\n\nFour"
    found = word_features(text, offsets(text, ["One", "two", ".", "Three", "Four"]))
    assert [f[1] for f in found] == [OPENING, SPACE, GLUED, BREAK, PARAGRAPH]


@pytest.mark.parametrize(
    "text, words, states",
    [
        ('He "ran" off', ["He", '"', "ran", '"', "off"], [OUTSIDE, MARK_INSIDE, INSIDE, MARK, OUTSIDE]),
        ("He “ran” off", ["He", "“", "ran", "”", "off"], [OUTSIDE, MARK_INSIDE, INSIDE, MARK, OUTSIDE]),
        ("He ‘ran’ off", ["He", "‘", "ran", "’", "off"], [OUTSIDE, MARK_INSIDE, INSIDE, MARK, OUTSIDE]),
        ('"Left open\n\nNext', ['"', "Left", "open", "Next"], [MARK_INSIDE, INSIDE, INSIDE, OUTSIDE]),
        ("the boys' dog", ["the", "boys", "'", "dog"], [OUTSIDE] * 4),
    ],
)
def test_quote_state(text, words, states):
    assert [f[2] for f in word_features(text, offsets(text, words))] == states


@pytest.mark.parametrize("word, form", [("“", '"'), ("’s", "'s"), ("—", "-"), ("army", "army")])
def test_normal_form(word, form):
    assert normal_form(word) == form
