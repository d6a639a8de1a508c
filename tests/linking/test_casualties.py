"""Casualties: killed and injured in plain sentences, told from the words alone, without any trained part."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

TABLE = [
    line.split("|")
    for line in Path(__file__).with_name("casualties.txt").read_text(encoding="utf-8").splitlines()
]
ASKED = 0.92
"""Share of sentences whose killed and injured must both be right."""


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord_claims")
    return nlp


def counts(nlp, sentence: str) -> tuple[set[float], set[float]]:
    """The numbers of killed and of injured that a sentence states."""
    found: dict[str, set[float]] = {"killed": set(), "injured": set()}
    for claim in nlp(sentence)._.onrecord_claims:
        if claim["event"] in found:
            found[claim["event"]].add(claim["low"] if claim["low"] is not None else claim["high"])
    return found["killed"], found["injured"]


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 200
    assert len({sentence for _, _, sentence in TABLE}) == len(TABLE)


def test_killed_and_injured(nlp) -> None:
    wrong = []
    for killed, injured, sentence in TABLE:
        wanted = tuple({float(n)} if n != "-" else set() for n in (killed, injured))
        if counts(nlp, sentence) != wanted:
            wrong.append((sentence, *counts(nlp, sentence)))
    right = 1 - len(wrong) / len(TABLE)
    assert right >= ASKED, wrong
