"""GUM's names: what of its nested entity mentions is a name under the guidelines.

GUM marks whole noun phrases with a type. One is a name where its head is a proper noun; the
name is the run of proper nouns around the head. The longest wins; what is left of proper nouns
is masked.
"""

from __future__ import annotations

from onrecord.training.corpora.conventions import (
    PLACES,
    demonym_kinds,
    demonyms,
    has_head,
    name_span,
    place_labels,
    title_spans,
    without_title,
)
from onrecord.training.corpora.known import KnownNames
from onrecord.training.corpora.treebanks import Document
from onrecord.training.examples import Chain, NameSpan

LABELS = {"person": ("PERSON",), "organization": ("ORG",), "place": PLACES}
NO_NAMES = frozenset({"event", "time"})
"""Types whose names are none of ours, with all that is inside them (`FIFA World Cup`)."""

INNER = frozenset({"of", "the", "for", "and", "&", "de", "la", "del", "du", "-", "–", "/", "on", "to"})
"""Words that may stand inside the name of a body or a place."""

INNER_PERSON = frozenset({"-", "bin", "al", "de", "da", "van", "von", "della", "ibn"})

Found = tuple[tuple[NameSpan, ...], tuple[tuple[int, int], ...]]


def gum_names(document: Document, chains: tuple[Chain, ...], known: KnownNames) -> Found:
    """Names among GUM's entities, and the proper nouns of which nothing is known (masked)."""
    index = {start: i for i, (start, _) in enumerate(document.tokens)}
    ends = {end: i for i, (_, end) in enumerate(document.tokens)}
    spans = [(index[s], ends[e], h, c.etype) for c in chains for s, e, h in c.mentions]
    borders = {(first, last): etype for first, last, _, etype in spans}
    names: list[NameSpan] = []
    taken: set[int] = set()
    for first, last, head, etype in sorted(spans, key=lambda m: (m[0] - m[1], m[0])):
        if etype not in LABELS and etype not in NO_NAMES:
            continue
        run = name_run(document, first, last, head, etype, borders)
        if run is None or taken & set(range(run[0], run[1] + 1)):
            continue
        found = _label(document, *run, etype, known)
        if found is not None:
            taken.update(range(run[0], run[1] + 1))
            names.extend(found)
    names.extend(_peoples(document, taken))
    masked = _unknown(document, taken)
    return tuple(sorted(names)), masked


def is_proper(document: Document, i: int) -> bool:
    """Whether word i is, or is part of, a proper noun."""
    word = document.words[i]
    return word.xpos in ("NNP", "NNPS") or word.upos == "PROPN"


def name_run(
    document: Document, first: int, last: int, head: int, etype: str, borders: dict[tuple[int, int], str]
) -> tuple[int, int] | None:
    """First and last word of the name around a mention's head; None where the head is no proper noun."""
    if not is_proper(document, head):
        return None
    inner = INNER_PERSON if etype == "person" else INNER
    starts = {s for s, _ in borders}
    start = end = head
    while end < last:
        ahead = end + 1
        while ahead < last and _form(document, ahead) in inner and not is_proper(document, ahead):
            ahead += 1
        gap = [_form(document, i) for i in range(end + 1, ahead)]
        if not is_proper(document, ahead) or ("and" in gap and ahead in starts) or len(gap) > 2:
            break
        end = ahead
    while start > first:
        back = start - 1
        while back > first and _form(document, back) in inner and not is_proper(document, back):
            back -= 1
        gap = [_form(document, i) for i in range(back + 1, start)]
        if not is_proper(document, back) or "and" in gap or len(gap) > 2:
            break
        start = back
    body = [_form(document, i) for i in range(start, end + 1)]
    is_body = etype == "organization" and any(has_head([w], "ORG") for w in body)
    if is_body and start > first and _form(document, start - 1) in demonyms():
        start -= 1
    if etype == "person":
        owned = {span for span, kind in borders.items() if kind in ("place", "organization")}
        owners = [e for s, e in owned if s == start and e < end]
        start = max(owners, default=start - 1) + 1
    return start, end


def _form(document: Document, i: int) -> str:
    start, end = document.tokens[i]
    return document.text[start:end]


def _label(document: Document, first: int, last: int, etype: str, known: KnownNames) -> list[NameSpan] | None:
    """The name that a run of words is, in a list; empty where it is certainly none, None where unclear."""
    words = [_form(document, i) for i in range(first, last + 1)]
    if etype in NO_NAMES:
        return []
    labels: tuple[str, ...] = LABELS[etype]
    if " ".join(words) in demonyms():
        labels = ("NORP",)
    elif etype == "person":
        first += _person_start(words)
        if first > last or document.words[last].xpos == "NNPS":
            return None
    elif known.label(words) in PLACES:
        labels = (known.label(words) or "",)
    elif etype == "place":
        labels = place_labels(words)
    found = name_span(document.text, document.tokens[first][0], document.tokens[last][1], labels)
    return [found] if found else None


def _person_start(words: list[str]) -> int:
    """How many words before a person's name are title, and whose (`U.S. President Ana Ruiz`)."""
    start = without_title(words)
    inside = [e for s, e in title_spans(words) if start < e < len(words) and s > 0]
    return max([start, *(e for e in inside if e - 1 > 0 and len(words) - e <= 4)])


def _peoples(document: Document, taken: set[int]) -> list[NameSpan]:
    """Peoples outside all names, as adjectives and nouns; languages only perhaps."""
    found = []
    for i, (start, end) in enumerate(document.tokens):
        form = document.text[start:end]
        if i not in taken and form in demonyms() and document.words[i].upos in ("ADJ", "PROPN", "NOUN"):
            sure = document.words[i].upos == "ADJ" or demonym_kinds()[form] != "language"
            found.append(NameSpan(start, end, ("NORP",) if sure else ("NORP", "")))
            taken.add(i)
    return found


def _unknown(document: Document, taken: set[int]) -> tuple[tuple[int, int], ...]:
    """Proper nouns outside all names; a title before a name is certainly none."""
    words = [_form(document, i) for i in range(len(document.tokens))]
    sure = {i for s, e in title_spans(words) if e in taken for i in range(s, e)}
    known = taken | sure
    return tuple(t for i, t in enumerate(document.tokens) if i not in known and is_proper(document, i))
