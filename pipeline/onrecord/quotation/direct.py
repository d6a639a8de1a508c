"""Direct: what becomes of each stretch in quotation marks."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.quotation.clauses import has_parse, is_withheld, source_of, subject_of, trimmed
from onrecord.quotation.cues import find_cue, source_beside
from onrecord.quotation.draft import Draft, Span, overlap
from onrecord.quotation.extent import whole_source
from onrecord.quotation.lexicon import entry_of
from onrecord.quotation.marks import Enclosure

SIGNATURE = re.compile(r"(?:[ \t]*\n?[ \t]*[-–—]{1,2}|[ \t])[ \t]*(?=[A-Z])([^\n\"“”«»]{2,120})")
LABEL = re.compile(r"(?:^|\n)[ \t]*([A-Z][^\n\"“”:.!?]{1,60}):\s*$")
ENDS = ".!?…"
NEXT_PARAGRAPH = re.compile(r"\s*\n\s*$")


@dataclass(slots=True)
class Unit:
    """One stretch in quotation marks, its reopened paragraphs together."""

    spans: list[Span]
    words: int
    closed: bool

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]


def units_of(enclosures: Sequence[Enclosure], text: str) -> list[Unit]:
    """The outermost enclosures, those of one reopened quote joined."""
    units: list[Unit] = []
    groups: dict[int, Unit] = {}
    for e in enclosures:
        if e.depth:
            continue
        words = len(text[e.inner_start : e.inner_end].split())
        if e.group in groups:
            unit = groups[e.group]
            unit.spans.append((e.start, e.end))
            unit.words += words
            unit.closed = e.closed
        else:
            groups[e.group] = Unit([(e.start, e.end)], words, e.closed)
            units.append(groups[e.group])
    return units


def is_sentence_like(text: str, unit: Unit) -> bool:
    """Whether a unit reads as a sentence of speech, not as a term or title."""
    inner = text[unit.start : unit.end].strip("\"“”„‟«»‹›'‘’‚‛`＂ ")
    return unit.words >= 3 and (inner[:1].isupper() or inner[:3] == "..." or inner[:1] in "…[") and (
        inner[-1:] in ENDS + "," or len(unit.spans) > 1 or unit.words >= 8
    )


def find_direct(doc: Doc, units: Sequence[Unit], drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of the units that no draft yet holds; continuations are added to the drafts they continue."""
    found: list[Draft] = []
    by_cue = {d.cue: d for d in drafts}
    everything = sorted(drafts, key=lambda d: d.end)
    held = _held(units, everything)
    previous: Draft | None = None
    waiting = 0
    starts = [u.start for u in units]
    for n, unit in enumerate(units):
        while waiting < len(everything) and everything[waiting].start < unit.start:
            if not _inside_unit(everything[waiting], starts, units):
                previous = _later(previous, everything[waiting])
            waiting += 1
        holder = held.get(n)
        if holder is not None:
            previous = _later(previous, holder)
            inner = _called(doc, unit, holder)
            if inner is not None and inner.cue not in by_cue:
                by_cue[inner.cue] = inner
                found.append(inner)
            continue
        draft = _speech(doc, units, n, previous)
        if draft is None:
            continue
        if draft is previous:
            continue
        same = by_cue.get(draft.cue) if draft.cue is not None else None
        if same is not None:
            if same.end <= unit.start and (_joins(doc.text[same.end : unit.start]) or is_sentence_like(doc.text, unit)):
                same.content.extend(unit.spans)
                previous = same
            continue
        by_cue[draft.cue] = draft
        found.append(draft)
        previous = draft
    return found


def _joins(between: str) -> bool:
    """Whether nothing but `and`, brackets and punctuation stands between two quoted terms."""
    return not re.sub(r"\([^()]*\)|\b(?:and|or|but|even|also)\b", "", between.replace("(it)", "")).strip(" \t,;()")


def _later(a: Draft | None, b: Draft) -> Draft:
    return b if a is None or b.end >= a.end else a


def _held(units: Sequence[Unit], drafts: Iterable[Draft]) -> dict[int, Draft]:
    """For each unit the draft whose content covers it."""
    starts = [u.start for u in units]
    held: dict[int, Draft] = {}
    for draft in drafts:
        first = max(0, bisect.bisect_right(starts, draft.start) - 1)
        for n in range(first, len(units)):
            if units[n].start >= draft.end:
                break
            size = sum(e - s for s, e in units[n].spans)
            outside = draft.cue is None or not any(s <= draft.cue[0] < e for s, e in units[n].spans)
            if outside and overlap(draft.content, units[n].spans) >= 0.5 * size:
                held.setdefault(n, draft)
    return held


