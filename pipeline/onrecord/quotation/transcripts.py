"""Transcripts: words behind a speaker's label, in conversations and headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from onrecord.quotation.draft import Draft
from onrecord.quotation.settings import Scores
from onrecord.words import text_of

TURN = re.compile(r"^[ \t]*([A-Z][A-Z.'’ -]{1,40}|[QA]|Question|Answer)(?::|(?<=\b[QA])\.)[ \t]+(?=\S)", re.M)
DIRECTION = re.compile(r"(\((?:[A-Z][^()\n]{1,40}\.|[A-Z][a-z]+)\)|\[[A-Za-z][^\[\]\n]{1,30}\])")
ENDS_OF_SPEECH = frozenset('.!?…"”’»')
MIN_TURNS = 2
SOURCES = (
    r"(?:[A-Z]\S* ){0,3}(?:[Rr]eports?|[Oo]fficials?|[Pp]olice|[Mm]edia|[Ss]ources?|[Mm]inister|[Mm]inistry|"
    r"[Pp]resident|[Aa]rmy|[Mm]ilitary|[Ss]pokes(?:man|woman|person)|[Ss]tudy|[Ss]urvey|[Ww]itness(?:es)?|[Gg]overnment|UN|U\.N\.|NGO)"
)
LABEL_FIRST = re.compile(rf"\s*({SOURCES}):[ \t]+(\S[^\n]*\S)")
LABEL_LAST = re.compile(rf"\s*(\S[^\n]*?\S)\s*(?::|[-–—])[ \t]*({SOURCES})[ \t]*(?:\n|$)")


def find_turns(doc: Doc, scores: Scores) -> Iterator[Draft]:
    """One draft a turn, where a text has several labels in capitals: `MR ODE: We left.`"""
    text = text_of(doc)
    turns = list(TURN.finditer(text))
    if not _is_conversation(text, turns):
        return
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        end = following.start() if following else _paragraph_end(text, turn.end())
        label = doc.char_span(turn.start(1), turn.end(1), alignment_mode="contract")
        content = list(_spoken(text, turn.end(), end))
        if content and label is not None:
            yield Draft(
                content=content,
                source=(turn.start(1), turn.end(1)),
                source_head=label[-1].i,
                score=scores.turn,
                rule="turn",
            )


def _is_conversation(text: str, turns: list[re.Match[str]]) -> bool:
    """Whether labels are those of speakers: several turns, of which some come again or read as sentences.

    The heads of a digest (`TENNIS: Ode wins`) stand once each, before a title without a period.
    """
    if len(turns) < MIN_TURNS:
        return False
    labels = [turn.group(1) for turn in turns]
    if len(set(labels)) < len(labels):
        return True
    lines = (text[t.end() : _paragraph_end(text, t.end())].rstrip() for t in turns)
    return sum(line[-1:] in ENDS_OF_SPEECH for line in lines) >= max(MIN_TURNS, len(turns) - 1)


def _spoken(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a turn, without stage directions in brackets: `(Laughs.)`."""
    at = start
    for line in text[start:end].splitlines(keepends=True):
        for part in DIRECTION.split(line):
            bare = part.strip()
            if bare and not DIRECTION.fullmatch(bare):
                first = text.index(bare, at)
                yield first, first + len(bare)
                at = first + len(bare)
        at = max(at, start) if not line else at


def headline(doc: Doc, scores: Scores) -> Iterator[Draft]:
    """A first line that attributes by a colon or dash: `Reports: ...`, `...: minister`."""
    line = text_of(doc).partition("\n")[0]
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
            score=scores.headline,
            rule="headline",
        )


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
