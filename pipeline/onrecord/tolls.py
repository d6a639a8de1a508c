"""Tolls: the numbers that several articles give for one event, side by side with who gives them."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from onrecord.linking.times import iso_of
from onrecord.records import Claim, Entity, Record

ROUGH = 0.1
"""How far, as a share, an approximate figure may be off and still agree."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that an article gives, with the characters it stands at and who vouches for it."""

    article: str
    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    modifier: str
    of: str | None
    claimant: str | None
    published: str | None
    negated: bool
    hedged: bool
    move: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """All figures for one event kind, place and day, from the lowest to the highest.

    `contradictions` are pairs of positions in `figures` that cannot both be true as of one day.
    """

    event: str
    place: str
    day: str | None
    lowest: float | None
    highest: float | None
    figures: tuple[Figure, ...]
    contradictions: tuple[tuple[int, int], ...]


def line_up(
    records: Iterable[Record], events: Sequence[str] | None = None, least: int = 1, within: int = 0
) -> list[Toll]:
    """The tolls of records: figures by event kind, place and day, sorted; parts of a whole left out.

    `events` keeps only some kinds (all but `other` where it is None); `least` is how many
    figures a toll must have; days that are at most `within` days apart are one toll's.
    """
    groups: dict[tuple[str, str], list[tuple[str, Figure]]] = defaultdict(list)
    names: dict[tuple[str, str], str] = {}
    for record in records:
        entities = {entity.id: entity for entity in record.entities}
        for claim in record.claims:
            wanted = claim.event in events if events is not None else claim.event != "other"
            entity = entities.get(claim.place_entity or "")
            name = entity.name if entity is not None else claim.place.text if claim.place is not None else None
            if not wanted or claim.unit is not None or claim.part_of is not None or name is None:
                continue
            key = (claim.event, _place_key(name, entity))
            names.setdefault(key, name)
            groups[key].append((_day(claim, record) or "", _figure(record, claim)))
    tolls = [
        _toll(key[0], names[key], day, figures)
        for key, dated in sorted(groups.items(), key=lambda item: item[0])
        for day, figures in _by_day(dated, within)
    ]
    return [toll for toll in tolls if len(toll.figures) >= least]


def _by_day(dated: Iterable[tuple[str, Figure]], within: int) -> Iterator[tuple[str, list[Figure]]]:
    """The figures of each day, or of each run of days that are at most `within` apart, under the first of them."""
    days: dict[str, list[Figure]] = defaultdict(list)
    for day, figure in dated:
        days[day].append(figure)
    first, last, figures = "", "", list[Figure]()
    for day in sorted(days):
        if figures and not _is_near(last, day, within):
            yield first, figures
            figures = []
        first, last = (first if figures else day), day
        figures = figures + days[day]
    if figures:
        yield first, figures


def _is_near(day: str, later: str, within: int) -> bool:
    if not day or not later:
        return False
    return (datetime.date.fromisoformat(later) - datetime.date.fromisoformat(day)).days <= within


def _place_key(name: str, entity: Entity | None) -> str:
    """What makes two places the same: the GeoNames id, else the name."""
    if entity is not None and entity.geonames_id is not None:
        return f"geonames:{entity.geonames_id}"
    return " ".join(name.casefold().split())


def _day(claim: Claim, record: Record) -> str | None:
    """The day of the event: the claim's own, else the day the article came out."""
    own = claim.time_iso
    if own is None and claim.time is not None:
        own = iso_of(claim.time.text, record.published)
    if own is not None and len(own) == 10 and own[4] == "-" and "W" not in own:
        return own
    return record.published[:10] if record.published else None


def _figure(record: Record, claim: Claim) -> Figure:
    return Figure(
        article=record.id,
        start=claim.quantity.start,
        end=claim.quantity.end,
        text=claim.quantity.text,
        low=claim.low,
        high=claim.high,
        modifier=claim.modifier,
        of=claim.of.text if claim.of is not None else None,
        claimant=claim.claimant_name,
        published=record.published,
        negated=claim.negated,
        hedged=claim.hedged,
    )


