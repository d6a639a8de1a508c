"""Calibration: bins, errors, and what counts as right for each kind of marks."""

import copy

import pytest
from pytest import approx, param

from onrecord.scoring.calibration import BINS, calibrate
from onrecord.scoring.evaluation import calibrations, evaluate, score_sheets
from onrecord.scoring.sheets import to_sheet


@pytest.mark.parametrize(
    "verdicts, error, brier",
    [
        ([(1.0, True)], 0.0, 0.0),
        ([(0.9, False)], 0.9, 0.81),
        ([(0.5, True), (0.5, False)], 0.0, 0.25),
        param([(0.8, True)] * 8 + [(0.8, False)] * 2, 0.0, 0.16, id="right as often as it says"),
        param([(0.9, True)] * 5 + [(0.9, False)] * 5, 0.4, 0.41, id="overconfident"),
        param([(0.2, True), (0.8, False)], 0.8, 0.64, id="errors of two bins do not cancel"),
    ],
)
def test_errors(verdicts, error, brier):
    found = calibrate(verdicts)
    assert (found.error, found.brier, found.count) == (approx(error), approx(brier), len(verdicts))


def test_bins_hold_as_many_marks_each_in_any_order():
    verdicts = [(n / 100, n >= 50) for n in range(100)]
    found = calibrate(verdicts)
    assert found == calibrate(verdicts[::-1])
    assert [part.count for part in found.bins] == [10] * BINS
    assert (found.bins[5].low, found.bins[5].high, found.bins[5].right) == (0.5, 0.59, 1.0)
    assert found.bins[5].confidence == approx(0.545)


def test_marks_of_one_confidence_share_a_bin():
    found = calibrate([(0.3, False)] * 4 + [(0.95, True)] * 96)
    assert [(part.count, part.confidence) for part in found.bins] == [(4, approx(0.3)), (96, approx(0.95))]


def sure(label):
    """The label as a record would give it: every mark with a confidence."""
    found = copy.deepcopy(label)
    for mark in (*found["quotes"], *found["claims"], *(m for e in found["entities"] for m in e["mentions"])):
        mark["confidence"] = 0.75
    return found


def verdicts(gold, found):
    return score_sheets(to_sheet(gold, gold["text"]), to_sheet(found, gold["text"])).verdicts


def test_labels_against_themselves_are_right(label):
    found = verdicts(label, sure(label))
    assert {name: len(some) for name, some in found.items()} == {
        "names.label": 7,
        "quotes.content_speaker": 5,
        "claims.tuple": 5,
    }
    assert {one for some in found.values() for one in some} == {(0.75, True)}


CHANGES = [
    ("names.label", "entities", 1, {"label": "ORG"}, 2),
    ("quotes.content_speaker", "quotes", 0, {"speaker": "e3", "speaker_name": "coast guard"}, 1),
    ("quotes.content_speaker", "quotes", 0, {"cue": None}, 0),
    ("quotes.content_speaker", "quotes", 1, {"content": [{"start": 0, "end": 5, "text": "Ferry"}]}, 1),
    ("claims.tuple", "claims", 0, {"value": 13}, 1),
    ("claims.tuple", "claims", 0, {"event": "other"}, 1),
    ("claims.tuple", "claims", 0, {"time": None, "place": None}, 0),
]


@pytest.mark.parametrize("metric, layer, n, change, wrong", CHANGES, ids=lambda value: str(value)[:30])
def test_what_is_wrong(label, metric, layer, n, change, wrong):
    found = sure(label)
    found[layer][n] |= change
    assert sum(not right for _, right in verdicts(label, found)[metric]) == wrong


@pytest.mark.parametrize(
    "layer, fields, metric",
    [("quotes", ("speaker", "speaker_name"), "quotes.content_speaker"), ("claims", ("claimant",), "claims.tuple")],
)
def test_what_no_label_says_is_not_asked(label, layer, fields, metric):
    found = sure(label)
    for gold, mark in zip(label[layer], found[layer], strict=True):
        for name in fields:
            del gold[name]
            mark[name] = None
    assert all(right for _, right in verdicts(label, found)[metric])


def test_an_extra_mark_is_wrong(label):
    found = sure(label)
    label["quotes"].pop()
    assert verdicts(label, found)["quotes.content_speaker"].count((0.75, False)) == 1


def test_marks_without_confidence_are_left_out(label):
    gold = to_sheet(label, label["text"])
    assert calibrations(evaluate([gold], {gold.sha256: label})) == {}


def test_articles_are_taken_together(label):
    golds, records = [], {}
    for ending in ("one", "two"):
        article = {**label, "id": ending, "text": f"{label['text']}\n{ending}"}
        golds.append(to_sheet(article, article["text"]))
        records[golds[-1].sha256] = sure(article)
    found = calibrations(evaluate(golds, records))["claims.tuple"]
    assert (found.count, found.confidence, found.right, found.error) == (10, 0.75, 1.0, 0.25)
