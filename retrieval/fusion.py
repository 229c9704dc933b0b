"""One vector a product from its text and pictures, one a query from its parts; not for encoding.

f_m(product): every part is a unit vector of one encoder; so is the outcome. A product that lacks
text or pictures is made of what it has.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError, ModelError

FusionKind = Literal["add", "concat", "max", "gate"]
FUSIONS: tuple[FusionKind, ...] = ("add", "concat", "max", "gate")
DEFAULT_FUSION: FusionKind = "add"
FUSION_FILE = "fusion.json"

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fusion:
    """How a product's parts become one vector.

    kind: "add" the sum of text and mean picture; "concat" both side by side (twice the dims;
    queries are tiled, so a cosine is the mean of both); "max" the larger of each component over all
    parts; "gate" share * text + (1 - share) * mean picture with
    share = sigmoid(gate_weight @ [text, picture] + gate_bias).
    gate_weight: (1, 2 n_dims) for one share, (n_dims, 2 n_dims) for one a component; "gate" only.
    gate_bias: (1,) or (n_dims,). text_weight: of the text beside the picture in "add".
    """

    kind: FusionKind = DEFAULT_FUSION
    text_weight: float = 1.0
    gate_weight: Vector | None = None
    gate_bias: Vector | None = None

    def __post_init__(self) -> None:
        if self.kind not in FUSIONS:
            raise InputError(f"A fusion is one of {', '.join(FUSIONS)}, not {self.kind!r}.")
        if self.kind == "gate" and (self.gate_weight is None or self.gate_bias is None):
            raise ModelError("The gate fusion needs an encoder folder with a trained gate in it.")

    @property
    def id(self) -> str:
        """Tells product vectors of one fusion from another's, learned parameters included."""
        parameters = [self.gate_weight, self.gate_bias] if self.kind == "gate" else []
        if self.kind == "add" and self.text_weight != 1.0:
            parameters = [np.asarray([self.text_weight], np.float32)]
        if not parameters:
            return self.kind
        raw = b"".join(np.ascontiguousarray(p, np.float32).tobytes() for p in parameters)
        return f"{self.kind}-{hashlib.blake2b(raw, digest_size=4).hexdigest()}"

    def n_dims(self, encoder_dims: int) -> int:
        """Dimensions of a product vector, given those of the encoder."""
        return 2 * encoder_dims if self.kind == "concat" else encoder_dims


def load_fusion(folder: Path | None, kind: str | None = None) -> Fusion:
    """The fusion of an encoder folder's fusion.json, or `kind` with that file's parameters.

    The file: {"schema": 1, "default": kind, "text_weight": number, "gate": {"weight": [[...]],
    "bias": [...]}}; every entry may be missing. ModelError when it is damaged.
    """
    written: dict[str, Any] = {}
    path = None if folder is None else folder / FUSION_FILE
    if path is not None and path.is_file():
        try:
            written = json.loads(path.read_text(encoding="utf-8"))
            gate = written.get("gate")
            weight = None if gate is None else np.atleast_2d(np.asarray(gate["weight"], np.float32))
            bias = None if gate is None else np.atleast_1d(np.asarray(gate["bias"], np.float32))
            text_weight = float(written.get("text_weight", 1.0))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{path} is damaged ({error}): fetch the model again.") from error
    else:
        weight, bias, text_weight = None, None, 1.0
    chosen: Any = kind or written.get("default", DEFAULT_FUSION)
    return Fusion(chosen, text_weight, weight, bias)


def unit(vectors: NDArray[Any]) -> Vector:
    """The vectors (..., n_dims) float32 at length 1; a zero vector stays zero."""
    vectors = np.asarray(vectors, np.float32)
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 1e-12, lengths, 1.0), np.float32)


def fuse_product(text: NDArray[Any] | None, images: NDArray[Any] | None, fusion: Fusion) -> Vector:
    """f_m: one unit vector (fusion.n_dims,) float32 from a text vector and/or (n, n_dims) pictures.

    InputError when the product has neither.
    """
    pictures = None if images is None else np.atleast_2d(images)
    if text is None and (pictures is None or not len(pictures)):
        raise InputError("A product needs a text or a picture vector to be fused.")
    if text is None:
        text = np.zeros(pictures.shape[1] if pictures is not None else 0)
    if pictures is None:
        pictures = np.zeros((0, len(text)))
    owners = np.zeros(len(pictures), np.int64)
    return fuse_products(np.atleast_2d(text), pictures, owners, fusion)[0]


