"""Linking: the proposals of rules and of a trained tagger made into one list of quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from spacy.tokens import Doc, Token

from onrecord.neural.frames import Frame, FrameTagger, RoleSpan
from onrecord.quotation.borders import Fences, home_of, snapped, type_of, whole_words
from onrecord.quotation.clauses import FINITE, has_parse, is_negated, is_passive, is_withheld, subject_of, trimmed
from onrecord.quotation.cues import ends_paragraph
from onrecord.quotation.direct import find_direct, units_of
from onrecord.quotation.draft import Draft, likeness, overlap
from onrecord.quotation.ends import settle
from onrecord.quotation.indirect import SILENT, find_indirect
from onrecord.quotation.lexicon import entry_of, lemma_of
from onrecord.quotation.marks import find_enclosures
from onrecord.quotation.recall import resolve_all
from onrecord.quotation.speakers import Chains, cited_by, in_via
from onrecord.quotation.sources import complete_source
from onrecord.quotation.transcripts import find_turns, headline

MARKED = 0.85
"""The least score of a quote whose words all stand in quotation marks under a cue."""


UNSURE_BORDERS = frozenset({"behind", "parataxis", "to"})
"""Rules whose contents the tagger's replace more readily."""


class Thresholds(NamedTuple):
    """The decisions of the stage; see its factory's `default_config`."""

    min_score: float
    min_frame: float
    min_rule_beside_tagger: float
    trust_content: float
    trust_source: float
    max_content: int


def find_quotes(doc: Doc, tagger: FrameTagger | None, chains: Chains, limits: Thresholds) -> list[dict[str, Any]]:
    """All quotes of a Doc, as the plain dicts of `doc._.onrecord_quotes`."""
    text = chains.text
    enclosures = find_enclosures(text)
    outer, inner = Fences(enclosures), Fences(enclosures, depth=1)
    parsed = has_parse(doc)
    drafts = list(find_indirect(doc)) if parsed else []
    if tagger is not None and parsed:
        drafts = merge(doc, drafts, tagger, limits)
    drafts.extend(find_turns(doc))
    drafts.extend(headline(doc))
    for draft in drafts:
        draft.content = snapped(text, draft, outer, inner)
        if draft.content and home_of(draft, outer) is None and type_of(text, draft.content, outer) == "direct":
            draft.score = max(draft.score, MARKED)
    drafts = disentangled(doc, one_per_cue(d for d in drafts if d.content))
    drafts.extend(find_direct(doc, units_of(enclosures, text, parsed), drafts))
    for draft in drafts:
        draft.content = [s for s in whole_words(text, draft.content) if s[1] - s[0] <= limits.max_content]
    for draft in drafts if parsed else ():
        complete_source(doc, draft)
        settle(doc, draft, outer)
    drafts = distinct([d for d in drafts if d.content and d.score >= limits.min_score])
    nest(drafts, outer)
    for draft in drafts if parsed else ():
        for cited in cited_by(doc, draft):
            in_via(draft, cited)
    return list(_finished(doc, drafts, chains, outer, inner))


def merge(doc: Doc, rules: list[Draft], tagger: FrameTagger, limits: Thresholds) -> list[Draft]:
    """Rules and tagger joined by their cues: what both find stays, what one finds must be surer."""
    frames = {f.start: f for f in tagger.find(doc)}
    by_token = {d.cue_token: d for d in rules if d.cue_token is not None}
    merged, seen = [], set()
    for frame in frames.values():
        token = next((t for t in range(frame.start, frame.end) if t in by_token), None)
        draft = of_frame(doc, frame)
        if token is not None:
            seen.add(token)
            draft = joined(doc, draft, by_token[token], frame, limits)
        elif frame.score < limits.min_frame or not may_attribute(doc[frame.start]):
            continue
        if draft.content:
            merged.append(draft)
    unseen = sorted(t for t in by_token if t not in seen)
    asked = tagger.link(doc, [(t, t + 1) for t in unseen]) if unseen else []
    for token, frame in zip(unseen, asked, strict=True):
        rule = by_token[token]
        if rule.score + 0.5 * frame.score >= limits.min_rule_beside_tagger:
            merged.append(joined(doc, of_frame(doc, frame), rule, frame, limits))
    merged.extend(d for d in rules if d.cue_token is None)
    return merged


def may_attribute(cue: Token) -> bool:
    """Whether a word that the tagger takes for a cue can be one by the lexicon and its clause."""
    entry = entry_of(cue)
    if "thought" in entry.frames or is_negated(cue) or is_withheld(cue):
        return False
    subject = subject_of(cue) if cue.pos_ == "VERB" else None
    return subject is None or lemma_of(subject) not in SILENT


def of_frame(doc: Doc, frame: Frame) -> Draft:
    """What a tagger proposes, as a draft."""
    here = (r for r in frame.roles.get("content", ()) if _in_reach(doc, r, frame))
    nearest = sorted(here, key=lambda r: _distance(r, frame))[:1]
    contents = [s for r in nearest if (s := trimmed(doc, r.start, r.end))]
    source = next(iter(frame.roles.get("source", ())), None)
    head = doc[source.start : source.end].root.i if source is not None else None
    if source is not None and head is None:
        head = source.end - 1
    first, last = doc[frame.start], doc[frame.end - 1]
    return Draft(
        content=contents,
        cue=(first.idx, last.idx + len(last)),
        source=(doc[source.start].idx, doc[source.end - 1].idx + len(doc[source.end - 1])) if source else None,
        cue_token=frame.start,
        source_head=head,
        score=frame.score,
        rule="tagger",
    )


