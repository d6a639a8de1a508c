"""Hard cases of quotation through the trained pipeline: every quote of each text, with its content and speaker."""

import re
from pathlib import Path

import pytest

import onrecord

MARK = re.compile(r"⟦([a-z]) |⟧")
TABLE = Path(__file__).with_name("hard_cases.txt")


def read_rows():
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            kind, article, speakers = line.split(" | ")
            yield pytest.param(article, speakers, id=f"{kind}-{number}")


def unmarked(article):
    """The text of a row, and the spans of each of its quotes by letter."""
    marked = article.replace("¶", "\n\n").replace("⏎", "\n")
    text, at, open_marks, spans = "", 0, [], {}
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark.group(1):
            open_marks.append((mark.group(1), len(text)))
        else:
            letter, start = open_marks.pop()
            spans.setdefault(letter, []).append((start, len(text)))
    return text + marked[at:], {letter: sorted(found) for letter, found in spans.items()}


@pytest.mark.parametrize("article, speakers", read_rows())
def test_quotes(nlp, article, speakers):
    text, spans = unmarked(article)
    record = onrecord.annotate(text, nlp)
    found = sorted([text[s.start : s.end] for s in quote.content] for quote in record.quotes)
    assert found == sorted([text[s:e] for s, e in parts] for parts in spans.values())
    names = {tuple((s.start, s.end) for s in quote.content): quote.speaker_name for quote in record.quotes}
    for letter, name in (pair.split(" ", 1) for pair in speakers.split("; ") if speakers != "none"):
        if name != "?":
            assert names[tuple(spans[letter])] == name


def test_every_hard_case_has_six_sentences():
    kinds = [row.id.rsplit("-", 1)[0] for row in read_rows()]
    assert min(kinds.count(kind) for kind in kinds) >= 6
    assert len(set(kinds)) == 15
