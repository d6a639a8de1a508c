"""The fit of confidence: from what was right and wrong, and as a block of a configuration."""

import json

import pytest
from pytest import approx

from onrecord.records import sha256_of
from onrecord.training.confidence import fitted, main, mapped


def marks(score, right, wrong):
    return [(score, True)] * right + [(score, False)] * wrong


@pytest.mark.parametrize(
    "verdicts, shares",
    [
        (marks(0.6, 6, 4) + marks(0.9, 9, 1), {0.6: 0.6, 0.9: 0.9}),
        (marks(0.9, 6, 4) + marks(0.99, 8, 2), {0.9: 0.6, 0.99: 0.8}),
        (marks(0.3, 5, 5) + marks(0.6, 19, 1), {0.3: 0.5, 0.6: 0.95}),
    ],
    ids=["calibrated", "overconfident", "underconfident"],
)
def test_scores_are_mapped_to_the_share_that_is_right(verdicts, shares):
    values = fitted(verdicts, [False] * len(verdicts))
    assert values[2] == 1.0
    assert mapped([(score, True) for score in shares], [False] * 2, values) == approx(list(shares.values()), abs=0.01)


def test_doubted_marks_have_a_factor_of_their_own():
    verdicts = marks(0.6, 12, 8) + marks(0.9, 18, 2) + marks(0.9, 9, 11)
    slope, offset, factor = fitted(verdicts, [False] * 40 + [True] * 20)
    assert (slope, offset, factor) == approx((1.0, 0.0, 0.5), abs=0.02)


@pytest.mark.parametrize(
    "stage, names", [("onrecord_quotes", ["slope", "offset"]), ("onrecord_claims", ["slope", "offset", "doubted_noun"])]
)
def test_it_prints_a_block(tmp_path, capsys, stage, names):
    text = "The mayor said 12 boats sank. Police said 30 houses burned. The guard said two men died."
    label = {"id": "boats", "sha256": sha256_of(text), "quotes": [], "claims": []}
    (tmp_path / "labels.jsonl").write_text(json.dumps(label) + "\n", encoding="utf-8")
    (tmp_path / "boats.txt").write_text(text, encoding="utf-8")
    assert main([stage, str(tmp_path / "labels.jsonl"), str(tmp_path)]) == 0
    about, head, *lines = capsys.readouterr().out.splitlines()
    assert "3 marks, 0.000 right" in about and head == f"[components.{stage}.confidence]"
    assert [line.split(" = ")[0] for line in lines] == names
