"""Layers: a linear layer that runs on the faster of torch's two kernels when it does not learn."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

ONEDNN = torch.backends.mkldnn.is_available() and hasattr(torch.ops.mkldnn, "_linear_pointwise")
"""oneDNN multiplies float32 as exactly as MKL, and twice as fast on processors that are not Intel's."""


class Linear(nn.Linear):
    """As `nn.Linear`, of which it has the weights and the answers, up to rounding."""

    def forward(self, x: Tensor) -> Tensor:
        if torch.is_grad_enabled():
            return super().forward(x)
        return product(x, self.weight, self.bias)


def product(x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """x [..., n] and weight [m, n] to [..., m]; not for what needs a gradient."""
    if ONEDNN and x.device.type == "cpu" and x.numel():
        return torch.ops.mkldnn._linear_pointwise(x, weight, bias, "none", [], "")
    return F.linear(x, weight, bias)
