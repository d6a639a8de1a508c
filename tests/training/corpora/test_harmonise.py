"""Mentions to names under the guidelines, a sentence a row."""

import pytest
from pytest import param

from onrecord.training.corpora.conventions import NO_NAME, PLACES
from onrecord.training.corpora.harmonise import Mention, harmonise
from onrecord.training.corpora.known import KnownNames

KNOWN = KnownNames(
    {
        "Mali": "GPE",
        "North Zorgia": "GPE",
        "Zorg Authority": "ORG",
        "Reed Union": "ORG",
        "U.S.": "GPE",
        "Malian": "NORP",
    }
)
KINDS = {"per": ("PERSON",), "org": ("ORG",), "loc": PLACES, "gpe": ("GPE",), "none": NO_NAME, "misc": ()}


def parsed(line):
    """Words and mentions of `a [per Ana Ruiz] b`."""
    words, mentions, start, kind = [], [], -1, ""
    for piece in line.split():
        if piece.startswith("["):
            start, kind = len(words), piece[1:]
            continue
        words.append(piece.removesuffix("]"))
        if piece.endswith("]"):
            mentions.append(Mention(start, len(words), KINDS[kind]))
    return words, mentions


@pytest.mark.parametrize(
    "line, names, masked, silver",
    [
        ("[per General Ana Ruiz] left", ["Ana Ruiz PERSON"], [], True),
        ("[per Martin King] left", ["Martin King PERSON"], [], True),
        ("[per Imran Khan] left", ["Imran Khan PERSON"], [], False),
        ("[org U.S. Secretary of State Ada Ode] left", ["U.S. GPE", "Ada Ode PERSON"], [], True),
        ("the [org General Assembly] met", ["General Assembly ORG"], [], True),
        ("[org Mali Senate] and [loc Mali]", ["Mali Senate ORG", "Mali GPE"], [], True),
        ("the [loc North] [loc Zorgia] coast", ["North Zorgia GPE"], [], True),
        ("the [gpe Malian] [org Interior Ministry]", ["Malian Interior Ministry ORG"], [], True),
        ("[org Mali and North Zorgia] agreed", ["Mali GPE", "North Zorgia GPE"], [], True),
        ("[org Front for the Liberation of] [loc Mali]", ["Front for the Liberation of Mali ORG"], [], True),
        ("[misc Orchid] bloomed", [], ["Orchid"], False),
        ("the [none Orchid Cup] began", [], [], False),
        param(
            "the [none 2014 Orchid election] began",
            [],
            ["2014 Orchid election"],
            False,
            id="a-part-may-be-a-name",
        ),
        param("[loc Orchid Treaty] of", [], ["Orchid Treaty"], True, id="silver-calls-a-treaty-a-place"),
        param("[per Mali] said", ["Mali GPE"], [], True, id="known-overrules-silver"),
        param("[per Mali] said", ["Mali PERSON"], [], False, id="known-does-not-overrule-gold"),
        param("[loc Mali] said", ["Mali GPE"], [], False, id="known-narrows-gold"),
        param("in Malian Open", ["Malian NORP|"], [], False, id="people-in-an-unmarked-name"),
        param("spoke Malian troops", ["Malian NORP"], [], False, id="people-left-unmarked"),
        param("[per ode] sings", ["ode PERSON"], [], False, id="gold-lower-case"),
        param("[org army] said", [], ["army"], True, id="silver-lower-case"),
    ],
)
def test_harmonise(line, names, masked, silver):
    words, mentions = parsed(line)
    found, unknown = harmonise(words, mentions, KNOWN, silver)
    assert [f"{' '.join(words[m.first : m.last])} {'|'.join(m.labels)}" for m in found] == names
    assert [" ".join(words[s:e]) for s, e in unknown] == masked
