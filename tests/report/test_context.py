"""Context: texts cut at the borders of marks, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.report.context import pieces, snippet


@pytest.mark.parametrize(
    "layers, expected",
    [
        ([], [("The dam broke.", "")]),
        ([("gold", [(4, 7)])], [("The ", ""), ("dam", "gold"), (" broke.", "")]),
        ([("gold", [(4, 13)]), ("found", [(8, 14)])],
         [("The ", ""), ("dam ", "gold"), ("broke", "found gold"), (".", "found")]),
        ([("gold", [(0, 3), (0, 7)])], [("The dam", "gold"), (" broke.", "")]),
    ],
)  # fmt: skip
def test_pieces(layers, expected):
    found = [tuple(piece) for piece in pieces("The dam broke.", layers)]
    merged = []
    for words, classes in found:
        if merged and merged[-1][1] == classes:
            merged[-1] = (merged[-1][0] + words, classes)
        else:
            merged.append((words, classes))
    assert merged == expected


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_pieces_lose_no_character(text, spans):
    assert "".join(piece.text for piece in pieces(text, [("gold", spans)])) == text


def test_snippet_is_cut_at_blanks_and_says_that_it_is_cut():
    text = "word " * 100 + "TARGET " + "word " * 100
    cut = snippet(text, [("gold", [(500, 506)])])
    assert "".join(piece.text for piece in cut if piece.classes) == "TARGET"
    assert cut[0].text == "… " and cut[-1].text == " …" and len(cut) == 5
    assert cut[1].text.startswith("word")


def test_snippet_of_nothing_is_nothing():
    assert snippet("text", [("gold", [])]) == []
