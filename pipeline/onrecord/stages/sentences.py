"""Sentences: where each sentence starts and ends.

Reads   the text and its tokens, doc.tensor
Writes  token.is_sent_start
Skips   borders inside abbreviations, initials, numbers and hard-wrapped prose
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import numpy as np
import torch
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.lines import WIDEST, meant_breaks
from onrecord.neural.tagger import word_vectors
from onrecord.neural.trained import Trained
from onrecord.words import text_of

ENDS = frozenset({".", "!", "?", "...", "…", "?!", "!!", "。", "…."})
CLOSERS = frozenset({'"', "”", "’", "'", "''", "»", ")", "]", "}", "›"})
OPENERS = frozenset({'"', "“", "‘", "'", "``", "«", "(", "[", "„", "-", "–", "—", "•", "*"})
BULLETS = frozenset({"•", "▪", "●", "◦", "‣", "■", "►"})
GOES_ON = frozenset({",", ";", ":", "-", "–", "—", "--", "|", "/"})
"""Words that hardly end a sentence where the line goes on: a comma, a colon, a dateline's dash."""

OPENING_WORDS = frozenset(
    {"In", "At", "On", "After", "The", "When", "While", "This", "These", "They", "But", "Although"}
)
"""Words that have a capital inside running text only where a sentence begins."""

ACRONYM = re.compile(r"(?:[A-Z]\.){2,}")
HONORIFICS = frozenset({"Mr.", "Mrs.", "Ms."})

LIST_MARKER = re.compile(r"[^\w\s]{1,3}|\(?\w{1,2}[.)]")


def _words_of(lexicon: str) -> frozenset[str]:
    return frozenset(files("onrecord.lexicons").joinpath(lexicon).read_text(encoding="utf-8").split())


ABBREVIATIONS = _words_of("abbreviations.txt")
TITLES = ABBREVIATIONS & _words_of("titles.txt")
"""Abbreviated titles: a name follows."""


@Language.factory(
    "onrecord_sentences",
    default_config={
        "threshold": 0.5, "stop_threshold": 0.02, "open_threshold": 0.92,
        "line_threshold": 0.35, "paragraph_threshold": 0.02,
    },  # fmt: skip
    assigns=["token.is_sent_start", "doc.sents"],
)
def make_sentences(
    nlp: Language,
    name: str,
    threshold: float,
    stop_threshold: float,
    open_threshold: float,
    line_threshold: float,
    paragraph_threshold: float,
) -> Sentences:
    settings = {
        "threshold": threshold, "stop_threshold": stop_threshold, "open_threshold": open_threshold,
        "line_threshold": line_threshold, "paragraph_threshold": paragraph_threshold,
    }  # fmt: skip
    for setting, value in settings.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{name}: {setting} {value}; it is a probability, from 0 to 1")
    return Sentences(name, threshold, stop_threshold, open_threshold, line_threshold, paragraph_threshold)


class Sentences(Trained):
    """Borders by the trained head where it has weights, else by rule.

    The thresholds are the probabilities asked of a border in running text, there behind a full
    stop and before a capital, there behind a comma, colon or dash, after a line break and after
    an empty line.
    """

    def __init__(
        self,
        name: str,
        threshold: float,
        stop_threshold: float,
        open_threshold: float,
        line_threshold: float,
        paragraph_threshold: float,
    ):
        self.name, self.stop_threshold, self.open_threshold = name, stop_threshold, open_threshold
        self.thresholds = (threshold, line_threshold, paragraph_threshold)
        self.labels: dict[str, Any] = {}

    def __call__(self, doc: Doc) -> Doc:
        words = [t.i for t in doc if not t.is_space]
        starts = self.predict(doc) if self.heads is not None and len(doc.tensor) == len(doc) else by_rule(doc, words)
        flags = [False] * len(doc)
        for i in starts:
            flags[i] = True
        # White space before the first word opens its sentence; elsewhere it closes the one before.
        # One array for all tokens: setting them one by one takes time quadratic in their number.
        values = [1 if (flags[i] if words and i > words[0] else i == 0) else -1 for i in range(len(doc))]
        if values:
            doc.from_array(SENT_START, np.array(values, dtype=np.int64).astype(np.uint64))  # type: ignore[arg-type]
        return doc

    def predict(self, doc: Doc) -> list[int]:
        """Tokens that open a sentence, by the trained head and what can be no border."""
        assert self.heads is not None
        words, vectors = word_vectors(doc)
        if not len(words):
            return []
        with torch.inference_mode():
            probability = self.heads["starts"](vectors).softmax(-1)[:, 1].tolist()
        kept = [int(w) for w in words]
        text = text_of(doc)
        meant = meant_breaks(text)
        starts = kept[:1]
        for k in range(1, len(kept)):
            level = min(line_breaks(doc, text, kept[k - 1], kept[k]), 2)
            if level:
                sure = doc[kept[k]].idx in meant or doc[kept[k]].text in BULLETS
            else:
                sure = _opens_anew(doc, kept, k, text)
            asked = self.thresholds[level]
            if level == 0 and doc[kept[k - 1]].text in CLOSERS | ENDS and _stop_before(doc, kept, k):
                asked = self.stop_threshold
            elif level == 0 and doc[kept[k - 1]].text in GOES_ON:
                asked = self.open_threshold
            if (sure or probability[k] >= asked) and may_start(doc, kept, k, level):
                first = with_opener(doc, kept, k)
                if kept[first] > starts[-1]:
                    starts.append(kept[first])
        return without_markers(doc, starts)


