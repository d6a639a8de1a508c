"""Borders: contents made to agree with the quotation marks and the words of the text."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from onrecord.quotation.draft import Draft, Span
from onrecord.quotation.floating import is_aside
from onrecord.quotation.marks import Enclosure

EDGE = " \t\r\n,;:"
EMPTY_LINE = re.compile(r"\s*\n[ \t\r]*\n\s*")
DASH = re.compile(r"[-–—:]\s*$")
NEAR = 6
"""Words between a closing mark and the cue that follows it."""
LONG = 5
"""Words from which a marked clause with a comma behind it counts as said in full."""


class Fences:
    """The enclosures of a text at one depth (0: the outermost), searchable by place."""

    def __init__(self, enclosures: Sequence[Enclosure], depth: int = 0):
        self.outer = [e for e in enclosures if e.depth == depth]
        self.starts = [e.start for e in self.outer]
        self.groups: dict[int, list[Enclosure]] = {}
        for e in self.outer:
            self.groups.setdefault(e.group, []).append(e)

    def around(self, at: int) -> Enclosure | None:
        """The enclosure that holds a character."""
        n = bisect.bisect_right(self.starts, at) - 1
        return self.outer[n] if n >= 0 and at < self.outer[n].end else None

    def between(self, start: int, end: int) -> list[Enclosure]:
        """The enclosures that share a character with `[start, end)`."""
        n = max(0, bisect.bisect_right(self.starts, start) - 1)
        found = []
        while n < len(self.outer) and self.outer[n].start < end:
            if self.outer[n].end > start:
                found.append(self.outer[n])
            n += 1
        return found


def snapped(text: str, draft: Draft, outer: Fences, inner: Fences) -> list[Span]:
    """A draft's content with every pair of marks that it cuts taken in whole.

    Where the cue stands inside marks, the content is what somebody else says there: it stays
    within them, and the marks nested in them count.
    """
    home = home_of(draft, outer)
    result: list[Span] = []
    for start, end in draft.content:
        if home is not None and home.start <= start < home.end:
            start, end = max(start, home.inner_start), min(end, home.inner_end)
        fences = outer if home is None else inner
        for e in fences.between(start, end):
            first = fences.around(start)
            if first is not None and first.end < e.start and is_aside(text[first.end : e.start]):
                result.append((first.start, first.end))
            start, end = _with_marks(text, start, end, e, _speaks_behind(text, draft, e))
            if home is None and len(outer.groups[e.group]) > 1:
                result.extend((o.start, o.end) for o in outer.groups[e.group])
        if home is None and draft.cue is not None and start > draft.cue[0]:
            end = _onward(text, end, outer)
        result.append((start, end))
    return _merged(result)


def _onward(text: str, end: int, fences: Fences) -> int:
    """A clause that a parse ends right before an opening mark goes on to the closing one."""
    behind = end
    while behind < len(text) and text[behind] == " ":
        behind += 1
    e = fences.around(behind)
    return e.end if e is not None and e.start == behind and text[end - 1].isalnum() else end


def home_of(draft: Draft, outer: Fences) -> Enclosure | None:
    """The enclosure in which a draft's cue stands."""
    home = outer.around(draft.cue[0]) if draft.cue else None
    return home if home is not None and (home.closed or len(outer.groups[home.group]) > 1) else None


def _speaks_behind(text: str, draft: Draft, e: Enclosure) -> bool:
    """Whether the cue follows a closing mark and its comma: `"two points we will never get back," he said`."""
    if draft.cue is None or draft.cue[0] < e.end or text[e.inner_end - 1] not in ",?!":
        return False
    return len(text[e.end : draft.cue[0]].split()) <= NEAR


def _with_marks(text: str, start: int, end: int, e: Enclosure, spoken: bool) -> Span:
    if not e.closed and end < e.end and text[end : e.end].strip(" ,.;:-–—"):
        # The closing mark is missing: the words may go on past the quote.
        return (e.start if e.start <= start <= e.inner_start else start), end
    if start < e.start and end >= e.end and spoken and DASH.search(text[max(start, e.start - 4) : e.start]):
        return e.start, e.end
    if start <= e.start and end >= e.end:
        rest = text[e.end : end]
        if start >= e.start - 1 and _stands_alone(text, e, rest):
            return e.start, e.end
        if text[e.end : e.end + 1] == ":":
            return start, e.end
        return start, end
    if start >= e.start and end <= e.end:
        return e.start, e.end
    if start >= e.start:
        return e.start, end
    return start, max(end, e.end)


def _stands_alone(text: str, e: Enclosure, rest: str) -> bool:
    """Whether what follows the closing mark is no part of the quote that the marks open."""
    if not any(c.isalnum() for c in rest) or rest.lstrip()[:1] == "(":
        return True
    if text[e.inner_end - 1] == "," and rest.lstrip().startswith(("and ", "but ", "then ")):
        return True
    long = len(text[e.inner_start : e.inner_end].split()) >= LONG
    return long and (text[e.inner_end - 1] in ",.?!" or rest[:1] == ",")


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def whole_words(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans, one a paragraph, whose edges are edges of words or of quotation marks; none of them empty."""
    result = []
    for start, end in (part for s, e in spans for part in _paragraphs(text, s, e)):
        while start < end and text[start] in EDGE:
            start += 1
        while end > start and text[end - 1] in " \t\r\n":
            end -= 1
        while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        if start < end:
            result.append((start, end))
    return result


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for gap in EMPTY_LINE.finditer(text, start, end):
        yield at, gap.start()
        at = gap.end()
    yield at, end


def type_of(text: str, content: Sequence[Span], fences: Fences) -> str:
    """`direct` where all of the content stands in marks, `indirect` where none does, else `mixed`."""
    inside = outside = 0
    for start, end in content:
        at = start
        for e in fences.between(start, end):
            outside += _words(text[at : max(at, e.start)])
            if e.start >= start - 1:
                inside += _words(text[max(at, e.start) : min(end, e.end)])
            else:
                outside += _words(text[max(at, e.start) : min(end, e.end)])
            at = max(at, min(end, e.end))
        outside += _words(text[at:end])
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _words(text: str) -> int:
    return sum(any(c.isalnum() for c in word) for word in text.split())
