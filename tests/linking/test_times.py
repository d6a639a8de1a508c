"""Times: which words say when, and their ISO form against the article's date."""

from __future__ import annotations

import pytest

from onrecord.linking.times import iso_of, times_in

WEDNESDAY = "2020-05-06"


@pytest.mark.parametrize(
    "text, times",
    [
        ("It burned on Monday.", ["Monday"]),
        ("It burned in Monday's fire.", ["Monday"]),
        ("It burned on May 4, 2009, in Derrin.", ["May 4, 2009"]),
        ("It burned on 25 June.", ["25 June"]),
        ("It burned last week and again yesterday.", ["last week", "yesterday"]),
        ("It burned in 2009.", ["2009"]),
        ("It burned over the past two years.", ["the past two years"]),
        ("It burned earlier this month.", ["earlier this month"]),
        ("It burned three days ago.", ["three days ago"]),
        ("It has burned since January.", ["since January"]),
        ("It has 2000 people.", []),
        ("He may march on.", []),
    ],
)
def test_times(text: str, times: list[str]) -> None:
    assert [text[w.start : w.end] for w in times_in(text, 0, len(text))] == times


@pytest.mark.parametrize(
    "words, published, iso",
    [
        ("Monday", WEDNESDAY, "2020-05-04"),
        ("Wednesday", WEDNESDAY, "2020-05-06"),
        ("Thursday", WEDNESDAY, "2020-04-30"),
        ("next Thursday", WEDNESDAY, "2020-05-07"),
        ("last Wednesday", WEDNESDAY, "2020-04-29"),
        ("yesterday", WEDNESDAY, "2020-05-05"),
        ("Today", WEDNESDAY, "2020-05-06"),
        ("last week", WEDNESDAY, "2020-W18"),
        ("this month", WEDNESDAY, "2020-05"),
        ("last month", "2020-01-15", "2019-12"),
        ("last year", WEDNESDAY, "2019"),
        ("three days ago", WEDNESDAY, "2020-05-03"),
        ("two weeks ago", WEDNESDAY, "2020-04-22"),
        ("May 4", WEDNESDAY, "2020-05-04"),
        ("25 June", WEDNESDAY, "2019-06-25"),
        ("March", WEDNESDAY, "2020-03"),
        ("May 4, 2009", WEDNESDAY, "2009-05-04"),
        ("May 4, 2009", None, "2009-05-04"),
        ("4 May 2009", None, "2009-05-04"),
        ("June 2011", None, "2011-06"),
        ("2009", None, "2009"),
        ("Monday", None, None),
        ("Monday", "soon", None),
        ("February 31", WEDNESDAY, None),
        ("the past two years", WEDNESDAY, None),
        ("recently", WEDNESDAY, None),
    ],
)
def test_iso(words: str, published: str | None, iso: str | None) -> None:
    assert iso_of(words, published) == iso