def _in_reach(doc: Doc, role: RoleSpan, frame: Frame) -> bool:
    """Whether no paragraph ends between a cue and its content, but for a colon before it."""
    gap = doc[frame.end : role.start] if role.start >= frame.end else doc[role.end : frame.start]
    ended = next((t for t in gap if ends_paragraph(t)), None)
    return ended is None or (role.start >= frame.end and ended.nbor(-1).text in (":", ","))


def _distance(role: RoleSpan, frame: Frame) -> int:
    return role.start - frame.end if role.start >= frame.end else frame.start - role.end + 1


def joined(doc: Doc, draft: Draft, rule: Draft, frame: Frame, limits: Thresholds) -> Draft:
    """A draft of the tagger's and one of the rules' on the same cue, each part from the surer of the two."""
    contents = frame.roles.get("content", [])
    sure = contents[0].score if len(contents) == 1 else 0.0
    agree = likeness(draft.content, rule.content) if draft.content else 0.0
    asked = limits.trust_content - (0.1 if rule.rule in UNSURE_BORDERS else 0.0)
    sources = frame.roles.get("source", [])
    of = rule
    if draft.source is not None and rule.source is None and not is_passive(doc[frame.start]):
        of = draft
    elif draft.source is not None and rule.source is not None and sources[0].score >= limits.trust_source:
        of = rule if overlap([draft.source], [rule.source]) else draft
    ruled = sure < asked or rule.rule == "postposed"
    return Draft(
        content=list(rule.content if ruled else draft.content),
        cue=rule.cue,
        source=of.source,
        cue_token=rule.cue_token,
        source_head=of.source_head,
        via=list(rule.via),
        negated=rule.negated,
        score=min(1.0, max(rule.score, 0.5 * (frame.score + rule.score)) + 0.1 * agree),
        rule=rule.rule,
    )


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
            if any(s <= draft.source[0] < e for s, e in outer.content):  # type: ignore[index]
                continue
            verb = doc[draft.cue_token]  # type: ignore[index]
            joint = next((t for t in doc[max(0, verb.i - 4) : verb.i] if t.tag_ == "CC"), None)
            if verb.tag_ in FINITE and joint is not None and outer.cue is not None and outer.cue[0] < joint.idx:
                _cut(doc, outer, joint)
            else:
                dropped.add(id(draft))
        if draft.content and id(draft) not in dropped:
            active.append(draft)
    return [d for d in drafts if id(d) not in dropped and d.content]


def _cut(doc: Doc, draft: Draft, at: Token) -> None:
    """Ends a draft's content before a token."""
    kept = [(s, min(e, at.idx)) for s, e in draft.content if s < at.idx]
    last = doc.char_span(*kept[-1], alignment_mode="contract") if kept else None
    whole = trimmed(doc, last.start, last.end) if last is not None else None
    if whole is not None:
        draft.content = [*kept[:-1], whole]


def distinct(drafts: list[Draft]) -> list[Draft]:
    """Drafts by place, without a second one of the same content, and none whose cue lies in its own content."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.start, -d.end, -d.score)):
        if draft.cue is not None and any(s <= draft.cue[0] and draft.cue[1] <= e for s, e in draft.content):
            continue
        twin = next((k for k in kept[-3:] if likeness(k.content, draft.content) > 0.85), None)
        if twin is not None:
            if draft.score > twin.score:
                kept[kept.index(twin)] = draft
            continue
        kept.append(draft)
    return sorted(kept, key=lambda d: (d.start, -d.end))


def nest(drafts: list[Draft], outer: Fences) -> None:
    """Gives a quote inside another's content the outer speakers as its chain."""
    open_drafts: list[Draft] = []
    for draft in drafts:
        open_drafts = [d for d in open_drafts if d.end > draft.start][-8:]
        for around in open_drafts:
            inside = draft.cue is None or any(s <= draft.cue[0] < e for s, e in around.content)
            within = any(s <= draft.start and draft.end <= e for s, e in around.content)
            if inside and within and around.source is not None and around.source != draft.source:
                in_via(draft, around.source)
        open_drafts.append(draft)


def _finished(
    doc: Doc, drafts: Sequence[Draft], chains: Chains, outer: Fences, inner: Fences
) -> Iterable[dict[str, Any]]:
    speakers = resolve_all(doc, drafts, chains, outer)
    for number, (draft, speaker) in enumerate(zip(drafts, speakers, strict=True)):
        fences = inner if home_of(draft, outer) is not None else outer
        yield {
            "id": f"q{number}",
            "type": type_of(chains.text, draft.content, fences),
            "content": [list(s) for s in draft.content],
            "cue": list(draft.cue) if draft.cue else None,
            "source": list(draft.source) if draft.source else None,
            "speaker": speaker.entity,
            "speaker_name": speaker.name,
            "via": [list(s) for s in draft.via],
            "negated": draft.negated,
            "confidence": round(max(0.0, min(1.0, draft.score * speaker.score)), 4),
        }

