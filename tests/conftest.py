"""Fixtures: the trained pipeline, loaded once a run, and an empty one."""

import pytest
import spacy

import onrecord


@pytest.fixture(scope="session")
def nlp():
    """The trained pipeline."""
    return onrecord.load()


@pytest.fixture
def blank():
    """An empty English pipeline."""
    return spacy.blank("en")
