"""Quotes: who said what.

Overlap is words shared per word in either. Contents are compared as the union of their spans.
`quotes.content_exact`   the same characters, blanks aside
`quotes.content`         overlap of 0.8 or more; also by type and by what the source is
                         (`quotes.content.direct`, `.pronoun` ...): a matched quote counts under
                         its label's kind, an extra one under its own
`quotes.cue`, `quotes.source`, `quotes.source_overlap` (0.5)   spans of the article, on whatever quote
Matched quotes are one-to-one pairs with a content overlap of 0.5 or more. On them alone:
`quotes.cue_matched`, `quotes.source_matched`, `quotes.source_overlap_matched`, `quotes.via`,
`quotes.type`, `quotes.negated`, `quotes.speaker` (also by type and kind of source)
And end to end, where an unmatched quote is a miss or an extra:
`quotes.cue_linked`, `quotes.source_linked`, `quotes.speaker_linked`
`quotes.content_speaker`   content at 0.8 and the right speaker
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.scoring.matching import Words, assign, covered, overlap
from onrecord.scoring.parties import Parties
from onrecord.scoring.sheets import Quote, Sheet, Via
from onrecord.scoring.tally import Finding, Span, StageScore, Tally

CLOSE = 0.8
MATCHED = 0.5
PRONOUNS = frozenset(
    ("he", "she", "it", "they", "i", "we", "you", "him", "her", "them", "who", "which", "this", "that", "one")
)
SOURCE_KINDS = ("name", "nominal", "pronoun", "none")
TYPES = ("direct", "indirect", "mixed")


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both sides of one article, with what is worked out once: overlaps, pairs and speakers."""

    gold: tuple[Quote, ...]
    found: tuple[Quote, ...]
    words: Words
    ratios: dict[tuple[int, int], float]
    pairs: list[tuple[int, int]]
    parties: Parties
    kinds: Callable[[Quote], str]

    def same_speaker(self, i: int, j: int) -> bool:
        gold, found = self.gold[i], self.found[j]
        return self.parties.same(gold.speaker, gold.speaker_name, found.speaker, found.speaker_name)

    def with_speaker(self) -> set[int]:
        """The labelled quotes of which it was looked who speaks."""
        return {i for i, quote in enumerate(self.gold) if {"speaker", "speaker_name"} & quote.fields}

    def right(self) -> dict[tuple[int, int], float]:
        """The pairs of like content and, where it was looked, the same speaker, with their overlaps."""
        looked = self.with_speaker()
        close = {pair: ratio for pair, ratio in self.ratios.items() if ratio >= CLOSE}
        return {(i, j): ratio for (i, j), ratio in close.items() if i not in looked or self.same_speaker(i, j)}


def score_quotes(gold: Sheet, found: Sheet) -> StageScore:
    """Scores the quotes of one article."""
    score = StageScore()
    if gold.quotes is None:
        return score
    sides = _sides(gold, found)
    _score_contents(score, sides)
    _score_spans(score, sides)
    _score_matched(score, sides)
    _score_speakers(score, sides)
    _judge_confidence(score, sides)
    _find_errors(score, sides)
    return score


def _sides(gold: Sheet, found: Sheet) -> _Sides:
    words = Words(gold.text)
    golds, founds = gold.quotes or (), found.quotes or ()
    found_words = [words.within(quote.content) for quote in founds]
    ratios: dict[tuple[int, int], float] = {}
    for i, quote in enumerate(golds):
        mine = words.within(quote.content)
        ratios |= {(i, j): r for j, theirs in enumerate(found_words) if (r := overlap(mine, theirs))}
    # Of two quotes with the same content (one source quoting another), the cue tells which is meant.
    ranked = {
        (i, j): 0.9 * ratio
        + 0.05 * (golds[i].cue == founds[j].cue)
        + 0.05 * (golds[i].source == founds[j].source)
        for (i, j), ratio in ratios.items()
        if ratio >= MATCHED
    }
    names = [name.span for name in (gold.names if gold.names is not None else found.names) or ()]
    return _Sides(
        golds, founds, words, ratios, assign(ranked), Parties(gold, found),
        lambda quote: source_kind(gold.text, quote.source, names),
    )  # fmt: skip


