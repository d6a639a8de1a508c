"""Claims: numbers, what they count, what happened, and who vouches.

`claims.quantity_exact`   the same span
`claims.quantity`         one-to-one pairs whose quantities share a word
`claims.bounds`           such a pair with the same value, low and high; `claims.bounds_exact` with
                          the same span besides
With right bounds, and each end to end (a claim whose bounds are wrong is a miss and an extra):
`claims.modifier`, `claims.unit`, `claims.of`, `claims.predicate`, `claims.event` (also one by one,
`claims.event.killed`), `claims.claimant`, `claims.place`, `claims.time`
`claims.tuple`            bounds, modifier, unit, counted noun, event and claimant
The same of pairs alone, right or not in bounds: `claims.modifier_matched` ..., and the flags
`claims.negated`, `claims.hedged`, `claims.part_of`.
The counted noun is right when both have none, or when its head word is the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isclose
from typing import get_args

from onrecord.records import Event
from onrecord.scoring.matching import Words, assign, overlap
from onrecord.scoring.parties import Parties
from onrecord.scoring.sheets import Claim, Sheet
from onrecord.scoring.tally import Finding, Span, StageScore, Tally

EVENTS: tuple[str, ...] = get_args(Event)
TUPLE = ("modifier", "unit", "of", "event", "claimant")
AFTER_HEAD = re.compile(
    r"\s(?:of|in|on|at|for|from|with|without|to|by|near|under|over|against|among|between|inside|outside|"
    r"across|around|after|before|since|into|onto|through|than|as|who|whom|whose|which|that|where|when)\s|[,;:(]",
    re.IGNORECASE,
)
Judge = Callable[[Claim, Claim], bool]


def score_claims(gold: Sheet, found: Sheet) -> StageScore:
    """Scores the claims of one article."""
    score = StageScore()
    if gold.claims is None:
        return score
    golds, founds = gold.claims, found.claims or ()
    words = Words(gold.text)
    pairs = [(golds[i], founds[j]) for i, j in _pair(words, golds, founds)]
    judges = _judges(words, Parties(gold, found))
    exact = {claim.quantity for claim in golds} & {claim.quantity for claim in founds}
    right = [(g, f) for g, f in pairs if same_bounds(g, f)]
    hits_of = {"quantity_exact": len(exact), "quantity": len(pairs)}
    if not golds or any(map(has_bounds, golds)):
        hits_of["bounds"] = len(right)
        hits_of["bounds_exact"] = sum(g.quantity == f.quantity for g, f in right)
    for metric, hits in hits_of.items():
        score.add(f"claims.{metric}", Tally.matched(len(golds), len(founds), hits))
    for role, judge in judges.items():
        _score_role(score, role, judge, golds, founds, pairs, right)
    hits = sum(all(judges[role](g, f) for role in TUPLE) for g, f in right if set(TUPLE) <= g.fields)
    complete = sum(set(TUPLE) <= claim.fields for claim in golds)
    if complete or not golds:
        score.add("claims.tuple", Tally.matched(complete, len(founds), hits))
    whole = {f.id for g, f in right if all(judges[role](g, f) for role in TUPLE if role in g.fields)}
    score.judge("claims.tuple", ((claim.confidence, claim.id in whole) for claim in founds))
    _score_events(score, golds, founds, right)
    _score_flags(score, golds, pairs)
    _find_errors(score, gold.text, golds, founds, pairs, judges)
    return score


def _pair(words: Words, golds: tuple[Claim, ...], founds: tuple[Claim, ...]) -> list[tuple[int, int]]:
    """Pairs claims whose quantities share a word; of rivals the one with the same bounds is preferred."""
    scores: dict[tuple[int, int], float] = {}
    found_words = [words.within([claim.quantity]) for claim in founds]
    for i, gold in enumerate(golds):
        mine = words.within([gold.quantity])
        for j, found in enumerate(founds):
            if shared := overlap(mine, found_words[j]):
                scores[i, j] = 0.8 * shared + 0.2 * same_bounds(gold, found)
    return assign(scores)


def has_bounds(claim: Claim) -> bool:
    """Whether it was looked which numbers a labelled claim gives."""
    return bool({"value", "low", "high"} & claim.fields)


def same_bounds(gold: Claim, found: Claim) -> bool:
    """Whether value, low and high are the same numbers, rounding in the sixth digit aside, or not labelled."""
    if not has_bounds(gold):
        return True
    ends = ((gold.value, found.value), (gold.low, found.low), (gold.high, found.high))
    return all(_same_number(one, other) for one, other in ends)


def _same_number(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)


def head_of(text: str, span: Span) -> Span:
    """The head word of a noun phrase: the last word before a preposition, relative clause or comma."""
    cut = AFTER_HEAD.search(text, span[0] + 1, span[1])
    words = list(re.finditer(r"\w+(?:[-'’]\w+)*", text[span[0] : cut.start() if cut else span[1]]))
    return (span[0] + words[-1].start(), span[0] + words[-1].end()) if words else span


def _judges(words: Words, parties: Parties) -> dict[str, Judge]:
    """For each role of a claim what makes it right."""
    text = words.text

    def same_head(gold: Claim, found: Claim) -> bool:
        if gold.of is None or found.of is None:
            return gold.of is found.of
        mine, theirs = head_of(text, gold.of), head_of(text, found.of)
        # An elliptic count may point to another mention of the same noun.
        return text[slice(*mine)].casefold() == text[slice(*theirs)].casefold()

    def shares_word(role: str) -> Judge:
        def judge(gold: Claim, found: Claim) -> bool:
            mine, theirs = getattr(gold, role), getattr(found, role)
            if mine is None or theirs is None:
                return mine is theirs
            return bool(words.within([mine]) & words.within([theirs]))

        return judge

    return {
        "modifier": lambda g, f: g.modifier == f.modifier,
        "unit": lambda g, f: (g.unit or "").casefold() == (f.unit or "").casefold(),
        "of": same_head,
        "predicate": shares_word("predicate"),
        "event": lambda g, f: g.event == f.event,
        "claimant": lambda g, f: parties.same(g.claimant, g.claimant_name, f.claimant, f.claimant_name),
        "place": shares_word("place"),
        "time": shares_word("time"),
    }


def _score_role(
    score: StageScore,
    role: str,
    judge: Judge,
    golds: tuple[Claim, ...],
    founds: tuple[Claim, ...],
    pairs: list[tuple[Claim, Claim]],
    right: list[tuple[Claim, Claim]],
) -> None:
    looked = sum(role in claim.fields for claim in golds)
    if golds and not looked:
        return
    hits = sum(judge(g, f) for g, f in right if role in g.fields)
    score.add(f"claims.{role}", Tally.matched(looked, len(founds), hits))
    score.add(f"claims.{role}_matched", Tally.judged(judge(g, f) for g, f in pairs if role in g.fields))


def _score_events(
    score: StageScore, golds: tuple[Claim, ...], founds: tuple[Claim, ...], right: list[tuple[Claim, Claim]]
) -> None:
    for event in EVENTS:
        tally = Tally.matched(
            sum(claim.event == event for claim in golds),
            sum(claim.event == event for claim in founds),
            sum(g.event == f.event == event for g, f in right),
        )
        score.add(f"claims.event.{event}", tally)
    score.confusion.update(("events", g.event, f.event) for g, f in right)
    score.confusion.update(("modifiers", g.modifier, f.modifier) for g, f in right)


def _score_flags(score: StageScore, golds: tuple[Claim, ...], pairs: list[tuple[Claim, Claim]]) -> None:
    for flag in ("negated", "hedged"):
        looked = [(getattr(g, flag), getattr(f, flag)) for g, f in pairs if flag in g.fields]
        if any(flag in claim.fields for claim in golds):
            score.add(f"claims.{flag}", Tally.flags(looked))
    if any("part_of" in claim.fields for claim in golds):
        counterpart = {f.id: g.id for g, f in pairs}
        looked = [(g, f) for g, f in pairs if "part_of" in g.fields]
        hits = sum(g.part_of is not None and counterpart.get(f.part_of or "") == g.part_of for g, f in looked)
        parts, found_parts = sum(bool(g.part_of) for g, _ in looked), sum(bool(f.part_of) for _, f in looked)
        score.add("claims.part_of", Tally.matched(parts, found_parts, hits))


def _find_errors(
    score: StageScore,
    text: str,
    golds: tuple[Claim, ...],
    founds: tuple[Claim, ...],
    pairs: list[tuple[Claim, Claim]],
    judges: dict[str, Judge],
) -> None:
    add = score.findings.append
    paired, taken = {g.id for g, _ in pairs}, {f.id for _, f in pairs}
    for claim in golds:
        if claim.id not in paired:
            add(Finding("claims", "quantity", "miss", gold=(claim.quantity,)))
    for claim in founds:
        if claim.id not in taken:
            add(Finding("claims", "quantity", "extra", found=(claim.quantity,)))
    for gold, found in pairs:
        if gold.quantity != found.quantity:
            add(Finding("claims", "quantity border", "wrong", (gold.quantity,), (found.quantity,)))
        if not same_bounds(gold, found):
            note = f"{_bounds(gold)} found as {_bounds(found)}"
            add(Finding("claims", "bounds", "wrong", (gold.quantity,), (found.quantity,), note))
        for role, judge in judges.items():
            if role in gold.fields and not judge(gold, found):
                add(_role_finding(text, role, gold, found))


def _role_finding(text: str, role: str, gold: Claim, found: Claim) -> Finding:
    mine, theirs = getattr(gold, role), getattr(found, role)
    marks = [mine] if isinstance(mine, tuple) else [], [theirs] if isinstance(theirs, tuple) else []
    shown = [text[slice(*value)] if isinstance(value, tuple) else value for value in (mine, theirs)]
    if role == "claimant":
        shown = [gold.claimant_name or gold.claimant, found.claimant_name or found.claimant]
    note = f"{shown[0]} found as {shown[1]}"
    return Finding("claims", role, "wrong", (gold.quantity, *marks[0]), (found.quantity, *marks[1]), note)


def _bounds(claim: Claim) -> str:
    return f"value {claim.value}, low {claim.low}, high {claim.high}"
