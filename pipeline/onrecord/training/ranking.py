"""Ranking: fits the weights by which an antecedent is chosen to articles with labelled chains.

    python -m onrecord.training.ranking seeds/training --output pipeline/onrecord/lexicons/antecedents.tsv

Names are the trained pipeline's own, so that the weights learn to live with its mistakes. A
pronoun that the labels link is to find a mention of that entity; one that they leave alone is to
find nothing named.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from spacy.language import Language
from torch import Tensor

import onrecord
from onrecord.chains.ranking import Option, Question
from onrecord.naming.grouping import NamedSpan, group_names
from onrecord.records import LABELS
from onrecord.stages.coreference import Coreference
from onrecord.training.corpora.written import read_written
from onrecord.training.examples import Example

KINDS = ("he", "it", "they", "role", "thing")
STEPS, RATE = 250, 0.05


class Answered(NamedTuple):
    """A question, and which of its options are right."""

    kind: str
    options: tuple[Option, ...]
    right: list[int]


def questions(nlp: Language, example: Example) -> Iterator[Answered]:
    """The questions that the coreference stage asks of an article, answered by its labels."""
    stage = nlp.get_pipe("onrecord_coreference")
    assert isinstance(stage, Coreference)
    doc = nlp.make_doc(example.text)
    for name, component in nlp.pipeline:
        if name == "onrecord_coreference":
            break
        doc = component(doc)
    owner = {(m[0], m[1]): i for i, chain in enumerate(example.chains or ()) for m in chain.mentions}
    heads = {example.tokens[m[2]][0]: i for i, chain in enumerate(example.chains or ()) for m in chain.mentions}
    spans = [NamedSpan(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in LABELS]
    labelled = [
        Counter(owner.get((spans[i].start, spans[i].end)) for i in group.members).most_common(1)[0][0]
        for group in group_names(doc.text, spans)
    ]
    named = _named(example)
    asked: list[Answered] = []

    def answer(question: Question) -> tuple[int | None, float]:
        chain = heads.get(doc[question.head].idx)
        chain = chain if chain in named else None
        entities = [None if o.entity is None else labelled[o.entity] for o in question.options]
        right = [
            i
            for i, (e, option) in enumerate(zip(entities, question.options, strict=True))
            if (option.entity is None if chain is None else option.entity is not None and e == chain)
        ]
        if right:
            asked.append(Answered(question.kind, question.options, right))
        entity = question.options[right[0]].entity if right else None
        return entity, float(entity is not None)

    stage.choose = answer
    stage(doc)
    yield from asked


def _named(example: Example) -> set[int]:
    """The chains in which a mention's head is part of a name."""
    names = example.names or ()
    starts = [(i, example.tokens[m[2]][0]) for i, chain in enumerate(example.chains or ()) for m in chain.mentions]
    return {i for i, at in starts if any(n.start <= at < n.end for n in names)}


def fit(answered: Sequence[Answered], decay: float) -> dict[str, dict[str, float]]:
    """For each clue the weight in each class: the likeliest under a penalty on their squares."""
    clues = sorted({name for a in answered for o in a.options for name, _ in o.clues})
    column = {name: i for i, name in enumerate(clues)}
    table: dict[str, dict[str, float]] = {name: {} for name in clues}
    for kind in KINDS:
        rows = [(_matrix(a.options, column), a.right) for a in answered if a.kind == kind]
        weights = torch.zeros(len(clues), requires_grad=True)
        optimiser = torch.optim.Adam([weights], lr=RATE)
        for _ in range(STEPS):
            loss = decay * (weights**2).sum()
            for matrix, right in rows:
                scores = matrix @ weights
                loss = loss + scores.logsumexp(0) - scores[right].logsumexp(0)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        for name, weight in zip(clues, weights.tolist(), strict=True):
            table[name][kind] = round(weight, 2)
    return table


def _matrix(options: Iterable[Option], column: dict[str, int]) -> Tensor:
    rows = []
    for option in options:
        row = torch.zeros(len(column))
        for name, value in option.clues:
            row[column[name]] += value
        rows.append(row)
    return torch.stack(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("articles", type=Path, help="folder of articles with labels in them")
    parser.add_argument("--output", type=Path, required=True, help="the table of weights")
    parser.add_argument("--decay", type=float, default=1.0, help="penalty on the squares of the weights")
    args = parser.parse_args()
    nlp = onrecord.load()
    answered = [a for example in read_written(args.articles) for a in questions(nlp, example)]
    table = fit(answered, args.decay)
    lines = ["\t".join(("clue", *KINDS))]
    lines += ["\t".join((name, *(f"{row[kind]:.2f}" for kind in KINDS))) for name, row in table.items()]
    args.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(answered)} mentions -> {args.output}")


if __name__ == "__main__":
    main()
