"""Word lists of the naming rules, read once."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from onrecord.gazetteer.keys import fold


def read_rows(name: str) -> list[list[str]]:
    """The lines of a word list, cut at tabs; empty lines and comments left out."""
    text = files("onrecord.lexicons").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Personal titles and offices, folded."""
    return frozenset(fold(row[0]) for row in read_rows("titles.txt"))


@lru_cache(maxsize=1)
def title_words() -> frozenset[str]:
    """The single words that titles are made of."""
    return frozenset(w for title in titles() for w in title.split() if w not in ("of", "the", "state", "s"))


@lru_cache(maxsize=1)
def aliases() -> dict[str, str]:
    """From each known other name of a body or place, exactly as written, to its common full name."""
    table: dict[str, str] = {}
    for full, others in read_rows("aliases.tsv"):
        for name in (full, *others.split("|")):
            table.setdefault(name, full)
    return table


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """From each name of a country, exactly as written, to the name it is listed under."""
    return {name: names.split("|")[0] for _, _, names in read_rows("countries.tsv") for name in names.split("|")}


@lru_cache(maxsize=1)
def demonyms() -> dict[str, str]:
    """From each demonym in lower case to its kind: nationality, religion, ethnic, party, language."""
    return {form.casefold(): kind for form, _, kind in read_rows("demonyms.tsv")}


@lru_cache(maxsize=1)
def demonym_stems() -> dict[str, str]:
    """From irregular forms of a people's name in lower case to the regular one: `briton` -> `british`."""
    return {form: stem for stem, forms in read_rows("demonym_groups.tsv") for form in forms.split("|")}


@lru_cache(maxsize=1)
def name_words() -> dict[tuple[str, str], frozenset[str]]:
    """Words that tell what a name is, by label and by where they stand in it: whole, first or last."""
    return {(label, where): frozenset(words.split()) for label, where, words in read_rows("name_words.tsv")}


@lru_cache(maxsize=1)
def name_heads() -> dict[str, frozenset[str]]:
    """Words at a name's borders: offices and their fields, degrees, what is no name, parts of compounds."""
    return {kind: frozenset(words.split()) for kind, words in read_rows("name_heads.tsv")}
