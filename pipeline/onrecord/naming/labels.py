"""Labels: the tagger's doubts settled by evidence, and by the article's other mentions of a name."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

from onrecord.naming.evidence import HALVES, Known, evidence
from onrecord.records import LABELS

OTHERS = 0.7
"""Weight of what an article's other mentions of a name say, against the mention's own clues."""

BESIDE = 0.8
"""Weight of the label of a name that `and`, `or` or a comma joins to this one."""

LINKS = frozenset({"and", "or", "&", ","})
OVERLOOKED = 0.7
"""How sure a name is that was found by its form or by another mention alone."""

TOLD = 2.0
"""Log odds of the label that such a name takes over."""

STEEPNESS, SHIFT = 0.61, 0.98
"""How log odds become a confidence: fitted to hand-labelled articles that the tagger was not trained on."""

FLATTEN = 0.7
"""How far the tagger's log probabilities count: it is surer of itself than it should be."""


class Draft(NamedTuple):
    """A name in tokens `[start, end)`: its label, the log score of each label, and how sure it is a name at all."""

    start: int
    end: int
    label: str
    scores: np.ndarray
    sure: float

    @property
    def confidence(self) -> float:
        """How sure the name is, span and label together, on the scale of how often such names are right."""
        raw = self.sure * float(softmax(self.scores)[LABELS.index(self.label)])
        raw = min(max(raw, 1e-4), 1 - 1e-4)
        return 1 / (1 + math.exp(-(STEEPNESS * math.log(raw / (1 - raw)) + SHIFT)))


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities from log scores."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def draft(mass: np.ndarray, words: np.ndarray, start: int, end: int) -> Draft:
    """A name as the tagger alone sees it. `mass` holds log probabilities [tokens, "O" and `LABELS`]."""
    rows = mass[start:end][words[start:end]]
    scores = FLATTEN * rows[:, 1:].mean(0)
    sure = float((1 - np.exp(rows[:, 0])).min())
    return Draft(start, end, LABELS[int(scores.argmax())], scores, sure)


def mended(mass: np.ndarray, words: np.ndarray, start: int, end: int, label: str) -> Draft:
    """A name that the tagger passed over, under the label of what it repeats."""
    found = draft(mass, words, start, end)
    scores = found.scores.copy()
    scores[LABELS.index(label)] = scores.max() + TOLD
    return found._replace(label=label, scores=scores, sure=max(found.sure, OVERLOOKED))


def settle(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts under the labels that tagger, clues and the other mentions of the name give together."""
    known = known_of(doc, drafts)
    own = [d.scores + evidence(doc, d.start, d.end, known) for d in drafts]
    shared = _with_others([doc[d.start : d.end].text.casefold() for d in drafts], own)
    shared = _with_neighbours(doc, drafts, shared)
    return [d._replace(scores=s, label=LABELS[int(s.argmax())]) for d, s in zip(drafts, shared, strict=True)]


def known_of(doc: Doc, drafts: Sequence[Draft]) -> Known:
    """The words of the article's full names of people, the words that open its bodies' names, halves of countries."""
    known = Known()
    for d in drafts:
        if d.end - d.start > 1 and d.label == "PERSON":
            words = [t.text for t in doc[d.start : d.end] if len(t) > 2 and t.is_title]
            known.people.update(words)
            known.initials.add("".join(t.text[0] for t in doc[d.start : d.end] if t.text[0].isupper()))
            known.families.update(f"{w}s" for w in words[-1:])
        elif d.end - d.start > 1 and d.label == "ORG":
            known.bodies.add(doc[d.start].text)
        elif d.end - d.start == 2 and d.label == "GPE" and doc[d.start].text in HALVES:
            known.halves.add(doc[d.start].text)
    return known


def _with_others(names: Sequence[str], own: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Each name's scores with the mean of the other mentions' added."""
    sums: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(len(LABELS)))
    count: dict[str, int] = defaultdict(int)
    centred = [s - s.max() for s in own]
    for name, scores in zip(names, centred, strict=True):
        sums[name] = sums[name] + scores
        count[name] += 1
    shared = []
    for name, scores in zip(names, centred, strict=True):
        others = count[name] - 1
        shared.append(scores + OTHERS * min(others, 3) * (sums[name] - scores) / others if others else scores)
    return shared


def _with_neighbours(doc: Doc, drafts: Sequence[Draft], own: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Each name's scores with those of a name that it is coordinated with."""
    result = list(own)
    for i, (left, right) in enumerate(zip(drafts, drafts[1:], strict=False)):
        gap = [t.text for t in doc[left.end : right.start]]
        if gap and len(gap) < 3 and all(w in LINKS for w in gap):
            for a, b in ((i, i + 1), (i + 1, i)):
                result[a] = result[a] + BESIDE * softmax(own[b])
    return result
