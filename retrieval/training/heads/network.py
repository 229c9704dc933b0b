"""The heads as a torch module with the auxiliary ones, and as plain arrays; not for steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.heads.heads import Heads
from retrieval.heads.shape import SIDES, HeadShape, HeadsShape

if TYPE_CHECKING:
    pass

PAIRINGS = ("picture and text", "text and text", "picture and picture")
"""Kinds of pairs that are compared; the first one's scale and bias go into the heads file."""


def build_heads(
    shape: HeadsShape, n_encoder_dims: int, first_scale: float, first_bias: float, n_labels: int
) -> Any:
    """A ModuleDict: "text" and "image" heads, "labels" over the shared space, log_scale and bias.

    log_scale, bias: (3,), of each of PAIRINGS; cosines within one kind are higher than across.
    A residual head begins as the encoder's own vectors: its last layer is zero.
    """
    import torch
    from torch import nn

    n_mixed = shape.n_mixed_dims or n_encoder_dims
    network: Any = nn.ModuleDict(
        {side: _head(shape.of(side), n_encoder_dims, n_mixed) for side in SIDES}
    )
    network["labels"] = nn.Linear(n_mixed, max(n_labels, 1))
    scales = torch.full((len(PAIRINGS),), float(np.log(first_scale)))
    network.register_parameter("log_scale", nn.Parameter(scales))
    network.register_parameter("bias", nn.Parameter(torch.full((len(PAIRINGS),), first_bias)))
    return network


def _head(head: HeadShape, n_in: int, n_mixed: int) -> Any:
    from torch import nn

    parts: Any = nn.ModuleDict()
    n_dims = n_in
    for layer, width in enumerate((*head.hidden_widths, n_mixed)):
        parts[str(layer)] = nn.Linear(n_dims, width)
        n_dims = width
    if head.residual:
        last = parts[str(len(head.hidden_widths))]
        nn.init.zeros_(last.weight)
        nn.init.zeros_(last.bias)
        if n_in != n_mixed:
            parts["skip"] = nn.Linear(n_in, n_mixed, bias=False)
            nn.init.orthogonal_(parts["skip"].weight)
    return parts


def exported(
    network: Any, shape: HeadsShape, encoder_id: str, about: dict[str, Any], blend: float = 1.0
) -> Heads:
    """The heads as they are now. blend: of residual heads, how far from the plain encoder, 0 to 1.

    Blending a residual head scales its last layer (the residual ratio of CLIP-Adapter, Gao et al.
    2021, arXiv 2110.04544).
    """
    tensors = {}
    for side in SIDES:
        last = str(len(shape.of(side).hidden_widths))
        for name, value in network[side].state_dict().items():
            array = value.detach().float().cpu().numpy().copy()
            is_last = name.startswith(f"{last}.") and shape.of(side).residual
            tensors[f"{side}.{name}"] = array * np.float32(blend) if is_last else array
    scale = float(network.log_scale[0].detach().exp())
    return Heads(shape, tensors, encoder_id, scale, float(network.bias[0].detach()), about)
