"""The table of baselines: every system on the same texts, by the same scorer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language

import onrecord
from onrecord.articles import Article
from onrecord.baselines import places, quantities, sentences, speech
from onrecord.records import Record
from onrecord.scoring.evaluation import Row, evaluate, rows
from onrecord.scoring.sheets import Sheet

OURS = "onrecord"
CLAIMS = ("claims.quantity_exact", "claims.quantity", "claims.bounds", "claims.bounds_exact", "claims.unit")
QUOTES = (
    "quotes.content_exact", "quotes.content", "quotes.content.direct", "quotes.cue", "quotes.source",
    "quotes.source_overlap", "quotes.speaker", "quotes.content_speaker",
)  # fmt: skip
Baseline = Callable[[str, Record, Language], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Peer:
    """One baseline: what it is called, where its package is had, what it is scored on, and how it is run."""

    name: str
    package: str
    metrics: tuple[str, ...]
    run: Baseline


def _splitter(name: str, package: str, split: Callable[[str], Iterable[tuple[int, int]]]) -> Peer:
    return Peer(
        name, package, ("sentences.exact",), lambda text, _, __: sentences.as_label(text, split(text))
    )


PEERS = (
    _splitter("spaCy sentencizer", "spacy", sentences.spacy_sentencizer),
    _splitter("pySBD", "pysbd", sentences.pysbd_segmenter),
    _splitter("blingfire", "blingfire", sentences.blingfire_splitter),
    _splitter("punkt, untrained", "nltk", sentences.punkt_splitter),
    Peer("quantulum3", "quantulum3", CLAIMS, lambda text, _, __: quantities.quantulum(text)),
    Peer("regular expression", "onrecord", CLAIMS, lambda text, _, __: quantities.regular_expression(text)),
    Peer("textacy, our parse", "textacy", QUOTES, lambda text, _, nlp: speech.textacy_quotations(nlp(text))),
    Peer(
        "first country", "onrecord", ("places.country",), lambda _, record, __: places.first_country(record)
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one system."""

    system: str
    row: Row


def baseline_lines(
    golds: Sequence[Sheet], nlp: Language, peers: Sequence[Peer] = PEERS
) -> tuple[list[Line], dict[str, str]]:
    """The figures of onrecord and of every peer, by metric, and the peers that are not installed, with the reason."""
    ours = {gold.sha256: onrecord.annotate(Article(id=gold.id, text=gold.text), nlp) for gold in golds}
    found = {OURS: rows(evaluate(golds, {k: r.model_dump(mode="json") for k, r in ours.items()}))}
    missing: dict[str, str] = {}
    for peer in peers:
        try:
            labels = {
                g.sha256: {"id": g.id, "text": g.text} | peer.run(g.text, ours[g.sha256], nlp) for g in golds
            }
        except ImportError as error:
            missing[peer.name] = f"{error}; install {peer.package}"
            continue
        found[peer.name] = [row for row in rows(evaluate(golds, labels)) if row.metric in peer.metrics]
    shown = dict.fromkeys(metric for peer in peers for metric in peer.metrics if peer.name not in missing)
    lines = [
        Line(system, row)
        for metric in shown
        for system, some in found.items()
        for row in some
        if row.metric == metric
    ]
    return lines, missing
