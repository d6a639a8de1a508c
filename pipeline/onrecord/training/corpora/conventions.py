"""Conventions: what the guidelines ask of a name that a corpus labels more coarsely."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from onrecord.training.examples import NameSpan

PLACES = ("GPE", "LOC", "FAC")
LOC_NAMES = frozenset(
    """Africa Asia Europe America Americas Oceania Antarctica Arctic Balkans Caucasus Sahel Sahara Scandinavia
    Kashmir Darfur Kurdistan Chechnya_region Himalayas Alps Andes Levant Maghreb Mideast West East North South
    Atlantic Pacific Mediterranean Caribbean Baltic Sinai Siberia Galilee Golan Horn Gulf Nile Euphrates Tigris
    Danube Rhine Amazon Mekong Ganges Everest""".split()
)
LOC_HEADS = frozenset(
    """River Sea Ocean Gulf Strait Mountain Mountains Mount Lake Island Islands Isles Peninsula Desert Valley
    Basin Bay Canal Coast Cape Delta Plateau Hills Heights Range Region Strip Bank Triangle Hemisphere East
    Africa Asia Europe America Forest Volcano Reef Plain Plains Corridor""".split()
)
FAC_HEADS = frozenset(
    """Airport Base Bridge Camp Hospital Mosque Stadium Road Highway Street Avenue Palace Tower Towers Prison
    Square Cathedral Church Temple Embassy Station Port Airfield Barracks Shrine Hall Theatre Theater Museum
    Arena Hotel Center Centre Park Dam Tunnel Crossing Monument Memorial Plaza Building House Zoo
    Synagogue Monastery Abbey Castle Fort Library Mall Market Garden Gardens Boulevard Pipeline Reactor""".split()
)


@cache
def demonyms() -> frozenset[str]:
    """Names of peoples, faiths and parties' members, as adjectives and nouns."""
    text = files("onrecord.lexicons").joinpath("demonyms.tsv").read_text(encoding="utf-8")
    return frozenset(line.split("\t")[0] for line in text.splitlines() if line and not line.startswith("#"))


@cache
def titles() -> tuple[tuple[str, ...], ...]:
    """Personal titles and offices as word sequences, longest first."""
    text = files("onrecord.lexicons").joinpath("titles.txt").read_text(encoding="utf-8")
    found = {tuple(line.split()) for line in text.splitlines() if line and not line.startswith("#")}
    return tuple(sorted(found, key=lambda t: (-len(t), t)))


def place_labels(words: list[str], known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The labels that a place's name may have: by its head noun, by what is known, else all three."""
    name = " ".join(words)
    if name in known:
        return ("GPE",)
    if words[-1] in FAC_HEADS:
        return ("FAC",)
    if words[-1] in LOC_HEADS or words[-1] in LOC_NAMES or words[0] in ("Mount", "Lake", "Cape", "Gulf"):
        return ("LOC",)
    return ("GPE", "LOC") if len(words) <= 2 else PLACES


def without_title(words: list[str]) -> int:
    """How many words of a person's mention are title, not name."""
    skip = 0
    while skip < len(words):
        rest = [w.rstrip(",") for w in words[skip:]]
        lowered = [w.casefold() for w in rest]
        hit = next((t for t in titles() if lowered[: len(t)] == [w.casefold() for w in t]), None)
        if hit is None:
            return skip
        skip += len(hit)
    return skip


def trim_name(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without a leading article and a trailing possessive."""
    for article in ("the ", "The ", "a ", "an "):
        if text.startswith(article, start) and start + len(article) < end:
            start += len(article)
    for possessive in ("'s", "’s"):
        if text[start:end].endswith(possessive):
            end -= len(possessive)
    return start, end


def name_span(text: str, start: int, end: int, labels: tuple[str, ...]) -> NameSpan | None:
    """A trimmed name, or None where nothing is left of it."""
    start, end = trim_name(text, start, end)
    return NameSpan(start, end, labels) if text[start:end].strip() else None
