"""Treebank scores: tags, lemmas and attachments on gold words, and sentence borders.

`NAME.upos`, `.xpos`, `.lemma`    words with the right tag or lemma; a gold lemma `_` is right whatever is found
`NAME.uas`, `.las`                words with the right head; and with the right relation, subtypes aside
`NAME.las_subtypes`               relations with their subtypes (`nsubj:pass`)
Punctuation counts, as in the evaluation of the CoNLL 2018 shared task.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.scoring.tally import Span, StageScore, Tally
from onrecord.training.examples import Word


def score_syntax(name: str, gold: Sequence[Word], found: Sequence[Word]) -> StageScore:
    """Scores the words of one document, given in the same order on both sides."""
    score = StageScore()
    pairs = list(zip(gold, found, strict=True))
    score.add(f"{name}.upos", Tally.judged(g.upos == f.upos for g, f in pairs))
    score.add(f"{name}.xpos", Tally.judged(g.xpos == f.xpos for g, f in pairs))
    score.add(f"{name}.lemma", Tally.judged(g.lemma in ("_", f.lemma) for g, f in pairs))
    attached = [(g, f) for g, f in pairs if g.head == f.head]
    score.add(f"{name}.uas", Tally.matched(len(pairs), len(pairs), len(attached)))
    plain = sum(g.deprel.split(":")[0] == f.deprel.split(":")[0] for g, f in attached)
    score.add(f"{name}.las", Tally.matched(len(pairs), len(pairs), plain))
    full = sum(g.deprel == f.deprel for g, f in attached)
    score.add(f"{name}.las_subtypes", Tally.matched(len(pairs), len(pairs), full))
    return score


def score_borders(name: str, gold: Sequence[Span], found: Sequence[Span]) -> StageScore:
    """Scores sentences as exact spans."""
    score = StageScore()
    left, right = set(gold), set(found)
    score.add(name, Tally.matched(len(left), len(right), len(left & right)))
    return score
