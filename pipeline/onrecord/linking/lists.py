"""Lists: what several numbers of one sentence have to do with each other.

A number may take its noun from the one before it, or be a part of it; and in a list of
victims a bare article counts one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from spacy.tokens import Doc, Token

from onrecord.linking.counted import PRONOUNS
from onrecord.linking.draft import Draft, characters, sentence_of
from onrecord.linking.events import CASUALTIES, lemma, listed, of_word, singular
from onrecord.linking.finite import verb_behind
from onrecord.linking.grammar import base, children
from onrecord.linking.outcomes import is_people
from onrecord.numbers.quantity import Quantity
from onrecord.words import text_of


def share_nouns(found: list[Draft]) -> None:
    """`34 people were killed and 100 wounded`: the second number takes the first one's noun; so does `200 more`."""
    people = CASUALTIES | {"missing", "detained", "evacuated", "displaced"}
    for draft, last in zip(found[1:], found, strict=False):
        if draft.of is not None or last.of is None or last.noun is None or not _same_sentence(draft, last):
            continue
        if (
            draft.quantity.unit is not None
            or last.quantity.unit is not None
            or draft.quantity.compound
            or draft.partitive
        ):
            continue
        after = draft.span.doc[draft.span.end].lower_ if draft.span.end < len(draft.span.doc) else ""
        both = {draft.event, last.event} <= people and draft.noun is None
        if (both and singular(last.noun) not in listed("bodies")) or after == "more":
            draft.of = last.of


def find_parts(doc: Doc, found: list[Draft]) -> None:
    """`19 of them`, `50 of the 60 people`, `including four Marines`: a part of the claim before."""
    for i, draft in enumerate(found):
        before = [d for d in found[max(0, i - 4) : i] if d.quantity.unit is None and _same_sentence(d, draft)]
        if draft.partitive:
            draft.part_of = _whole(draft, found[max(0, i - 3) : i + 3])
            if draft.part_of is not None and _of_pronoun(draft) and not _has_own_verb(doc, draft, draft.part_of):
                _take_deed(draft, draft.part_of)
        elif before and _included(doc, before[-1], draft):
            draft.part_of = before[-1].part_of or before[-1]
            draft.place = draft.part_of.place or draft.place
            if draft.event == "other" or draft.deed is None:
                _take_deed(draft, draft.part_of)


def _has_own_verb(doc: Doc, part: Draft, whole: Draft) -> bool:
    """Whether a part has a verb of its own, behind it or between it and the whole: `closed 208 of them`."""
    if not _same_sentence(part, whole) or verb_behind(part.span, part.noun) is not None:
        return True
    between = doc[whole.span.end : part.span.start]
    return any(t.pos_ == "VERB" for t in between) or (part.deed is not None and part.deed.i > part.span.end)


def share_deeds(doc: Doc, found: list[Draft]) -> None:
    """`killed at least 12 soldiers, including four Marines, and at least 60 villagers`: one deed over a conjunction."""
    for i, draft in enumerate(found):
        for last in reversed(found[max(0, i - 3) : i]):
            if last.part_of is None:
                if _joined(doc, last, draft):
                    _take_deed(draft, last)
                break


def _joined(doc: Doc, last: Draft, draft: Draft) -> bool:
    """Whether a number is the next object of the deed before the last one, over nouns and conjunctions only."""
    if draft.quantity.unit is not None or last.quantity.unit is not None or not _same_sentence(last, draft):
        return False
    if last.deed is None or last.event == "other" or last.deed.i > last.span.start or draft.part_of is not None:
        return False
    between = doc[last.span.end : draft.span.start]
    verbs = [t for t in between if t.pos_ in ("VERB", "AUX") and t.lower_ != "including"]
    if verbs or not any(t.lower_ in ("and", "or") for t in between[-3:]):
        return False
    return draft.deed is None or draft.event == "other"


def _take_deed(draft: Draft, other: Draft) -> None:
    draft.deed, draft.predicate, draft.event = other.deed, other.predicate, other.event
    draft.place, draft.time = draft.place or other.place, draft.time or other.time


def _of_pronoun(draft: Draft) -> bool:
    return draft.noun is not None and draft.noun.lower_ in PRONOUNS


def share_conversions(doc: Doc, found: list[Draft]) -> None:
    """`4m euros (£3.4m; $4.3m)`: a conversion in brackets says the same of the same thing."""
    for draft, last in zip(found[1:], found, strict=False):
        between = text_of(doc)[last.quantity.end : draft.quantity.start].strip()
        if between in ("(", ";", "/", "[") and draft.quantity.dimension == last.quantity.dimension is not None:
            draft.noun, draft.of, draft.place, draft.time = last.noun, last.of, last.place, last.time
            _take_deed(draft, last)


def share_measured(found: list[Draft]) -> None:
    """`sales were $6.6 billion, up 13% from $5.8 billion`: what is measured stays the same."""
    for draft, last in zip(found[1:], found, strict=False):
        before = draft.span.doc[draft.span.start - 1].lower_ if draft.span.start else ""
        measured = {draft.quantity.dimension, last.quantity.dimension} <= {"ratio", "money", "points", None}
        goes_on = before in ("up", "down", "from", "versus") and _same_sentence(last, draft)
        if goes_on and measured and draft.of is None and last.of is not None and draft.quantity.unit is not None:
            draft.noun, draft.of = last.noun, last.of


