"""Keys: what a place name is filed and sought under."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

ARABIC_ARTICLE = re.compile(r"^(?:al|ar|as|ash|at|ad|az|an|el|ad)[- ]+(?=\w{3})", re.IGNORECASE)
SPECIAL = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"})
WORDS = re.compile(r"[^a-z0-9]+")
COMMON = re.compile(
    r"^(?:the )?(?:(?:republic|kingdom|state|province|city|town|village|district|governorate|region) of (?:the )?)?"
    r"(.+?)(?: (?:province|city|town|village|district|governorate|region|oblast|county|prefecture|provinces))?$"
)


@lru_cache(maxsize=8)
def place_words(kind: str) -> frozenset[str]:
    """The words of one kind from the list of words that stand in place names."""
    text = files("onrecord.lexicons").joinpath("place_words.tsv").read_text(encoding="utf-8")
    rows = dict(line.split("\t") for line in text.splitlines() if "\t" in line)
    return frozenset(rows[kind].split())


def fold(name: str) -> str:
    """A name in lower case without accents, each break between words one space."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(SPECIAL))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return WORDS.sub(" ", plain.replace("'", "").replace("’", "").replace("`", "").replace("ʿ", "")).strip()


def key_of(name: str) -> str:
    """The key a name is filed under: its letters and digits alone, the article `the` left off."""
    folded = fold(name)
    return folded.removeprefix("the ").replace(" ", "")


def keys_of(name: str) -> Iterator[str]:
    """The keys to try for a name in a text, the likeliest first: spelling varies most in transliterations."""
    tried: dict[str, None] = {}
    bare = ARABIC_ARTICLE.sub("", name.strip())
    folded = fold(name)
    core = COMMON.match(folded)
    for form in (name, bare, core.group(1) if core else folded):
        key = key_of(form)
        if len(key) < 2:
            continue
        tried[key] = None
    for key in list(tried):
        if len(key) > 4:
            tried[key[:-1] if key.endswith("ah") else key + "h" if key.endswith("a") else key] = None
            tried[re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", key)] = None
        if len(key) > 3:
            tried["al" + key] = None
    yield from tried
