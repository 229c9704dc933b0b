"""Heads as torch modules, so that gradients pass through them; not for training or answering.

Answering takes numpy (`Heads.map`); an attack through the heads, or their training, takes these.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.heads.heads import Heads
from retrieval.heads.shape import HeadShape, Side

if TYPE_CHECKING:
    import torch

    from retrieval.encoders.torch_encoder import TorchTowers


def apply_head(parts: Any, head: HeadShape, vectors: torch.Tensor) -> torch.Tensor:
    """The frozen encoder's (n, d) to (n, n_mixed) unit length; dropout while parts.training."""
    import torch.nn.functional as F

    values, n_hidden = vectors, len(head.hidden_widths)
    for layer in range(n_hidden + 1):
        values = parts[str(layer)](values)
        if layer < n_hidden:
            is_relu = head.activation == "relu"
            values = F.relu(values) if is_relu else F.gelu(values, approximate="tanh")
            values = F.dropout(values, head.dropout, parts.training)
    if head.residual:
        values = values + (parts["skip"](vectors) if "skip" in parts else vectors)
    return F.normalize(values.float(), dim=1)


def head_module(heads: Heads, side: Side) -> Any:
    """One head as a torch module: (n, n_encoder_dims) of unit length to (n, n_dims) likewise.

    Its weights are the file's and frozen; the same values as `Heads.map`, to rounding.
    """
    import torch
    from torch import nn

    parts: Any = nn.ModuleDict()
    prefix = f"{side}."
    for name in heads.tensors:
        if not name.startswith(prefix) or not name.endswith(".weight"):
            continue
        layer = name.removeprefix(prefix).removesuffix(".weight")
        weight, bias = heads.tensors[name], heads.tensors.get(f"{prefix}{layer}.bias")
        linear = nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None)
        linear.weight.data = torch.from_numpy(np.array(weight, np.float32))
        if bias is not None:
            linear.bias.data = torch.from_numpy(np.array(bias, np.float32))
        parts[layer] = linear

    class Head(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.parts = parts

        def forward(self, vectors: torch.Tensor) -> torch.Tensor:
            return apply_head(self.parts, heads.shape.of(side), vectors)

    return Head().eval().requires_grad_(False)


def towers_with(towers: TorchTowers, heads: Heads, device: str) -> TorchTowers:
    """An encoder's torch towers with the heads behind them."""
    from torch import nn

    class Unit(nn.Module):
        """To unit length: what heads are given."""

        def forward(self, vectors: torch.Tensor) -> torch.Tensor:
            return nn.functional.normalize(vectors.float(), dim=1)

    def wearing(tower: Any, side: Side) -> Any:
        return nn.Sequential(tower, Unit(), head_module(heads, side).to(device)).eval()

    return replace(towers, text=wearing(towers.text, "text"), image=wearing(towers.image, "image"))
