"""Features: what an uncased encoder cannot see of a word: its case, the space before it, quote marks.

Each word gets three small integers; their embeddings are added to the encoder's input.
"""

from __future__ import annotations

from collections.abc import Sequence

FEATURE_SIZES = (7, 5, 4)
"""Number of values of each feature: case, space before, quote state."""

NO_LETTERS, LOWER, TITLE, UPPER, MIXED, INITIAL, DOTTED = range(7)
GLUED, SPACE, BREAK, PARAGRAPH, OPENING = range(5)
OUTSIDE, MARK, INSIDE, MARK_INSIDE = range(4)

DOUBLE_MARKS = {'"': None, "“": True, "”": False, "„": True, "«": True, "»": False, "``": True, "''": False}
"""Marks of quotation and whether each opens (None: either)."""

SINGLE_MARKS = ("'", "‘", "’", "`")


def case_of(word: str) -> int:
    """The case pattern of a word: lower, Title, UPPER, miXed, a single initial, or dotted capitals."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return NO_LETTERS
    if all(c.islower() for c in letters):
        return LOWER
    if len(letters) == 1:
        return INITIAL
    if all(not c.islower() for c in letters):
        return DOTTED if "." in word else UPPER
    return TITLE if word[0].isupper() and all(not c.isupper() for c in letters[1:]) else MIXED


def space_of(between: str, first: bool) -> int:
    """What stands between a word and the one before: nothing, space, a line break, an empty line."""
    if first:
        return OPENING
    if not between:
        return GLUED
    breaks = between.count("\n") or between.count("\r")
    return SPACE if breaks == 0 else BREAK if breaks == 1 else PARAGRAPH


def word_features(text: str, offsets: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """(case, space, quote state) of each word, in linear time.

    The quote state is reset at each empty line, so that one unbalanced mark spoils one
    paragraph at most. A single mark counts where it stands alone and can open or close.
    """
    features, double, single, previous = [], False, False, 0
    for i, (start, end) in enumerate(offsets):
        word = text[start:end]
        space = space_of(text[previous:start], i == 0)
        if space == PARAGRAPH:
            double = single = False
        is_mark = word in DOUBLE_MARKS
        if is_mark:
            opens = DOUBLE_MARKS[word]
            double = not double if opens is None else opens
        elif word in SINGLE_MARKS:
            glued_after = end < len(text) and not text[end].isspace()
            if glued_after and space != GLUED and word != "’":
                is_mark = single = True
            elif single and space == GLUED:
                is_mark, single = True, False
        inside = double or single
        state = (MARK_INSIDE if inside else MARK) if is_mark else (INSIDE if inside else OUTSIDE)
        features.append((case_of(word), space, state))
        previous = end
    return features


NORMAL_FORMS = dict.fromkeys(DOUBLE_MARKS, '"') | {
    "‘": "'",
    "’": "'",
    "‚": "'",
    "`": "'",
    "—": "-",
    "–": "-",
    "--": "-",
    "…": "...",
}


def normal_form(word: str) -> str:
    """The word as the encoder reads it: one kind of quote mark, apostrophe and dash."""
    if word in NORMAL_FORMS:
        return NORMAL_FORMS[word]
    return word.replace("’", "'").replace("‘", "'") if ("’" in word or "‘" in word) else word
