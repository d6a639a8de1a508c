"""Signs: the single quotation marks of a text, and what each can do where it stands.

A mark may open, close or do either; an apostrophe inside a word is none at all.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

MARK = re.compile(r"''|``|[\"“”„‟«»‹›'‘’‚‛`＂]")
LINE_BREAK = re.compile(r"[ \t]*(?:\r\n|[\n\r\x85\u2028\u2029])\s*")
SINGLES = frozenset("'‘’‚‛`‹›")
CLOSED_BY = {
    '"': '"”“＂', "“": '”"“', "„": '“”"', "‟": '”"', "”": '”"', "``": '"”', "''": '"”', "＂": '＂"',
    "«": "»", "»": "«", "‹": "›", "›": "‹", "‘": "’'", "’": "’'", "'": "'’", "‚": "‘’'", "‛": "’'",
    "`": "'’`",
}  # fmt: skip
"""The marks that may close each opening mark; `''` closes every double one."""
ELIDED = re.compile(r"(?:\d\ds?|tis|twas|twere|em|cause|til|till|bout|n|nuff|round|cos|coz|d|s|ll|re|ve)\b", re.I)
"""What an apostrophe, not a quotation mark, may open: `'90s`, `'tis`, `'em`."""
ENDS = frozenset(".,!?…;:")
OPEN_BEFORE = frozenset("([{-–—/:=>*#@|")
CLOSE_AFTER = frozenset(".,!?…;:)]}-–—/<*|")


WRAPPED, WRAPPED_LINES, WRAPPED_SHARE = (40, 110), 4, 0.6
"""Characters of a line that is cut at a width; how many of them, and which share of lines, make a wrapped text."""


class Sign(NamedTuple):
    """A quotation mark at characters `[start, end)`, and whether it can open or close there."""

    start: int
    end: int
    text: str
    opens: bool
    closes: bool


def _sign(text: str, start: int, end: int) -> Sign | None:
    """What a mark can do by the characters beside it; None for an apostrophe inside a word."""
    mark = text[start:end]
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if mark in "'’‘`‛" and before.isalnum() and after.isalnum():
        return None
    if mark == "'" and "'n'" in (text[start : start + 3], text[max(0, end - 3) : end]):
        return None
    free_before = before == "" or before.isspace() or before in OPEN_BEFORE or bool(MARK.match(before))
    free_after = after == "" or after.isspace()
    opens = free_before and not free_after and not (after in ".,;!?)]}" and not text.startswith("...", end))
    closes = before != "" and not before.isspace()
    if free_before and before in OPEN_BEFORE and before not in "-–—/*" and opens:
        closes = False
    if before and MARK.match(before) and opens and (after.isalnum() or after in "([…"):
        closes = False
    if mark in ("“", "«", "‘", "``", "„", "‚", "‟", "‹", "‛", "`"):
        opens, closes = (not free_after or (before.isspace() or before == "")), closes and mark in "“«‘‹`"
    elif mark in ("”", "»", "›"):
        opens, closes = opens and not closes, True
    elif mark == "’":
        opens = opens and not closes
    elif not opens and not closes:
        opens = closes = mark not in ("'",)
    elif not free_before and not free_after and before.isalnum() and after.isalnum():
        opens = closes = True
    return Sign(start, end, mark, opens, closes)


def closes(opener: str, mark: str) -> bool:
    """Whether a mark is one that closes another."""
    return mark in CLOSED_BY[opener] or (mark == "''" and opener not in SINGLES)


def same_family(opener: str, mark: str) -> bool:
    """Whether two marks may open paragraphs of one quote."""
    if mark == "\0":
        return False
    if (opener in SINGLES) != (mark in SINGLES):
        return False
    return opener in "«»‹›" if mark in "«»‹›" else opener not in "«»‹›"


@lru_cache(maxsize=8)
def is_wrapped(text: str) -> bool:
    """Whether a text's lines are cut at a width and its paragraphs set apart by empty lines."""
    lines = text.splitlines()
    inner = [line for line, behind in zip(lines, lines[1:], strict=False) if line.strip() and behind.strip()]
    full = sum(WRAPPED[0] <= len(line) <= WRAPPED[1] for line in inner)
    cut = sum(line.rstrip()[-1:].isalnum() or line.rstrip()[-1:] == "," for line in inner)
    return len(inner) >= WRAPPED_LINES and min(full, cut) >= WRAPPED_SHARE * len(inner)


def paragraph_breaks(text: str, wrapped: bool = False) -> list[tuple[int, int, bool]]:
    """Line breaks as (end of text before, start of text behind, ends a paragraph).

    In a `wrapped` text only an empty line ends a paragraph.
    """
    found = []
    for m in LINE_BREAK.finditer(text):
        breaks = m.group().replace("\r\n", "\n")
        blank = sum(breaks.count(c) for c in "\n\r\x85\u2028") > 1 or "\u2029" in breaks
        before = text[max(0, m.start() - 2) : m.start()]
        after = text[m.end() : m.end() + 2]
        ended = bool(before) and (before[-1] in ".!?…:" or (before[-1] in "\"”'’»)" and before[0] in ".!?…:"))
        found.append((m.start(), m.end(), blank or (ended and not wrapped and not after[:1].islower())))
    return found


def find_signs(text: str) -> list[Sign]:
    """The quotation marks of a text, apostrophes left out."""
    return [s for m in MARK.finditer(text) if (s := _sign(text, m.start(), m.end()))]
