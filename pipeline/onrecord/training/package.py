"""Package: trained heads and a pipeline config to an installable spaCy package."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import load_config, load_model_from_config
from torch import nn

from onrecord.naming.types import BODY_TYPES
from onrecord.neural.lemmas import Lemmatizer
from onrecord.neural.tagsets import ANCHOR_TAGS, CLAIM_ROLES, NAME_TAGS, QUOTE_ROLES, role_tags
from onrecord.training.model import JointModel
from onrecord.training.windows import EVENTS
from onrecord.words import use_news_words

STAGES = ("sentences", "syntax", "entities", "coreference", "quotes", "claims")
SETUP = '''"""Installs the model package: its weights are package data."""

import json
from pathlib import Path

from setuptools import setup

meta = json.loads((Path(__file__).parent / "{name}" / "meta.json").read_text(encoding="utf-8"))
setup(
    name="{name}".replace("_", "-"),
    version=meta["version"],
    description=meta["description"],
    license=meta["license"],
    packages=["{name}"],
    package_data={{"{name}": ["**/*"]}},
    entry_points={{"spacy_models": ["{name} = {name}"]}},
    zip_safe=False,
)
'''
INIT = '''"""The trained pipeline of onrecord, as a spaCy package: `spacy.load("{name}")`."""

import json
from pathlib import Path

from spacy.util import load_model_from_init_py

__version__ = json.loads((Path(__file__).parent / "meta.json").read_text(encoding="utf-8"))["version"]


def load(**overrides):
    """The pipeline; `overrides` are those of `spacy.load`."""
    return load_model_from_init_py(__file__, **overrides)
'''


def build_pipeline(model: JointModel, lemmas: Lemmatizer, config: Path) -> Language:
    """A pipeline from a config, its stages filled with a model's heads; stages not in the config are left out."""
    nlp = use_news_words(load_model_from_config(load_config(config), auto_fill=True))
    nlp.get_pipe("onrecord_encoder").fill(model.encoder)  # type: ignore[attr-defined]
    labels = stage_labels(model, lemmas)
    for stage in STAGES:
        if f"onrecord_{stage}" in nlp.pipe_names:
            pipe: Any = nlp.get_pipe(f"onrecord_{stage}")
            heads = model.heads[stage]
            assert isinstance(heads, nn.ModuleDict)
            pipe.fill(heads, labels[stage])
    return nlp


def stage_labels(model: JointModel, lemmas: Lemmatizer) -> dict[str, dict[str, Any]]:
    """What the outputs of each stage's heads mean."""
    words = model.vocabulary
    return {
        "sentences": {},
        "syntax": {
            "upos": list(words.upos), "xpos": list(words.xpos), "feats": list(words.feats),
            "deprels": list(words.deprels), "lemmas": [lemmas.forms, lemmas.suffixes],
        },
        "entities": {"names": list(NAME_TAGS), "types": list(BODY_TYPES)},
        "coreference": {},
        "quotes": {"anchors": list(ANCHOR_TAGS), "roles": list(role_tags(QUOTE_ROLES))},
        "claims": {
            "anchors": list(ANCHOR_TAGS), "roles": list(role_tags(CLAIM_ROLES)),
            "event": list(EVENTS), "negated": ["false", "true"], "hedged": ["false", "true"],
        },
    }  # fmt: skip


def write_package(nlp: Language, settings: Path, folder: Path, name: str, version: str) -> str:
    """Writes `folder/name`, a package that pip installs; returns the sha256 of all its weights together.

    Of the stages' settings it keeps those that stand in the config `settings`: the defaults
    stay where they are, in the code.
    """
    lang, short = name.split("_", 1)
    package = folder / name / name
    data = package / f"{name}-{version}"
    nlp.meta.update(
        lang=lang, name=short, version=version, license="MIT",
        description="Sentences, syntax, names, quotes and numeric claims of English news, for onrecord.",
    )  # fmt: skip
    for old in package.glob(f"{name}-*"):
        shutil.rmtree(old)
    data.mkdir(parents=True)
    nlp.to_disk(data, exclude=["vocab"])
    nlp.vocab.to_disk(data / "vocab", exclude=["strings", "vectors"])
    (data / "vocab" / "strings.json").write_text("[]\n", encoding="utf-8")
    _keep_settings(data / "config.cfg", settings)
    checksum = weights_checksum(data)
    meta = json.loads((data / "meta.json").read_text(encoding="utf-8"))
    meta["onrecord_checksum"] = checksum
    for place in (data, package):
        (place / "meta.json").write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    (package / "__init__.py").write_text(INIT.format(name=name), encoding="utf-8")
    (folder / name / "setup.py").write_text(SETUP.format(name=name), encoding="utf-8")
    return checksum


def _keep_settings(written: Path, settings: Path) -> None:
    config = load_config(written)
    config["components"] = load_config(settings)["components"]
    config.to_disk(written)


def weights_checksum(folder: Path) -> str:
    """The sha256 over all weight files of a pipeline's folder, in order of their paths."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.safetensors")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
