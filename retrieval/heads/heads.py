"""Both heads as plain arrays, applied with numpy; not for training them or for files.

A few hundred thousand multiplications a query: torch, which takes a second to import, is not needed
to answer.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import ModelError
from retrieval.heads.shape import SIDES, Activation, HeadsShape, Side

Array = NDArray[np.float32]
_ID_DIGITS = 12


def activated(values: Array, activation: Activation) -> Array:
    """ReLU, or GELU in the tanh form of Hendrycks and Gimpel 2016 (arXiv 1606.08415)."""
    if activation == "relu":
        return np.maximum(values, 0)
    inner = np.float32(np.sqrt(2 / np.pi)) * (values + np.float32(0.044715) * values**3)
    return np.asarray(np.float32(0.5) * values * (1 + np.tanh(inner)), np.float32)


@dataclass(frozen=True)
class Heads:
    """Two heads over one encoder.

    tensors: "text.0.weight" (width, n_encoder_dims), "text.0.bias" (width,), ... one pair a layer;
    "text.skip.weight" (n_mixed_dims, n_encoder_dims) where a residual head changes dimensions; the
    same under "image."; all float32. logit_scale, logit_bias: sigmoid(scale * cosine + bias) is the
    probability of a match. encoder_id: of the encoder whose vectors they take.
    about: the training recipe, seed and measured figures.
    """

    shape: HeadsShape
    tensors: dict[str, Array]
    encoder_id: str
    logit_scale: float
    logit_bias: float
    about: dict[str, Any]

    def __post_init__(self) -> None:
        for side in SIDES:
            n_dims = self.n_encoder_dims
            head = self.shape.of(side)
            for layer, width in enumerate((*head.hidden_widths, self.n_dims)):
                self._expect(f"{side}.{layer}.weight", (width, n_dims))
                self._expect(f"{side}.{layer}.bias", (width,))
                n_dims = width
            if head.residual and self.n_encoder_dims != self.n_dims:
                self._expect(f"{side}.skip.weight", (self.n_dims, self.n_encoder_dims))

    def _expect(self, name: str, shape: tuple[int, ...]) -> None:
        tensor = self.tensors.get(name)
        if tensor is None or tensor.shape != shape:
            found = "missing" if tensor is None else f"of shape {tensor.shape}"
            raise ModelError(f"The heads' {name} is {found} where {shape} is expected.")
        if not np.isfinite(tensor).all():
            raise ModelError(f"The heads' {name} holds numbers that are not finite.")

    @cached_property
    def id(self) -> str:
        """A short hash of all that the vectors and probabilities depend on; not of `about`."""
        whole = hashlib.sha256(json.dumps(self.shape.to_json(), sort_keys=True).encode())
        whole.update(np.asarray([self.logit_scale, self.logit_bias], np.float64).tobytes())
        for name in sorted(self.tensors):
            whole.update(name.encode())
            whole.update(np.ascontiguousarray(self.tensors[name], np.float32).tobytes())
        return whole.hexdigest()[:_ID_DIGITS]

    @cached_property
    def n_encoder_dims(self) -> int:
        """Of the encoder's vectors, which go in."""
        first = self.tensors.get("text.0.weight")
        if first is None or first.ndim != 2:
            raise ModelError("The heads' text.0.weight is missing.")
        return int(first.shape[1])

    @cached_property
    def n_dims(self) -> int:
        """Of the shared space, which comes out."""
        return self.shape.n_mixed_dims or self.n_encoder_dims

    def map(self, side: Side, vectors: Array) -> Array:
        """The encoder's (n, n_encoder_dims) to (n, n_dims) float32, unit length."""
        head = self.shape.of(side)
        n_layers = len(head.hidden_widths) + 1
        values = np.asarray(vectors, np.float32)
        for layer in range(n_layers):
            weight, bias = (
                self.tensors[f"{side}.{layer}.weight"],
                self.tensors[f"{side}.{layer}.bias"],
            )
            values = values @ weight.T + bias
            if layer < n_layers - 1:
                values = activated(values, head.activation)
        if head.residual:
            skip = self.tensors.get(f"{side}.skip.weight")
            values = values + (vectors if skip is None else vectors @ skip.T)
        lengths = np.linalg.norm(values, axis=1, keepdims=True)
        return np.asarray(values / np.maximum(lengths, 1e-12), np.float32)
