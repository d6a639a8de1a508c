"""Names: actors and places as they stand in the text.

`names.span`           the same span, whatever the label
`names.label`          the same span and label; also per label and per layer, actors and places
`names.overlap`        one-to-one pairs that share a character and have the same label
`names.acts`           a GPE that acts, among GPE names of the same span on both sides
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.records import ACTOR_LABELS, LABELS, PLACE_LABELS
from onrecord.scoring.matching import assign
from onrecord.scoring.parties import shared_part
from onrecord.scoring.sheets import Mention, Sheet
from onrecord.scoring.tally import Finding, Span, StageScore, Tally

GROUPS = {label: (label,) for label in LABELS} | {"actors": ACTOR_LABELS, "places": PLACE_LABELS}


def score_names(gold: Sheet, found: Sheet, labels: Sequence[str] = LABELS) -> StageScore:
    """Scores the names of one article; found names of other labels than `labels` are left out."""
    score = StageScore()
    if gold.names is None:
        return score
    left = {name.span: name for name in gold.names}
    right = {name.span: name for name in found.names or () if name.label in labels}
    both = sorted(left.keys() & right.keys())
    score.add("names.span", Tally.matched(len(left), len(right), len(both)))
    right_label = [span for span in both if left[span].label == right[span].label]
    score.add("names.label", Tally.matched(len(left), len(right), len(right_label)))
    rights = set(right_label)
    score.judge("names.label", ((name.confidence, span in rights) for span, name in right.items()))
    groups = GROUPS if labels is LABELS else {label: (label,) for label in labels}
    for group, members in groups.items():
        hits = sum(left[span].label in members for span in right_label)
        counts = _count(left.values(), members), _count(right.values(), members)
        score.add(f"names.label.{group}", Tally.matched(*counts, hits))
    hits = len(assign(overlapping(list(left.values()), list(right.values()), same_label=True)))
    score.add("names.overlap", Tally.matched(len(left), len(right), hits))
    if gold.acts_labelled:
        score.add("names.acts", _acts([(left[span], right[span]) for span in both]))
    _find_errors(score, left, right)
    return score


def overlapping(
    left: Sequence[Mention], right: Sequence[Mention], same_label: bool = False
) -> dict[tuple[int, int], float]:
    """The pairs of mentions that share a character, with the part of their stretch that is shared."""
    starts = sorted(range(len(right)), key=lambda j: right[j].span)
    longest = max((mention.span[1] - mention.span[0] for mention in right), default=0)
    scores: dict[tuple[int, int], float] = {}
    first = 0
    for i in sorted(range(len(left)), key=lambda i: left[i].span):
        start, end = left[i].span
        while first < len(starts) and right[starts[first]].span[0] <= start - longest:
            first += 1
        for j in starts[first:]:
            if right[j].span[0] >= end:
                break
            part = shared_part(left[i].span, right[j].span)
            if part > 0 and (not same_label or left[i].label == right[j].label):
                scores[i, j] = part
    return scores


def _count(names: object, labels: tuple[str, ...]) -> int:
    return sum(name.label in labels for name in names)  # type: ignore[attr-defined]


def _acts(pairs: list[tuple[Mention, Mention]]) -> Tally:
    gpe = [(gold.acts, found.acts) for gold, found in pairs if gold.label == found.label == "GPE"]
    return Tally.flags(gpe)


def _find_errors(score: StageScore, left: dict[Span, Mention], right: dict[Span, Mention]) -> None:
    """Notes each name that is not on both sides alike, and counts which label was taken for which."""
    golds, founds = list(left.values()), list(right.values())
    paired = assign(overlapping(golds, founds))
    for i, j in paired:
        gold, found = golds[i], founds[j]
        score.confusion["names", str(gold.label), str(found.label)] += 1
        if gold.span != found.span:
            kind = "border" if gold.label == found.label else "border and label"
        elif gold.label != found.label:
            kind = "label"
        else:
            continue
        note = f"{gold.label} found as {found.label}"
        score.findings.append(Finding("names", kind, "wrong", (gold.span,), (found.span,), note))
    for i in sorted(set(range(len(golds))) - {i for i, _ in paired}):
        score.confusion["names", str(golds[i].label), "none"] += 1
        score.findings.append(Finding("names", str(golds[i].label), "miss", gold=(golds[i].span,)))
    for j in sorted(set(range(len(founds))) - {j for _, j in paired}):
        score.confusion["names", "none", str(founds[j].label)] += 1
        score.findings.append(Finding("names", str(founds[j].label), "extra", found=(founds[j].span,)))