def find_antecedents(found: list[Draft]) -> None:
    """The noun of a number that stands alone: `Two died.` behind `12 people`, `the five` behind `five engineers`."""
    for i, draft in enumerate(found):
        bare = draft.quantity.unit is None and not draft.quantity.compound and draft.quantity.form != "vague"
        if draft.of is not None or draft.noun is not None or not bare:
            continue
        before = draft.span.doc[draft.span.start - 1].lower_ if draft.span.start else ""
        if before in DEFINITE:
            last = next((d for d in reversed(found[:i]) if _is_same_count(d, draft)), None)
        elif verb_behind(draft.span, None) is not None or _opens_clause(draft):
            near = reversed(found[max(0, i - 6) : i])
            last = next((d for d in near if _follows(d, draft) and is_people(d.noun)), None)
        else:
            continue
        if last is not None:
            draft.noun, draft.of = last.noun, last.of


def _is_same_count(last: Draft, draft: Draft) -> bool:
    return last.of is not None and is_people(last.noun) and last.quantity.value == draft.quantity.value


DEFINITE = frozenset({"the", "these", "those", "other", "all"})


QUOTE_MARKS = frozenset({'"', "“", "”", "``", "''"})

NEARBY = 30
"""How many words may stand between the sentence of a noun and that of a number without one."""


def _opens_clause(draft: Draft) -> bool:
    """Whether a number without a noun is the subject that its sentence begins with, or of the verb behind it."""
    doc = draft.span.doc
    if draft.span.end < len(doc) and doc[draft.span.end].tag_ == "VBD" and draft.deed == doc[draft.span.end]:
        return True
    first = draft.sentence.start if draft.sentence is not None else 0
    return draft.deed is not None and draft.deed.i > draft.span.end - 1 and draft.span.start - first <= 5


def _follows(last: Draft, draft: Draft) -> bool:
    """Whether a claim stands in the sentence of another or shortly before it, with no border of a quote between."""
    if last.sentence is None or draft.sentence is None:
        return False
    if sum(t.text in QUOTE_MARKS for t in draft.span.doc[last.span.end : draft.span.start]) % 2:
        return False
    return draft.sentence.start - last.sentence.end <= NEARBY or _same_sentence(last, draft)


def _same_sentence(first: Draft, second: Draft) -> bool:
    return first.sentence is not None and second.sentence is not None and first.sentence.start == second.sentence.start


def _whole(draft: Draft, near: list[Draft]) -> Draft | None:
    """The quantity that a partitive is of: the number in its phrase, else the larger one before."""
    size = draft.quantity.low or draft.quantity.high or Fraction(0)
    for other in reversed(near):
        if other is draft or other.quantity.unit is not None:
            continue
        inside = draft.span.end <= other.span.start <= draft.span.end + 4
        larger = (other.quantity.low or other.quantity.high or Fraction(0)) >= size
        if larger and (inside or (other.span.end <= draft.span.start and _of_pronoun(draft))):
            return other
    return None


def _included(doc: Doc, whole: Draft, part: Draft) -> bool:
    """Whether `including` stands between two numbers, and the list it opens still runs."""
    between = doc[whole.span.end : part.span.start]
    words = [t.lower_ for t in between]
    opened = max((k for k, w in enumerate(words) if w in ("including", "among")), default=-1)
    smaller = (part.quantity.low or Fraction(1)) <= (whole.quantity.low or whole.quantity.high or Fraction(0))
    if whole.part_of is not None:
        return "," not in words and not any(t.pos_ in ("VERB", "AUX") for t in between) and "and" in words
    return (
        opened >= 0
        and smaller
        and "," not in words[opened:]
        and not any(t.pos_ == "AUX" for t in between[opened + 1 :])
    )


def numberless(found: list[Draft], link: Callable[[Draft], None]) -> Iterator[Draft]:
    """Victims without a numeral beside counted ones: `three soldiers and a child`; `both pilots`."""
    taken = {i for d in found for i in range(d.span.start, d.span.end)}
    for draft in found:
        if (
            draft.noun is None
            or draft.event not in CASUALTIES
            or draft.quantity.unit is not None
            or draft.noun.i < draft.span.start
        ):
            continue
        for noun in children(draft.noun, "conj"):
            article = next((c for c in noun.children if c.lower_ in ("a", "an") and c.dep_ == "det"), None)
            if (
                article is None
                or article.i in taken
                or lemma(noun) not in listed("people")
                or of_word(noun) is not None
            ):
                continue
            yield _of_article(article, draft, link, Fraction(1))
    doc = found[0].span.doc if found else None
    for token in doc or ():
        if token.lower_ == "both" and token.i not in taken and base(token) in ("det", "nummod", "nsubj", "obj"):
            noun = token.head
            if lemma(noun) in listed("people"):
                made = _of_article(token, None, link, Fraction(2))
                if made.event in CASUALTIES:
                    yield made


def _of_article(token: Token, model: Draft | None, link: Callable[[Draft], None], value: Fraction) -> Draft:
    start, end = token.idx, token.idx + len(token)
    quantity = Quantity(start, end, start, end, value, value, value, "exact", None, None, "words")
    draft = Draft(quantity, token.doc[token.i : token.i + 1], None)
    draft.sentence = sentence_of(draft.span)
    link(draft)
    noun = token.head
    draft.noun, draft.of = noun, characters(token.doc, min(token.i + 1, noun.i), noun.i + 1)
    if model is not None:
        draft.deed, draft.predicate, draft.event = model.deed, model.predicate, model.event
        draft.place, draft.time, draft.negated, draft.hedged = (
            model.place,
            model.time,
            model.negated,
            model.hedged,
        )
    return draft
