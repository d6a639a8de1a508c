"""Typography: what is found in the sample articles hardly moves when marks and line breaks change throughout."""

import json
import random
import re
from pathlib import Path

import pytest

import onrecord
from onrecord.articles import Article
from onrecord.quotation.marks import find_enclosures
from onrecord.scoring.quotes import score_quotes
from onrecord.scoring.sheets import to_sheet
from onrecord.scoring.tally import Tally
from onrecord.training.rewrites import Edit, Moved

SEEDS = Path(__file__).parents[2] / "seeds"
STYLES = {
    "straight": ('"', '"', "'", "'"),
    "curly": ("“", "”", "‘", "’"),
    "british": ("‘", "’", "“", "”"),
    "guillemets": ("«", "»", "‹", "›"),
    "typewriter": ("``", "''", "`", "'"),
}
WIDTH = 72


def restyled(text, style):
    """Edits that set all quotation marks in one style, or each pair at random in straight or curly ones."""
    draw = random.Random(7)
    edits = {}
    for e in find_enclosures(text):
        marks = STYLES[draw.choice(("straight", "curly")) if style == "mixed" else style]
        opening, closing = marks[2:] if e.depth % 2 else marks[:2]
        edits[e.start] = Edit(e.start, e.inner_start, opening)
        if e.closed and e.inner_end < e.end:
            edits[e.inner_end] = Edit(e.inner_end, e.end, closing)
    return [edits[at] for at in sorted(edits)]


def wrapped(text):
    """Edits that cut every line at a width."""
    edits, column = [], 0
    for word in re.finditer(r"\n|\S+", text):
        length = len(word.group())
        if word.group() == "\n":
            column = 0
        elif column and column + 1 + length > WIDTH and text[word.start() - 1] == " ":
            edits.append(Edit(word.start() - 1, word.start(), "\n"))
            column = length
        else:
            column += length + (column > 0)
    return edits


def moved(value, change):
    """A label with all marks in it moved to where the edited text has them."""
    if isinstance(value, list):
        return [moved(v, change) for v in value]
    if not isinstance(value, dict):
        return value
    value = {k: moved(v, change) for k, v in value.items()}
    if "start" in value and "end" in value:
        value["start"], value["end"] = change.span(value["start"], value["end"])
        value["text"] = change.text[value["start"] : value["end"]]
    return value


def labelled():
    for path in sorted((SEEDS / "labels").glob("articles-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            yield label, (SEEDS / "articles" / f"{label['id']}.txt").read_text(encoding="utf-8")


def content_f1(nlp, style):
    total = Tally()
    for label, text in labelled():
        edits = [] if style is None else wrapped(text) if style == "wrapped" else restyled(text, style)
        change = Moved(text, edits)
        gold = to_sheet(moved(label, change), change.text)
        record = onrecord.annotate(Article(id=label["id"], text=change.text), nlp)
        found = to_sheet(record.model_dump(mode="json"), change.text)
        total += score_quotes(gold, found).tallies["quotes.content"]
    return total.f1


@pytest.fixture(scope="module")
def as_written(nlp):
    return content_f1(nlp, None)


@pytest.mark.parametrize("style", ["straight", "curly", "british", "guillemets", "typewriter", "mixed", "wrapped"])
def test_f1_moves_by_under_a_point(nlp, as_written, style):
    assert abs(content_f1(nlp, style) - as_written) < 0.01
