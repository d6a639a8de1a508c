"""Attribution: who says what, out of GUM's discourse relations.

An attribution unit (`the mayor said`) depends on what is said; its signals name the words of source and cue.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from onrecord.training.corpora.conventions import read_rows
from onrecord.training.corpora.discourse import Unit, read_units, signalled
from onrecord.training.corpora.treebanks import Document

QUOTE_TAGS = ("``", "''")
NO_SPEECH = frozenset({"thought", "stance", "document-only", "that-noun"})
"""Frames of the word list that are no speech of a person's."""

LIGHT = frozenset({"make", "find", "give", "put", "take"})
"""Verbs that attribute only where the relation names them as its sign."""

EDGES = frozenset({",", ":", ".", "HYPH", "NFP"})
"""Tags of punctuation that a content does not begin or end with."""

DROPPED = frozenset({"acl:relcl", "acl", "punct", "parataxis", "cc", "conj", "case", "mark"})
"""Dependents that a source's span goes without."""

REACH = 200
"""Words that the other one of a pair of quote marks is looked for in."""


@cache
def communication_lemmas() -> frozenset[str]:
    """Lemmas of words that attribute speech or writing; thoughts are none of them."""
    rows = (row for row in read_rows("communication.tsv") if not NO_SPEECH & set(row[2].split()))
    return frozenset(row[0].casefold() for row in rows)


def read_quotes(document: Document) -> tuple[dict[str, Any], ...]:
    """Quotes as the hand labels have them: type, content, cue, source, negated; by the content's start.

    Attributions of thoughts, and those without a cue of communication, are left out.
    """
    units = read_units(document)
    children: dict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.head is not None:
            children[unit.head].append(unit)
    by_id = {u.id: u for u in units}
    quotes: list[dict[str, Any]] = []
    for unit in units:
        if not unit.relation.startswith("attribution") or unit.head not in by_id:
            continue
        cue = find_cue(document, unit)
        content = find_content(document, unit, by_id[unit.head], children)
        if cue is None or not content:
            continue
        source = find_source(document, unit)
        quotes.append(
            {
                "type": quote_type(document, content),
                "content": [_mark(document, s, e) for s, e in content],
                "cue": _mark(document, *cue),
                "source": _mark(document, *source) if source else None,
                "via": [],
                "negated": "sem-ngt" in unit.signals,
            }
        )
    quotes.sort(key=lambda q: (q["content"][0]["start"], q["cue"]["start"]))
    return tuple({"id": f"q{i}", **q} for i, q in enumerate(quotes))


def find_cue(document: Document, unit: Unit) -> tuple[int, int] | None:
    """The words `[first, last)` that attribute: `according to`, else the first word of communication."""
    forms = [document.text[slice(*t)].casefold() for t in document.tokens[unit.first : unit.last]]
    for i, form in enumerate(forms):
        if form == "according" and forms[i + 1 : i + 2] == ["to"]:
            return unit.first + i, unit.first + i + 2
    inside = range(unit.first, unit.last)
    named = [i for i in signalled(unit, "lex-indwd") if i in inside]
    if named and not any(document.words[i].lemma.casefold() in communication_lemmas() for i in named):
        return None
    for upos in ("VERB", "NOUN"):
        for i in [*named, *inside]:
            word = document.words[i]
            sure = i in named or word.lemma.casefold() not in LIGHT
            if word.upos == upos and sure and word.lemma.casefold() in communication_lemmas():
                return i, i + 1
    return None


def find_source(document: Document, unit: Unit) -> tuple[int, int] | None:
    """The source's noun phrase without its clauses, as words; it may stand before the unit."""
    named = [i for i in signalled(unit, "sem-atsrc") if i < len(document.words)]
    sentence = _sentence_of(document, unit.first)
    named = [i for i in named if i in sentence]
    if not named:
        return None
    head = next((i for i in named if document.words[i].head not in named), named[0])
    inside = set(named) if _contiguous(named) else {head}
    grown = True
    while grown:
        added = {
            i for i in sentence
            if i not in inside and document.words[i].head in inside
            and document.words[i].deprel not in DROPPED
        }  # fmt: skip
        inside |= added
        grown = bool(added)
    first, last = min(inside), max(inside) + 1
    while first < last and document.words[first].upos in ("PUNCT", "ADP", "CCONJ"):
        first += 1
    while first < last and document.words[last - 1].upos == "PUNCT":
        last -= 1
    return (first, last) if first < last else None


def _contiguous(words: list[int]) -> bool:
    return sorted(words) == list(range(min(words), max(words) + 1))


def _sentence_of(document: Document, i: int) -> range:
    """The words of the sentence that word i is in."""
    start = document.tokens[i][0]
    s, e = next((s, e) for s, e in document.sentences if s <= start < e)
    inside = [
        k
        for k in range(max(0, i - 400), min(len(document.tokens), i + 400))
        if s <= document.tokens[k][0] < e
    ]
    return range(inside[0], inside[-1] + 1)


