"""Tolls: figures of several articles side by side, and where they contradict each other."""

from __future__ import annotations

import csv
import io
import json

import pytest
import typer
from typer.testing import CliRunner

from onrecord.commands.tolls import tolls
from onrecord.jsonl import write_records
from onrecord.records import Record, sha256_of
from onrecord.tolls import contradictions, line_up, to_csv, to_json


def article(name: str, quantity: str, day: str, **claim: object) -> Record:
    """A record of one sentence with one claim on it."""
    text = f"Floods killed {quantity} people in Derrin on Monday."

    def mark(words: str) -> dict[str, object]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    made = {
        "id": "c0",
        "quantity": mark(quantity),
        "place": mark("Derrin"),
        "of": mark("people"),
        "event": "killed",
        **claim,
    }
    return Record.model_validate(
        {"id": name, "text": text, "sha256": sha256_of(text), "published": day, "claims": [made]}
    )


THREE = [
    article("late", "31", "2020-05-06", low=31, high=31, time_iso="2020-05-04"),
    article(
        "early",
        "at least 12",
        "2020-05-05",
        low=12,
        high=None,
        modifier="at_least",
        time_iso="2020-05-04",
        claimant_name="police",
    ),
    article("rival", "9", "2020-05-05", low=9, high=9, time_iso="2020-05-04", claimant_name="the mayor"),
]


def test_figures_stand_from_the_lowest_to_the_highest() -> None:
    [toll] = line_up(THREE)
    assert (toll.event, toll.place, toll.day) == ("killed", "Derrin", "2020-05-04")
    assert [(f.article, f.low, f.claimant) for f in toll.figures] == [
        ("rival", 9, "the mayor"),
        ("early", 12, "police"),
        ("late", 31, None),
    ]
    assert (toll.lowest, toll.highest) == (9, 31)


def test_a_figure_proves_its_place_in_its_article() -> None:
    texts = {r.id: r.text for r in THREE}
    [toll] = line_up(THREE)
    assert all(texts[f.article][f.start : f.end] == f.text for f in toll.figures)


@pytest.mark.parametrize("within, tolls", [(0, [1, 1, 1]), (1, [2, 1]), (30, [3])])
def test_days_near_each_other_can_be_one_toll(within: int, tolls: list[int]) -> None:
    days = [
        article(day, "12", day, low=12, high=12, time_iso=day) for day in ("2020-05-04", "2020-05-05", "2020-05-09")
    ]
    assert [len(toll.figures) for toll in line_up(days, within=within)] == tolls


def test_moves_go_by_time() -> None:
    [toll] = line_up(THREE)
    assert {f.article: f.move for f in toll.figures} == {"early": None, "rival": "down", "late": "up"}


def test_rivals_of_one_day_contradict_and_a_growing_toll_does_not() -> None:
    [toll] = line_up(THREE)
    assert toll.contradictions == ((0, 1),)


@pytest.mark.parametrize(
    "first, second, odds",
    [
        ({"low": 12, "high": 12}, {"low": 12, "high": 12}, False),
        ({"low": 12, "high": 12}, {"low": 15, "high": 15}, True),
        ({"low": 12, "high": None, "modifier": "at_least"}, {"low": 15, "high": 15}, False),
        ({"low": None, "high": 10, "modifier": "at_most"}, {"low": 15, "high": 15}, True),
        ({"low": 100, "high": 100, "modifier": "approx"}, {"low": 104, "high": 104}, False),
        ({"low": 100, "high": 100, "modifier": "approx"}, {"low": 140, "high": 140}, True),
        ({"low": 12, "high": 12, "negated": True}, {"low": 12, "high": 12}, True),
        ({"low": 12, "high": 12, "negated": True}, {"low": 15, "high": 15}, False),
    ],
)
def test_contradictions(first: dict[str, object], second: dict[str, object], odds: bool) -> None:
    figures = line_up([article("a", "12", "2020-05-05", **first), article("b", "15", "2020-05-05", **second)])[
        0
    ].figures
    assert bool(list(contradictions(figures))) == odds


def test_other_events_parts_measures_and_claims_without_a_place_stay_out() -> None:
    kept = article("kept", "12", "2020-05-05", low=12, high=12)
    out = [
        article("other", "12", "2020-05-05", low=12, event="other"),
        article("unit", "12", "2020-05-05", low=12, unit="percent"),
        article("nowhere", "12", "2020-05-05", low=12, place=None),
    ]
    assert [f.article for toll in line_up([kept, *out]) for f in toll.figures] == ["kept"]


def test_least_leaves_single_figures_out() -> None:
    assert line_up(THREE[:1], least=2) == []


def test_json_and_csv_say_the_same() -> None:
    found = line_up(THREE)
    from_json = [f["article"] for toll in json.loads(to_json(found)) for f in toll["figures"]]
    from_csv = list(csv.DictReader(io.StringIO(to_csv(found))))
    assert from_json == [row["article"] for row in from_csv] == ["rival", "early", "late"]
    assert from_csv[0]["contradicts"] == "early"


def test_a_cell_is_never_a_formula() -> None:
    [row] = csv.DictReader(
        io.StringIO(to_csv(line_up([article("a", "12", "2020-05-05", low=12, claimant_name="=1+1")])))
    )
    assert row["claimant"] == "'=1+1"


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    app.command("tolls")(tolls)
    return app


def test_the_command_prints_a_table(app, tmp_path) -> None:
    write_records(tmp_path / "r.jsonl", THREE)
    result = CliRunner().invoke(app, [str(tmp_path / "r.jsonl")])
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "killed, Derrin, 2020-05-04: 9 to 31"
    assert "at least 12 | police | 2020-05-05 | early [14, 25) | CONTRADICTED" in result.output


@pytest.mark.parametrize(
    "args, said",
    [(["--event", "eaten"], "known kinds are"), (["--format", "xml"], "xml")],
)
def test_wrong_use_is_said_in_one_line(app, tmp_path, args, said) -> None:
    write_records(tmp_path / "r.jsonl", THREE)
    result = CliRunner().invoke(app, [str(tmp_path / "r.jsonl"), *args])
    assert result.exit_code == 2
    assert said in result.output


def test_a_missing_file_is_named(app, tmp_path) -> None:
    result = CliRunner().invoke(app, [str(tmp_path / "none.jsonl")])
    assert result.exit_code == 2
    assert "none.jsonl" in result.output
