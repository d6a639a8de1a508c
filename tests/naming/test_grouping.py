"""Grouping: which names of an article are one, and what it is called."""

import pytest
from pytest import param

from onrecord.naming.bodies import initials, is_acronym, key_of_people
from onrecord.naming.grouping import NamedSpan, group_names


def grouped(*names: tuple[str, str], text: str | None = None) -> list[set[str]]:
    """The groups of names that stand one after the other in a text."""
    return [set(members) for _, members in _run(names, text)]


def _run(names, text=None):
    text = text or " met ".join(n for n, _ in names)
    spans, at = [], 0
    for name, label in names:
        at = text.index(name, at)
        spans.append(NamedSpan(at, at + len(name), label))
        at += len(name)
    return [(g.name, [names[i][0] for i in g.members]) for g in group_names(text, spans)]


@pytest.mark.parametrize(
    "first, second, label",
    [
        ("Lloyd Austin", "Austin", "PERSON"),
        ("Austin", "Lloyd Austin", "PERSON"),
        ("Lloyd J. Austin III", "Lloyd Austin", "PERSON"),
        ("Kim Jong-un", "Kim", "PERSON"),
        ("Kim Jong Un", "Kim Jong-un", "PERSON"),
        ("Abd al-Rahman al-Lughari", "al-Lughari", "PERSON"),
        ("Nouri al-Maliki", "Maliki", "PERSON"),
        ("Andrés Manuel López Obrador", "López Obrador", "PERSON"),
        ("Ana María Ruiz", "Ana Maria Ruiz", "PERSON"),
        ("Ursula von der Leyen", "von der Leyen", "PERSON"),
        ("M. Rathbone", "Mark Rathbone", "PERSON"),
        ("Gen. Ode Mbeki", "Mbeki", "PERSON"),
        ("Martin Luther King Jr.", "King", "PERSON"),
        ("ISIS", "Islamic State", "ORG"),
        ("ISIL", "Daesh", "ORG"),
        ("IS", "Islamic State of Iraq and the Levant", "ORG"),
        ("ISIS-K", "Islamic State Khorasan", "ORG"),
        ("U.N.", "United Nations", "ORG"),
        ("al-Qaida", "Al Qaeda", "ORG"),
        ("European Union", "EU", "ORG"),
        ("Free Aceh Movement", "FAM", "ORG"),
        ("Ministry of Defence", "Defence Ministry", "ORG"),
        ("Indonesian Coast Guard Board", "Coast Guard Board", "ORG"),
        ("US State Department", "State Department", "ORG"),
        ("U.S. Army", "United States Army", "ORG"),
        ("Labour Party", "Labour", "ORG"),
        ("Northern Mining Corp.", "Northern Mining", "ORG"),
        ("Supreme Court of Appeal", "Supreme Court", "ORG"),
        ("the Taliban", "Taliban", "ORG"),
        ("Johnson & Sons", "Johnson and Sons", "ORG"),
        ("U.S.", "America", "GPE"),
        ("US", "United States", "GPE"),
        ("UK", "Britain", "GPE"),
        ("DPRK", "North Korea", "GPE"),
        ("North Korea", "North", "GPE"),
        ("Raqqa", "al-Raqqah", "GPE"),
        ("Anbar", "Anbar Province", "GPE"),
        ("Washington", "Washington, D.C.", "GPE"),
        ("Los Angeles", "L.A.", "GPE"),
        ("Afghans", "Afghan", "NORP"),
        ("Britons", "British", "NORP"),
        ("Kurds", "Kurdish", "NORP"),
        ("Shi'ite", "Shia", "NORP"),
        ("Democrats", "Democrat", "NORP"),
    ],
)
def test_one_entity(first, second, label):
    assert grouped((first, label), (second, label)) == [{first, second}]


