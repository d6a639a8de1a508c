"""Context: a stretch of a text cut into pieces, each with the kinds of marks that lie on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Span = tuple[int, int]
Layer = tuple[str, Iterable[Span]]


class Piece(NamedTuple):
    """A piece of text and the classes of the marks on it, blank-separated; "" for none."""

    text: str
    classes: str


def pieces(text: str, layers: Sequence[Layer], start: int = 0, end: int | None = None) -> list[Piece]:
    """Cuts `text[start:end]` at the borders of every span; each layer gives a class and its spans."""
    end = len(text) if end is None else end
    events: dict[int, list[tuple[str, int]]] = {}
    for name, spans in layers:
        for first, last in spans:
            first, last = max(first, start), min(last, end)
            if first < last:
                events.setdefault(first, []).append((name, 1))
                events.setdefault(last, []).append((name, -1))
    depth: dict[str, int] = {}
    found: list[Piece] = []
    at = start
    for border in [*sorted(events), end]:
        if border > at:
            found.append(Piece(text[at:border], " ".join(sorted(name for name, n in depth.items() if n > 0))))
            at = border
        for name, step in events.get(border, ()):
            depth[name] = depth.get(name, 0) + step
    return found


def snippet(text: str, layers: Sequence[Layer], around: int = 90) -> list[Piece]:
    """The pieces of the stretch that holds all spans and some of what surrounds them, cut at blanks."""
    fixed = [(name, list(spans)) for name, spans in layers]
    spans = [span for _, some in fixed for span in some]
    if not spans:
        return []
    start = max(0, min(first for first, _ in spans) - around)
    end = min(len(text), max(last for _, last in spans) + around)
    if start:
        blank = text.find(" ", start, start + around // 2)
        start = blank + 1 if blank >= 0 else start
    if end < len(text):
        blank = text.rfind(" ", end - around // 2, end)
        end = blank if blank >= 0 else end
    cut = pieces(text, fixed, start, end)
    opening, closing = [Piece("… ", "")] if start else [], [Piece(" …", "")] if end < len(text) else []
    return [*opening, *cut, *closing]
