"""Loop: shares of streams over time, and the running mean of weights."""

import pytest
import torch
from torch import nn

from onrecord.training.loop import Mean, share
from onrecord.training.train import read_changes, without_shapes


@pytest.mark.parametrize(
    "points, done, expected",
    [
        ((0.0, 1.0), 0.25, 0.25),
        ((0.4, 0.2, 0.0), 0.5, 0.2),
        ((0.4, 0.2, 0.0), 0.75, 0.1),
        ((0.0, 0.0, 0.6), 0.4, 0.0),
        ((0.0, 0.0, 0.6), 1.0, 0.6),
    ],
)
def test_share_is_a_line_between_points(points, done, expected):
    assert share(points, done) == pytest.approx(expected)


def test_the_mean_follows_the_weights_and_leaves_the_model_alone():
    model = nn.Linear(2, 1, bias=False)
    nn.init.zeros_(model.weight)
    mean = Mean(model, 0.5)
    for value in (1.0, 1.0, 1.0, 1.0):
        nn.init.constant_(model.weight, value)
        mean.add(model)
    copy = mean.of(model)
    assert 0.9 < copy.weight[0, 0].item() < 1.0
    assert not copy.training
    assert torch.equal(model.weight, torch.ones(1, 2))


def test_without_decay_the_mean_is_the_last_step():
    model = nn.Linear(2, 1)
    mean = Mean(model, 0.0)
    nn.init.constant_(model.weight, 3.0)
    mean.add(model)
    assert torch.equal(mean.of(model).weight, model.weight)


def test_an_encoder_without_shapes_reads_pieces_alone():
    encoder = nn.Module()
    encoder.features = nn.ModuleList([nn.Embedding(3, 2), nn.Embedding(4, 2)])
    without_shapes(encoder)
    assert all(not p.requires_grad and not p.any() for p in encoder.features.parameters())


def test_changed_settings_are_read_as_toml():
    assert read_changes(["steps = 400", "shapes = false"]) == {"steps": 400, "shapes": False}
    with pytest.raises(ValueError, match="--change 'steps: 400': .*; a setting looks like"):
        read_changes(["steps: 400"])
