"""Cues: the verb of saying beside words in quotation marks, found without leaning on the parse."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Token

from onrecord import tree
from onrecord.quotation.clauses import FINITE, SUBJECTS, child, is_negated, is_passive
from onrecord.quotation.lexicon import abbreviates, entry_of, words_of
from onrecord.quotation.settings import Scores, Settings
from onrecord.quotation.subjects import agent_of, subject_of

REACH = 40
"""Tokens to either side of a quote in which its cue is sought."""

COMMON = words_of("common")
STOPS = frozenset({".", "!", "?", "…", ";"})
CLOSING = frozenset({".", "!", "?", "…", ":", '"', "”", "''", "»", "’"})
SPEECH_TAGS = frozenset({"VBD", "VBZ", "VBP", "VBG", "VBN", "VB", ""})
ANNOUNCED = words_of("announced")


class Cue(NamedTuple):
    """A cue beside a quote: its token, whether it stands behind, its source where that is plain, how sure."""

    token: Token
    after: bool
    source: Token | None
    score: float


def find_cue(
    doc: Doc, text: str, start: int, end: int, low: int, high: int, sentence_like: bool, settings: Settings
) -> Cue | None:
    """The cue of the words in `[start, end)`, between the characters `low` and `high`."""
    after = _behind(doc, text, start, end, high, sentence_like, settings.scores)
    if after is not None and after.score >= settings.thresholds.sure_cue:
        return after
    before = _before(doc, text, start, low, sentence_like, settings.scores)
    if before is not None and (after is None or before.score >= after.score):
        return before
    return after


def _behind(
    doc: Doc, text: str, start: int, end: int, high: int, sentence_like: bool, scores: Scores
) -> Cue | None:
    """`"...," said Ode`, `"...," the army's spokesman told reporters`."""
    i = _token_at(doc, end)
    closing = text[max(0, end - 2) : end]
    comma = (
        "," in closing
        or "?" in closing
        or "!" in closing
        or text[end : end + 1] in (",", "-", "–", "—")
        or text[end : end + 2] in (" -", " –", " —")
    )
    if not comma and not sentence_like:
        return None
    seen = 0
    while i < len(doc) and doc[i].idx < high and seen < REACH:
        t = doc[i]
        if ends_paragraph(t) or _stops(t) or t.text == ":":
            return None
        entry = entry_of(t)
        if "direct" in entry.frames and t.pos_ not in ("NOUN", "PROPN") and t.tag_ in SPEECH_TAGS:
            if t.tag_ in ("VB", "VBN") and not (_auxiliary(t) or _led_to(t) or child(t, SUBJECTS) is not None):
                return None
            if is_negated(t) or (not comma and _opens_own(t)):
                return None
            score = scores.cue_behind if comma and (seen < 12) else scores.cue_far_behind
            if entry.lemma not in COMMON and not comma:
                score -= scores.rare_cue_behind
            if t.tag_ == "VBG" and seen:
                return None
            return Cue(t, True, None, score)
        if not comma and t.pos_ in ("VERB", "AUX"):
            return None
        leads = i + 2 < len(doc) and _led_to(doc[i + 2])
        if t.pos_ == "VERB" and t.tag_ in FINITE and seen > 0 and not (leads or _in_relative(t)):
            return None
        seen += not t.is_punct
        i += 1
    return None


def _before(doc: Doc, text: str, start: int, low: int, sentence_like: bool, scores: Scores) -> Cue | None:
    """`Ode said: "..."`, `he told reporters in the capital that "..."`."""
    i = _token_at(doc, start) - 1
    seen = 0
    lead = text[max(0, start - 3) : start].rstrip()[-1:]
    colon = lead == ":"
    line_break = False
    fallback: Cue | None = None
    while i >= 0 and doc[i].idx >= low and seen < REACH:
        t = doc[i]
        if ends_paragraph(t):
            if lead not in (":", ",") or seen or line_break:
                break
            line_break = True
        elif _stops(t) or (t.text == ":" and seen > 0):
            break
        entry = entry_of(t)
        if colon and t.lower_ in ANNOUNCED and t.pos_ in ("NOUN", "") and fallback is None:
            owner = subject_of(t.head) if t.dep_ in ("obj", "dobj") else None
            if owner is not None:
                fallback = Cue(t, False, owner, scores.announced)
        if t.pos_ not in ("NOUN", "PROPN", "ADJ") and t.tag_ in SPEECH_TAGS and entry.frames & {"direct", "quoted"}:
            if seen and _in_relative(t) and not colon:
                return fallback
            if is_negated(t) or "thought" in entry.frames or (is_passive(t) and agent_of(t) is None):
                return fallback
            near = seen == 0 or colon or (lead == "," and seen < 16)
            if fallback is not None and entry.lemma not in COMMON:
                return fallback
            if near and ("direct" in entry.frames or not colon):
                plain = entry.lemma in COMMON or colon
                return Cue(t, False, None, scores.cue_before if plain else scores.rare_cue_before)
            if sentence_like and "direct" in entry.frames and entry.lemma in COMMON and seen < 10:
                return Cue(t, False, None, scores.cue_far_before)
            if fallback is None and not colon:
                return None
        elif t.pos_ in ("VERB", "AUX") and not colon and t.tag_ != "VBG" and not _in_relative(t):
            return fallback
        seen += not (t.is_punct or t.is_space)
        i -= 1
    return fallback


def source_beside(doc: Doc, verb: Token, quote_end: int | None) -> Token | None:
    """The speaker of a cue: its subject, or without one the name or pronoun beside it."""
    subject = subject_of(verb)
    behind = quote_end is None or subject is None or subject.idx >= quote_end
    if subject is not None and (behind or child(verb, SUBJECTS) is None):
        return subject
    if quote_end is not None:
        for t in doc[verb.i + 1 : verb.i + 12]:
            if _stops(t) or ends_paragraph(t) or t.pos_ in ("VERB", "ADP"):
                break
            if t.dep_ in ("obj", "dobj", "nsubj", "iobj", "obl", "appos", "dep", "ROOT", "root") and t.pos_ in (
                "NOUN",
                "PROPN",
                "PRON",
            ):
                return t
            if t.dep_ == "" and (t.text[:1].isupper() or t.lower_ in ("he", "she", "they", "it")):
                return t
    if verb.dep_ == "":
        for i in range(verb.i - 1, max(-1, verb.i - 8), -1):
            t = doc[i]
            if _stops(t) or t.is_quote:
                break
            if t.lower_ in ("he", "she", "they", "it", "who", "i", "we") or t.text[:1].isupper():
                return t
    return subject


def _stops(token: Token) -> bool:
    return token.text in STOPS and not abbreviates(token)


def ends_paragraph(token: Token) -> bool:
    """Whether a token is a line break behind which a new paragraph or line begins, not a wrapped one."""
    if not token.is_space or "\n" not in token.text:
        return False
    if token.text.count("\n") > 1 or token.i == 0 or token.i + 1 >= len(token.doc):
        return True
    before, after = token.nbor(-1), token.nbor(1)
    if token.doc.has_annotation("SENT_START") and not after.is_sent_start:
        return False
    return (before.text in CLOSING or bool(after.is_sent_start)) and not abbreviates(before) and not after.is_lower


def _opens_own(verb: Token) -> bool:
    """Whether a verb behind a quote that has ended opens another: `"We left." The poster wrote that "...".`"""
    behind = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    return behind.lower_ == "that" or behind.is_quote or behind.text == ":"


def _led_to(verb: Token) -> bool:
    """`she likes to say`, `he went on to add`: an infinitive that tells of speech."""
    return verb.head.i == verb.i - 2 and verb.nbor(-1).lower_ == "to" and verb.head.tag_ in SPEECH_TAGS


def _auxiliary(verb: Token) -> bool:
    return any(c.dep_ in ("aux", "aux:pass", "auxpass") for c in tree.children(verb)) or verb.dep_ == ""


def _in_relative(verb: Token) -> bool:
    steps = 0
    while verb.head.i != verb.i and steps < 10:
        if verb.dep_ in ("acl:relcl", "relcl", "acl"):
            return True
        verb, steps = verb.head, steps + 1
    return False


def _token_at(doc: Doc, char: int) -> int:
    """The first token at or behind a character, by bisection."""
    low, high = 0, len(doc)
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx + len(doc[middle]) <= char:
            low = middle + 1
        else:
            high = middle
    return low
