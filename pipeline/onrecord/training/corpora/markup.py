"""Markup: articles with their labels in them, to a text and standoff labels, and the slips in the tags.

`<id attributes>words</id>`; ids are `e1` (an entity's mention), `q1` with `q1.cue`, `q1.src` and `q1.via`
(a quote), `c1` with `c1.of`, `c1.pred`, `c1.place` and `c1.time` (a claim). Tags are closed by name, so
they may cross, and one tag may open several ids: `<c1.of,c2.of>`. A header of `key: value` lines ends at `---`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.naming.types import BODY_TYPES
from onrecord.records import LABELS, Event

TAG = re.compile(r"<(/?)([a-z0-9.,]+)((?: [^<>]*)?)>")
ID = re.compile(r"e\d+|q\d+(?:\.(?:cue|src|via))?|c\d+(?:\.(?:of|pred|place|time))?")
EVENTS: frozenset[str] = frozenset(Event.__args__)  # type: ignore[attr-defined]
PARTS = {"of": "of", "pred": "predicate", "place": "place", "time": "time"}
PRONOUNS = frozenset(
    {
        "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself",
        "they", "them", "their", "theirs", "themselves", "i", "me", "my", "mine", "myself",
        "we", "us", "our", "ours", "ourselves", "you", "your", "yours", "yourself",
    }
)  # fmt: skip
OPENING, CLOSING = "\"“„«‘'", "\"”»’'"


@dataclass
class Span:
    """Characters `[start, end)` of the text under one id, with the attributes of the tag; `line` is of the file."""

    id: str
    start: int
    end: int
    attributes: tuple[str, ...]
    line: int


@dataclass
class Marked:
    """An article with its spans, and what is wrong with its tags, by line."""

    header: dict[str, str]
    text: str
    spans: list[Span] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)


def read_markup(source: str) -> Marked:
    """The text without its tags, and where they stood. Never raises: what is wrong stands in `slips`."""
    head, found, body = source.partition("\n---\n")
    marked = Marked({}, "")
    if not found:
        marked.slips.append("line 1: no header; `style: ...` and a line `---` come first")
        head, body = "", source
    marked.header = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    first_line = head.count("\n") + 3
    opened: dict[str, Span] = {}
    parts: list[str] = []
    size = at = 0
    body = body.rstrip("\n")
    for tag in TAG.finditer(body):
        parts.append(body[at : tag.start()])
        size, at = size + tag.start() - at, tag.end()
        line = first_line + body.count("\n", 0, tag.start())
        for name in tag[2].split(","):
            if not ID.fullmatch(name):
                marked.slips.append(f"line {line}: {tag[0]} is no tag")
            elif tag[1]:
                if name in opened:
                    span = opened.pop(name)
                    span.end = size
                    marked.spans.append(span)
                else:
                    marked.slips.append(f"line {line}: {tag[0]} closes what is not open")
            elif name in opened:
                marked.slips.append(f"line {line}: {tag[0]} opens {name} again inside itself")
            else:
                opened[name] = Span(name, size, size, tuple(tag[3].split()), line)
    marked.text = "".join([*parts, body[at:]])
    marked.slips += [f"line {s.line}: <{s.id}> is never closed" for s in opened.values()]
    marked.slips += list(_loose_characters(marked, first_line))
    marked.slips += list(_wrong_spans(marked))
    marked.spans.sort(key=lambda s: (s.start, -s.end, s.id))
    return marked


def _loose_characters(marked: Marked, first_line: int) -> Iterator[str]:
    for i, line in enumerate(marked.text.split("\n")):
        if "<" in line or ">" in line:
            yield f"line {first_line + i}: < or > in the text: {line[:60]!r}"


def _wrong_spans(marked: Marked) -> Iterator[str]:
    text = marked.text
    for s in marked.spans:
        words = text[s.start : s.end]
        if words != words.strip() or not words:
            yield f"line {s.line}: <{s.id}> begins or ends with a space, or is empty: {words[:60]!r}"
        inner = (text[s.start - 1 : s.start] + text[s.start : s.start + 1]).isalnum() and s.start > 0
        if inner or (text[s.end - 1 : s.end] + text[s.end : s.end + 1]).isalnum() and s.end < len(text):
            yield f"line {s.line}: <{s.id}> cuts a word: {words[:60]!r}"


def to_labels(marked: Marked) -> dict[str, Any]:
    """Entities, quotes and claims in the shape of hand labels; slips of what is missing go to `marked.slips`."""
    groups: dict[str, list[Span]] = {}
    for span in marked.spans:
        groups.setdefault(span.id, []).append(span)
    entities = [_entity(marked, k, v) for k, v in groups.items() if k[0] == "e"]
    names = {e["id"]: e["name"] for e in entities}
    heads = {k: v for k, v in groups.items() if "." not in k}
    for name, spans in groups.items():
        if "." in name and name.split(".")[0] not in heads:
            marked.slips.append(f"line {spans[0].line}: <{name}> without <{name.split('.')[0]}>")
    quotes = [_quote(marked, k, v, groups, names) for k, v in heads.items() if k[0] == "q"]
    claims = [_claim(marked, k, v, groups) for k, v in heads.items() if k[0] == "c"]
    return {"entities": entities, "quotes": quotes, "claims": claims}


def _entity(marked: Marked, key: str, spans: list[Span]) -> dict[str, Any]:
    mentions, kind = [], None
    for s in spans:
        unknown = [a for a in s.attributes if a not in LABELS and a not in BODY_TYPES and a != "acts"]
        if unknown:
            marked.slips.append(f"line {s.line}: <{key}> has {' '.join(unknown)}")
        label = next((a for a in s.attributes if a in LABELS), None)
        kind = kind or next((a for a in s.attributes if a in BODY_TYPES), None)
        words = marked.text[s.start : s.end]
        plain = "pronoun" if words.casefold() in PRONOUNS else "nominal"
        mentions.append(_mark(marked, s) | {"kind": "name" if label else plain, "label": label,
                                            "acts": "acts" in s.attributes or None})  # fmt: skip
    named = [m for m in mentions if m["label"]]
    if not named:
        marked.slips.append(f"line {spans[0].line}: {key} is never named; only entities with a name are tagged")
    name = max((m["text"] for m in named), key=len, default=mentions[0]["text"])
    return {"id": key, "name": name, "label": named[0]["label"] if named else None, "type": kind, "mentions": mentions}


def _quote(
    marked: Marked, key: str, spans: list[Span], groups: dict[str, list[Span]], names: dict[str, str]
) -> dict[str, Any]:
    by = next((a[3:] for a in spans[0].attributes if a.startswith("by=")), None)
    if by is not None and by not in names:
        marked.slips.append(f"line {spans[0].line}: <{key} by={by}>, but there is no {by}")
    cue, source = groups.get(f"{key}.cue", []), groups.get(f"{key}.src", [])
    for part, found in (("cue", cue), ("src", source)):
        if len(found) > 1:
            marked.slips.append(f"line {found[1].line}: a second <{key}.{part}>")
    if cue and len(marked.text[cue[0].start : cue[0].end].split()) > 3:
        marked.slips.append(f"line {cue[0].line}: the cue of {key} has more than three words")
    content = [_mark(marked, s) for s in spans]
    for c, s in zip(content, spans, strict=True):
        if _unpaired(c["text"]):
            marked.slips.append(f"line {s.line}: <{key}> has one quote mark of a pair: {c['text'][:60]!r}")
    return {
        "id": key, "type": _quote_type(content), "content": content,
        "cue": _mark(marked, cue[0]) if cue else None, "source": _mark(marked, source[0]) if source else None,
        "speaker": by, "speaker_name": names.get(by or ""),
        "via": [_mark(marked, s) for s in groups.get(f"{key}.via", [])],
    }  # fmt: skip


def _unpaired(text: str) -> bool:
    """Whether double marks inside are not in pairs; a paragraph's opening mark may stay open."""
    straight, opening, closing = text.count('"'), text.count("“"), text.count("”")
    return (straight % 2 == 1 and text[0] != '"') or closing > opening


