"""Linking: drafts made into one list of quotes that agree with the text and with each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from spacy.tokens import Doc, Token

from onrecord.confidence import Confidence
from onrecord.neural.frames import FrameTagger
from onrecord.quotation.borders import Fences, home_of, snapped, type_of, whole_words
from onrecord.quotation.clauses import FINITE, has_parse, trimmed
from onrecord.quotation.direct import find_direct, find_nested, units_of
from onrecord.quotation.draft import Draft, likeness
from onrecord.quotation.ends import settle
from onrecord.quotation.indirect import find_indirect
from onrecord.quotation.marks import find_enclosures
from onrecord.quotation.merging import merge
from onrecord.quotation.nesting import chain_up, enclosing, is_own_speech
from onrecord.quotation.recall import resolve_all
from onrecord.quotation.relayed import set_relayed
from onrecord.quotation.settings import Settings
from onrecord.quotation.sources import complete_source
from onrecord.quotation.speakers import Chains, Speaker
from onrecord.quotation.subjects import nearest_subject
from onrecord.quotation.transcripts import find_turns, headline


def find_quotes(doc: Doc, tagger: FrameTagger | None, chains: Chains, settings: Settings) -> list[dict[str, Any]]:
    """All quotes of a Doc, as the plain dicts of `doc._.onrecord_quotes`."""
    text, limits, scores = chains.text, settings.thresholds, settings.scores
    enclosures = find_enclosures(text)
    outer, inner = Fences(enclosures), Fences(enclosures, depth=1)
    parsed = has_parse(doc)
    drafts = list(find_indirect(doc, scores)) if parsed else []
    if tagger is not None and parsed:
        drafts = merge(doc, drafts, tagger, settings)
    drafts.extend(find_turns(doc, scores))
    drafts.extend(headline(doc, scores))
    for draft in drafts:
        if parsed:
            set_relayed(doc, draft)
        draft.content = snapped(text, draft, outer, inner)
        own = draft.source is not None and home_of(draft, outer) is None
        if draft.content and own and type_of(text, draft.content, outer) == "direct":
            draft.score = max(draft.score, scores.marked)
    drafts = disentangled(doc, one_per_cue(d for d in drafts if d.content))
    drafts = _settle(doc, drafts, outer)
    found = find_direct(doc, units_of(enclosures, text, parsed), drafts, settings)
    drafts.extend(found)
    drafts.extend(find_nested(doc, units_of(enclosures, text, parsed, depth=1), outer, drafts, settings))
    drafts = _settle(doc, drafts, outer)
    for draft in drafts:
        draft.content = [s for s in whole_words(text, draft.content) if s[1] - s[0] <= limits.max_content]
    drafts = distinct([d for d in drafts if d.content and d.score >= limits.min_score], limits.twin)
    drafts, speakers = _others_speech(doc, drafts, resolve_all(doc, drafts, chains, outer, settings.speakers))
    chain_up(doc, drafts, speakers, parsed)
    return list(_finished(drafts, speakers, text, outer, inner, settings.confidence))


def _settle(doc: Doc, drafts: Iterable[Draft], outer: Fences) -> list[Draft]:
    """The drafts with sources and contents completed, without those of whose content nothing is left."""
    for draft in drafts if has_parse(doc) else ():
        complete_source(doc, draft, outer)
        settle(doc, draft, outer)
    return [d for d in drafts if d.content]


def one_per_cue(drafts: Iterable[Draft]) -> list[Draft]:
    """The surest draft of each cue."""
    best: dict[Any, Draft] = {}
    for draft in drafts:
        key = draft.cue or (draft.start, draft.end)
        if key not in best or draft.score > best[key].score:
            best[key] = draft
    return list(best.values())


def disentangled(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """Drafts without second cues of the same speaker in a quote's own words.

    `asks the court to assure that ...` is one quote; where the second cue is joined to the
    first (`said it left and blamed him for ...`), the first quote ends before it.
    """
    dropped: set[int] = set()
    active: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: d.cue or (d.start, d.start)):
        at = draft.cue[0] if draft.cue else -1
        active = [d for d in active if d.end > at][-8:]
        for outer in active if draft.source is not None and draft.cue_token is not None else ():
            if not any(s <= at < e for s, e in outer.content):
                continue
            verb = doc[draft.cue_token]  # type: ignore[index]
            joint = next((t for t in doc[max(0, verb.i - 4) : verb.i] if t.tag_ == "CC"), None)
            if any(s <= draft.source[0] < e for s, e in outer.content):  # type: ignore[index]
                if joint is not None and _takes_pronoun(doc, draft, outer, verb, joint):
                    _cut(doc, outer, joint)
                    draft.source, draft.source_head = outer.source, outer.source_head
                continue
            if verb.tag_ in FINITE and joint is not None and outer.cue is not None and outer.cue[0] < joint.idx:
                _cut(doc, outer, joint)
            else:
                dropped.add(id(draft))
        if draft.content and id(draft) not in dropped:
            active.append(draft)
    return [d for d in drafts if id(d) not in dropped and d.content]


def _takes_pronoun(doc: Doc, draft: Draft, outer: Draft, verb: Token, joint: Token) -> bool:
    """`said it was sorry and denied erring`: a second cue like the first, given to the pronoun that is its speaker."""
    if outer.cue_token is None or draft.source_head is None or outer.cue is None or joint.i != verb.i - 1:
        return False
    cue, head = doc[outer.cue_token], doc[draft.source_head]
    alike = cue.tag_ == verb.tag_ or {cue.tag_, verb.tag_} == {"VBD", "VBN"}
    first = head.pos_ == "PRON" and head.idx == outer.content[-1][0]
    return alike and first and nearest_subject(verb) is None and outer.cue[0] < joint.idx


def _cut(doc: Doc, draft: Draft, at: Token) -> None:
    """Ends a draft's content before a token."""
    kept = [(s, min(e, at.idx)) for s, e in draft.content if s < at.idx]
    last = doc.char_span(*kept[-1], alignment_mode="contract") if kept else None
    whole = trimmed(doc, last.start, last.end) if last is not None else None
    if whole is not None:
        draft.content = [*kept[:-1], whole]


