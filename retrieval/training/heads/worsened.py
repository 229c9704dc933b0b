"""Vectors of pictures and texts that an adversary has made worse; not how it makes them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Worsened:
    """In the frozen encoder's space, with the row of `EmbeddedData` that each was before.

    pictures: (p, d), picture_rows: (p,) int64. texts: (t, d), text_rows: (t,) int64. What was true
    of a row is true of it still.
    """

    pictures: Vectors
    picture_rows: NDArray[np.int64]
    texts: Vectors
    text_rows: NDArray[np.int64]

    @staticmethod
    def none(n_dims: int, n_pictures: int = 0, n_texts: int = 0) -> Worsened:
        """Room for so many."""
        return Worsened(
            np.zeros((n_pictures, n_dims), np.float32),
            np.zeros(n_pictures, np.int64),
            np.zeros((n_texts, n_dims), np.float32),
            np.zeros(n_texts, np.int64),
        )

    def followed_by(self, newer: Worsened, most_pictures: int, most_texts: int) -> Worsened:
        """Both, the oldest left out where there are too many."""
        return Worsened(
            np.concatenate([self.pictures, newer.pictures])[-most_pictures:],
            np.concatenate([self.picture_rows, newer.picture_rows])[-most_pictures:],
            np.concatenate([self.texts, newer.texts])[-most_texts:],
            np.concatenate([self.text_rows, newer.text_rows])[-most_texts:],
        )

    def as_tensors(self) -> dict[str, torch.Tensor]:
        """To lie in a checkpoint, or to be sent to another process; they share their memory."""
        import torch

        return {
            field.name: torch.from_numpy(np.ascontiguousarray(getattr(self, field.name)))
            for field in fields(self)
        }

    @staticmethod
    def from_tensors(tensors: dict[str, torch.Tensor]) -> Worsened:
        return Worsened(**{name: tensor.numpy() for name, tensor in tensors.items()})
