"""Evaluation: articles together, runs compared, floors held."""

import copy
import json

import pytest
from pytest import param

from onrecord.records import sha256_of
from onrecord.scoring.compare import compare, read_evaluation
from onrecord.scoring.evaluation import evaluate, rows, to_json
from onrecord.scoring.floors import Floor, missed, parse_floor, read_floors
from onrecord.scoring.labels import Absent
from onrecord.scoring.sheets import to_sheet


@pytest.fixture
def articles(label):
    """Three articles with the same marks, told apart by their last words."""
    found = []
    for ending in ("one", "two", "three"):
        text = f"{label['text']}\n{ending}"
        found.append({**copy.deepcopy(label), "id": ending, "text": text})
    return found


def run(articles, records, absent=()):
    golds = [to_sheet(article, article["text"]) for article in articles]
    return evaluate(golds, {sha256_of(record["text"]): record for record in records}, absent)


def f1(evaluation):
    return {row.metric: row.f1 for row in rows(evaluation)}


def test_labels_against_themselves_are_100_with_the_conll_mean(articles):
    scores = f1(run(articles, articles))
    assert scores["entities.conll"] == 1.0 and set(scores.values()) == {1.0}


def test_an_article_without_a_record_is_all_missed(articles):
    evaluation = run(articles, articles[:2])
    assert evaluation.unannotated == ("three",)
    found = {row.metric: row for row in rows(evaluation)}
    assert found["quotes.content"].recall == pytest.approx(2 / 3)
    assert found["quotes.content"].precision == 1.0


def test_a_record_with_a_wrong_offset_counts_as_empty(articles):
    broken = copy.deepcopy(articles[0])
    broken["quotes"][0]["cue"]["start"] += 1
    scores = {row.metric: row for row in rows(run(articles, [broken, *articles[1:]]))}
    assert scores["validity.offsets"].f1 < 1.0
    assert scores["sentences.exact"].recall == pytest.approx(2 / 3)


def test_a_reference_to_nothing_is_invalid(articles):
    broken = copy.deepcopy(articles[0])
    broken["quotes"][0]["speaker"] = "e99"
    assert f1(run(articles, [broken, *articles[1:]]))["validity.references"] < 1.0


def test_counts_add_up_over_articles_before_the_ratio(articles):
    worse = copy.deepcopy(articles[0])
    worse["quotes"] = []
    row = {row.metric: row for row in rows(run(articles, [worse, *articles[1:]]))}["quotes.content"]
    assert (row.tally.gold, row.tally.found, row.tally.gold_hits) == (15, 10, 10)
    assert row.interval.low < row.f1 < row.interval.high


def test_json_is_the_same_each_time_and_says_what_is_absent(articles):
    absent = [Absent("gone", "its text is in none of the folders given")]
    one, other = (json.dumps(to_json(run(articles, articles, absent), {"model": "m"})) for _ in range(2))
    assert one == other and json.loads(one)["absent"][0]["id"] == "gone"


def test_compare_tells_what_fell_and_by_how_much(articles):
    worse = copy.deepcopy(articles)
    for article in worse:
        article["quotes"].pop()
    old = to_json(run(articles, articles), {})
    new = to_json(run(articles, worse), {})
    shared, changes = compare(old, new)
    moved = {change.metric: change for change in changes if change.delta}
    assert shared == ["one", "two", "three"]
    assert moved["quotes.content"].delta == pytest.approx(2 * 0.8 / 1.8 - 1)
    assert moved["quotes.content"].p < 0.01 and not moved["quotes.content"].relabelled
    assert "sentences.exact" not in moved


def test_compare_sees_that_labels_changed(articles):
    fewer = copy.deepcopy(articles)
    fewer[0]["claims"].pop()
    _, changes = compare(to_json(run(articles, articles), {}), to_json(run(fewer, articles), {}))
    assert {change.metric for change in changes if change.relabelled} >= {"claims.bounds"}


def test_compare_of_runs_without_a_common_article(articles):
    old, new = (to_json(run(some, some), {}) for some in (articles[:1], articles[1:]))
    assert compare(old, new) == ([], [])


@pytest.mark.parametrize(
    "content, message", [("{", "not JSON"), ("{}", "no evaluation"), ("[]", "no evaluation")]
)
def test_an_earlier_run_must_be_one(tmp_path, content, message):
    path = tmp_path / "old.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_evaluation(path)


@pytest.mark.parametrize(
    "text, floor",
    [
        ("quotes.speaker=0.85", Floor("quotes.speaker", "f1", 0.85)),
        ("quotes.content.direct:recall=0.97", Floor("quotes.content.direct", "recall", 0.97)),
        (" names.label = 1", Floor("names.label", "f1", 1.0)),
    ],
)
def test_parse_floor(text, floor):
    assert parse_floor(text) == floor


@pytest.mark.parametrize(
    "text, message",
    [
        ("quotes.speaker", "no '='"),
        ("quotes.speaker=high", "no number"),
        param("quotes.speaker=85", "between 0 and 1", id="percent"),
        ("quotes.speaker:accuracy=0.5", "no part of a score"),
    ],
)
def test_parse_floor_refuses(text, message):
    with pytest.raises(ValueError, match=message):
        parse_floor(text)


def test_read_floors_joins_nested_tables(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text(
        '[floors.quotes]\n"content:recall" = 0.8\n[floors]\n"names.label" = 0.9\n', encoding="utf-8"
    )
    assert read_floors(path) == [Floor("quotes.content", "recall", 0.8), Floor("names.label", "f1", 0.9)]


@pytest.mark.parametrize("content, message", [("[floors", "not TOML"), ("a = 1", r"no table \[floors\]")])
def test_read_floors_refuses(tmp_path, content, message):
    path = tmp_path / "floors.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_floors(path)


def test_a_floor_on_a_figure_that_vanished_is_missed():
    scores = {"names.label": {"f1": 0.9, "recall": 0.8, "precision": None}}
    floors = [Floor("names.label", "f1", 0.9), Floor("names.label", "recall", 0.81), Floor("gone", "f1", 0.1)]
    assert [(fall.floor.metric, fall.value) for fall in missed(floors, scores)] == [
        ("names.label", 0.8),
        ("gone", None),
    ]
