"""Coreference: joins names, pronouns and descriptions of one entity; says what it is called and what it is.

Reads   doc.ents, doc._.onrecord_entities; the parse, where there is one, for pronouns and descriptions
Writes  doc._.onrecord_coreference, doc.spans["onrecord_coreference"]
Skips   entities without a name, pronouns of the first and second person
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from onrecord.chains.acts import acts
from onrecord.chains.links import link_phrases
from onrecord.chains.merge import Proposal, merge_proposals
from onrecord.chains.nouns import gender_of
from onrecord.chains.phrases import find_phrases
from onrecord.chains.ranking import Choose, best
from onrecord.chains.scene import Known, Link, NameSpan
from onrecord.chains.speakers import first_person
from onrecord.gazetteer.keys import fold
from onrecord.gazetteer.store import kinds_of_place
from onrecord.naming.grouping import Group, NamedSpan, group_names
from onrecord.naming.types import likely_type, type_of
from onrecord.neural.antecedents import AntecedentScorer
from onrecord.neural.trained import Trained
from onrecord.records import LABELS, layer_of
from onrecord.words import text_of


class Scorer(Protocol):
    """What the stage asks of a trained part: links of mentions to earlier ones, in tokens, with a probability."""

    def link(self, doc: Doc) -> list[Proposal]: ...


@Language.factory(
    "onrecord_coreference",
    default_config={
        "pronouns": True,
        "min_confidence": 0.3,
        "min_description": 0.55,
        "use_scorer": False,
        "min_score": 0.5,
        "min_type": 0.6,
    },
    assigns=["doc._.onrecord_coreference"],
    requires=["doc.ents"],
)
def make_coreference(
    nlp: Language,
    name: str,
    pronouns: bool,
    min_confidence: float,
    min_description: float,
    use_scorer: bool,
    min_score: float,
    min_type: float,
) -> Coreference:
    return Coreference(name, pronouns, min_confidence, min_description, use_scorer, min_score, min_type)


class Coreference(Trained):
    """Chains by rules over names, syntax and agreement, and by a trained scorer where there is one.

    `min_confidence` is asked of a pronoun's link, `min_description` of a description's;
    `min_type`: how sure the classifier of organisations' types must be where the word lists are silent.
    """

    scorer: Scorer | None = None
    choose: Choose = staticmethod(best)

    def __init__(
        self,
        name: str,
        pronouns: bool,
        min_confidence: float,
        min_description: float,
        use_scorer: bool,
        min_score: float,
        min_type: float,
    ):
        self.name, self.pronouns = name, pronouns
        self.least = {"pronoun": min_confidence, "nominal": min_description}
        self.use_scorer, self.min_score, self.min_type = use_scorer, min_score, min_type
        self.labels: dict[str, Any] = {}
        if not Doc.has_extension("onrecord_coreference"):
            Doc.set_extension("onrecord_coreference", default=None)

    def on_filled(self) -> None:
        if self.heads is not None and "antecedents" in self.heads:
            self.scorer = AntecedentScorer(self.heads)

    def __call__(self, doc: Doc) -> Doc:
        names = [e for e in doc.ents if e.label_ in LABELS]
        groups = group_names(text_of(doc), [NamedSpan(e.start_char, e.end_char, e.label_) for e in names])
        types = _types(doc, names, groups, self.min_type)
        links = self.find_links(doc, names, groups, types) if self.pronouns and names else []
        chains = _chains(doc, names, groups, types, links)
        doc._.onrecord_coreference = chains
        doc.spans["onrecord_coreference"] = _span_group(doc, chains)
        return doc

    def find_links(
        self, doc: Doc, names: Sequence[Span], groups: Sequence[Group], types: Sequence[str | None]
    ) -> list[Link]:
        """Pronouns and descriptions with the number of the group that each stands for."""
        number = {i: g for g, group in enumerate(groups) for i in group.members}
        links: list[Link] = []
        entities = [_known(doc, names, group, kind) for group, kind in zip(groups, types, strict=True)]
        if doc.has_annotation("DEP"):
            spans = [NameSpan(e.start, e.end, number[i]) for i, e in enumerate(names)]
            links = list(link_phrases(doc, spans, entities, self.choose))
            links = [link for link in links if link.confidence >= self.least[link.phrase.kind]]
            owners = {e.root.i: number[i] for i, e in enumerate(names)} | {k.phrase.head: k.entity for k in links}
            people = {n for n, group in enumerate(groups) if group.label == "PERSON"}
            links += first_person(doc, owners, people)
        if self.scorer is not None and self.use_scorer and doc.has_annotation("DEP"):
            anchors = {t.i: number[i] for i, e in enumerate(names) for t in e}
            phrases = {p.head: p for p in find_phrases(doc, set(anchors))}
            links = merge_proposals(links, self.scorer.link(doc), phrases, anchors, entities, self.min_score)
        return links


def _types(doc: Doc, names: Sequence[Span], groups: Sequence[Group], at_least: float) -> list[str | None]:
    """The type of each group: what the word lists say of its names, else what the classifier is sure of."""
    marks = {(m["start"], m["end"]): m for m in _marks(doc)}
    types = []
    for group in groups:
        spans = [names[i] for i in group.members]
        kind = type_of(group.label, [group.name, *(s.text for s in spans)])
        if kind is None and group.label == "ORG":
            guesses = [marks.get((s.start_char, s.end_char), {}).get("types") for s in spans]
            kind = likely_type([g for g in guesses if g], at_least)
        types.append(kind)
    return types


def _known(doc: Doc, names: Sequence[Span], group: Group, kind: str | None) -> Known:
    """What an entity's names and type tell the linking rules."""
    spans = [names[i] for i in group.members]
    forms = list(dict.fromkeys(s.text for s in spans))
    kinds = {kind} if kind else set()
    if group.label in ("ORG", "GPE", "FAC", "LOC"):
        kinds.add("thing")
    if group.label == "GPE":
        kinds |= kinds_of_place(group.name)
    if group.label == "ORG":
        kinds |= {"org"} if kind else {"org", "untyped"}
    if group.label == "NORP":
        kinds.add("people")
    gender = ""
    if group.label == "PERSON":
        before = [doc[s.start - 1].text if s.start else "" for s in spans]
        told = [gender_of(s.text, b) for s, b in zip(spans, before, strict=True)]
        gender = next((g for g in told if g), "") or gender_of(group.name, "")
    last = {w for f in forms for w in _class_words(f)} if group.label in ("ORG", "FAC", "LOC") else set()
    plural = group.label == "NORP" and any(f.endswith(("s", "ese", "sh")) for f in forms)
    return Known(frozenset(kinds), gender, plural, frozenset(last), count=len(spans))


