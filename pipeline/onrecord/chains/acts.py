"""Acts: whether a country or city named in a sentence acts there, and is not just where something happens."""

from __future__ import annotations

import re

from spacy.tokens import Token

from onrecord.chains.phrases import SUBJECTS

STATES = frozenset(
    ["be", "remain", "become", "lie", "border", "rank", "resemble", "experience", "suffer", "seem", "appear", "need"]
    + ["contain", "comprise", "boast", "stand", "sit", "belong", "own", "face", "consist", "grow", "see", "lack"]
)
"""Verbs that say how a place is, not what it does."""

PARTY = re.compile(
    r"\b(?:wars?|fighting|battles?|conflict|talks|negotiations|truce|cease-?fire|treaty|peace|clashes|alliance|agreement|deal)"
    r" (?:with|against|between)(?: (?:the|neighbou?ring))? (?:[A-Z][\w.]+(?:,| and| or) )*$"
)
"""Words before a party to a war or to talks: `at war with`, `talks between`."""


def acts(head: Token) -> bool:
    """Whether a place, by the last word of its name, is the agent of a deed or of speech, or a party to a war."""
    behind = head.nbor().text if head.i + 1 < len(head.doc) else ""
    if head.is_upper and len(head) > 3 and behind in (",", "(", "-", "–", "—"):
        return False  # a dateline
    token, steps = head, 0
    if head.i > 1 and head.doc[head.left_edge.i - 1].text in ("-", "–") and head.left_edge.i > 0:
        return False
    while token.dep_ in ("flat", "compound", "conj", "appos") and token.head is not token and steps < 20:
        if token.dep_ == "compound" and token.head.ent_type_ == "":
            return False
        token, steps = token.head, steps + 1
    verb = token.head
    if token.dep_ in ("nsubj", "nsubj:outer"):
        lemma = (verb.lemma_ or verb.text).lower()
        copula = any(c.dep_ == "cop" for c in verb.children)
        return verb.pos_ in ("VERB", "AUX") and lemma not in STATES and not copula
    if token.dep_ in SUBJECTS:
        return False
    if token.dep_ == "obl:agent" or (token.dep_ == "pobj" and verb.dep_ == "agent"):
        return True
    if token.dep_ == "obl" and any(c.lower_ == "by" and c.dep_ == "case" for c in token.children):
        return verb.tag_ == "VBN" or "Voice=Pass" in str(verb.morph)
    first = head.i
    while first > 0 and head.doc[first].ent_iob_ == "I":
        first -= 1
    return bool(PARTY.search(head.doc[max(0, head.i - 12) : first].text_with_ws))
