"""Nouns: what pronouns, given names and common nouns tell of gender, number and kind."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from onrecord.gazetteer.keys import fold
from onrecord.naming.wordlists import read_rows, title_words

PRONOUNS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("he", "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("he", "f")),
    **dict.fromkeys(("it", "its", "itself"), ("it", "n")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("they", "p")),
}
"""From a pronoun to its class and gender; `p` is plural."""

REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
POSSESSIVES = frozenset({"his", "her", "its", "their"})
HONORIFICS = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince", "baron", "sheikh", "imam", "mullah"), "m"),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "dame", "queen", "princess", "madame", "mme", "baroness"), "f"),
}
"""Titles that tell a person's gender, folded."""


SHORT_TITLES = {
    "gen": "general", "col": "colonel", "maj": "major", "capt": "captain", "lt": "lieutenant", "sgt": "sergeant",
    "adm": "admiral", "sen": "senator", "rep": "representative", "gov": "governor", "prof": "professor",
    "dr": "doctor", "pres": "president", "rev": "reverend", "insp": "inspector", "supt": "superintendent",
}  # fmt: skip
"""Titles written short before a name, folded, and the noun that takes them up: `Gen. Ruiz ... the general`."""


class Noun(NamedTuple):
    """What a common noun stands for: "person" or kinds of bodies and places; `gender` m, f or empty."""

    kinds: frozenset[str]
    gender: str


@lru_cache(maxsize=1)
def nouns() -> dict[str, Noun]:
    """Common nouns that may describe a named entity, by lemma."""
    table = {
        word: Noun(frozenset({"person"}), "" if gender == "-" else gender)
        for gender, words in read_rows("person_nouns.tsv")
        for word in words.split()
    }
    for word, kinds in read_rows("body_nouns.tsv"):
        table.setdefault(word, Noun(frozenset(kinds.split()), ""))
    return table


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """From a given name, folded, to its gender; names of both are left out."""
    found: dict[str, str] = {}
    for gender, names in read_rows("given_names.tsv"):
        for name in names.split():
            key = fold(name)
            found[key] = gender if found.get(key, gender) == gender else ""
    return {name: gender for name, gender in found.items() if gender}


def gender_of(name: str, before: str) -> str:
    """The gender that a person's name, or the word `before` it, tells: m, f, or empty where neither does."""
    word = fold(before)
    if word in HONORIFICS:
        return HONORIFICS[word]
    noun = nouns().get(word)
    if noun and noun.gender:
        return noun.gender
    words = [w for w in fold(name).split() if w not in title_words() or w in given_names()]
    gender = given_names().get(words[0], "") if words else ""
    return gender if len(words) > 1 or gender == "f" else ""  # men's given names are surnames too
