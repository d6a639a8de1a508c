"""Repeats: mentions of an article's names that the tagger passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from onrecord.gazetteer.keys import fold
from onrecord.naming.labels import Draft
from onrecord.naming.wordlists import title_words

LEAST = 0.82
"""Confidence that a name must have to be sought elsewhere."""

Found = tuple[int, int, str]
"""Tokens `[start, end)` and a label."""


def repeats(doc: Doc, drafts: Sequence[Draft]) -> Iterator[Found]:
    """Yields mentions of sure names, of surnames and of initials, that no draft covers."""
    taken = {i for d in drafts for i in range(d.start, d.end)}
    forms = _forms(doc, drafts)
    longest = max((len(f) for f in forms), default=0)
    firsts = {f[0] for f in forms}
    behind = 0
    for i, token in enumerate(doc):
        if i < behind or i in taken or token.text not in firsts:
            continue
        for size in range(min(longest, len(doc) - i), 0, -1):
            label = forms.get(tuple(t.text for t in doc[i : i + size]))
            if label and taken.isdisjoint(range(i, i + size)) and _may_be_name(doc, i, size):
                yield i, i + size, label
                behind = i + size
                break


def _forms(doc: Doc, drafts: Sequence[Draft]) -> Mapping[tuple[str, ...], str]:
    """What to seek: the names themselves, the last word of people's names, names in capitals."""
    forms: dict[tuple[str, ...], str] = {}
    for d in drafts:
        if d.confidence < LEAST:
            continue
        words = tuple(t.text for t in doc[d.start : d.end])
        if not any(w[0].isupper() for w in words) or any("\n" in w for w in words):
            continue
        forms.setdefault(words, d.label)
        if d.label == "PERSON" and len(words) > 1 and words[-1].istitle() and len(words[-1]) > 2:
            forms.setdefault(words[-1:], "PERSON")
        if d.label == "GPE" and len(words[0]) > 3:
            forms.setdefault(tuple(w.upper() for w in words), "GPE")
    return forms


def _may_be_name(doc: Doc, start: int, size: int) -> bool:
    """Whether words of a name's spelling are the name here: one alone may be a title, or a common word."""
    token = doc[start]
    inside = token.is_title and not token.is_sent_start
    if size == 1 and not (inside or token.pos_ in ("PROPN", "") or token.is_upper):
        return False
    return size > 1 or fold(token.text) not in title_words()
