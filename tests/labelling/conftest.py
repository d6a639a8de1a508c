"""Fixtures: a made-up record with every kind of mark, relation and value."""

import copy

import pytest

TEXT = (
    "Dam fails above Orrin, 3 missing\r\n\r\n"
    "The \U0001f30a hit at dawn. Mayor Ines Vale, citing rangers, said “at least 40 homes\r\n"
    "were lost”, among them 12 farms. She vowed:\r\n\r\n"
    "“We will rebuild.\r\n\r\n“All of it.”"
)


def mark(words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def mention(words, kind="name", nth=0, **more):
    return {**mark(words, nth), "kind": kind, **more}


RECORD = {
    "id": "orrin/dam",
    "text": TEXT,
    "sentences": [{"start": 0, "end": 32}, {"start": 36, "end": 54}],
    "entities": [
        {"id": "e0", "name": "Orrin", "label": "GPE", "layer": "place", "mentions": [mention("Orrin", acts=True)],
         "country": "NO", "lat": 60.5, "lon": -5, "geonames_id": 77},
        {"id": "e1", "name": "Ines Vale", "label": "PERSON", "layer": "actor", "type": "person",
         "mentions": [mention("Ines Vale"), mention("She", "pronoun"), mention("We", "pronoun")]},
    ],
    "quotes": [
        {"id": "q0", "type": "mixed",
         "content": [mark("“at least 40 homes\r\nwere lost”"), mark("among them 12 farms")],
         "cue": mark("said"), "source": mark("Mayor Ines Vale"), "speaker": "e1", "speaker_name": "Ines Vale",
         "via": [mark("rangers")], "negated": False},
        {"id": "q1", "type": "direct", "content": [mark("“We will rebuild."), mark("“All of it.”")],
         "cue": mark("vowed"), "source": mark("She"), "speaker": None, "speaker_name": "the mayor; of Orrin",
         "via": [], "negated": True},
    ],
    "claims": [
        {"id": "c0", "quantity": mark("3"), "value": 3, "low": 3, "high": 3, "modifier": "exact", "unit": None,
         "si_value": None, "si_unit": None, "of": None, "predicate": mark("missing"), "event": "missing",
         "place": mark("Orrin"), "time": None, "time_iso": None, "claimant": None, "claimant_name": None,
         "quote": None, "negated": False, "hedged": True, "part_of": None, "place_entity": "e0"},
        {"id": "c1", "quantity": mark("at least 40"), "value": None, "low": 40.5, "high": None,
         "modifier": "at_least", "unit": "home", "si_value": 1e21, "si_unit": "m", "of": mark("homes"),
         "predicate": mark("lost"), "event": "other", "place": None, "time": mark("dawn"),
         "time_iso": "2031-02-03", "claimant": "e1", "claimant_name": "Ines Vale", "quote": "q0",
         "negated": True, "hedged": False, "part_of": None, "place_entity": None},
        {"id": "c2", "quantity": mark("12"), "value": 12, "low": 12, "high": 12, "modifier": "exact",
         "unit": None, "si_value": None, "si_unit": None, "of": mark("farms"), "predicate": None,
         "event": "other", "place": None, "time": None, "time_iso": None, "claimant": "e1",
         "claimant_name": "Ines Vale", "quote": "q0", "negated": False, "hedged": False, "part_of": "c1",
         "place_entity": None},
    ],
}  # fmt: skip


@pytest.fixture
def record():
    return copy.deepcopy(RECORD)


@pytest.fixture
def marked():
    return mark
