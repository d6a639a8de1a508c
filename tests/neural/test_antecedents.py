"""Antecedents: links point backwards, in documents of any length."""

import numpy as np
import pytest
import torch
from torch import nn

from onrecord.neural.antecedents import BACK, AntecedentScorer
from onrecord.neural.heads import AntecedentHead, TagHead
from onrecord.words import blank_pipeline


def scorer(width=6):
    torch.manual_seed(3)
    heads = nn.ModuleDict({"mentions": TagHead(width, 2, hidden=4), "antecedents": AntecedentHead(width, hidden=4)})
    with torch.no_grad():
        heads["mentions"].layers[-1].bias += torch.tensor([-9.0, 9.0])
    return AntecedentScorer(heads.eval())


@pytest.mark.parametrize("length", [1, 5, BACK * 3 + 7])
def test_links_point_back_and_not_too_far(length):
    doc = blank_pipeline()(" ".join(["boat"] * length))
    doc.tensor = np.random.default_rng(1).normal(size=(length, 6)).astype(np.float32)
    links = scorer().link(doc)
    assert all(a < m and m - a <= 2 * BACK and 0 < p <= 1 for m, _, a, _, p in links)
    assert len(links) > length // 10 or length == 1


def test_without_vectors_there_are_no_links():
    assert scorer().link(blank_pipeline()("boats sank")) == []
