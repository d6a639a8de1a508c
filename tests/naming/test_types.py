"""Types: the kind of actor by its names."""

import pytest

from onrecord.naming.types import TYPES, likely_type, type_of


@pytest.mark.parametrize(
    "label, name, kind",
    [
        ("PERSON", "Ana Ruiz", "person"),
        ("NORP", "Kurds", "nationality_or_group"),
        ("GPE", "Mali", None),
        ("FAC", "Bagram Airfield", None),
        ("ORG", "Taliban", "armed_group"),
        ("ORG", "Daesh", "armed_group"),
        ("ORG", "Zarqa Liberation Front", "armed_group"),
        ("ORG", "Indian Army", "military"),
        ("ORG", "U.S. Central Command", "military"),
        ("ORG", "Northern Ireland Police Service", "police"),
        ("ORG", "Ministry of Defence", "government"),
        ("ORG", "Constitutional Court of Peru", "government"),
        ("ORG", "U.N.", "intergovernmental"),
        ("ORG", "NATO", "intergovernmental"),
        ("ORG", "Orange Democratic Party", "party"),
        ("ORG", "Lima Evening News", "media"),
        ("ORG", "AFP", "media"),
        ("ORG", "Northern Mining Corp", "company"),
        ("ORG", "Kabul Bank", "company"),
        ("ORG", "Doctors Without Borders", "ngo"),
        ("ORG", "University of Nairobi", "other"),
        ("ORG", "Blue Lanterns", None),
    ],
)
def test_types(label, name, kind):
    assert type_of(label, [name]) == kind
    assert kind is None or kind in TYPES


@pytest.mark.parametrize(
    "guesses, at_least, kind",
    [
        ([{"party": 0.9, "ngo": 0.1}], 0.6, "party"),
        ([{"party": 0.9, "ngo": 0.1}, {"party": 0.2, "ngo": 0.8}], 0.6, None),
        ([{"party": 0.4, "ngo": 0.6}, {"party": 0.2, "ngo": 0.8}], 0.6, "ngo"),
        ([], 0.0, None),
    ],
)
def test_a_classifier_speaks_where_its_guesses_agree(guesses, at_least, kind):
    assert likely_type(guesses, at_least) == kind
