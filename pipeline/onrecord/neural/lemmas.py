"""Lemmas: a table of irregular forms and suffix rules, both counted from treebanks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

LONGEST_SUFFIX = 5


class Lemmatizer:
    """Lemma of a word form under its Penn tag.

    `forms` maps "TAG form" to a lemma; `suffixes` maps "TAG suffix" to [letters to cut,
    letters to add]. The longest suffix known wins; unknown words keep their form, in lower
    case unless they are proper nouns.
    """

    def __init__(self, forms: dict[str, str], suffixes: dict[str, list[Any]]):
        self.forms, self.suffixes = forms, suffixes

    def __call__(self, form: str, tag: str) -> str:
        proper = tag.startswith("NNP")
        key = form if proper else form.lower()
        known = self.forms.get(f"{tag} {key}")
        if known is not None:
            return known
        for size in range(min(LONGEST_SUFFIX, len(key) - 1), 0, -1):
            rule = self.suffixes.get(f"{tag} {key[-size:].lower()}")
            if rule is not None:
                return key[: len(key) - rule[0]] + rule[1]
        return key

    @classmethod
    def train(cls, words: Iterable[tuple[str, str, str]]) -> Lemmatizer:
        """Counts (form, tag, lemma) triples: suffix rules that mostly hold, then the forms they get wrong."""
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        rules: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
        for form, tag, lemma in words:
            key = form if tag.startswith("NNP") else form.lower()
            forms[f"{tag} {key}"][lemma] += 1
        for entry, lemmas in forms.items():
            tag, key = entry.split(" ", 1)
            lemma = lemmas.most_common(1)[0][0]
            stem = 0
            while stem < min(len(key), len(lemma)) and key[stem] == lemma[stem]:
                stem += 1
            for size in range(1, min(LONGEST_SUFFIX, len(key) - 1) + 1):
                if len(key) - stem <= size:
                    rules[f"{tag} {key[-size:].lower()}"][(len(key) - stem, lemma[stem:])] += 1
                else:
                    rules[f"{tag} {key[-size:].lower()}"][(-1, "")] += 1
        suffixes = {}
        for suffix, counts in rules.items():
            (cut, add), count = counts.most_common(1)[0]
            if cut >= 0 and count >= 2 and count >= 0.7 * counts.total():
                suffixes[suffix] = [cut, add]
        made = cls({}, suffixes)
        for entry, lemmas in forms.items():
            tag, key = entry.split(" ", 1)
            lemma = lemmas.most_common(1)[0][0]
            if made(key, tag) != lemma and lemma != "_":
                made.forms[entry] = lemma
        return made
