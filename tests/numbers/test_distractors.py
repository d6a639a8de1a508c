"""Distractors: sentences whose numbers count nothing, and near misses whose numbers do."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest import param

from onrecord.numbers import find_quantities

EMPTY = [
    "By 5, the square was full.",
    "At 48, she is the youngest of them.",
    "He promised zero tolerance.",
    "He leaves in a day or two.",
    "It uses four times as much water.",
    "The vote was 373 in favor.",
    "He made 162 not out.",
    "They voted 95 - 2 to confirm him.",
    "He spoke to the weekly programme 60 Minutes about it.",
    "They recalled how the Six-Day War began.",
    "Trade grew in the first 11 months of this year.",
    "That was in the three months to June.",
    "It will be ready in 10 years' time.",
    "He came two weeks ahead of the vote.",
    "He is two.",
    "She was 59 and tired.",
    "Ben Amado, nine, swam home.",
    "The suspect, 27, fled.",
    "They are sisters, aged 29 and 51.",
    "The file is No. 24-117.",
    "Residents may call 311 or write.",
    "There is a free number, 377, for them.",
    "She won 6-4, 3-6, 7-5.",
    "It ended Derrin: 1, Oakley: 0.",
    "It is right 19 times out of 20.",
    "There was one bed for every 200.",
    "It passed by 291 votes to 284.",
    "UPDATE 3-Ferry sinks off the cape",
    "See doi: 10.5555/tml.2025.0417.",
    "-30-",
    "The vote is on May 4.",
    "The vote is on 4 May.",
    "She was born on May 4, 1972.",
    "It began on 12 June 2009.",
    "Talks resume Aug. 12 in the capital.",
    "Talks run from May 10 to 15.",
    "The fair is open 10-15 March.",
    "The truce dates from 2004.",
    "He led the party since 1998.",
    "In 2008 people lost faith in banks.",
    "The 2004 elections were close.",
    "The 1991 pilgrimage ended in sorrow.",
    "It happened in the 1990s.",
    "The law changed in the mid-1980s.",
    "They signed it in fiscal 2009-10.",
    "The 1992-95 war scarred them.",
    "The 1992 - 95 war scarred them.",
    "The file is dated 2010-05-12.",
    "The file is dated 12/05/2010.",
    "The ruins go back to 575 B.C.",
    "The siren went off at 10:30.",
    "The siren went off at 10 a.m. on Sunday.",
    "The siren went off at 10am.",
    "The siren went off at 5.30 pm.",
    "The siren went off at 1500 GMT.",
    "The siren went off at six o'clock.",
    "The siren went off at 7.30 in the morning.",
    "A 34-year-old teacher won.",
    "The 19 year old driver fled.",
    "Ana Ruiz, 34, won.",
    "The driver, aged 61, fled.",
    "He left at the age of 12.",
    "She turned 50 in spring.",
    "The king is in his 70s.",
    "They are children under 5, aged 3 or so.",
    "He moved when he was six.",
    "Recruits as young as 14 joined.",
    "It was the third attack.",
    "He came 5th.",
    "The 21st century began.",
    "The twenty-first floor burned.",
    "In the 69th minute he scored.",
    "A third attempt failed.",
    "It happened in the second half.",
    "The first quarter was quiet.",
    "Flight 370 vanished.",
    "The council passed Resolution 2334.",
    "Resolutions 1701 and 1718 still stand.",
    "The F-16 crashed.",
    "An A320 landed.",
    "The G7 met.",
    "The H5N1 strain spread.",
    "After 9/11 the rules changed.",
    "He robbed a 7-Eleven.",
    "See Article 5 of the treaty.",
    "See page 12.",
    "He lives in Room 101.",
    "A Boeing 737 crashed.",
    "Internet Explorer 6 is old.",
    "CTF 50 will lead the drill.",
    "A category 4 storm is near.",
    "The film was shot in 3D.",
    "The network runs on 4G.",
    "The Five Star Movement gained ground there.",
    "World number two Ana Ruiz lost.",
    "It ranked number 3 there.",
    "Call 555-1234 now.",
    "Call +1 202 555 0187 now.",
    "Call (202) 555-0187 now.",
    "Call 1-800-555-0199 now.",
    "He works at 10 Downing Street.",
    "The office is at 1600 Pennsylvania Avenue.",
    "They won 2-1.",
    "It was a 3-1 lead.",
    "The first half ended 1 – 1 on Sunday.",
    "The Senate voted 52-48.",
    "The house passed the bill 336 to 75.",
    "It was a six-to-three vote.",
    "The sets went 07-Jun, 06-Mar.",
    "Version 2.3.1 is out.",
    "The address is 192.168.10.1 there.",
    "Read https://news.example/2010/12/34-killed today.",
    "Read www.example.org/12 today.",
    "Write to desk12@paper.example today.",
    "Follow @runner99 and #covid19 now.",
    "1. Fruit\n2. Bread",
    "1) Fruit",
    "The study[3] was wrong.",
    "One of the men smiled.",
    "No one came.",
    "One day they will return.",
    "At one point he wept.",
    "They looked at one another.",
    "One must wonder why.",
    "Each one was tested.",
    "The one who left is here.",
    "It was one-sided.",
    "Formula One returns.",
    "He scores often.",
    "Eight days ago it rained.",
    "It rained two days after the match.",
    "It rained an hour before midnight.",
    "They met three years earlier.",
    "It grew over the past five years.",
    "In the last 24 hours it rained.",
    "It may close in the next two weeks.",
    "The one-year anniversary passed.",
    "Coordinates: 33°47′N 44°30′E",
    "The land was cut in two.",
]


@pytest.mark.parametrize("text", EMPTY)
def test_nothing_is_counted(text: str) -> None:
    found = [text[q.start : q.end] for q in find_quantities(text)]
    assert found == []


@pytest.mark.parametrize(
    "text, quantities",
    [
        param("In May 2009, 12 men left.", ["12"], id="count-after-a-date"),
        param("More than 2000 people left.", ["More than 2000"], id="a-year-like-count-with-a-bound"),
        param("A survey of 1709 schoolchildren began.", ["1709"], id="a-year-like-count-of-children"),
        param("They sent nearly 3600 soldiers.", ["nearly 3600"], id="too-high-for-a-year"),
        param("One child was hurt.", ["One"], id="one-before-a-noun"),
        param("The blast killed one soldier.", ["one"], id="one-victim"),
        param("There is one way out.", ["one"], id="one-way"),
        param("He held office for the past 15 years.", ["15 years"], id="for-lasts"),
        param("He was held for nearly a year after the raid.", ["nearly a year"], id="for-lasts-after"),
        param("She wept in the last five months of her life.", ["five months"], id="a-span-of-a-life"),
        param("It is the first visit in nearly four decades.", ["nearly four decades"], id="first-in"),
        param("Two of the men fled.", ["Two"], id="two-of"),
        param("Half of the men fled.", ["Half"], id="half-of"),
        param("It costs $95 per 1,000 litres.", ["$95"], id="what-a-rate-is-per"),
        param("A recent poll of 1,000 voters came out.", ["1,000"], id="poll"),
        param("The 19 largest banks failed.", ["19"], id="definite-count"),
        param("The two sides met.", ["two"], id="two-sides"),
        param("In all, 12 fell.", ["12"], id="in-all"),
        param("Mr. Ode, 12 aides and a cook left.", ["12"], id="no-age"),
        param("He has control over four fields.", ["four"], id="over-is-no-bound"),
        param("It won 84,121 votes.", ["84,121"], id="votes-are-counted"),
        param("Officials charged 5 people.", ["5"], id="plain"),
    ],
)
def test_near_misses_count(text: str, quantities: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quantities(text)] == quantities


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "9" * 5000,
        "1," * 2000,
        "one million " * 2000,
        "hundreds of " * 2000,
        "half a " * 2000,
        "five and a " * 2000,
        "between 5 and " * 2000,
        "1-" * 2000,
        "1 " * 2000,
        "(" * 5000 + "12",
        "\ud800 five men \x00",
        "٣٤ men, ² and ½ ½ ½",
        "$" * 2000 + "5",
        "one in " * 2000,
        "at least " * 2000 + "5",
        "5\u2028men\u00855 men\r\n5\rmen",
        "\u202b12 رجل\u202c",
    ],
)
def test_no_text_breaks_it(text: str) -> None:
    for quantity in find_quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)


TABLE = Path(__file__).with_name("distractors.txt").read_text(encoding="utf-8").splitlines()
"""Sentences written in two batches before the grammar was run on them; it fired on 21 of 156 and 15 of 93 then."""
ALLOWED = 0.03


def test_few_of_a_table_of_distractors_fire() -> None:
    fired = [sentence for sentence in TABLE if find_quantities(sentence)]
    assert len(set(TABLE)) >= 115
    assert len(fired) <= ALLOWED * len(TABLE), fired
