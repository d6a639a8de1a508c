"""Places: where on earth the article's places lie.

Reads   doc._.onrecord_coreference; without it, doc.ents
Writes  doc._.onrecord_places
Skips   places whose name fits several and the article does not say which
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.gazetteer.candidates import Ask
from onrecord.gazetteer.choose import Answer, choose, count_peoples
from onrecord.gazetteer.hints import Name, kind_near, lies_in
from onrecord.gazetteer.store import shipped
from onrecord.words import text_of

PLACE_LABELS = ("GPE", "LOC", "FAC")


@Language.factory(
    "onrecord_places",
    default_config={"min_confidence": 0.5},
    assigns=["doc._.onrecord_places"],
    requires=["doc.ents"],
)
def make_places(nlp: Language, name: str, min_confidence: float) -> Places:
    return Places(name, min_confidence)


class Places:
    """Looks up each place entity in the shipped gazetteer, in the light of the whole article."""

    def __init__(self, name: str, min_confidence: float):
        self.name, self.min_confidence = name, min_confidence
        if not Doc.has_extension("onrecord_places"):
            Doc.set_extension("onrecord_places", default=None)

    def __call__(self, doc: Doc) -> Doc:
        entities = _place_entities(doc)
        answers = locate(doc, entities, self.min_confidence)
        doc._.onrecord_places = [
            {"entity": entity["id"], "name": entity["name"], **answer._asdict()}
            for entity, answer in zip(entities, answers, strict=True)
            if answer is not None
        ]
        return doc


def locate(doc: Doc, entities: list[dict[str, Any]], threshold: float) -> list[Answer | None]:
    """Where each of the place entities lies; None where that is not clear."""
    if not entities:
        return []
    text = text_of(doc)
    names = _names(doc, entities)
    within: dict[int, list[str]] = defaultdict(list)
    for entity, holder in lies_in(text, names):
        within[entity].append(holder)
    kinds: dict[int, Counter[str | None]] = defaultdict(Counter)
    for name in names:
        if name.entity >= 0:
            kinds[name.entity][kind_near(text, name)] += 1
    asks = [_ask(entity, text, within[i], kinds[i]) for i, entity in enumerate(entities)]
    peoples = count_peoples((e.text for e in doc.ents if e.label_ == "NORP"), countries_of_demonyms())
    return choose(asks, peoples, shipped(), threshold)


def _place_entities(doc: Doc) -> list[dict[str, Any]]:
    """The article's place entities; without chains, names of one spelling are taken for one."""
    chains = doc._.onrecord_coreference if Doc.has_extension("onrecord_coreference") else None
    if chains is not None:
        return [e for e in chains if e["label"] in PLACE_LABELS]
    groups: dict[str, dict[str, Any]] = {}
    for span in doc.ents:
        if span.label_ in PLACE_LABELS:
            new: dict[str, Any] = {"id": None, "name": span.text, "label": span.label_, "mentions": []}
            mention = {"start": span.start_char, "end": span.end_char, "kind": "name"}
            groups.setdefault(span.text, new)["mentions"].append(mention)
    return list(groups.values())


def _names(doc: Doc, entities: list[dict[str, Any]]) -> list[Name]:
    """All names of the text in order, those of place entities with the entity's number."""
    owner = {(m["start"], m["end"]): i for i, e in enumerate(entities) for m in e["mentions"] if m["kind"] == "name"}
    spans = {(e.start_char, e.end_char): e.label_ for e in doc.ents}
    for span, i in owner.items():
        spans.setdefault(span, entities[i]["label"])
    return [Name(*span, label, owner.get(span, -1)) for span, label in sorted(spans.items())]


def _ask(entity: dict[str, Any], text: str, within: list[str], kinds: Counter[str | None]) -> Ask:
    forms = Counter(text[m["start"] : m["end"]] for m in entity["mentions"] if m["kind"] == "name")
    names = [entity["name"], *(f for f in forms if f != entity["name"])]
    holders = Counter(within)
    if ", " in names[0]:
        names[0], holder = names[0].split(", ", 1)
        holders[holder] += 1
    kind, count = next(iter(kinds.most_common(1)), (None, 0))
    kind = kind if count * 2 > sum(kinds.values()) else None
    return Ask(names, entity["label"], sum(forms.values()), list(holders)[:4], kind)


@lru_cache(maxsize=1)
def countries_of_demonyms() -> dict[str, str]:
    """The country that each demonym names, by the demonym in lower case."""
    text = files("onrecord.lexicons").joinpath("demonyms.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line)
    return {form.casefold(): country for form, country, _ in rows if country}
