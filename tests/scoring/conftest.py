"""Fixtures: a made-up article with complete labels, from which found marks are made by changing things."""

import copy

import pytest

from onrecord.scoring.evaluation import score_sheets
from onrecord.scoring.sheets import to_sheet

TEXT = """Ferry sinks off Port Hale, 12 dead

PORT HALE, Norland - At least 12 people drowned and 30 others were injured when a ferry sank
on Monday, Interior Minister Dana Orlo said.

"We are doing all we can," Orlo told reporters. "Nobody will be left behind."

The coast guard, quoting fishermen, said two boats had joined the search. They said it would last
five days. Norland denied that the ferry had carried weapons.
"""


def mark(words, nth=0):
    """The mark of the nth time that some words stand in the text."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def mention(words, nth=0, kind="name", **more):
    return {**mark(words, nth), "kind": kind, **more}


def _sentences():
    ends = [
        "12 dead",
        "Orlo said.",
        "told reporters.",
        'left behind."',
        "the search.",
        "five days.",
        "weapons.",
    ]
    starts = ["Ferry sinks", "PORT HALE,", '"We are', '"Nobody', "The coast", "They said", "Norland denied"]
    return [
        {"start": TEXT.index(start), "end": TEXT.index(end) + len(end)}
        for start, end in zip(starts, ends, strict=True)
    ]


def _entities():
    orlo = [mention("Dana Orlo"), mention("We", kind="pronoun"), mention("Orlo", 1)]
    guard = [mention("coast guard"), mention("They", kind="pronoun")]
    ferry = {"country": "NO", "lat": 60.0, "lon": 5.0, "geonames_id": 7}
    return [
        {"id": "e0", "name": "Port Hale", "label": "GPE", "layer": "place",
         "mentions": [mention("Port Hale"), mention("PORT HALE")], **ferry},
        {"id": "e1", "name": "Norland", "label": "GPE", "layer": "place", "country": "NO",
         "mentions": [mention("Norland"), mention("Norland", 1, acts=True)]},
        {"id": "e2", "name": "Dana Orlo", "label": "PERSON", "layer": "actor", "mentions": orlo},
        {"id": "e3", "name": "coast guard", "label": "ORG", "layer": "actor", "mentions": guard},
    ]  # fmt: skip


def _quote(name, kind, content, cue, source, speaker, speaker_name, via=(), negated=False):
    return {
        "id": name, "type": kind, "content": content, "cue": cue, "source": source, "speaker": speaker,
        "speaker_name": speaker_name, "via": list(via), "negated": negated,
    }  # fmt: skip


def _quotes():
    whole = "At least 12 people drowned and 30 others were injured when a ferry sank\non Monday"
    split = [mark('"We are doing all we can,"'), mark('"Nobody will be left behind."')]
    boats, ferry = mark("two boats had joined the search"), mark("the ferry had carried weapons")
    return [
        _quote("q0", "indirect", [mark(whole)], mark("said"), mark("Interior Minister Dana Orlo"), "e2",
               "Dana Orlo"),
        _quote("q1", "direct", split, mark("told"), mark("Orlo", 1), "e2", "Dana Orlo"),
        _quote("q2", "indirect", [boats], mark("said", 1), mark("The coast guard"), "e3", "coast guard",
               via=["fishermen"]),
        _quote("q3", "indirect", [mark("it would last\nfive days")], mark("said", 2), mark("They"), "e3",
               "coast guard"),
        _quote("q4", "indirect", [ferry], mark("denied"), mark("Norland", 1), "e1", "Norland", negated=True),
    ]  # fmt: skip


def _claim(name, quantity, value, low, high, modifier, unit, of, predicate, event, claimant, **more):
    claim = {
        "id": name, "quantity": quantity, "value": value, "low": low, "high": high, "modifier": modifier,
        "unit": unit, "of": of, "predicate": predicate, "event": event, "claimant": claimant,
        "place": None, "time": None, "negated": False, "hedged": False, "part_of": None,
    }  # fmt: skip
    return claim | more


def _claims():
    monday = mark("Monday")
    return [
        _claim("c0", mark("12"), 12, 12, 12, "exact", None, None, mark("dead"), "killed", None,
               place=mark("Port Hale")),
        _claim("c1", mark("At least 12"), None, 12, None, "at_least", None, mark("people"), mark("drowned"),
               "killed", "e2", time=monday, hedged=True),
        _claim("c2", mark("30"), 30, 30, 30, "exact", None, mark("people"), mark("injured"), "injured", "e2",
               time=monday, part_of="c1"),
        _claim("c3", mark("two"), 2, 2, 2, "exact", None, mark("boats"), mark("joined"), "other", "e3"),
        _claim("c4", mark("five days"), 5, 5, 5, "exact", "day", None, None, "other", "e3", negated=True),
    ]  # fmt: skip


LABEL = {
    "id": "ferry", "text": TEXT, "sentences": _sentences(), "entities": _entities(), "quotes": _quotes(),
    "claims": _claims(),
}  # fmt: skip


@pytest.fixture
def label():
    """The complete label of the article, with its text; free to be changed."""
    return copy.deepcopy(LABEL)


@pytest.fixture
def marked():
    """Gives the mark of the nth time that some words stand in the article."""
    return mark


@pytest.fixture
def scored():
    """Scores a changed label against the article's label; gives F1 by metric, of those that are scored."""

    def score(changed, gold=LABEL):
        found = score_sheets(to_sheet(gold, TEXT), to_sheet(changed, TEXT))
        return {name: tally.f1 for name, tally in found.tallies.items() if tally.f1 is not None}

    return score
