"""Events: which of the killed, injured, detained ... a predicate and its noun speak of."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from onrecord.linking.grammar import children, complements, relation
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


@cache
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
    if token.tag_ in ("VBN", "VBD", "VBG", "JJ"):
        return (
            table["verb"].get(word)
            or table["adj"].get(token.lower_)
            or table["verb"].get(stem(token.lower_))
            or table["adj"].get(word)
        )
    return table[part].get(word) or (table["adj"].get(word) if part == "noun" and token.tag_ == "JJ" else None)


def event_of(predicate: Token | None, noun: Token | None) -> str:
    """The event of a claim, from its predicate and the noun that is counted."""
    deed = lemma(predicate) if predicate is not None else ""
    thing = singular(noun) if noun is not None else ""
    if predicate is not None and singular(predicate) in listed("toll") | listed("bodies"):
        return "killed"
    if thing in listed("bodies") or (deed in listed("taken") and thing in listed("lives")):
        return "killed"
    own = of_word(predicate) if predicate is not None else None
    if own is not None and predicate is not None:
        own = _both(predicate, own)
        return "other" if own == "displaced" and deed == "escape" else own
    if predicate is not None:
        beyond = _with_companions(predicate, deed, thing)
        if beyond is not None:
            return beyond
    named = of_word(noun) if noun is not None and noun.pos_ in ("NOUN", "ADJ", "VERB", "") else None
    if named is not None:
        return named
    if thing in listed("forces") and (not deed or deed in listed("sent") or deed == "be"):
        return "deployed"
    return "other"


def _both(predicate: Token, own: str) -> str:
    """`killed and wounded` of one number is one event of both."""
    for other in companions(predicate):
        event = of_word(other)
        if {own, event} == {"killed", "injured"}:
            return "killed_or_injured"
    return own


def companions(predicate: Token) -> list[Token]:
    """Verbs joined to a predicate that take the same number: nothing but a conjunction stands between."""
    joined = list(children(predicate, "conj"))
    if relation(predicate) == "conj":
        joined.append(predicate.head)
    found = []
    for other in joined:
        low, high = sorted((predicate.i, other.i))
        between = predicate.doc[low + 1 : high]
        if len(between) <= 2 and all(t.dep_ in ("cc", "punct", "advmod") for t in between):
            found.append(other)
    return found


def _with_companions(predicate: Token, deed: str, thing: str) -> str | None:
    """Events that a verb has only with certain nouns: shot dead, taken hostage, rushed to hospital."""
    words = [
        lemma(t)
        for t in (
            *children(predicate, "xcomp", "obj", "advmod", "compound", "advcl", "obl"),
            *(n for _, n in complements(predicate)),
        )
    ]
    inner = set(words)
    if deed in listed("carried") and inner & listed("hospitals"):
        return "injured"
    if deed in listed("shot") and inner & {"dead", "death", "kill"}:
        return "killed"
    if deed in listed("found") | {
        "report",
        "leave",
        "presume",
        "list",
        "confirm",
        "declare",
        "pronounce",
        "remain",
        "go",
        "be",
        "lie",
    }:
        for word in words:
            event = lemmas()["adj"].get(word)
            if event is not None:
                return event
    if deed in listed("held") and (inner & {"hostage", "captive", "prisoner", "custody", "gunpoint"}):
        return "detained"
    if deed in ("hold", "seize", "capture") and thing in listed("people"):
        return "detained"
    if deed in listed("left") and inner & {"home", "house"}:
        return "displaced"
    if deed in listed("sent") and thing in listed("forces"):
        return "deployed"
    return None
