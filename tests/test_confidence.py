"""Confidence: the map from scores to confidence, and the tables that blocks of settings become."""

import pytest
from pytest import approx, param

from onrecord.confidence import Confidence
from onrecord.linking.learned import ClaimConfidence


@pytest.mark.parametrize(
    "slope, offset, score, confidence",
    [
        *[param(1, 0, score, score, id=f"{score} as it is") for score in (0.0, 0.3, 0.9999, 1.0)],
        param(1, 0, 1.2, 1.0, id="a sum of scores beyond 1"),
        (0.5, 0, 0.5, 0.5),
        (0.5, 0, 0.9, 0.75),
        (2, 0, 0.75, 0.9),
        (1, 1, 0.5, 0.7310585786),
        param(0, 0, 0.99, 0.5, id="no slope, all alike"),
        param(1, 20, 1.0, 1.0, id="certain"),
    ],
)
def test_map(slope, offset, score, confidence):
    assert Confidence(slope, offset).mapped(score) == approx(confidence, abs=1e-9)


def test_the_map_keeps_the_order_of_scores():
    scores = [n / 50 for n in range(51)]
    found = [Confidence(0.36, 1.63).mapped(score) for score in scores]
    assert found == sorted(found) and 0 < found[0] < found[-1] < 1


@pytest.mark.parametrize(
    "kind, given, said",
    [
        (Confidence, {"slop": 1}, "confidence has 'slop'; known are slope, offset"),
        (Confidence, {"slope": -1}, "confidence.slope -1; give a number from 0 to 20"),
        (Confidence, {"offset": 21}, "confidence.offset 21; give a number from -20 to 20"),
        (Confidence, {"doubted_noun": 0.5}, "confidence has 'doubted_noun'"),
        (ClaimConfidence, {"doubted_noun": 1.5}, "confidence.doubted_noun 1.5; give a number from 0 to 1"),
        (ClaimConfidence, {"slope": -1}, "confidence.slope -1"),
    ],
)
def test_wrong_settings_are_refused(kind, given, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        kind.of("confidence", given)