def _quote_type(content: list[dict[str, Any]]) -> str:
    quoted = [c["text"][0] in OPENING for c in content]
    whole = [
        c["text"][0] in OPENING and (c["text"][-1] in CLOSING or i + 1 < len(content))
        and not set('"“”') & set(c["text"][1:-1].replace("’", ""))
        for i, c in enumerate(content)
    ]  # fmt: skip
    if all(whole) or (all(quoted) and all(_one_pair(c["text"]) for c in content)):
        return "direct"
    return "mixed" if any(set(c["text"]) & set('"“”«»‘') or " '" in c["text"] for c in content) else "indirect"


def _one_pair(text: str) -> bool:
    return text[0] == "'" and text[-1] == "'" or text[0] == "‘" and text[-1] == "’"


def _claim(marked: Marked, key: str, spans: list[Span], groups: dict[str, list[Span]]) -> dict[str, Any]:
    attributes = set(spans[0].attributes)
    events = attributes & EVENTS
    part_of = next((a[5:] for a in attributes if a.startswith("part=")), None)
    wrong = attributes - EVENTS - {"negated", "hedged", f"part={part_of}"}
    line = spans[0].line
    if len(events) != 1 or wrong or len(spans) > 1:
        has = " ".join(sorted(attributes))
        marked.slips.append(f"line {line}: <{key}> needs one event, known flags and one span; it has {has}")
    claim: dict[str, Any] = {"id": key, "quantity": _mark(marked, spans[0]), "event": min(events, default="other")}
    for short, name in PARTS.items():
        found = groups.get(f"{key}.{short}", [])
        claim[name] = _mark(marked, found[0]) if found else None
        if len(found) > 1:
            marked.slips.append(f"line {found[1].line}: a second <{key}.{short}>")
    if claim["predicate"] and len(claim["predicate"]["text"].split()) > 3:
        marked.slips.append(f"line {line}: the predicate of {key} is one word, or two joined by a conjunction")
    of = claim["of"]
    if of and of["start"] < claim["quantity"]["end"] and claim["quantity"]["start"] < of["end"]:
        marked.slips.append(f"line {line}: the quantity of {key} and what it counts overlap")
    return claim | {"negated": "negated" in attributes, "hedged": "hedged" in attributes, "part_of": part_of}


def _mark(marked: Marked, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": marked.text[span.start : span.end]}