def line_breaks(doc: Doc, text: str, before: int, after: int) -> int:
    """How many line breaks stand between two words."""
    between = text[doc[before].idx + len(doc[before]) : doc[after].idx].replace("\r\n", "\n")
    return sum(c in "\n\r\x85\u2028" for c in between) + 2 * between.count("\u2029")


def may_start(doc: Doc, words: Sequence[int], k: int, level: int) -> bool:
    """Whether word k can open a sentence at all: not glued to the one before, not a closing mark."""
    token, before = doc[words[k]], doc[words[k - 1]]
    glued = token.idx == before.idx + len(before)
    if glued and before.text not in ENDS and before.text not in CLOSERS and before.text[-1:] not in ".!?…":
        return False
    if level == 0 and token.text in (",", ";", ".", "?", "!", ")", "]", "}", "”", "»"):
        return False
    return not (glued and token.text in CLOSERS) and not (level == 0 and _held(doc, words, k))


def _opens_anew(doc: Doc, words: Sequence[int], k: int, text: str) -> bool:
    """A caption is glued to the paragraph behind it: `Ana Ruiz of the union In the north, ...`; not so in headlines.

    Nor do `Mr.` or the same letters again follow letters with points inside a sentence: `left the U.S. Mr. Ode ...`.
    """
    token, before = doc[words[k]], doc[words[k - 1]]
    if ACRONYM.fullmatch(before.text) and (token.text in HONORIFICS or token.text == before.text):
        return True
    if token.text not in OPENING_WORDS or not before.text[-1:].isalnum() or k + 1 == len(words):
        return False
    if not doc[words[k + 1]].text[:1].islower() or token.idx == before.idx + len(before):
        return False
    end = text.find("\n", token.idx)
    line = text[text.rfind("\n", 0, token.idx) + 1 : len(text) if end < 0 else end]
    return len(line) > WIDEST and line.rstrip(" \r\"'”’)")[-1:] in (".", "!", "?")


def _held(doc: Doc, words: Sequence[int], k: int) -> bool:
    """Whether what stands before word k, on its line, cannot end a sentence: a quoted comma, a title before a name."""
    last = doc[words[k - 1]]
    if k > 1 and last.text in CLOSERS and doc[words[k - 2]].text == ",":
        return True
    title = last.text
    if title == "." and k > 1 and last.idx == doc[words[k - 2]].idx + len(doc[words[k - 2]]):
        title = doc[words[k - 2]].text + title
    return title in TITLES and doc[words[k]].text[:1].isupper()


def with_opener(doc: Doc, words: Sequence[int], k: int) -> int:
    """Word k, or the opening marks glued before it: a sentence starts with them."""
    while k > 1 and doc[words[k - 1]].text in OPENERS - {"-", "–", "—"}:
        mark, before = doc[words[k - 1]], doc[words[k - 2]]
        glued_behind = mark.idx + len(mark) == doc[words[k]].idx
        if not glued_behind or before.idx + len(before) == mark.idx:
            break
        k -= 1
    return k


def without_markers(doc: Doc, starts: list[int]) -> list[int]:
    """Starts without those that cut a dash, a bullet or `b)` off the words that follow it on the line."""
    text = text_of(doc)
    kept = starts[:1]
    for start in starts[1:]:
        piece = text[doc[kept[-1]].idx : doc[start].idx]
        if not (LIST_MARKER.fullmatch(piece.strip()) and "\n" not in piece):
            kept.append(start)
    return kept


def by_rule(doc: Doc, words: Sequence[int]) -> list[int]:
    """Tokens that open a sentence, by punctuation, case and line breaks alone."""
    text = text_of(doc)
    meant = meant_breaks(text)
    starts = list(words[:1])
    for k in range(1, len(words)):
        level = line_breaks(doc, text, words[k - 1], words[k])
        if level >= 2 or (level == 1 and doc[words[k]].idx in meant) or _stop_before(doc, words, k):
            starts.append(words[k])
    return without_markers(doc, starts)


def _stop_before(doc: Doc, words: Sequence[int], k: int) -> bool:
    """A full stop, perhaps with closing marks behind it, ends a sentence before word k."""
    token, before = doc[words[k]], doc[words[k - 1]]
    opens = token.text in OPENERS or token.text[:1].isupper() or token.text[:1].isdigit()
    if not opens or token.idx == before.idx + len(before):
        return False
    j = k - 1
    while j > 0 and doc[words[j]].text in CLOSERS and doc[words[j]].idx == doc[words[j - 1]].idx + len(
        doc[words[j - 1]]
    ):
        j -= 1
    stop = doc[words[j]]
    if not (stop.text in ENDS or (stop.text.endswith(".") and not stop.like_num)):
        return False
    if stop.text in ("No.", "Nos."):
        return not token.text[:1].isdigit()
    if stop.text.endswith(".") and stop.text != ".":
        return stop.text not in ABBREVIATIONS and not (len(stop.text) == 2 and stop.text[0].isalpha())
    return True
