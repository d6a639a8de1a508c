"""Written: made-up articles with their labels in them (`seeds/training/*.txt`), for training.

`python -m onrecord.training.corpora.written FILE...` lists slips in the tags and shows every mark.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.training.corpora.markup import Marked, read_markup, to_labels
from onrecord.training.examples import Chain, Example, NameSpan
from onrecord.words import blank_pipeline

UNLABELLED = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
"""Capitalised words inside a sentence: they should be names, or titles."""

HEAD_ENDS = frozenset({"of", "in", "at", "from", "for", "to", "on", "with", ",", "(", "who", "that", "which", "and"})


def read_written(folder: Path) -> Iterator[Example]:
    """The examples of a folder, by name. Raises ValueError for tags that are wrong, naming file and line."""
    for path in sorted(folder.glob("*.txt")):
        marked = read_markup(path.read_text(encoding="utf-8"))
        labels = to_labels(marked)
        if marked.slips:
            raise ValueError(f"{path}: {marked.slips[0]}; mend the tags (python -m {__spec__.name} {path})")
        yield to_example(path.stem, marked.text, labels)


def to_example(name: str, text: str, labels: dict[str, Any]) -> Example:
    """Names, quotes, claims, the chains of named entities, and the types of organisations.

    Where no entity at all is labelled, names, chains and types are layers that the text lacks.
    """
    tokens = tuple((t.idx, t.idx + len(t)) for t in blank_pipeline().make_doc(text) if not t.is_space)
    names, types = [], []
    for entity in labels["entities"]:
        for mention in entity["mentions"]:
            if mention["label"]:
                names.append(NameSpan(mention["start"], mention["end"], (mention["label"],)))
                if entity["type"]:
                    types.append((mention["start"], mention["end"], entity["type"]))
    example = Example(
        "written", name, text, tokens=tokens, quotes=tuple(labels["quotes"]), claims=tuple(labels["claims"])
    )
    if not labels["entities"]:
        return example
    chains = tuple(_chain(text, tokens, e) for e in labels["entities"])
    return replace(
        example, names=tuple(sorted(names)), types=tuple(sorted(types)), chains=chains, partial_chains=True
    )


def _chain(text: str, tokens: tuple[tuple[int, int], ...], entity: dict[str, Any]) -> Chain:
    mentions = []
    for mention in entity["mentions"]:
        inside = [i for i, (s, e) in enumerate(tokens) if s < mention["end"] and e > mention["start"]]
        if inside:
            mentions.append((mention["start"], mention["end"], _head(text, tokens, inside, entity["label"])))
    return Chain(tuple(mentions), entity["label"], None)


def _head(text: str, tokens: tuple[tuple[int, int], ...], inside: list[int], label: str) -> int:
    """The head word of a mention: a person's first name, else the last word before an `of` or a comma."""
    words = [text[slice(*tokens[i])] for i in inside]
    if label == "PERSON" and words[0][0].isupper() and words[0].casefold() not in ("the", "a", "an"):
        return inside[0]
    stop = next((k for k, w in enumerate(words) if k and w.casefold() in HEAD_ENDS), len(words))
    return inside[stop - 1]


def untagged(marked: Marked) -> Iterator[str]:
    """Runs of capitalised words inside a sentence, and pronouns and digits, that no tag holds: perhaps forgotten."""
    names = [(s.start, s.end) for s in marked.spans if s.id[0] == "e"]
    numbers = [(s.start, s.end) for s in marked.spans if s.id[0] == "c" and "." not in s.id]
    for pattern, held in (
        (UNLABELLED, names),
        (re.compile(r"\b(?:he|she|him|her|his)\b", re.IGNORECASE), names),
        (re.compile(r"[$€£]?\b\d[\d,.]*\b"), numbers),
    ):
        for found in pattern.finditer(marked.text):
            if not any(s < found.end() and found.start() < e for s, e in held):
                around = marked.text[max(0, found.start() - 25) : found.end() + 20].replace("\n", " ")
                yield f"{found[0]!r} in ...{around}..."


def dump(marked: Marked, labels: dict[str, Any]) -> Iterator[str]:
    """Every mark in words, a line each."""
    show = lambda mark: repr(mark["text"]) if mark else "-"  # noqa: E731
    for e in labels["entities"]:
        mentions = ", ".join(f"{m['text']}[{(m['label'] or m['kind'])[:4]}]" for m in e["mentions"])
        yield f"  {e['id']} {e['name']} {e['label']} {e['type'] or ''}: {mentions}"
    for q in labels["quotes"]:
        content = " ... ".join(c["text"] for c in q["content"])
        via = "".join(f" via {v['text']!r}" for v in q["via"])
        yield f"  {q['id']} {q['type']}: {content!r} | cue {show(q['cue'])} | source {show(q['source'])} | " \
              f"speaker {q['speaker_name']}{via}"  # fmt: skip
    for c in labels["claims"]:
        part = f" part of {c['part_of']}" if c["part_of"] else ""
        flags = " ".join(f for f in ("negated", "hedged") if c[f]) + part
        yield f"  {c['id']} {show(c['quantity'])} {c['event']} {flags} | of {show(c['of'])} | predicate " \
              f"{show(c['predicate'])} | place {show(c['place'])} | time {show(c['time'])}"  # fmt: skip
    yield from (f"  no label? {m['text']!r} of {e['id']}" for e in labels["entities"] for m in e["mentions"]
                if m["kind"] == "nominal" and m["text"].istitle() and not m["text"].startswith("The "))  # fmt: skip
    yield from (f"  untagged? {u}" for u in untagged(marked))


def main(paths: list[str]) -> int:
    """Prints slips and marks of files; returns 1 where there are slips."""
    wrong = 0
    for name in paths:
        marked = read_markup(Path(name).read_text(encoding="utf-8"))
        labels = to_labels(marked)
        counts = ", ".join(f"{len(v)} {k}" for k, v in labels.items())
        print(f"{name}: {len(marked.text.split())} words, {counts}, {len(marked.slips)} slips")
        print(*(f"  SLIP {s}" for s in marked.slips), *dump(marked, labels), sep="\n")
        wrong += bool(marked.slips)
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
