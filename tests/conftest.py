"""Fixtures: the trained pipeline, loaded once a run, and an empty one."""

from importlib.util import find_spec

import pytest
import spacy

import onrecord

collect_ignore = [] if find_spec("ray") else ["test_batch_cluster.py"]  # `make ray` installs it and runs these


@pytest.fixture(scope="session")
def nlp():
    """The trained pipeline."""
    return onrecord.load()


@pytest.fixture
def blank():
    """An empty English pipeline."""
    return spacy.blank("en")
