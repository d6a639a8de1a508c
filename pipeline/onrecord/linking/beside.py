"""Beside: what the words next to a number say happened, told without a parse.

`killing 12`, `100 wounded`, `12 soldiers and a cook were killed`, `the bodies of nine men`:
the commonest forms of casualty news are plain enough to be read off the line, and a parse
that is wrong about them does more harm than none.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from onrecord.linking.events import lemma, lemmas, listed, stem

BETWEEN = listed("between")
AUXILIARIES = listed("auxiliaries")
ACTIVE = listed("active")
STATES = listed("states")
LEAVING = listed("leaving")
FORCING = frozenset({"force", "compel", "cause", "prompt"})
NOT_PARTICIPLES = frozenset({"escaped", "disabled", "treated"})
REACH = 14
"""How many words after the number its deed may stand."""


def deed_beside(span: Span, noun: Token | None) -> Token | None:
    """The event word beside a number, after it or before."""
    return _right_behind(span) or _before(span) or _after(span, noun)


def _right_behind(span: Span) -> Token | None:
    """`100 wounded`, `34 killed`, `several seriously injured`."""
    doc = span.doc
    at = span.end
    while at < len(doc) and doc[at].lower_ in (
        "others",
        "more",
        "seriously",
        "critically",
        "badly",
        "slightly",
        "still",
        "reported",
        "feared",
        "people",
        "were",
        "was",
        "left",
    ):
        at += 1
    if at >= len(doc) or not _is_participle(doc[at]):
        return None
    if at == span.end and at + 1 < len(doc) and doc[at + 1].tag_ in ("NN", "NNS") and doc[at].lower_ not in ("dead",):
        return None
    return doc[at]


def _is_participle(token: Token) -> bool:
    """Whether a word is an event's participle or state: `killed`, `dead`, `missing`."""
    low = token.lower_
    if low in STATES:
        return True
    if low in NOT_PARTICIPLES or not (
        low.endswith(("ed", "wn", "in", "ot", "lt")) or low in ("shot", "hurt", "held", "slain", "hung")
    ):
        return False
    return lemmas()["verb"].get(stem(low)) is not None and token.tag_ not in ("NN", "NNS", "NNP")


def _before(span: Span) -> Token | None:
    """`killing 12`, `wounded at least nine`, `the deaths of 14`."""
    doc, at = span.doc, span.start - 1
    if at >= 0 and doc[at].lower_ == "of" or (at > 0 and doc[at].lower_ in BETWEEN and doc[at - 1].lower_ == "of"):
        at -= doc[at].lower_ != "of"
        named = doc[at - 1] if at else None
        if named is not None and lemmas()["noun"].get(noun_stem(named)) is not None:
            return named
        return None
    while at > 0 and doc[at].lower_ in BETWEEN:
        at -= 1
    if at < 0:
        return None
    low = doc[at].lower_
    if low == "dead" and at and doc[at - 1].lower_ == "shot":
        return doc[at]
    event = lemmas()["verb"].get(stem(low))
    if event is None or (stem(low) in ACTIVE and low != "drowning") or doc[at].tag_ in ("NN", "NNS", "NNP", "JJ"):
        return None
    passive = at > 0 and doc[at - 1].lower_ in ("was", "were", "been", "be") and low.endswith(("ed", "t", "n"))
    return None if passive else doc[at]


def _after(span: Span, noun: Token | None) -> Token | None:
    """`12 soldiers and a cook were killed`, `nine people dead`: over nouns and auxiliaries only."""
    doc = span.doc
    opened = joined = False
    skipped = _parenthesis(span)
    partitive = _is_part(span)
    for token in doc[span.end : span.end + REACH + len(skipped)]:
        low = token.lower_
        if token.i in skipped or (low == "of" and token.i == span.end):
            continue
        if low in ("taken", "held") and opened and _is_captivity(token):
            return token
        if low in AUXILIARIES and (opened or token.pos_ in ("", "AUX", "ADV", "VERB")) and (low != "to" or opened):
            opened = True
        elif _is_participle(token) and (opened or not joined):
            return token if opened or (_closes_phrase(doc, token, noun) and not partitive) else None
        elif stem(low) in ACTIVE and low.endswith("ed") or low == "fled":
            return token
        elif opened or not _in_phrase(token):
            return None
        else:
            joined = joined or low in ("and", "or")
    return None


