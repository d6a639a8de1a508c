"""`onrecord info`: versions, and what a model holds."""

from __future__ import annotations

import json
import platform
from importlib import metadata
from typing import Annotated, Any

import typer

from onrecord import DEFAULT_MODEL, SCHEMA_VERSION, __version__
from onrecord.commands.errors import wrong_use

LIBRARIES = ("spacy", "torch", "tokenizers", "datasets", "trafilatura")


def info(
    model: Annotated[str, typer.Option("--model", "-m", help="Model package or folder.")] = DEFAULT_MODEL,
) -> None:
    """Prints versions, the model's checksum, licence and stages, as JSON.

    Example: onrecord info --model en_onrecord_news
    """
    facts: dict[str, Any] = {
        "onrecord": __version__,
        "schema_version": SCHEMA_VERSION,
        "python": platform.python_version(),
        **{name: _version(name) for name in LIBRARIES},
        "model": _model_facts(model),
    }
    typer.echo(json.dumps(facts, indent=2, ensure_ascii=False))


def _model_facts(model: str) -> dict[str, Any]:
    from onrecord import load
    from onrecord.assemble import made_by
    from onrecord.batch.worker import reason

    try:
        nlp = load(model)
    except Exception as error:
        wrong_use(f"model {model}: {reason(error)}")
    told = {
        name: nlp.meta[name] for name in ("description", "license", "author", "sources") if nlp.meta.get(name)
    }
    return {**made_by(nlp).model_dump(exclude={"onrecord"}), **told, "stages": nlp.pipe_names}


def _version(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None
