"""Transcripts: words behind a speaker's label, in conversations and headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from onrecord.quotation.draft import Draft

TURN = re.compile(r"^[ \t]*([A-Z][A-Z.'’ -]{1,40}|[QA]|Question|Answer|Q|A):[ \t]+(?=\S)", re.M)
MIN_TURNS = 2
SOURCES = (
    r"(?:[A-Z]\S* ){0,3}(?:[Rr]eports?|[Oo]fficials?|[Pp]olice|[Mm]edia|[Ss]ources?|[Mm]inister|[Mm]inistry|"
    r"[Pp]resident|[Aa]rmy|[Mm]ilitary|[Ss]pokes(?:man|woman|person)|[Ss]tudy|[Ss]urvey|[Ww]itness(?:es)?|[Gg]overnment|UN|U\.N\.|NGO)"
)
LABEL_FIRST = re.compile(rf"\s*({SOURCES}):[ \t]+(\S[^\n]*\S)")
LABEL_LAST = re.compile(rf"\s*(\S[^\n]*?\S)\s*(?::|[-–—])[ \t]*({SOURCES})[ \t]*(?:\n|$)")


def find_turns(doc: Doc) -> Iterator[Draft]:
    """One draft a turn, where a text has several labels in capitals: `MR ODE: We left.`"""
    text = doc.text
    turns = list(TURN.finditer(text))
    if len(turns) < MIN_TURNS:
        return
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        end = following.start() if following else _paragraph_end(text, turn.end())
        content = []
        at = turn.end()
        for line in text[at:end].splitlines(keepends=True):
            bare = line.strip()
            if bare:
                start = at + line.index(bare[0])
                content.append((start, start + len(bare)))
            at += len(line)
        label = doc.char_span(turn.start(1), turn.end(1), alignment_mode="contract")
        if content and label is not None:
            yield Draft(
                content=content,
                source=(turn.start(1), turn.end(1)),
                source_head=label[-1].i,
                score=0.8,
                rule="turn",
            )


def headline(doc: Doc) -> Iterator[Draft]:
    """A first line that attributes by a colon or dash: `Reports: ...`, `...: minister`."""
    line = doc.text.partition("\n")[0]
    if len(line) > 200 or line.rstrip().endswith("."):
        return
    first, last = LABEL_FIRST.fullmatch(line.rstrip()), LABEL_LAST.match(line)
    match, source, content = (first, 1, 2) if first else (last, 2, 1)
    if match is None:
        return
    label = doc.char_span(*match.span(source), alignment_mode="contract")
    if label is not None and len(match.group(content).split()) > 1:
        yield Draft(
            content=[match.span(content)],
            source=match.span(source),
            source_head=label[-1].i,
            score=0.75,
            rule="headline",
        )


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