def _inside_unit(draft: Draft, starts: Sequence[int], units: Sequence[Unit]) -> bool:
    n = bisect.bisect_right(starts, draft.start) - 1
    return n >= 0 and draft.cue is not None and units[n].start <= draft.cue[0] < units[n].end


def _speech(doc: Doc, units: Sequence[Unit], n: int, previous: Draft | None) -> Draft | None:
    """The draft of one unit: with a cue beside it, as a predicate, or as the quote before going on."""
    unit, text = units[n], doc.text
    low = units[n - 1].end if n else 0
    high = units[n + 1].start if n + 1 < len(units) else len(text)
    sentence_like = is_sentence_like(text, unit)
    by_parse = _governed(doc, unit)
    if by_parse is not None:
        return by_parse
    cue = find_cue(doc, unit.start, unit.end, low, high, sentence_like)
    if cue is not None and not is_withheld(cue.token):
        source = cue.source or source_beside(doc, cue.token, unit.end if cue.after else None)
        return Draft(
            content=list(unit.spans),
            cue=(cue.token.idx, cue.token.idx + len(cue.token)),
            source=whole_source(doc, source_of(source, cue.token), cue.token) if source is not None else None,
            cue_token=cue.token.i,
            source_head=source.i if source is not None else None,
            score=cue.score if unit.closed else cue.score - 0.2,
            rule="direct",
        )
    attributed = _signed(doc, unit, high) if sentence_like else None
    if attributed is not None:
        return attributed
    labelled = _labelled(doc, unit)
    if labelled is not None:
        return labelled
    if sentence_like and previous is not None:
        return _continuation(text, unit, previous)
    return _predicate(doc, unit)


def _governed(doc: Doc, unit: Unit) -> Draft | None:
    """A noun phrase in marks under a cue: `called it "a crime"`, `warned of "a disaster"`."""
    if not has_parse(doc):
        return None
    span = doc.char_span(unit.start, unit.end, alignment_mode="expand")
    if span is None or len(span) > 400:
        return None
    root = next((t for t in span if not t.is_punct and not t.is_space and not span.start <= t.head.i < span.end), None)
    if root is None:
        return None
    head, steps = root.head, 0
    while head.i != head.head.i and steps < 3 and head.pos_ in ("ADP", "NOUN", "PROPN", "ADJ", "SCONJ", "PART"):
        if head.i < span.start and entry_of(head).frames:
            break
        head, steps = head.head, steps + 1
    entry = entry_of(head)
    if not entry.frames & {"quoted", "as"} or head.i >= span.start or head.pos_ in ("NOUN", "PROPN"):
        if not (root.dep_ in ("ccomp", "xcomp", "obj", "dobj", "oprd") and head.i > span.end and "as" in entry.frames):
            return None
    if "thought" in entry.frames or is_withheld(head) or root.dep_ in ("nsubj", "nsubj:pass", "nsubjpass"):
        return None
    if steps and "as" not in entry.frames and not entry.particle and steps > 1:
        return None
    if steps and unit.words < 2 and "as" not in entry.frames:
        return None
    subject = subject_of(head)
    if subject is None:
        return None
    end = root.right_edge.i
    content = list(unit.spans)
    if span.end <= end < span.end + 20 and len(unit.spans) == 1 and doc[span.end].text not in (":", ";", "(", "-"):
        tail = trimmed(doc, span.start, end + 1)
        content = [(unit.start, max(tail[1], unit.end))] if tail else content
    return Draft(
        content=content,
        cue=(head.idx, head.idx + len(head)),
        source=source_of(subject, head),
        cue_token=head.i,
        source_head=subject.i,
        score=0.8 if not steps or "as" in entry.frames else 0.6,
        rule="quoted",
    )


def _called(doc: Doc, unit: Unit, holder: Draft) -> Draft | None:
    """`they live in what it calls "appalling" conditions`: a cue of its own inside another's words."""
    span = doc.char_span(unit.start, unit.end, alignment_mode="expand")
    if span is None or span.start == 0 or len(unit.spans) > 1:
        return None
    verb = doc[span.start - 1]
    if holder.cue == (verb.idx, verb.idx + len(verb)) or "as" not in entry_of(verb).frames or verb.pos_ != "VERB":
        return None
    subject = subject_of(verb)
    if subject is None or not holder.start <= verb.idx < holder.end:
        return None
    return Draft(
        content=list(unit.spans),
        cue=(verb.idx, verb.idx + len(verb)),
        source=source_of(subject, verb),
        cue_token=verb.i,
        source_head=subject.i,
        score=0.7,
        rule="called",
    )


