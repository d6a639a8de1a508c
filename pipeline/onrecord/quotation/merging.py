"""Merging: what rules and a trained tagger propose, joined cue by cue."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.neural.frames import Frame, FrameTagger, RoleSpan
from onrecord.quotation.clauses import FINITE, is_negated, is_passive, is_withheld, trimmed
from onrecord.quotation.cues import ends_paragraph
from onrecord.quotation.draft import Draft, likeness, overlap
from onrecord.quotation.indirect import hides_name, is_mute
from onrecord.quotation.lexicon import entry_of
from onrecord.quotation.settings import Settings
from onrecord.quotation.subjects import subject_of

SURE_BORDERS = frozenset({"postposed", "past relative"})
"""Rules whose contents stay whatever the tagger says."""
CLAUSAL = frozenset({"that", "whether", "how", "to", "object-to", "ing", "accuse", "that-noun"})
"""Frames in which a word attributes more than what stands in marks."""
VERBAL = FINITE | {"VB", "VBG"}
UNSURE_BORDERS = frozenset({"behind", "parataxis", "to"})
"""Rules whose contents the tagger's replace more readily."""


SCRAP = 2
"""Tokens of a content that gives way to a longer one: a piece of a name beside what is said."""


def merge(doc: Doc, rules: list[Draft], tagger: FrameTagger, settings: Settings) -> list[Draft]:
    """Rules and tagger joined by their cues: what both find stays, what one finds must be surer."""
    limits, share = settings.thresholds, settings.scores.tagger_share
    frames = {f.start: f for f in tagger.find(doc)}
    by_token = {d.cue_token: d for d in rules if d.cue_token is not None}
    merged, seen = [], set()
    for frame in frames.values():
        token = next((t for t in range(frame.start, frame.end) if t in by_token), None)
        draft = of_frame(doc, frame)
        if token is not None:
            seen.add(token)
            draft = joined(doc, draft, by_token[token], frame, settings)
        elif frame.score >= limits.min_frame and may_attribute(doc[frame.start]) and fits_frames(doc, draft):
            draft.score *= settings.scores.tagger_alone
        else:
            continue
        if draft.content:
            merged.append(draft)
    unseen = sorted(t for t in by_token if t not in seen)
    asked = tagger.link(doc, [(t, t + 1) for t in unseen]) if unseen else []
    for token, frame in zip(unseen, asked, strict=True):
        rule = by_token[token]
        if rule.score + share * frame.score >= limits.min_rule_beside_tagger:
            merged.append(joined(doc, of_frame(doc, frame), rule, frame, settings))
    merged.extend(d for d in rules if d.cue_token is None)
    return merged


def may_attribute(cue: Token) -> bool:
    """Whether a word that the tagger takes for a cue can be one by the lexicon and its clause."""
    entry = entry_of(cue)
    if "thought" in entry.frames or is_negated(cue) or is_withheld(cue) or hides_name(cue):
        return False
    subject = subject_of(cue) if cue.pos_ == "VERB" else None
    return subject is None or not is_mute(subject, cue)


def fits_frames(doc: Doc, draft: Draft) -> bool:
    """Whether a content that the tagger alone proposes is one that the lexicon's word for its cue can have.

    A noun phrase out of marks is none: `calls the raid a crime`, `warned of delays`, `its commitment to peace`.
    """
    span = doc.char_span(*draft.content[0], alignment_mode="contract") if draft.content else None
    if span is None or draft.cue_token is None:
        return False
    frames = entry_of(doc[draft.cue_token]).frames
    if frames and not frames & CLAUSAL:
        return False
    if any(t.is_quote for t in span):
        return True
    first = span[0]
    if first.tag_ == "TO":
        return next((t.tag_ for t in span[1:] if t.tag_ != "RB"), "") == "VB"
    if first.tag_ == "VBG":
        return not frames or bool(frames & {"ing", "accuse", "that"})
    return any(t.tag_ in VERBAL for t in span) or span.start_char < draft.cue[0]  # type: ignore[index]


def of_frame(doc: Doc, frame: Frame) -> Draft:
    """What a tagger proposes, as a draft."""
    here = [r for r in frame.roles.get("content", ()) if _in_reach(doc, r, frame)]
    longer = [r for r in here if r.end - r.start > SCRAP] or here
    nearest = sorted(longer, key=lambda r: _distance(r, frame))[:1]
    contents = [s for r in nearest if (s := trimmed(doc, _behind_as(doc, r, frame), r.end))]
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


def _behind_as(doc: Doc, role: RoleSpan, frame: Frame) -> int:
    """The first token of a content, without the `as` of `described him as "a thief"`."""
    return role.start + (doc[role.start].lower_ == "as" and "as" in entry_of(doc[frame.start]).frames)


def _in_reach(doc: Doc, role: RoleSpan, frame: Frame) -> bool:
    """Whether no paragraph ends between a cue and its content, but for a colon before it."""
    gap = doc[frame.end : role.start] if role.start >= frame.end else doc[role.end : frame.start]
    ended = next((t for t in gap if ends_paragraph(t)), None)
    return ended is None or (role.start >= frame.end and ended.nbor(-1).text in (":", ","))


def _distance(role: RoleSpan, frame: Frame) -> int:
    return role.start - frame.end if role.start >= frame.end else frame.start - role.end + 1


def joined(doc: Doc, draft: Draft, rule: Draft, frame: Frame, settings: Settings) -> Draft:
    """A draft of the tagger's and one of the rules' on the same cue, each part from the surer of the two."""
    limits, scores = settings.thresholds, settings.scores
    contents = frame.roles.get("content", [])
    sure = contents[0].score if len(contents) == 1 else 0.0
    agree = likeness(draft.content, rule.content) if draft.content else 0.0
    asked = limits.trust_content - (limits.unsure_border if rule.rule in UNSURE_BORDERS else 0.0)
    sources = frame.roles.get("source", [])
    of = rule
    if draft.source is not None and rule.source is None and not is_passive(doc[frame.start]):
        of = draft
    elif draft.source is not None and rule.source is not None and sources[0].score >= limits.trust_source:
        of = rule if overlap([draft.source], [rule.source]) else draft
    both = scores.tagger_share * frame.score + (1 - scores.tagger_share) * rule.score
    ruled = sure < asked or rule.rule in SURE_BORDERS
    return Draft(
        content=list(rule.content if ruled else draft.content),
        cue=rule.cue,
        source=of.source,
        cue_token=rule.cue_token,
        source_head=of.source_head,
        via=list(rule.via),
        negated=rule.negated,
        score=min(1.0, max(rule.score, both) + scores.agreement * agree),
        rule=rule.rule,
    )
