"""Parties: when a found speaker is the labelled one."""

import pytest
from pytest import param

from onrecord.scoring.parties import Parties, alike
from onrecord.scoring.sheets import Via, to_sheet

TEXT = "Lloyd Marsh met Ann Reed. Marsh left; Reed stayed. Officials agreed."


@pytest.mark.parametrize(
    "gold, found, same",
    [
        ("Lloyd Marsh", "Marsh", True),
        ("the Interior Ministry", "Interior Ministry", True),
        ("U.S.", "US", True),
        ("Norland's army", "Norland army", True),
        ("World Grain Council", "WGC", True),
        param("John Reed", "Ann Reed", False, id="one-surname-two-people"),
        param("Ann Reed", "Ann", False, id="a-first-name-alone-is-too-little"),
        ("officials", "police", False),
        param("the", "", False, id="nothing-is-like-nothing"),
    ],
)
def test_alike(gold, found, same):
    assert alike(gold, found) is alike(found, gold) is same


def sheet(**entities):
    """Entities by id: (name, spans of the mentions by name)."""
    made = [
        {"id": key, "name": name, "label": "PERSON",
         "mentions": [{"start": s, "end": e, "kind": "name"} for s, e in spans]}
        for key, (name, spans) in entities.items()
    ]  # fmt: skip
    return to_sheet({"id": "a", "entities": made}, TEXT)


LLOYD, ANN, MARSH, REED = (0, 11), (16, 24), (26, 31), (38, 42)
GOLD = sheet(e0=("Lloyd Marsh", [LLOYD, MARSH]), e1=("Ann Reed", [ANN, REED]))
SAME = sheet(x=("Lloyd Marsh", [LLOYD, MARSH]), y=("Reed", [ANN, REED]))
SPLIT = sheet(x=("Lloyd Marsh", [LLOYD]), z=("Marsh", [MARSH]), y=("Ann Reed", [ANN, REED]))
SWALLOWED = sheet(x=("Lloyd Marsh", [LLOYD, MARSH, REED]), y=("Ann Reed", [ANN]))


@pytest.mark.parametrize(
    "found, gold_speaker, speaker, same",
    [
        (SAME, ("e0", "Lloyd Marsh"), ("x", "Lloyd Marsh"), True),
        (SAME, ("e0", "Lloyd Marsh"), ("y", "Reed"), False),
        (SAME, ("e1", "Ann Reed"), ("y", "Reed"), True),
        param(SPLIT, ("e0", "Lloyd Marsh"), ("z", "Marsh"), True, id="a-split-entity-still-stands-for-it"),
        param(SWALLOWED, ("e1", "Ann Reed"), ("x", "Ann Reed"), False, id="a-swallower-is-its-larger-part"),
        param(SAME, ("Lloyd Marsh", None), ("x", None), True, id="label-by-name"),
        param(SAME, ("Lloyd Marsh", None), ("y", "Lloyd Marsh"), False, id="label-by-name-goes-by-entity"),
        param(SAME, (None, "officials"), (None, "the officials"), True, id="nobody-named"),
        param(SAME, (None, "officials"), ("x", "Lloyd Marsh"), False, id="nobody-named-is-not-somebody"),
        param(SAME, (None, None), (None, None), True, id="nobody"),
        param(SAME, (None, None), ("x", "Lloyd Marsh"), False, id="nobody-is-not-somebody"),
        param(SAME, ("e0", "Lloyd Marsh"), (None, None), False, id="somebody-is-not-nobody"),
        param(SAME, ("e0", "Lloyd Marsh"), (None, "Marsh"), True, id="right-name-without-entity"),
    ],
)
def test_same(found, gold_speaker, speaker, same):
    assert Parties(GOLD, found).same(*gold_speaker, *speaker) is same


@pytest.mark.parametrize(
    "gold, found, same",
    [
        (Via("Lloyd Marsh"), Via("Marsh", MARSH), True),
        (Via("Marsh", MARSH), Via("Lloyd Marsh", LLOYD), True),
        (Via("Ann Reed"), Via("Marsh", MARSH), False),
        param(Via("officials"), Via("Officials", (51, 60)), True, id="nobody-named"),
        param(Via("Ann Reed"), Via("met Ann Reed", (12, 24)), True, id="a-mention-within-the-words"),
    ],
)
def test_same_via(gold, found, same):
    assert Parties(GOLD, SAME).same_via(gold, found) is same
