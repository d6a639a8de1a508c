"""Sentences: exact spans, and where sentences end.

`sentences.exact`   a sentence is right when both its borders are
`sentences.ends`    its end is right, whatever its start
"""

from __future__ import annotations

from onrecord.scoring.sheets import Sheet
from onrecord.scoring.tally import Finding, StageScore, Tally


def score_sentences(gold: Sheet, found: Sheet) -> StageScore:
    """Scores the sentences of one article."""
    score = StageScore()
    if gold.sentences is None:
        return score
    left, right = set(gold.sentences), set(found.sentences or ())
    score.add("sentences.exact", Tally.matched(len(left), len(right), len(left & right)))
    ends, found_ends = {end for _, end in left}, {end for _, end in right}
    score.add("sentences.ends", Tally.matched(len(ends), len(found_ends), len(ends & found_ends)))
    for span in sorted(left - right):
        kind = "cut in two" if any(span[0] <= s and e <= span[1] for s, e in right) else "run together"
        score.findings.append(Finding("sentences", kind, "miss", gold=(span,)))
    for span in sorted(right - left):
        score.findings.append(Finding("sentences", "border", "extra", found=(span,)))
    return score