def _parenthesis(span: Span) -> range:
    """The tokens of `, including three children,` between a noun and what was done."""
    doc = span.doc
    for at in range(span.end, min(span.end + 5, len(doc) - 1)):
        if doc[at].text == "," and doc[at + 1].lower_ in ("including", "among", "most", "mostly"):
            closing = next((k for k in range(at + 1, min(at + 14, len(doc))) if doc[k].text == ","), at - 1)
            return range(at, closing + 1)
    return range(0)


def _is_part(span: Span) -> bool:
    """Whether the number is a part of another (`three of five men kidnapped`), whose participle is not its own."""
    after = span.doc[span.end : span.end + 3]
    return len(after) > 0 and after[0].lower_ == "of" and any(t.like_num for t in after)


def _is_captivity(token: Token) -> bool:
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return after in ("hostage", "captive", "prisoner")


def _in_phrase(token: Token) -> bool:
    """Whether a word may stand in the noun phrase after a number; without tags, any that is no function word."""
    if token.text in ("-", "'s", "’s"):
        return True
    if not token.pos_:
        return token.is_alpha and (
            not token.is_stop or token.lower_ in ("and", "other", "others", "more", "a", "an", "of", "the")
        )
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "CCONJ", "DET", "ADV", "PART")


def _closes_phrase(doc: Doc, token: Token, noun: Token | None) -> bool:
    """Whether a participle follows its noun (`people killed`), and does not stand before one (`wounded men`)."""
    if noun is not None and noun.i > token.i:
        return False
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return (
        following is None or following.pos_ not in ("NOUN", "PROPN") or following.ent_type_ != "" or following.is_title
    )


def left_so(deed: Token, span: Span) -> Token | None:
    """`leaving four policemen dead`, `saw 120 soldiers killed`, `forced 900 to flee`."""
    if lemma(deed) not in LEAVING | FORCING or deed.i >= span.start:
        return None
    for token in span.doc[span.end : span.end + 12]:
        if token.is_punct and token.text not in ("-", "'"):
            return None
        if _is_participle(token) or (
            stem(token.lower_) in ("flee", "evacuate") and lemma(deed) in FORCING
        ):
            return token
    return None


def toll_before(span: Span) -> Token | None:
    """The `toll` that a number without a noun closes: `the death toll from the quake rose to 40`."""
    doc = span.doc
    last = doc[span.start - 1].lower_ if span.start else ""
    if last not in (
        "to",
        "at",
        "of",
        "reached",
        "reaches",
        "past",
        "stands",
        "hit",
        "is",
        "was",
        "toll",
        "topped",
        "been",
        "be",
        "exceeded",
        "exceeds",
        "from",
        "passed",
        "rose",
        "as",
    ):
        return None
    for at in range(span.start - 1, max(span.start - 25, -1), -1):
        if doc[at].lower_ in (".", "!", "?", ";") or (
            doc[at].is_sent_start and at != span.start and doc[at].lower_ not in ("toll", "tolls", "casualties")
        ):
            return doc[at] if noun_stem(doc[at]) in listed("toll") else None
        if doc[at].lower_ in ("toll", "tolls", "fatalities", "casualties") or _is_number_of_dead(doc, at):
            return doc[at]
    return None


def _is_number_of_dead(doc: Doc, at: int) -> bool:
    """`the number of dead`, `the number of deaths`."""
    return at > 1 and doc[at].lower_ in ("dead", "deaths") and doc[at - 2].lower_ == "number"


def noun_stem(token: Token) -> str:
    """The lemma of a noun, where the lemmatizer may have left the plural."""
    word = token.lemma_.lower()
    return stem(token.lower_, "noun") if word in ("", token.lower_) else word


def victims(span: Span) -> Token | None:
    """A noun right after the number that is an event's own: `34 deaths`, `eight bodies`, `claimed 17 lives`."""
    doc = span.doc
    if span.end >= len(doc):
        return None
    noun = doc[span.end]
    if noun_stem(noun) in listed("lives") | {"life", "lives"}:
        deed = doc[span.start - 1] if span.start else None
        return noun if deed is not None and stem(deed.lower_) in listed("taken") | {"claim", "claimed"} else None
    event = lemmas()["noun"].get(noun_stem(noun))
    return noun if event in ("killed", "injured", "killed_or_injured") else None
