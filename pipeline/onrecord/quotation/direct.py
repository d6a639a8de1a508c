"""Direct: what becomes of each stretch in quotation marks."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from onrecord.quotation.borders import Fences
from onrecord.quotation.clauses import is_withheld, source_of
from onrecord.quotation.cues import Cue, find_cue, source_beside
from onrecord.quotation.draft import Draft, overlap
from onrecord.quotation.floating import (
    Unit,
    continuation,
    is_aside,
    is_sentence_like,
    is_short_sentence,
    labelled,
    predicate,
    rejoins,
    signed,
    taken_up,
)
from onrecord.quotation.marks import Enclosure
from onrecord.quotation.settings import Scores, Settings
from onrecord.quotation.sources import whole_source
from onrecord.quotation.terms import called, governed, is_term


def units_of(enclosures: Sequence[Enclosure], text: str, parsed: bool, depth: int = 0) -> list[Unit]:
    """The enclosures of a depth (0: the outermost), those of one reopened quote joined."""
    units: list[Unit] = []
    groups: dict[int, Unit] = {}
    for e in enclosures:
        if e.depth != depth:
            continue
        words = len(text[e.inner_start : e.inner_end].split())
        if e.group in groups:
            unit = groups[e.group]
            unit.spans.append((e.start, e.end))
            unit.words += words
            unit.closed = e.closed
        else:
            groups[e.group] = Unit(text, [(e.start, e.end)], words, e.closed, parsed)
            units.append(groups[e.group])
    return units


def find_direct(doc: Doc, units: Sequence[Unit], drafts: Sequence[Draft], settings: Settings) -> list[Draft]:
    """Drafts of the units that no draft yet holds; continuations are added to the drafts they continue."""
    found: list[Draft] = []
    by_cue = {d.cue: d for d in drafts}
    everything = sorted(drafts, key=lambda d: d.end)
    held = _held(units, everything, settings.thresholds.held)
    previous: Draft | None = None
    waiting = 0
    loose: Unit | None = None
    starts = [u.start for u in units]
    for n, unit in enumerate(units):
        while waiting < len(everything) and everything[waiting].start < unit.start:
            if not _inside_unit(everything[waiting], starts, units):
                previous = _later(previous, everything[waiting])
            waiting += 1
        holder = held.get(n)
        if holder is not None:
            previous = _later(previous, holder)
            inner = called(doc, unit, holder, settings.scores)
            if inner is not None and inner.cue not in by_cue:
                by_cue[inner.cue] = inner
                found.append(inner)
            continue
        draft = _speech(doc, units, n, previous, settings)
        if draft is None or draft is previous:
            loose = unit if draft is None else None
            continue
        if loose is not None and draft.cue is not None and is_aside(unit.text[loose.end : unit.start]):
            draft.content = [*loose.spans, *draft.content]
        loose = None
        same = by_cue.get(draft.cue) if draft.cue is not None else None
        if same is not None:
            if _belongs(unit, same):
                same.content = sorted({*same.content, *unit.spans})
                previous = same
            continue
        by_cue[draft.cue] = draft
        found.append(draft)
        previous = draft
    return found


def find_nested(
    doc: Doc, units: Sequence[Unit], outer: Fences, drafts: Sequence[Draft], settings: Settings
) -> list[Draft]:
    """Drafts of what a speaker quotes, in inner marks with a cue in the outer: `"My wife said, 'Leave.'"`."""
    known = {d.cue for d in drafts}
    found = []
    for n, unit in enumerate(units):
        home = outer.around(unit.start)
        if home is None or not is_sentence_like(unit):
            continue
        low = max(home.inner_start, units[n - 1].end if n else 0)
        high = min(home.inner_end, units[n + 1].start if n + 1 < len(units) else len(unit.text))
        cue = find_cue(doc, unit.text, unit.start, unit.end, low, high, True, settings)
        if cue is None or cue.token.idx < home.start or (cue.token.idx, cue.token.idx + len(cue.token)) in known:
            continue
        found.append(_with_cue(doc, unit, cue, settings.scores))
    return found


def _belongs(unit: Unit, draft: Draft) -> bool:
    """Whether a unit is another part of a draft on whose cue it hangs: `"We go," she said, "and stay."`"""
    assert draft.cue is not None
    if draft.end <= unit.start:
        between = unit.text[draft.end : unit.start]
        split = draft.end <= draft.cue[0] < unit.start and unit.text[: unit.start].rstrip()[-1:] == ","
        return split or _joins(between) or is_sentence_like(unit)
    return unit.end <= draft.cue[0] < draft.start and is_sentence_like(unit)


def _joins(between: str) -> bool:
    """Whether nothing but `and`, brackets and punctuation stands between two quoted terms."""
    return not re.sub(r"\([^()]*\)|\b(?:and|or|but|even|also)\b", "", between.replace("(it)", "")).strip(" \t,;()")


def _later(a: Draft | None, b: Draft) -> Draft:
    return b if a is None or b.end >= a.end else a


def _held(units: Sequence[Unit], drafts: Iterable[Draft], share: float) -> dict[int, Draft]:
    """For each unit the draft whose content covers that share of it."""
    starts = [u.start for u in units]
    held: dict[int, Draft] = {}
    for draft in drafts:
        first = max(0, bisect.bisect_right(starts, draft.start) - 1)
        for n in range(first, len(units)):
            if units[n].start >= draft.end:
                break
            size = sum(e - s for s, e in units[n].spans)
            outside = draft.cue is None or not any(s <= draft.cue[0] < e for s, e in units[n].spans)
            if outside and overlap(draft.content, units[n].spans) >= share * size:
                held.setdefault(n, draft)
    return held


def _inside_unit(draft: Draft, starts: Sequence[int], units: Sequence[Unit]) -> bool:
    n = bisect.bisect_right(starts, draft.start) - 1
    return n >= 0 and draft.cue is not None and units[n].start <= draft.cue[0] < units[n].end


def _speech(doc: Doc, units: Sequence[Unit], n: int, previous: Draft | None, settings: Settings) -> Draft | None:
    """The draft of one unit: with a cue beside it, as a predicate, or as the quote before going on."""
    unit, text, scores = units[n], units[n].text, settings.scores
    low = units[n - 1].end if n else 0
    high = units[n + 1].start if n + 1 < len(units) else len(text)
    sentence_like = is_sentence_like(unit)
    by_parse = (called(doc, unit, None, scores) if unit.parsed else None) or governed(doc, unit, scores)
    if by_parse is not None:
        return by_parse
    cue = None
    if not is_term(doc, unit):
        cue = find_cue(doc, text, unit.start, unit.end, low, high, sentence_like, settings)
    if cue is not None and not is_withheld(cue.token):
        return _with_cue(doc, unit, cue, scores)
    attributed = signed(doc, unit, high, scores) if sentence_like else None
    if attributed is not None:
        return attributed
    by_label = labelled(doc, unit, scores)
    if by_label is not None:
        return by_label
    if sentence_like and previous is not None:
        return continuation(unit, previous, scores)
    if previous is not None and is_short_sentence(unit) and rejoins(unit, previous):
        return continuation(unit, previous, scores)
    return predicate(doc, unit, scores) or (taken_up(doc, unit, previous, scores) if previous is not None else None)


def _with_cue(doc: Doc, unit: Unit, cue: Cue, scores: Scores) -> Draft:
    source = cue.source or source_beside(doc, cue.token, unit.end if cue.after else None)
    return Draft(
        content=list(unit.spans),
        cue=(cue.token.idx, cue.token.idx + len(cue.token)),
        source=whole_source(doc, source_of(source, cue.token), cue.token) if source is not None else None,
        cue_token=cue.token.i,
        source_head=source.i if source is not None else None,
        score=cue.score if unit.closed else cue.score - scores.unclosed,
        rule="direct",
    )
