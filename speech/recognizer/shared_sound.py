"""Attention of many texts to one sound as one product; the same numbers, no other decoder.

Beams and alternatives all look at the same keys and values. Whisper leaves it to broadcasting, for
which PyTorch has no quick kernel: on a CPU ten texts took ten times as long as in one product.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from whisper.model import MultiHeadAttention


class SharedSoundAttention(MultiHeadAttention):  # type: ignore[misc]
    """Whisper's cross-attention of the same parts."""

    def __init__(self, attention: Any) -> None:
        torch.nn.Module.__init__(self)
        self.n_head = attention.n_head
        self.query, self.key = attention.query, attention.key
        self.value, self.out = attention.value, attention.out

    def qkv_attention(
        self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """As Whisper's. q: (n_texts, length, n_state). k, v: (1 or n_texts, positions, n_state)."""
        n_texts, length, n_state = q.shape
        if len(k) == n_texts or mask is not None:
            whole: tuple[Tensor, Tensor | None] = super().qkv_attention(q, k, v, mask)
            return whole
        out, qk = super().qkv_attention(q.reshape(1, n_texts * length, n_state), k, v)
        if qk is not None:
            qk = qk[0].unflatten(1, (n_texts, length)).transpose(0, 1)
        return out.reshape(n_texts, length, n_state), qk


def with_shared_sound(model: Any) -> Any:
    """The model with such a cross-attention in each block of its decoder."""
    for block in model.decoder.blocks:
        block.cross_attn = SharedSoundAttention(block.cross_attn)
    return model
