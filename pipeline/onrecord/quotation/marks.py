"""Marks: which stretches of a text stand in quotation marks, in any typography.

Works on the raw text, in one pass. Apostrophes are told apart; a mark that is never
closed ends with its paragraph; paragraphs that reopen a quote share a group.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from onrecord.quotation.signs import (
    CLOSE_AFTER,
    ELIDED,
    ENDS,
    SINGLES,
    Sign,
    closes,
    find_signs,
    is_wrapped,
    paragraph_breaks,
    same_family,
)

MAX_SEARCH = 8
"""Open marks looked at for one that closes: keeps ten thousand nested marks linear."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Characters `[start, end)`, marks included, stand between quotation marks.

    `closed` is False where the closing mark is missing. `group` is shared by the paragraphs
    of one quote that is reopened with each. `depth` counts the enclosures around it.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    depth: int
    group: int


def find_enclosures(text: str) -> list[Enclosure]:
    """All stretches in quotation marks, by start."""
    return _Matcher(text).run()


class _Open(NamedTuple):
    sign: Sign
    depth: int
    group: int


class _Matcher:
    """One walk over the marks and line breaks of a text."""

    def __init__(self, text: str):
        self.text = text
        self.signs = find_signs(text)
        self.breaks = paragraph_breaks(text, is_wrapped(text))
        self.single_close = self._later_single_closers()
        self.stack: list[_Open] = []
        self.found: list[Enclosure] = []
        self.groups = 0

    def run(self) -> list[Enclosure]:
        next_break = 0
        for i, sign in enumerate(self.signs):
            while next_break < len(self.breaks) and self.breaks[next_break][0] <= sign.start:
                self._paragraph_ends(self.breaks[next_break], i)
                next_break += 1
            self._take(i, self.signs[i])
        while next_break < len(self.breaks) and self.stack:
            self._paragraph_ends(self.breaks[next_break], len(self.signs))
            next_break += 1
        self._drop_open(len(self.text.rstrip()))
        return sorted(self.found, key=lambda e: (e.start, -e.end))

    def _take(self, i: int, sign: Sign) -> None:
        position = self._opened_by(sign)
        if position is not None and self._prefers_close(i, sign, self.stack[position].sign):
            self._close(position, sign)
        elif sign.opens and self._may_open(i, sign):
            self.groups += 1
            self._open(sign, self.groups)

    def _open(self, sign: Sign, group: int) -> None:
        self.stack.append(_Open(sign, len(self.stack), group))

    def _opened_by(self, sign: Sign) -> int | None:
        """The innermost open mark that this one can close."""
        for position in range(len(self.stack) - 1, max(-1, len(self.stack) - 1 - MAX_SEARCH), -1):
            if closes(self.stack[position].sign.text, sign.text):
                return position
        return None

    def _prefers_close(self, i: int, sign: Sign, opener: Sign) -> bool:
        if sign.text in SINGLES and sign.text not in "‹›":
            return sign.closes and not self._is_possessive(i, sign)
        if sign.text in ("“", "«", "»") and opener.text == sign.text:
            return self._misplaced_opener(i, sign)
        if sign.text == "“" and opener.text in '"“':
            return self._misplaced_opener(i, sign) if sign.opens else True
        if sign.opens and not sign.closes:
            return False
        if sign.opens and opener.end == sign.start:
            return False
        return sign.closes or not sign.opens

    def _misplaced_opener(self, i: int, sign: Sign) -> bool:
        """An opening mark typed where a closing one belongs: `we go, “Ode said. “We stay.”`"""
        before = self.text[max(0, sign.start - 2) : sign.start].rstrip()[-1:]
        after = self.signs[i + 1].text if i + 1 < len(self.signs) else "“"
        return (before in ENDS and before != "" and after == sign.text) or not sign.opens

    def _may_open(self, i: int, sign: Sign) -> bool:
        """A single mark opens only where its paragraph closes it, so that a stray apostrophe does not."""
        if sign.text not in SINGLES or sign.text in "‹›‘‚‛":
            return True
        if ELIDED.match(self.text, sign.end) and not self._closes_soon(i, sign):
            return False
        return self.single_close[i] is not None

    def _closes_soon(self, i: int, sign: Sign) -> bool:
        """`'em'`, `'90s'`: an elision that itself stands in marks."""
        word = ELIDED.match(self.text, sign.end)
        return bool(word and i + 1 < len(self.signs) and self.signs[i + 1].start == word.end())

    def _is_possessive(self, i: int, sign: Sign) -> bool:
        """`the boys' toys`: an s before it, a word behind it, and a better closing mark to come."""
        before = self.text[max(0, sign.start - 2) : sign.start]
        if before[-1:] not in ("s", "S", "x", "z") and before != "in":
            return False
        after = self.text[sign.end : sign.end + 2]
        if not (after[:1].isspace() and after[1:2].isalnum()):
            return False
        return self.single_close[i] is not None

    def _later_single_closers(self) -> list[int | None]:
        """For each mark: the next sure single closing mark of its paragraph before another single opens."""
        result: list[int | None] = [None] * len(self.signs)
        later: int | None = None
        b = len(self.breaks) - 1
        for i in range(len(self.signs) - 1, -1, -1):
            sign = self.signs[i]
            while b >= 0 and self.breaks[b][0] > sign.start:
                if self.breaks[b][2]:
                    later = self._reopening(i + 1, self.breaks[b][1], result)
                b -= 1
            result[i] = later
            if sign.text in SINGLES and sign.text not in "‹›":
                if sign.closes and (not sign.opens) and self._sure_close(sign):
                    later = i
                elif sign.opens and not ELIDED.match(self.text, sign.end):
                    later = None
        return result

    def _reopening(self, i: int, start: int, closers: list[int | None]) -> int | None:
        """The mark that opens the paragraph behind a break, where a single one reopens a quote there."""
        if i < len(self.signs) and self.signs[i].start == start:
            sign = self.signs[i]
            if sign.opens and sign.text in SINGLES and closers[i] is not None:
                return i
        return None

    def _sure_close(self, sign: Sign) -> bool:
        before, after = self.text[sign.start - 1 : sign.start], self.text[sign.end : sign.end + 1]
        if before in ENDS or after == "" or after in CLOSE_AFTER or after in '"”“»':
            return True
        return before not in ("s", "S") and not self.text[max(0, sign.start - 2) : sign.start].endswith("in")

    def _close(self, position: int, sign: Sign) -> None:
        self._drop_inner(position + 1, sign.start)
        opener = self.stack.pop()
        self._add(opener, sign.end, sign.start, True)

    def _add(self, opener: _Open, end: int, inner_end: int, closed: bool) -> None:
        if self.text[opener.sign.end : inner_end].strip():
            sign = opener.sign
            self.found.append(Enclosure(sign.start, end, sign.end, inner_end, closed, opener.depth, opener.group))

    def _drop_inner(self, first: int, end: int) -> None:
        """Forgets marks that were opened inside and never closed."""
        del self.stack[first:]

    def _drop_open(self, end: int) -> None:
        """Ends what is still open; only a double mark makes an enclosure without its closing mark."""
        doubles = [o for o in self.stack if o.sign.text not in SINGLES]
        if doubles:
            opener = doubles[0]
            end = max(self._before_next(opener, end), opener.sign.end)
            self._add(opener, end, end, False)
        self.stack.clear()

    def _before_next(self, opener: _Open, end: int) -> int:
        """Where an unclosed quote ends: before the next one, if it is a sentence till there."""
        first = len(self.found)
        while first and self.found[first - 1].start > opener.sign.start:
            first -= 1
        inner = min((e.start for e in self.found[first:]), default=None)
        if inner is None:
            return end
        before = self.text[opener.sign.end : inner].rstrip()
        if not before or before[-1] not in ENDS:
            return end
        self.found[first:] = [replace(e, depth=max(0, e.depth - 1)) for e in self.found[first:]]
        return opener.sign.end + len(before)

    def _paragraph_ends(self, paragraph_break: tuple[int, int, bool], i: int) -> None:
        """At a line break: a quote is reopened, goes on, or ends unclosed."""
        end, _, hard = paragraph_break
        if not self.stack or not hard:
            return
        outer = self.stack[0]
        following = self.signs[i] if i < len(self.signs) else None
        if following is None:
            self._drop_open(end)
            return
        reopened = following.start == paragraph_break[1] and following.opens
        if reopened and same_family(outer.sign.text, following.text):
            self.stack[:] = [outer]
            self._add(outer, end, end, False)
            self.stack.clear()
            self._open(following, outer.group)
            # The reopening mark is taken here; the walk must not take it again.
            self.signs[i] = following._replace(opens=False, closes=False, text="\0")
            return
        goes_on = closes(outer.sign.text, following.text) and following.closes and not following.opens
        if not (goes_on and outer.sign.text not in SINGLES):
            self._drop_open(end)