def fuse_products(
    texts: NDArray[Any], images: NDArray[Any], owners: NDArray[np.int64], fusion: Fusion
) -> Vector:
    """f_m of many products at once: (n, fusion.n_dims) float32, unit length.

    texts: (n, n_dims), a zero row where there is no text. images: (m, n_dims), those of one product
    side by side. owners: (m,) which row each picture belongs to, ascending. A product with neither
    becomes a zero row.
    """
    texts = unit(texts)
    first_of_owner = np.flatnonzero(np.diff(owners, prepend=-1))
    pictured = owners[first_of_owner]
    pictures = np.zeros_like(texts)
    if len(owners):
        images = unit(images)
        pictures[pictured] = np.add.reduceat(images, first_of_owner, axis=0)
        pictures = unit(pictures)
    if fusion.kind == "add":
        return unit(np.float32(fusion.text_weight) * texts + pictures)
    has_text = np.any(texts != 0, axis=1, keepdims=True)
    has_picture = np.any(pictures != 0, axis=1, keepdims=True)
    if fusion.kind == "max":
        largest = np.where(has_text, texts, np.float32(-np.inf))
        if len(owners):
            largest[pictured] = np.maximum(
                largest[pictured], np.maximum.reduceat(images, first_of_owner, axis=0)
            )
        return unit(np.where(np.isfinite(largest), largest, 0))
    # What is missing is replaced by what is there, so that both fusions give that back.
    words, looks = np.where(has_text, texts, pictures), np.where(has_picture, pictures, texts)
    if fusion.kind == "concat":
        return unit(np.concatenate([words, looks], axis=1))
    share = _text_share(words, looks, fusion)
    return unit(share * words + (1 - share) * looks)


def _text_share(words: Vector, looks: Vector, fusion: Fusion) -> Vector:
    """How much of each component the text gives, (n, 1) or (n, n_dims), 0 to 1."""
    if fusion.gate_weight is None or fusion.gate_bias is None:
        raise ModelError("The gate fusion needs an encoder folder with a trained gate in it.")
    n_dims = words.shape[1]
    if fusion.gate_weight.shape[1] != 2 * n_dims:
        raise ModelError(
            f"The gate was trained for {fusion.gate_weight.shape[1] // 2} dimensions, "
            f"the vectors have {n_dims}: fetch the model again."
        )
    raw = np.concatenate([words, looks], axis=1) @ fusion.gate_weight.T + fusion.gate_bias
    return np.asarray(1.0 / (1.0 + np.exp(-raw)), np.float32)


def fuse_query(
    vectors: Sequence[NDArray[Any]], weights: Sequence[float], fusion: Fusion, encoder_dims: int
) -> Vector:
    """One unit vector (fusion.n_dims,) from weighted, signed parts, as rclip adds and subtracts.

    vectors: unit vectors of the encoder, or product vectors of this fusion. InputError when a part
    has other dimensions or the parts cancel out.
    """
    n_dims = fusion.n_dims(encoder_dims)
    total = np.zeros(n_dims, np.float32)
    for vector, weight in zip(vectors, weights, strict=True):
        total += np.float32(weight) * as_query(vector, fusion, encoder_dims)
    if np.linalg.norm(total) < 1e-6:
        raise InputError("The parts of this query cancel each other out: nothing is left to find.")
    return unit(total)


def as_query(vector: NDArray[Any], fusion: Fusion, encoder_dims: int) -> Vector:
    """A unit vector comparable with product vectors: encoder output is tiled for "concat"."""
    n_dims = fusion.n_dims(encoder_dims)
    vector = unit(np.asarray(vector, np.float32).reshape(-1))
    if len(vector) == encoder_dims and n_dims == 2 * encoder_dims:
        return unit(np.tile(vector, 2))
    if len(vector) != n_dims:
        raise InputError(
            f"A query vector has {len(vector)} dimensions where this store's have {encoder_dims}."
        )
    return vector