def _class_words(name: str) -> list[str]:
    """The words of a name that say what it is: the last, and the last before `of`."""
    words = fold(name).split()
    if len(words) < 2:
        return []
    return [words[-1], *([words[words.index("of") - 1]] if "of" in words[1:] else [])]


def _chains(
    doc: Doc, names: Sequence[Span], groups: Sequence[Group], types: Sequence[str | None], links: Sequence[Link]
) -> list[dict[str, Any]]:
    """The entities as plain data, sorted by first mention."""
    scores = _name_scores(doc)
    parsed = doc.has_annotation("DEP")
    linked: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        linked[link.entity].append(link)
    entities: list[dict[str, Any]] = []
    for g, group in enumerate(groups):
        mentions = [
            _mention(doc, names[i], "name", group.label, parsed, scores.get((names[i].start_char, names[i].end_char)))
            for i in group.members
        ]
        mentions += [
            _mention(doc, doc[k.phrase.start : k.phrase.end], k.phrase.kind, group.label, parsed, k.confidence)
            for k in linked[g]
        ]
        mentions.sort(key=lambda m: (m["start"], -m["end"]))
        known = [m["confidence"] for m in mentions if m["kind"] == "name" and m["confidence"] is not None]
        entities.append(
            {
                "name": group.name,
                "label": group.label,
                "layer": layer_of(group.label),
                "type": types[g],
                "confidence": round(max(known), 4) if known else None,
                "mentions": mentions,
            }
        )
    entities.sort(key=lambda e: (e["mentions"][0]["start"], e["mentions"][0]["end"]))
    return [{"id": f"e{n}", **entity} for n, entity in enumerate(entities)]


def _mention(doc: Doc, span: Span, kind: str, label: str, parsed: bool, confidence: float | None) -> dict[str, Any]:
    own = span.label_ or label
    acting = bool(parsed and own == "GPE" and acts(span.root)) or None
    start, end = span.start_char, span.end_char
    return {
        "start": start,
        "end": end,
        "kind": kind,
        "label": own if kind == "name" else label,
        "acts": acting,
        "confidence": confidence,
    }


def _name_scores(doc: Doc) -> dict[tuple[int, int], float | None]:
    return {(m["start"], m["end"]): m["confidence"] for m in _marks(doc)}


def _marks(doc: Doc) -> list[dict[str, Any]]:
    """What the entities stage says of each name, if it ran."""
    return (doc._.onrecord_entities if Doc.has_extension("onrecord_entities") else None) or []


def _span_group(doc: Doc, chains: Sequence[dict[str, Any]]) -> SpanGroup:
    """All mentions as spaCy spans, each with its entity's id as `span.id_`."""
    first = {token.idx: token.i for token in doc}
    behind = {token.idx + len(token): token.i + 1 for token in doc}
    spans = [
        Span(doc, first[m["start"]], behind[m["end"]], label=m["label"], span_id=entity["id"])
        for entity in chains
        for m in entity["mentions"]
    ]
    return SpanGroup(doc, name="onrecord_coreference", spans=spans)
