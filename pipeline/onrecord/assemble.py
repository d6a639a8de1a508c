"""Assemble: a finished Doc and its article to one Record."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.articles import Article
from onrecord.records import Claim, Entity, MadeBy, Mark, Mention, Quote, Record, layer_of, sha256_of
from onrecord.version import __version__


def to_record(doc: Doc, article: Article, made_by: MadeBy | None = None) -> Record:
    """The record of an article whose Doc has been through the pipeline.

    Works on any Doc: a stage that has not run leaves its list empty. Raises ValueError
    when a mark does not fit the text.
    """
    text = article.text
    entities = tuple(_entities(doc, text))
    return Record(
        id=article.id,
        source=article.source,
        sha256=sha256_of(text),
        input_sha256=article.input_sha256,
        title=article.title,
        published=article.published,
        url=article.url,
        language=article.language or "en",
        text=text,
        sentences=tuple(_sentences(doc, text)),
        entities=entities,
        quotes=tuple(_quote(q, text) for q in _extension(doc, "onrecord_quotes")),
        claims=tuple(_claim(c, text) for c in _extension(doc, "onrecord_claims")),
        made_by=made_by,
    )


def made_by(nlp: Language) -> MadeBy:
    """What the pipeline is: model name, version, checksum of its weights and hash of its config."""
    config = json.dumps(nlp.config.to_str(), sort_keys=True)
    meta = nlp.meta
    return MadeBy(
        onrecord=__version__,
        model=f"{meta.get('lang', 'en')}_{meta.get('name') or 'pipeline'}",
        model_version=str(meta.get("version", "0.0.0")),
        model_checksum=meta.get("onrecord_checksum"),
        config_hash=hashlib.sha256(config.encode("utf-8")).hexdigest()[:16],
    )


def _extension(doc: Doc, name: str) -> list[dict[str, Any]]:
    return (getattr(doc._, name) or []) if Doc.has_extension(name) else []


def _mark(text: str, start: int, end: int) -> Mark:
    return Mark(start=start, end=end, text=text[start:end])


def _span(text: str, span: Any) -> Mark | None:
    return None if span is None else _mark(text, span[0], span[1])


def _sentences(doc: Doc, text: str) -> list[Mark]:
    if not doc.has_annotation("SENT_START"):
        return []
    marks = []
    for sentence in doc.sents:
        words = [t for t in sentence if not t.is_space]
        if words:
            marks.append(_mark(text, words[0].idx, words[-1].idx + len(words[-1])))
    return marks


def _entities(doc: Doc, text: str) -> list[Entity]:
    places = {p["entity"]: p for p in _extension(doc, "onrecord_places")}
    entities = []
    for entity in _extension(doc, "onrecord_coreference"):
        where = places.get(entity["id"], {})
        mentions = tuple(
            Mention(
                text=text[m["start"] : m["end"]],
                **{k: m.get(k) for k in ("start", "end", "kind", "label", "acts", "confidence")},
            )
            for m in entity["mentions"]
        )
        entities.append(
            Entity(
                id=entity["id"],
                name=entity["name"],
                label=entity["label"],
                layer=entity.get("layer") or layer_of(entity["label"]) or "actor",
                type=entity.get("type"),
                mentions=mentions,
                country=where.get("country"),
                lat=where.get("lat"),
                lon=where.get("lon"),
                geonames_id=where.get("geonames_id"),
                confidence=entity.get("confidence"),
            )
        )
    return entities


def _quote(quote: dict[str, Any], text: str) -> Quote:
    plain = {k: v for k, v in quote.items() if k not in ("content", "cue", "source", "via")}
    return Quote(
        content=tuple(_mark(text, s, e) for s, e in quote["content"]),
        cue=_span(text, quote.get("cue")),
        source=_span(text, quote.get("source")),
        via=tuple(_mark(text, s, e) for s, e in quote.get("via") or ()),
        **plain,
    )


def _claim(claim: dict[str, Any], text: str) -> Claim:
    spans = ("quantity", "of", "predicate", "place", "time")
    fields: dict[str, Any] = claim | {k: _span(text, claim.get(k)) for k in spans}
    return Claim(**fields)