def _toll(event: str, place: str, day: str, figures: list[Figure]) -> Toll:
    moved = sorted(_with_moves(figures), key=lambda f: (_middle(f), f.published or "", f.article, f.start))
    ends = [end for f in moved for end in (f.low, f.high) if end is not None and not f.negated]
    return Toll(
        event=event,
        place=place,
        day=day or None,
        lowest=min(ends, default=None),
        highest=max(ends, default=None),
        figures=tuple(moved),
        contradictions=tuple(contradictions(moved)),
    )


def _middle(figure: Figure) -> float:
    """Where a figure stands in the order from the lowest to the highest."""
    if figure.low is None:
        return figure.high or 0.0
    return figure.low if figure.high is None else (figure.low + figure.high) / 2


def _with_moves(figures: list[Figure]) -> Iterator[Figure]:
    """Each figure with how it moved against the one before in time: `up`, `down`, `same`; None for the first."""
    last: Figure | None = None
    for figure in sorted(figures, key=lambda f: (f.published or "", f.article, f.start)):
        move = None
        if last is not None:
            before, now = _middle(last), _middle(figure)
            move = "up" if now > before else "down" if now < before else "same"
        yield Figure(**{**asdict(figure), "move": move})
        last = figure


def contradictions(figures: Sequence[Figure]) -> Iterator[tuple[int, int]]:
    """Pairs of figures, by position, that contradict each other.

    Two figures of one day whose bounds share no number; and a later figure below an earlier
    one, because a toll only grows. A denied figure contradicts one that it covers.
    """
    for i, first in enumerate(figures):
        for j in range(i + 1, len(figures)):
            second = figures[j]
            if first.negated and second.negated:
                continue
            apart = not _share_a_number(first, second)
            if first.negated != second.negated:
                if not apart:
                    yield i, j
            elif apart and not _grew(first, second):
                yield i, j


def _share_a_number(first: Figure, second: Figure) -> bool:
    (low, high), (other_low, other_high) = _bounds(first), _bounds(second)
    return low <= other_high and other_low <= high


def _bounds(figure: Figure) -> tuple[float, float]:
    low = figure.low if figure.low is not None else 0.0
    high = figure.high if figure.high is not None else float("inf")
    if figure.modifier == "approx":
        return low * (1 - ROUGH), high * (1 + ROUGH)
    return low, high


def _grew(lower: Figure, higher: Figure) -> bool:
    """Whether the higher figure came out on a later day, as a growing toll does."""
    return bool(lower.published and higher.published and lower.published[:10] < higher.published[:10])


def to_json(tolls: Sequence[Toll]) -> str:
    """The tolls as a JSON list."""
    return json.dumps([asdict(toll) for toll in tolls], ensure_ascii=True, indent=1, allow_nan=False)


COLUMNS = (
    "event", "place", "day", "low", "high", "modifier", "of", "claimant", "published", "move",
    "negated", "hedged", "contradicts", "article", "start", "end", "text",
)  # fmt: skip


def rows(tolls: Iterable[Toll]) -> Iterator[dict[str, object]]:
    """One row a figure, under `COLUMNS`; `contradicts` lists the articles that it is at odds with."""
    for toll in tolls:
        for i, figure in enumerate(toll.figures):
            odds = {j for pair in toll.contradictions if i in pair for j in pair if j != i}
            against = sorted({toll.figures[j].article for j in odds})
            facts = {
                "event": toll.event,
                "place": toll.place,
                "day": toll.day,
                "contradicts": " ".join(against),
            }
            yield {column: {**asdict(figure), **facts}[column] for column in COLUMNS}


def to_csv(tolls: Iterable[Toll]) -> str:
    """The tolls as CSV, one row a figure. A cell that a spreadsheet would run as a formula gets a quote mark."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows(tolls):
        writer.writerow({k: _plain(v) for k, v in row.items()})
    return out.getvalue()


def _plain(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
