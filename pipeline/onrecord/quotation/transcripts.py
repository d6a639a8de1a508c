"""Transcripts: turns of a conversation that open with the speaker's label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from onrecord.quotation.draft import Draft

TURN = re.compile(r"^[ \t]*([A-Z][A-Z.'’ -]{1,40}|[QA]|Question|Answer|Q|A):[ \t]+(?=\S)", re.M)
MIN_TURNS = 2


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


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
