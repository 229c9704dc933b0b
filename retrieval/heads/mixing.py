"""One query vector from a text vector and a picture vector: "this photo, but in red"; numpy only.

Not for product vectors (`retrieval.fusion`) and not for signed or weighted parts, which stay a sum.
The parameters lie in mixing.safetensors beside an encoder's weights, or in the folder of its heads.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import ModelError
from retrieval.heads.tensor_file import write_tensors

MixingKind = Literal["add", "max", "concat", "gate", "attention"]
MIXINGS: tuple[MixingKind, ...] = ("add", "max", "concat", "gate", "attention")
MIXING_FILE = "mixing.safetensors"
SCHEMA = 1
_KEY = "vitrine_mixing"

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Mixing:
    """How a text vector t and a picture vector p, both (n_dims,) unit length, become a query.

    add: t + picture_weight * p. max: the larger of each component. concat: weight @ [t, p] + bias.
    gate: s * t + (1 - s) * p with s = sigmoid(weight @ [t, p] + bias), one share a component.
    attention: t + p + what n_tokens slices of each learn from those of the other, see `attended`.
    tensors: float32 parameters by those names. about: how they were made and chosen.
    """

    kind: MixingKind
    tensors: dict[str, Array] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)

    def mix(self, texts: Array, pictures: Array) -> Array:
        """(n, n_dims) and (n, n_dims), unit length, to (n, n_dims) float32, unit length."""
        mixed = self._mixed(np.asarray(texts, np.float32), np.asarray(pictures, np.float32))
        lengths = np.linalg.norm(mixed, axis=1, keepdims=True)
        return np.asarray(mixed / np.maximum(lengths, 1e-12), np.float32)

    def _mixed(self, texts: Array, pictures: Array) -> Array:
        values = self.tensors
        if self.kind == "add":
            return texts + values.get("picture_weight", np.ones(1, np.float32)) * pictures
        if self.kind == "max":
            return np.maximum(texts, pictures)
        if self.kind == "attention":
            return texts + pictures + attended(values, texts, pictures)
        raw = np.concatenate([texts, pictures], axis=1) @ values["weight"].T + values["bias"]
        if self.kind == "concat":
            return np.asarray(raw, np.float32)
        share = 1 / (1 + np.exp(-raw))
        return np.asarray(share * texts + (1 - share) * pictures, np.float32)


def attended(values: dict[str, Array], texts: Array, pictures: Array) -> Array:
    """Cross-attention both ways, (n, n_dims): the co-attention of ViLBERT (Lu et al. 2019,
    arXiv 1908.02265) over learned slices, since an encoder gives one vector a text or picture.

    X_tokens.weight (n_tokens * width, n_dims) slices the vector of X; X_query, X_key, X_value
    (width, width) attend; out.weight (n_dims, 2 * width) brings the mean tokens of both back.
    """
    width = values["text_query.weight"].shape[0]
    tokens = {
        side: (vectors @ values[f"{side}_tokens.weight"].T + values[f"{side}_tokens.bias"]).reshape(
            len(vectors), -1, width
        )
        for side, vectors in (("text", texts), ("picture", pictures))
    }
    means = []
    for side, other in (("text", "picture"), ("picture", "text")):
        asked = tokens[side] @ values[f"{side}_query.weight"].T
        keys = tokens[other] @ values[f"{other}_key.weight"].T
        told = tokens[other] @ values[f"{other}_value.weight"].T
        scores = asked @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(width))
        odds = np.exp(scores - scores.max(axis=2, keepdims=True))
        weights = odds / odds.sum(axis=2, keepdims=True)
        means.append(np.maximum(tokens[side] + weights @ told, 0).mean(axis=1))
    both = np.concatenate(means, axis=1)
    return np.asarray(both @ values["out.weight"].T + values["out.bias"], np.float32)


def save_mixing(mixing: Mixing, folder: Path) -> None:
    """Write mixing.safetensors into the folder in one step."""
    header = {"schema": SCHEMA, "kind": mixing.kind, "about": mixing.about}
    tensors = mixing.tensors or {"none": np.zeros(1, np.float32)}
    write_tensors(folder / MIXING_FILE, tensors, _KEY, header)


def load_mixing(folder: Path | None, n_dims: int) -> Mixing | None:
    """The folder's mixing, None where there is none: parts are then summed.

    ModelError when the file is damaged or was made for other dimensions.
    """
    path = None if folder is None else folder / MIXING_FILE
    if path is None or not path.is_file():
        return None
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            header = json.loads((file.metadata() or {})[_KEY])
            tensors = {name: np.asarray(file.get_tensor(name)) for name in file.keys()}  # noqa: SIM118
        if header["schema"] != SCHEMA or header["kind"] not in MIXINGS:
            raise ValueError(f"its kind is {header['kind']}, its schema {header['schema']}")
        mixing = Mixing(header["kind"], tensors, dict(header["about"]))
        tried = mixing.mix(np.ones((1, n_dims), np.float32), np.ones((1, n_dims), np.float32))
        if tried.shape != (1, n_dims) or not np.isfinite(tried).all():
            raise ValueError(f"it does not fit vectors of {n_dims} dimensions")
    except (SafetensorError, OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{path} cannot be used ({error}): remove it, or make it again."
        ) from error
    return mixing
