"""Installs the model package: its weights are package data."""

import json
from pathlib import Path

from setuptools import setup

meta = json.loads((Path(__file__).parent / "en_onrecord_news" / "meta.json").read_text(encoding="utf-8"))
setup(
    name="en_onrecord_news".replace("_", "-"),
    version=meta["version"],
    description=meta["description"],
    license=meta["license"],
    packages=["en_onrecord_news"],
    package_data={"en_onrecord_news": ["**/*"]},
    entry_points={"spacy_models": ["en_onrecord_news = en_onrecord_news"]},
    zip_safe=False,
)