@pytest.mark.parametrize(
    "first, second",
    [
        param(("ISIS", "ORG"), ("ISIS-K", "ORG"), id="a-faction-is-another-group"),
        param(("Islamic State", "ORG"), ("Islamic State Khorasan", "ORG"), id="nor-by-its-full-name"),
        param(("Taliban", "ORG"), ("Pakistani Taliban", "ORG"), id="the-pakistani-one"),
        param(("Afghan", "NORP"), ("Afghanistan", "GPE"), id="demonym-is-not-country"),
        param(("Jordan", "GPE"), ("Jordan", "PERSON"), id="person-is-not-country"),
        param(("Democratic Party", "ORG"), ("Liberal Democratic Party", "ORG"), id="another-party"),
        param(("Niger", "GPE"), ("Nigeria", "GPE"), id="niger"),
        param(("Ben Chan", "PERSON"), ("Raymond Chan", "PERSON"), id="two-of-one-surname"),
        param(("Sudan", "GPE"), ("South Sudan", "GPE"), id="south-sudan"),
        param(("North Korea", "GPE"), ("South Korea", "GPE"), id="koreas"),
        param(("United Nations", "ORG"), ("UN Security Council", "ORG"), id="a-council-of-it"),
        param(("Islam", "NORP"), ("Islamabad", "GPE"), id="islamabad"),
        param(("Oklahoma", "GPE"), ("Oklahoma City", "GPE"), id="oklahoma-city"),
        param(("Iraqi Army", "ORG"), ("Indian Army", "ORG"), id="two-armies"),
        param(("Congo", "GPE"), ("Republic of the Congo", "GPE"), id="two-congos"),
        param(("Chinese", "NORP"), ("Japanese", "NORP"), id="peoples"),
    ],
)
def test_two_entities(first, second):
    assert len(grouped(first, second)) == 2


def test_an_acronym_defined_in_brackets_needs_no_initials():
    text = "The Conferenza Episcopale (CEI) met. CEI agreed."
    assert _run([("Conferenza Episcopale", "ORG"), ("CEI", "ORG"), ("CEI", "ORG")], text) == [
        ("Conferenza Episcopale", ["Conferenza Episcopale", "CEI", "CEI"])
    ]


def test_an_agency_in_brackets_is_no_acronym():
    text = "Fighters of the Northern Front (AFP) fled."
    assert len(_run([("Northern Front", "ORG"), ("AFP", "ORG")], text)) == 2


def test_a_shared_surname_means_the_one_last_named():
    names = [(n, "PERSON") for n in ("Ana Ruiz", "Tom Ruiz", "Ruiz", "Ana Ruiz", "Ruiz")]
    assert [len(members) for _, members in _run(names)] == [3, 2]


def test_a_name_of_two_labels_settles():
    names = [("Houthis", "NORP"), ("Houthis", "ORG"), ("Houthis", "ORG")]
    assert len(_run(names)) == 1


@pytest.mark.parametrize(
    "names, called",
    [
        ([("Austin", "PERSON"), ("Lloyd Austin", "PERSON")], "Lloyd Austin"),
        ([("UK", "GPE")], "United Kingdom"),
        ([("ISIS", "ORG")], "ISIS"),
        ([("U.N.", "ORG")], "United Nations"),
        ([("Islamic Emirate", "ORG"), ("Taliban", "ORG")], "Taliban"),
        ([("NPP", "ORG"), ("New People's Party", "ORG")], "New People's Party"),
        ([("Afghan", "NORP"), ("Afghans", "NORP")], "Afghans"),
        ([("RUIZ", "PERSON"), ("Ruiz", "PERSON")], "Ruiz"),
    ],
)
def test_canonical_names(names, called):
    assert [name for name, _ in _run(names)] == [called]


@pytest.mark.parametrize(
    "name, found", [("NATO", True), ("U.N.", True), ("AfD", True), ("Hamas", False), ("Kim", False)]
)
def test_acronyms(name, found):
    assert is_acronym(name) is found


def test_initials_with_and_without_small_words():
    assert set(initials("Bank of the North")) == {"BN", "BOTN"}


@pytest.mark.parametrize("form", ["Swiss", "Chinese", "Afghan", "Iraqi"])
def test_a_people_is_its_own_key(form):
    assert key_of_people(form) == form.casefold()


def test_a_long_list_of_names_stays_linear():
    names = [(f"Anna{i} Smith{i % 50}", "PERSON") for i in range(4000)]
    assert len(_run(names)) > 1000


def test_no_names():
    assert group_names("Nothing.", []) == []
