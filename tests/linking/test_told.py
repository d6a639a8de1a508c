"""Told: when, where, what of and what became of it, for each number of a sentence."""

from __future__ import annotations

import pytest


def told(nlp, text: str, role: str) -> dict[str, str | None]:
    """One role of each claim of a text, by its quantity."""
    found = nlp(text)._.onrecord_claims
    return {text[slice(*c["quantity"])]: text[slice(*c[role])] if c[role] else None for c in found}


@pytest.mark.parametrize(
    "text, times",
    [
        ("At least 12 people died in Monday's blast in Derrin.", {"At least 12": "Monday"}),
        ("Mr. Amado said Thursday that 12 miners had been killed.", {"12": None}),
        ("A bombing last week in Derrin killed 12 people.", {"12": "last week"}),
        ("A bomb went off Sunday, killing 12 and wounding 30.", {"12": "Sunday", "30": "Sunday"}),
        ("Police said 12 people were killed and 30 injured when a bus overturned Friday.", {"12": "Friday"}),
        ("Mr. Amado arrived Sunday for talks on relations between the two countries.", {"two": None}),
        ("Output rose to 40 tons in March from 31 tons in February.", {"40 tons": "March", "31 tons": "February"}),
        ("The firm earned $8 million this year, compared with $5 million.", {"$8 million": "this year", "$5 million": None}),
        ("In 2003, a landslide killed 177 people.", {"177": "2003"}),
        ("He praised the 2008 treaty and met 40 mayors.", {"40": None}),
    ],
)  # fmt: skip
def test_times_of_claims(nlp, text: str, times: dict[str, str | None]) -> None:
    found = told(nlp, text, "time")
    assert {quantity: found[quantity] for quantity in times} == times


@pytest.mark.parametrize(
    "text, places",
    [
        ("Six policemen were killed in Pakistan's Swat valley.", {"Six": "Swat"}),
        ("Two men were killed near the Gaza town of Rafah.", {"Two": "Rafah"}),
        ("He recalled the Madrid train bombings that killed 191 people.", {"191": "Madrid"}),
        ("He recalled the U.S. air raids that killed 14 people.", {"14": None}),
    ],
)
def test_places_of_claims(nlp, text: str, places: dict[str, str | None]) -> None:
    found = told(nlp, text, "place")
    assert {quantity: found[quantity] for quantity in places} == places


@pytest.mark.parametrize(
    "text, events",
    [
        ("At least three people were shot and killed.", {"At least three": "killed"}),
        ("The dead include 40 soldiers.", {"40": "killed"}),
        ("Six clerks lost their lives in the fire.", {"Six": "killed"}),
        ("The mayor met one of the four bombers who killed 52 people.", {"four": "other", "52": "killed"}),
        ("People in 13 countries have died of it.", {"13": "other"}),
        ("Police rounded up nearly 80 activists.", {"nearly 80": "detained"}),
        ("Two former ministers have gone to jail.", {"Two": "detained"}),
        ("The fighting prompted 600 families to flee.", {"600": "displaced"}),
        ("More than 540 villagers are dead or missing.", {"More than 540": "other"}),
    ],
)
def test_events_of_claims(nlp, text: str, events: dict[str, str]) -> None:
    found = {text[slice(*c["quantity"])]: c["event"] for c in nlp(text)._.onrecord_claims}
    assert {quantity: found[quantity] for quantity in events} == events


@pytest.mark.parametrize(
    "text, nouns",
    [
        ("More than 2,000 U.S. and Afghan soldiers searched the valley.", {"More than 2,000": "U.S. and Afghan soldiers"}),
        ("Police arrested 17 would-be suicide bombers.", {"17": "would-be suicide bombers"}),
        ("The Amado shares rose 87.5 cents to $38.875 apiece.", {"$38.875": "Amado shares"}),
        ("They raided 250 shops worth more than $50 million.", {"more than $50 million": "shops"}),
        ("Some 81 percent of those polled think so.", {"Some 81 percent": "those polled"}),
        ("The project was about 85 percent complete.", {"about 85 percent": "project"}),
        ("The price went as high as $70.85.", {"as high as $70.85": "price"}),
    ],
)  # fmt: skip
def test_what_claims_count(nlp, text: str, nouns: dict[str, str]) -> None:
    found = told(nlp, text, "of")
    assert {quantity: found[quantity] for quantity in nouns} == nouns


@pytest.mark.parametrize(
    "text",
    [
        "A deal between the two countries was signed.",
        "The backgrounds of the two bombers prove his point.",
        "The government urged policemen in two provinces to be calm.",
    ],
)
def test_a_count_that_only_describes_another_noun_has_no_predicate(nlp, text: str) -> None:
    assert told(nlp, text, "predicate") == {"two": None}


@pytest.mark.parametrize(
    "text, hedged",
    [
        ("The officer is suspected of stealing six computers.", True),
        ("He is charged with killing three men.", True),
        ("The team could not cross two meters of snow.", False),
        ("It may have killed 12 people.", True),
    ],
)
def test_hedged_claims(nlp, text: str, hedged: bool) -> None:
    assert [c["hedged"] for c in nlp(text)._.onrecord_claims] == [hedged]