def source_kind(text: str, source: Span | None, names: Sequence[Span]) -> str:
    """What a source is: "none", "pronoun", "name" (it has a name in it) or "nominal"."""
    if source is None:
        return "none"
    if text[source[0] : source[1]].casefold() in PRONOUNS:
        return "pronoun"
    return "name" if any(source[0] <= start and end <= source[1] for start, end in names) else "nominal"


def _score_contents(score: StageScore, sides: _Sides) -> None:
    golds, founds = sides.gold, sides.found
    text = sides.words.text
    found_marks = [covered(text, quote.content) for quote in founds]
    gold_marks = [covered(text, quote.content) for quote in golds]
    exact = assign({pair: 1.0 for pair in sides.ratios if gold_marks[pair[0]] == found_marks[pair[1]]})
    score.add("quotes.content_exact", Tally.matched(len(golds), len(founds), len(exact)))
    close = assign({pair: ratio for pair, ratio in sides.ratios.items() if ratio >= CLOSE})
    score.add("quotes.content", Tally.matched(len(golds), len(founds), len(close)))
    taken = {j for _, j in close}
    for kinds, kind_of in ((TYPES, _type_of), (SOURCE_KINDS, sides.kinds)):
        for kind in kinds:
            hits = sum(kind_of(golds[i]) == kind for i, _ in close)
            extras = sum(kind_of(quote) == kind for j, quote in enumerate(founds) if j not in taken)
            labelled = sum(kind_of(quote) == kind for quote in golds)
            score.add(f"quotes.content.{kind}", Tally.matched(labelled, hits + extras, hits))


def _type_of(quote: Quote) -> str:
    return quote.type


def _score_spans(score: StageScore, sides: _Sides) -> None:
    """Cues and sources as spans of the article, however they are joined to quotes."""
    for role in ("cue", "source"):
        golds = [getattr(q, role) for q in sides.gold if getattr(q, role)]
        founds = [getattr(q, role) for q in sides.found if getattr(q, role)]
        hits = sum((Counter(golds) & Counter(founds)).values())
        score.add(f"quotes.{role}", Tally.matched(len(golds), len(founds), hits))
        if role == "source":
            near = {
                (i, j): ratio
                for i, gold in enumerate(golds)
                for j, found in enumerate(founds)
                if (ratio := _ratio(sides.words, gold, found)) >= MATCHED
            }
            score.add("quotes.source_overlap", Tally.matched(len(golds), len(founds), len(assign(near))))


def _ratio(words: Words, gold: Span | None, found: Span | None) -> float:
    if gold is None or found is None or gold[0] >= found[1] or found[0] >= gold[1]:
        return 0.0
    return overlap(words.within([gold]), words.within([found]))


def _score_matched(score: StageScore, sides: _Sides) -> None:
    pairs = [(sides.gold[i], sides.found[j]) for i, j in sides.pairs]
    for role in ("cue", "source"):
        hits = sum(getattr(g, role) is not None and getattr(g, role) == getattr(f, role) for g, f in pairs)
        near = sum(_ratio(sides.words, getattr(g, role), getattr(f, role)) >= MATCHED for g, f in pairs)
        golds = sum(getattr(g, role) is not None for g, _ in pairs)
        founds = sum(getattr(f, role) is not None for _, f in pairs)
        score.add(f"quotes.{role}_matched", Tally.matched(golds, founds, hits))
        if role == "source":
            score.add("quotes.source_overlap_matched", Tally.matched(golds, founds, near))
        all_golds = sum(getattr(quote, role) is not None for quote in sides.gold)
        all_founds = sum(getattr(quote, role) is not None for quote in sides.found)
        score.add(f"quotes.{role}_linked", Tally.matched(all_golds, all_founds, hits))
    score.add("quotes.type", Tally.judged(g.type == f.type for g, f in pairs))
    score.confusion.update(("quote types", g.type, f.type) for g, f in pairs)
    looked = [(g, f) for g, f in pairs if "negated" in g.fields]
    if any("negated" in quote.fields for quote in sides.gold):
        score.add("quotes.negated", Tally.flags((g.negated, f.negated) for g, f in looked))
    looked = [(g, f) for g, f in pairs if "via" in g.fields]
    hits = sum(len(assign(_same_vias(sides.parties, g.via, f.via))) for g, f in looked)
    via = Tally.matched(sum(len(g.via) for g, _ in looked), sum(len(f.via) for _, f in looked), hits)
    score.add("quotes.via", via)


