"""Outcomes: the event of a claim, from its predicate, what goes with it, and the noun that is counted."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.linking.events import CASUALTIES, lemma, lemmas, listed, of_word, singular, stem
from onrecord.linking.grammar import children, complements, relation

FOUND = listed("found") | listed("stated")


def event_of(predicate: Token | None, noun: Token | None) -> str:
    """The event of a claim, from its predicate and the noun that is counted."""
    deed = verb_of(predicate) if predicate is not None else ""
    thing = singular(noun) if noun is not None else ""
    if any(_names_dead(t) for t in (noun, predicate) if t is not None and t.pos_ not in ("VERB", "AUX")):
        return "killed"
    if deed in listed("taken") and thing in listed("lives"):
        return "killed"
    own = of_word(predicate) if predicate is not None else None
    if own is not None and predicate is not None:
        own = _both(predicate, own)
        if noun is not None and not is_people(noun) and deed in listed("of_people"):
            return "other"
        return own
    if predicate is not None:
        beyond = _with_companions(predicate, deed, noun)
        if beyond is not None:
            return beyond
    named = of_word(noun) if noun is not None and noun.pos_ in ("NOUN", "ADJ", "VERB", "") else None
    if named is not None:
        return named if named != "detained" or not deed or deed in listed("keeping") else "other"
    if noun is not None and _is_force(noun, thing) and (not deed or deed in listed("sent") or deed == "be"):
        return "deployed"
    return "other"


def verb_of(token: Token) -> str:
    """The lemma of a predicate, read off its form where the lemmatizer left a participle as it was."""
    word = lemma(token)
    if word != token.lower_ or not word.endswith(("ed", "ing")):
        return word
    known = listed("sent") | listed("carried") | listed("moved") | listed("held") | listed("left")
    bare = word.removesuffix("ing").removesuffix("ed")
    return next((form for form in (bare, bare + "e", bare[:-1]) if form in known), stem(word))


def is_people(noun: Token | None) -> bool:
    """Whether a noun is of people: by the list, or a group of them by name (`Afghans`)."""
    return noun is not None and (singular(noun) in listed("people") or noun.ent_type_ == "NORP")


def _is_force(noun: Token, thing: str) -> bool:
    return thing in listed("forces") or (thing == "member" and any(c.lower_ == "service" for c in noun.children))


def is_toll(noun: Token) -> bool:
    """Whether a noun is a count of the dead: a `toll`, or a `count`, `tally` or `figure` of deaths."""
    word = singular(noun)
    if word == "toll":
        return True
    before = noun.doc[noun.i - 1].lower_ if noun.i else ""
    return word in listed("toll") | {"figure"} and before in listed("of_death")


def _names_dead(noun: Token) -> bool:
    return is_toll(noun) or singular(noun) in listed("bodies")


def _both(predicate: Token, own: str) -> str:
    """`killed and wounded` of one number is one event of both, `dead or missing` is neither."""
    for other in companions(predicate):
        pair = {own, of_word(other)}
        if pair == {"killed", "injured"}:
            return "killed_or_injured"
        if pair == {"killed", "missing"} and predicate.pos_ != "NOUN":
            return "other"
    return own


def companions(predicate: Token) -> list[Token]:
    """Verbs joined to a predicate that take the same number: nothing but a conjunction stands between."""
    joined = list(children(predicate, "conj"))
    if relation(predicate) == "conj":
        joined.append(predicate.head)
    joined.extend(_neighbours(predicate))
    found = []
    for other in joined:
        low, high = sorted((predicate.i, other.i))
        between = predicate.doc[low + 1 : high]
        if len(between) <= 2 and all(t.dep_ in ("cc", "punct", "advmod") or t.lower_ in ("and", "or") for t in between):
            found.append(other)
    return found


def _neighbours(predicate: Token) -> list[Token]:
    """The words beyond an `and` or `or` on either side, whatever the parse makes of them."""
    doc, i = predicate.doc, predicate.i
    found = []
    if i + 2 < len(doc) and doc[i + 1].lower_ in ("and", "or"):
        found.append(doc[i + 2])
    if i > 1 and doc[i - 1].lower_ in ("and", "or"):
        found.append(doc[i - 2])
    return found


def _with_companions(predicate: Token, deed: str, noun: Token | None) -> str | None:
    """Events that a verb has only with certain words: shot dead, taken hostage, rushed to hospital."""
    inward = children(predicate, "xcomp", "obj", "advmod", "compound", "compound:prt", "advcl", "obl")
    beside = [*inward, *(n for _, n in complements(predicate))]
    words = [lemma(t) for t in beside]
    inner, people = set(words), is_people(noun)
    passive = bool(children(predicate, "aux:pass", "auxpass"))
    suffered = people and noun is not None and (noun.i > predicate.i or passive)
    return (
        _joined(predicate, deed, passive)
        or _of_class(predicate, deed)
        or _hurt(deed, inner, suffered)
        or (_by_state(beside) if deed in FOUND else None)
        or _held(predicate, deed, inner, suffered)
        or _moved(deed, inner, people, noun)
    )


def _joined(predicate: Token, deed: str, passive: bool) -> str | None:
    """`were shot and killed`: what the second verb says became of them."""
    if not passive and deed not in listed("shot"):
        return None
    events = [of_word(other) for other in companions(predicate) if other.i > predicate.i]
    return next((event for event in events if event in CASUALTIES), None)


def _of_class(predicate: Token, deed: str) -> str | None:
    """`the dead include 40 soldiers`: the event of those who are listed."""
    if deed != "include":
        return None
    events = [of_word(subject) for subject in children(predicate, "nsubj")]
    return next((event for event in events if event is not None), None)


def _hurt(deed: str, inner: set[str], suffered: bool) -> str | None:
    """Shot dead, gunned down, lost four men; rushed to hospital, treated for burns."""
    if deed in listed("shot") and inner & {"dead", "death", "kill", "down"}:
        return "killed"
    if (suffered and deed in ("lose", "claim")) or (deed == "lose" and inner & listed("lives")):
        return "killed"
    if inner & {"death"} and deed in listed("deadly"):
        return "killed"
    if deed in listed("carried") and inner & listed("hospitals"):
        return "injured"
    if deed in listed("carried") | {"treat"} and (suffered and deed == "treat" or inner & listed("harm")):
        return "injured"
    return None


def _by_state(words: Sequence[Token]) -> str | None:
    """Found dead, went missing, left homeless."""
    states = lemmas()["adj"]
    return next((states[form] for t in words for form in (lemma(t), t.lower_) if form in states), None)


def _held(predicate: Token, deed: str, inner: set[str], suffered: bool) -> str | None:
    """Taken hostage, held, caught, in custody; `cannot be found` is missing."""
    if deed in listed("held") and (inner & {"hostage", "captive", "prisoner", "custody", "gunpoint"}):
        return "detained"
    if deed in listed("kept") and inner & listed("prisons"):
        return "detained"
    if deed == "round" and "up" in inner:
        return "detained"
    if suffered and deed in ("hold", "seize", "capture", "catch"):
        return "detained"
    lost = deed == "find" and any(c.lower_ in listed("negative") for c in predicate.children)
    return "missing" if lost else None


def _moved(deed: str, inner: set[str], people: bool, noun: Token | None) -> str | None:
    """Left their homes, forced out, moved to shelters; sent as troops."""
    thing = singular(noun) if noun is not None else ""
    who = people or thing in listed("households")
    if deed in listed("left") and (inner & {"home", "house"} or (who and inner & listed("homes"))):
        return "displaced"
    if who and deed in ("force", "drive", "prompt") and inner & listed("outward"):
        return "displaced"
    if who and deed in listed("moved") and inner & listed("shelters"):
        return "evacuated"
    return "deployed" if noun is not None and deed in listed("sent") and _is_force(noun, thing) else None