def _predicate(doc: Doc, unit: Unit) -> Draft | None:
    """A quoted predicate with no source: `forms "must be completed in English"`."""
    span = doc.char_span(unit.start, unit.end, alignment_mode="expand")
    words = [t for t in span or () if not t.is_punct and not t.is_space]
    if len(words) < 3 or span is None or span.start == 0:
        return None
    verb = words[0].tag_ in ("MD", "VBD", "VBZ", "VBP") or (words[0].tag_ == "VBN" and doc[span.start - 1].pos_ == "AUX")
    if not verb or words[0].pos_ not in ("VERB", "AUX"):
        return None
    return Draft(content=list(unit.spans), score=0.55, rule="predicate")


def _signed(doc: Doc, unit: Unit, high: int) -> Draft | None:
    """`"..." - Ana Ruiz`: a name behind the quote, with a dash or alone on its line, signs it."""
    text = doc.text
    found = SIGNATURE.match(text, unit.end, min(high, unit.end + 140))
    if found is None or re.search(r"\d{4}", found.group(1)):
        return None
    dashed = any(c in "-–—" for c in found.group()[: found.start(1) - unit.end])
    name = found.group(1).split(",")[0].rstrip(" .\t\r")
    if len(name.split()) > 6 or not (dashed or text[: unit.start].rstrip(" \t")[-1:] in ("", "\n")):
        return None
    rest = doc.char_span(found.start(1), found.end(1), alignment_mode="expand")
    if rest is None or any(t.pos_ in ("VERB", "AUX") or (not dashed and not t.tag_) for t in rest):
        return None
    end = found.start(1) + len(found.group(1).rstrip(" .,\t\r"))
    return _named(doc, unit, found.start(1), end if dashed else found.start(1) + len(name), "signed")


def _labelled(doc: Doc, unit: Unit) -> Draft | None:
    """`Minister: "..."`: a label on the same line, or the line before, names the speaker."""
    found = LABEL.search(doc.text, max(0, unit.start - 100), unit.start)
    if found is None or len(found.group(1).split()) > 7:
        return None
    label = doc.char_span(found.start(1), found.end(1), alignment_mode="contract")
    if label is None or any(t.pos_ in ("VERB", "AUX") for t in label):
        return None
    return _named(doc, unit, found.start(1), found.end(1), "labelled")


def _named(doc: Doc, unit: Unit, start: int, end: int, rule: str) -> Draft | None:
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None:
        return None
    head = span.root if has_parse(doc) else span[-1]
    return Draft(
        content=list(unit.spans), source=(span.start_char, span.end_char), source_head=head.i, score=0.8, rule=rule
    )


def _continuation(text: str, unit: Unit, previous: Draft) -> Draft | None:
    """A quote without a cue that goes on from the one before: the same quote, or one of the same speaker."""
    last = max(previous.end, previous.cue[1] if previous.cue else 0, previous.source[1] if previous.source else 0)
    between = text[last : unit.start]
    if len(between) > 200 or not _at_sentence_start(text, unit.start):
        return None
    tail = re.sub(r"\([^()]*\)", "", between.replace("((", "(").replace("))", ")")).strip(" \t.,;:!?\r\n\"”'’»()")
    in_marks = text[previous.end - 1] in "\"”'’»“«`"
    breaks = between.count("\n")
    if not tail and between.strip() == ":" and not breaks:
        previous.content.extend(unit.spans)
        return previous
    if not breaks and in_marks and not _sentences_between(tail):
        previous.content.extend(unit.spans)
        return previous
    if _sentences_between(tail) and breaks == 0:
        return None
    if breaks and tail:
        return None
    return Draft(content=list(unit.spans), score=0.6 if not breaks else 0.65, rule="runs on", runs_on=previous)


def _at_sentence_start(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \t\r\n\"”'’»)")
    return before == "" or before[-1] in ENDS + ":,"


def _sentences_between(words: str) -> bool:
    """Whether a whole sentence stands between two quotes."""
    return bool(re.search(r"[.!?]\s+\S+\s+\S+\s+\S+", words))