def _same_vias(parties: Parties, gold: Sequence[Via], found: Sequence[Via]) -> dict[tuple[int, int], float]:
    return {(i, j): 1.0 for i, g in enumerate(gold) for j, f in enumerate(found) if parties.same_via(g, f)}


def _score_speakers(score: StageScore, sides: _Sides) -> None:
    looked = sides.with_speaker()
    if not looked and sides.gold:
        return
    pairs = [(i, j) for i, j in sides.pairs if i in looked]
    rights = {pair: sides.same_speaker(*pair) for pair in pairs}
    score.add("quotes.speaker", Tally.judged(rights.values()))
    for kinds, kind_of in ((TYPES, _type_of), (SOURCE_KINDS, sides.kinds)):
        for kind in kinds:
            judged = [right for (i, _), right in rights.items() if kind_of(sides.gold[i]) == kind]
            score.add(f"quotes.speaker.{kind}", Tally.judged(judged))
    score.add("quotes.speaker_linked", Tally.matched(len(looked), len(sides.found), sum(rights.values())))
    both = {pair: ratio for pair, ratio in sides.right().items() if pair[0] in looked}
    score.add("quotes.content_speaker", Tally.matched(len(looked), len(sides.found), len(assign(both))))


def _judge_confidence(score: StageScore, sides: _Sides) -> None:
    right = {j for _, j in assign(sides.right())}
    score.judge("quotes.content_speaker", ((q.confidence, j in right) for j, q in enumerate(sides.found)))


def _find_errors(score: StageScore, sides: _Sides) -> None:
    add = score.findings.append
    for i in sorted(set(range(len(sides.gold))) - {i for i, _ in sides.pairs}):
        add(Finding("quotes", sides.gold[i].type, "miss", gold=_spans(sides.gold[i])))
    for j in sorted(set(range(len(sides.found))) - {j for _, j in sides.pairs}):
        add(Finding("quotes", sides.found[j].type, "extra", found=_spans(sides.found[j])))
    for i, j in sides.pairs:
        gold, found = sides.gold[i], sides.found[j]
        if sides.ratios[i, j] < 1:
            kind = "content" if sides.ratios[i, j] < CLOSE else "content border"
            add(Finding("quotes", kind, "wrong", gold.content, found.content))
        for role in ("cue", "source"):
            mine, theirs = getattr(gold, role), getattr(found, role)
            if mine != theirs:
                marks = (mine,) if mine else (), (theirs,) if theirs else ()
                note = "" if mine and theirs else f"one has no {role}"
                add(Finding("quotes", role, "wrong", *marks, note=note))
        if {"speaker", "speaker_name"} & gold.fields and not sides.same_speaker(i, j):
            note = f"{gold.speaker_name or gold.speaker} found as {found.speaker_name or found.speaker}"
            add(Finding("quotes", "speaker", "wrong", _spans(gold), _spans(found), note))
        if gold.type != found.type:
            note = f"{gold.type} found as {found.type}"
            add(Finding("quotes", "type", "wrong", gold.content, found.content, note))


def _spans(quote: Quote) -> tuple[Span, ...]:
    return tuple(span for span in (*quote.content, quote.cue, quote.source) if span is not None)
