"""What an encoder promises to the rest of the house; not how any of them keeps the promise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

import numpy as np

from retrieval.pictures.decode import PictureSource

Backend = Literal["torch", "onnx"]

Progress = Callable[[str, int, int | None], None]
"""Called with (what is being done, done so far, total or None when unknown); bytes or steps."""


@runtime_checkable
class Encoder(Protocol):
    """Two towers into one space: pictures and texts to unit vectors of ``n_dims``.

    ``sigmoid(logit_scale * cosine + logit_bias)`` is the model's own, uncalibrated match
    probability. Methods may be called from several threads.
    """

    @property
    def id(self) -> str:
        """Name and a short hash of the weights; equal on every backend and device."""

    @property
    def name(self) -> str: ...

    @property
    def n_dims(self) -> int: ...

    @property
    def logit_scale(self) -> float: ...

    @property
    def logit_bias(self) -> float: ...

    @property
    def device(self) -> str: ...

    @property
    def backend(self) -> Backend: ...

    @property
    def folder(self) -> Path | None:
        """Where calibration.json and fusion.json may lie beside the weights."""

    @property
    def batch_size(self) -> int:
        """How many pictures or texts one forward pass takes."""

    @property
    def picture_side_px(self) -> int:
        """The longer side of the pixels the image tower sees."""

    def encode_images(self, pictures: Sequence[PictureSource]) -> np.ndarray:
        """Pictures to (n, n_dims) float32, unit length. Raises InputError for a broken one."""

    def encode_texts(self, texts: Sequence[str]) -> np.ndarray:
        """Texts to (n, n_dims) float32, unit length."""

    def preprocess(self, picture: PictureSource) -> np.ndarray:
        """One picture to the image tower's input, (3, height, width) float32; thread-safe."""

    def encode_preprocessed(self, batch: np.ndarray) -> np.ndarray:
        """(n, 3, height, width) float32 to (n, n_dims) float32, unit length."""
