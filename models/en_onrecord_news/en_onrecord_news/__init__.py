"""The trained pipeline of onrecord, as a spaCy package: `spacy.load("en_onrecord_news")`."""

import json
from pathlib import Path

from spacy.util import load_model_from_init_py

__version__ = json.loads((Path(__file__).parent / "meta.json").read_text(encoding="utf-8"))["version"]


def load(**overrides):
    """The pipeline; `overrides` are those of `spacy.load`."""
    return load_model_from_init_py(__file__, **overrides)
