"""onrecord: news articles into data that a person can check.

    import onrecord
    nlp = onrecord.load()
    record = onrecord.annotate("At least 12 people were killed, police said.", nlp)

`load` gives the trained spaCy pipeline, `annotate` one record of one article.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.version import SCHEMA_VERSION, __version__

if TYPE_CHECKING:
    from spacy.language import Language

    from onrecord.articles import Article
    from onrecord.records import Record

__all__ = ["SCHEMA_VERSION", "__version__", "annotate", "load"]

DEFAULT_MODEL = "en_onrecord_news"
_loaded: dict[str, Language] = {}


def load(model: str | Path = DEFAULT_MODEL, *, overrides: dict[str, Any] | None = None) -> Language:
    """The pipeline of an installed model package or a folder, ready to annotate.

    `overrides` are settings by dotted name, as in
    {"components.onrecord_encoder.precision": "bf16"}. Raises OSError where there is no
    such model and ValueError where its weights are corrupt or a setting is unknown.
    """
    import spacy

    return spacy.load(model, config=overrides or {})


def annotate(article: str | Article, nlp: Language | None = None) -> Record:
    """The record of one article, given as its text or as an `Article`; `nlp` defaults to `load()`."""
    from onrecord.articles import Article
    from onrecord.assemble import made_by, to_record

    if nlp is None:
        nlp = _loaded.get(DEFAULT_MODEL) or _loaded.setdefault(DEFAULT_MODEL, load())
    if isinstance(article, str):
        article = Article(id="text", text=article)
    doc = nlp.make_doc(article.text)
    if article.published:
        doc.user_data["published"] = article.published
    for _, stage in nlp.pipeline:
        doc = stage(doc)
    return to_record(doc, article, made_by(nlp))