def find_content(
    document: Document, unit: Unit, nucleus: Unit, children: dict[int, list[Unit]]
) -> list[tuple[int, int]]:
    """What is said: the nucleus with its dependents in the sentence, as runs of words."""
    sentence = _sentence_of(document, nucleus.first)
    taken: set[int] = set()
    waiting = [nucleus]
    while waiting:
        part = waiting.pop()
        taken.update(range(part.first, part.last))
        waiting.extend(
            c for c in children[part.id]
            if c.id != unit.id and c.first in sentence
            and (part is not nucleus or c.depth <= unit.depth or c.relation == "same-unit")
        )  # fmt: skip
    taken -= set(range(unit.first, unit.last))
    if nucleus.first not in taken:
        return []
    runs: list[tuple[int, int]] = []
    for i in sorted(taken):
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    reaching = [_to_mark(document, s, e) for s, e in runs]
    trimmed = []
    for run in reaching:
        parts = _paragraphs(document, *run)
        trimmed += parts if len(parts) > 1 else [_trim(document, *run)]
    found = [(s, e) for s, e in trimmed if any(document.words[i].upos != "PUNCT" for i in range(s, e))]
    after = _resumed(document, max(found[-1][1], unit.last)) if found else None
    return [*found, after] if after and quote_type(document, found) == "direct" else found


def _paragraphs(document: Document, first: int, last: int) -> list[tuple[int, int]]:
    """A run of words cut at empty lines."""
    cuts = [first, *(i for i in range(first + 1, last) if _new_paragraph(document, i)), last]
    return list(zip(cuts, cuts[1:], strict=False))


def _resumed(document: Document, i: int) -> tuple[int, int] | None:
    """A marked sentence right after an attribution, which goes on with its quote."""
    while i < len(document.words) and document.words[i].xpos in EDGES:
        i += 1
    if i >= len(document.words) or document.words[i].xpos != "``" or _new_paragraph(document, i):
        return None
    for k in range(i + 1, min(i + REACH, len(document.words))):
        if "Discourse" in document.misc[k] and document.misc[k]["Discourse"].startswith("attribution"):
            return None
        if document.words[k].xpos == "''":
            ends = document.words[k - 1].xpos in (".", "?", "!") or document.words[k - 1].upos == "PUNCT"
            return (i, k + 1) if ends and document.words[k - 1].xpos != "," else None
    return None


def _to_mark(document: Document, first: int, last: int) -> tuple[int, int]:
    """A run that holds one of a pair of quote marks reaches to the other; forward, over paragraphs too."""
    tags = [document.words[i].xpos for i in range(first, last)]
    if tags.count("``") > tags.count("''"):
        for i in range(last, min(last + REACH, len(document.words))):
            if document.words[i].xpos == "``":
                break
            if document.words[i].xpos == "''":
                return first, i + 1
    if tags.count("``") < tags.count("''"):
        for i in range(first - 1, max(first - REACH, -1), -1):
            if document.words[i].xpos == "''" or _new_paragraph(document, i + 1):
                break
            if document.words[i].xpos == "``":
                return i, last
    return first, last


def _new_paragraph(document: Document, i: int) -> bool:
    return "\n\n" in document.text[document.tokens[i - 1][1] : document.tokens[i][0]]


def _trim(document: Document, first: int, last: int) -> tuple[int, int]:
    """A run without `that`, and without the punctuation around it but for quote marks."""
    while first < last and (
        document.words[first].xpos in EDGES
        or (document.words[first].lemma == "that" and document.words[first].deprel == "mark")
    ):
        first += 1
    opened = [document.words[i].xpos for i in range(first, last)].count("``")
    while first < last and (
        document.words[last - 1].xpos in EDGES or (document.words[last - 1].xpos in QUOTE_TAGS and not opened)
    ):
        last -= 1
    return first, last


def quote_type(document: Document, content: list[tuple[int, int]]) -> str:
    """Whether all, some or none of the content stands in quote marks."""
    words = [i for s, e in content for i in range(s, e)]
    marks = [i for i in words if document.words[i].xpos in QUOTE_TAGS]
    if not marks:
        return "indirect"
    whole = all(document.words[s].xpos == "``" and document.words[e - 1].xpos == "''" for s, e in content)
    inner = [i for s, e in content for i in range(s + 1, e - 1) if document.words[i].xpos == "''"]
    return "direct" if whole and not inner else "mixed"


def _mark(document: Document, first: int, last: int) -> dict[str, Any]:
    start, end = document.tokens[first][0], document.tokens[last - 1][1]
    return {"start": start, "end": end, "text": document.text[start:end]}
