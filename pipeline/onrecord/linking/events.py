"""Events: which of the killed, injured, detained ... a word names by itself."""

from __future__ import annotations

from functools import cache, lru_cache

from spacy.tokens import Token

from onrecord.numbers.lexicon import rows

PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
CASUALTIES = frozenset({"killed", "injured", "killed_or_injured"})


@cache
def lemmas() -> dict[str, dict[str, str]]:
    """Event by part of speech (verb, noun, adj) and lemma."""
    table: dict[str, dict[str, str]] = {"verb": {}, "noun": {}, "adj": {}}
    for event, part, forms in rows("events.tsv"):
        if event != "list":
            for form in forms.split("|"):
                table[part].setdefault(form, event)
    return table


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lemma lists that events are told by (`bodies`, `forces`, `change`)."""
    found = [row[2] for row in rows("events.tsv") if row[0] == "list" and row[1] == name]
    if not found:
        raise ValueError(f"events.tsv: no list {name!r}; it needs a row `list<TAB>{name}<TAB>lemmas`")
    return frozenset(found[0].split("|"))


def lemma(token: Token) -> str:
    """The lemma in lower case; without a lemmatizer, a guess from the form."""
    if token.lemma_:
        return token.lemma_.lower()
    return stem(token.lower_)


@lru_cache(maxsize=4096)
def stem(form: str, part: str = "verb") -> str:
    """The lemma that a form most likely has, by its ending and the list of events of one part of speech."""
    known = lemmas()[part]
    if form in _IRREGULAR:
        return _IRREGULAR[form]
    for ending, repair in ENDINGS:
        guess = form.removesuffix(ending) + repair if form.endswith(ending) else ""
        if guess in known:
            return guess
        if len(guess) > 2 and guess[-1] == guess[-2] and guess[:-1] in known:
            return guess[:-1]
    return form


ENDINGS = (
    ("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"),
    ("ing", ""), ("ing", "e"), ("ying", "ie"),
)  # fmt: skip
_IRREGULAR = {
    "slain": "slay", "slew": "slay", "fled": "flee", "shot": "shoot", "held": "hold", "taken": "take", "took": "take",
    "found": "find", "bodies": "body", "deaths": "death", "lost": "lose", "left": "leave", "sent": "send",
    "people": "people",
    "men": "man", "women": "woman", "children": "child", "lives": "life", "troops": "troop", "soldiers": "soldier",
}  # fmt: skip


def singular(noun: Token) -> str:
    """The lemma of a noun, where a lemmatizer may have left it in the plural."""
    word = lemma(noun)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    known = listed("people") | listed("forces") | listed("bodies") | listed("toll")
    return word[:-1] if word.endswith("s") and word[:-1] in known else word


def of_word(token: Token) -> str | None:
    """The event that a word names by itself; None where the lexicon has none."""
    table, word = lemmas(), lemma(token)
    part = PARTS.get(token.pos_)
    if part is None and not token.pos_:
        thing = table["noun"].get(stem(token.lower_, "noun"))
        lost = "killed" if token.lower_ == "lives" else None
        return table["verb"].get(word) or table["adj"].get(token.lower_) or thing or lost
    if part is None:
        return None
    if part == "verb" or token.tag_ in ("VBN", "VBD", "VBG", "JJ"):
        return (
            table["verb"].get(word)
            or table["adj"].get(token.lower_)
            or table["verb"].get(stem(token.lower_))
            or table["adj"].get(word)
        )
    return table[part].get(word) or (table["adj"].get(word) if part == "noun" and token.tag_ == "JJ" else None)