def distinct(drafts: list[Draft], twin_from: float) -> list[Draft]:
    """Drafts by place, without a second one of the same content, and none whose cue lies in its own content."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.start, -d.end, -d.score)):
        if draft.cue is not None and any(s <= draft.cue[0] and draft.cue[1] <= e for s, e in draft.content):
            continue
        twin = next((k for k in kept[-3:] if likeness(k.content, draft.content) > twin_from), None)
        if twin is not None:
            if _outranks(draft, twin):
                kept[kept.index(twin)] = draft
            continue
        kept.append(draft)
    return sorted(kept, key=lambda d: (d.start, -d.end))


def _outranks(draft: Draft, twin: Draft) -> bool:
    """Whether the first of two drafts of one content stays: whose claim it is before who denies it, then the surer."""
    denied, other = draft.rule == "that-noun", twin.rule == "that-noun"
    return other if denied != other else draft.score > twin.score


def _others_speech(doc: Doc, drafts: Sequence[Draft], speakers: Sequence[Speaker]) -> tuple[list[Draft], list[Speaker]]:
    """The drafts and speakers without what a speaker says of his own saying."""
    kept = [
        n
        for n, outer in enumerate(enclosing(drafts))
        if not is_own_speech(doc, drafts[n], speakers[n], speakers[outer[-1]] if outer else None)
    ]
    return [drafts[n] for n in kept], [speakers[n] for n in kept]


def _finished(
    drafts: Sequence[Draft],
    speakers: Sequence[Speaker],
    text: str,
    outer: Fences,
    inner: Fences,
    confidence: Confidence,
) -> Iterable[dict[str, Any]]:
    for number, (draft, speaker) in enumerate(zip(drafts, speakers, strict=True)):
        fences = inner if home_of(draft, outer) is not None else outer
        yield {
            "id": f"q{number}",
            "type": type_of(text, draft.content, fences),
            "content": [list(s) for s in draft.content],
            "cue": list(draft.cue) if draft.cue else None,
            "source": list(draft.source) if draft.source else None,
            "speaker": speaker.entity,
            "speaker_name": speaker.name,
            "via": [list(s) for s in draft.via],
            "negated": draft.negated,
            "confidence": round(confidence.mapped(draft.score * speaker.score), 4),
        }
