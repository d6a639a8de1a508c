"""Words: spaCy's English tokenizer, with the cuts that news needs."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

PREFIXES = ("``",)
INFIXES = (
    r"(?<=[A-Z]\.)[-–](?=[A-Za-z])",  # U.S.-led
    r"(?<=[0-9])[-–—](?=[0-9$£€])",  # 10-15,000
    r"(?<=[\w.,])\[(?=\d)",  # a footnote glued to a name
)
SUFFIXES = (r"(?<=[A-Z]-[A-Z])\.", r"\[\d+\]", r"(?<=[0-9])(?:bn|tn|mn)", r"[\u200e\u200f]")


def use_news_words(nlp: Language) -> Language:
    """Sets a tokenizer to split `U.S.-led`, `10-15,000` and `$1.5bn`, and to keep two backticks; returns `nlp`."""
    defaults = nlp.Defaults
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex([*PREFIXES, *(defaults.prefixes or [])]).search
    tokenizer.infix_finditer = compile_infix_regex([*(defaults.infixes or []), *INFIXES]).finditer
    tokenizer.suffix_search = compile_suffix_regex([*(defaults.suffixes or []), *SUFFIXES]).search
    return nlp


def blank_pipeline() -> Language:
    """An empty English pipeline that splits words as the trained one does."""
    return use_news_words(spacy.blank("en"))


_texts: WeakKeyDictionary[Doc, str] = WeakKeyDictionary()


def text_of(doc: Doc) -> str:
    """`doc.text`, put together once: spaCy joins all tokens whenever it is asked, which makes long articles slow."""
    text = _texts.get(doc)
    if text is None:
        text = _texts[doc] = doc.text
    return text
