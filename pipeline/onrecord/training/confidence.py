"""Confidence: a stage's map from scores to confidence, fitted on labelled articles.

`python -m onrecord.training.confidence STAGE LABELS TEXTS [MODEL]` prints the block `confidence` of `onrecord_quotes`
or `onrecord_claims`, as it stands in a configuration, with the calibration error before and after. What it is
fitted on flatters it: check it with `onrecord evaluate` on other articles.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from spacy.language import Language
from spacy.util import load_model_from_config

import onrecord
from onrecord.articles import Article
from onrecord.scoring.calibration import Verdict, calibrate
from onrecord.scoring.evaluation import score_sheets
from onrecord.scoring.labels import read_labels
from onrecord.scoring.sheets import Sheet, to_sheet

METRICS = {"onrecord_quotes": "quotes.content_speaker", "onrecord_claims": "claims.tuple"}
AS_IT_IS = {"slope": 1.0, "offset": 0.0}
DOUBT = {"onrecord_claims": "doubted_noun"}
"""The setting that multiplies the confidence of some marks of a stage."""
LEAST = 1e-4
"""How near to 0 and 1 a confidence is taken as it is: those nearer weigh no more."""


def verdicts_with(golds: Sequence[Sheet], nlp: Language, stage: str, block: dict[str, float]) -> list[Verdict]:
    """How sure a stage is of each of its marks under a block of settings, and whether they are right."""
    config = nlp.config.copy()
    config["components"][stage]["confidence"] = block
    nlp = load_model_from_config(config).from_bytes(nlp.to_bytes())
    found: list[Verdict] = []
    for gold in golds:
        record = onrecord.annotate(Article(id=gold.id, text=gold.text), nlp).model_dump(mode="json")
        found += score_sheets(gold, to_sheet(record, gold.text)).verdicts.get(METRICS[stage], [])
    return found


def fitted(verdicts: Sequence[Verdict], doubted: Sequence[bool]) -> tuple[float, float, float]:
    """The slope, offset and factor of doubted marks under which what was right and wrong is likeliest."""
    right = np.array([right for _, right in verdicts])
    doubt = np.array(doubted)

    def surprise(values: np.ndarray) -> float:
        sure = np.clip(mapped(verdicts, doubt, values), LEAST, 1 - LEAST)
        return float(-np.log(np.where(right, sure, 1 - sure)).sum())

    best = minimize(surprise, [1.0, 0.1, 0.9], method="Nelder-Mead", options={"maxiter": 5000}).x
    return float(best[0]), float(best[1]), float(best[2]) if doubt.any() else 1.0


def mapped(verdicts: Sequence[Verdict], doubted: np.ndarray, values: Sequence[float] | np.ndarray) -> np.ndarray:
    """The confidence of marks under a slope, an offset and a factor of those that are doubted."""
    score = np.clip([sure for sure, _ in verdicts], LEAST, 1 - LEAST)
    slope, offset, factor = values
    sure = 1 / (1 + np.exp(-slope * np.log(score / (1 - score)) - offset))
    return np.where(doubted, factor * sure, sure)


def main(arguments: list[str]) -> int:
    """Fits, and prints the block."""
    stage, labels, texts, *rest = arguments
    golds = read_labels([Path(labels)], [Path(texts)]).sheets
    nlp = onrecord.load(*rest)
    doubt = DOUBT.get(stage)
    before = verdicts_with(golds, nlp, stage, AS_IT_IS | ({doubt: 1.0} if doubt else {}))
    silent = verdicts_with(golds, nlp, stage, AS_IT_IS | {doubt: 0.0}) if doubt else []
    doubted = [sure == 0 for sure, _ in silent] or [False] * len(before)
    values = fitted(before, doubted)
    after = list(zip(mapped(before, np.array(doubted), values), (right for _, right in before), strict=True))
    print(f"# {len(before)} marks, {calibrate(before).right:.3f} right; calibration error ", end="")
    print(f"{calibrate(before).error:.3f} -> {calibrate(after).error:.3f}")
    print(f"[components.{stage}.confidence]")
    for name, value in zip(("slope", "offset", doubt), values, strict=True):
        print(f"{name} = {value:.2f}\n" if name else "", end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
