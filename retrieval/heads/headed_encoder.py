"""An encoder that wears heads, behind the interface of any encoder; not for training them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.encoders.encoder import Backend, Encoder
from retrieval.errors import ModelError
from retrieval.heads.heads import Heads
from retrieval.heads.heads_file import load_heads
from retrieval.heads.naming import joined_name
from retrieval.pictures.decode import PictureSource

if TYPE_CHECKING:
    from retrieval.encoders.preprocess import PreprocessSpec
    from retrieval.encoders.torch_encoder import TorchTowers


def weights_of(encoder_id: str) -> str:
    """The part of an encoder's id that its files make; the rest is how it was called."""
    return encoder_id.rpartition("@")[2]


def fitted_folder(file: Path) -> Path:
    """Where calibration.json and fusion.json of heads.safetensors lie: in heads/ beside it."""
    return file.with_suffix("")


def wear_heads(encoder: Encoder, file: Path) -> HeadedEncoder:
    """The encoder with the heads of a file. ModelError when they are another encoder's."""
    heads = load_heads(file)
    if weights_of(heads.encoder_id) != weights_of(encoder.id):
        raise ModelError(
            f"The heads file {file} belongs to the encoder {heads.encoder_id}, not to "
            f"{encoder.id}; make heads for this one with: "
            f"vitrine train heads --encoder {encoder.name}"
        )
    if heads.n_encoder_dims != encoder.n_dims:
        raise ModelError(
            f"The heads file {file} takes vectors of {heads.n_encoder_dims} dimensions, "
            f"{encoder.name} makes {encoder.n_dims}; train the heads again."
        )
    folder = fitted_folder(file.expanduser().resolve())
    return HeadedEncoder(
        encoder,
        heads,
        name=joined_name(encoder.name, file),
        id=f"{encoder.id}+heads@{heads.id}",
        folder=folder if folder.is_dir() else None,
    )


class HeadedEncoder:
    """Vectors of the encoder beneath, mapped by the text head or the image head."""

    def __init__(
        self, encoder: Encoder, heads: Heads, *, name: str, id: str, folder: Path | None = None
    ) -> None:
        self.encoder, self.heads = encoder, heads
        self.name, self.id, self.folder = name, id, folder
        self.n_dims = heads.n_dims
        self.logit_scale, self.logit_bias = heads.logit_scale, heads.logit_bias

    @property
    def device(self) -> str:
        return self.encoder.device

    @property
    def backend(self) -> Backend:
        return self.encoder.backend

    @property
    def batch_size(self) -> int:
        return self.encoder.batch_size

    @property
    def picture_side_px(self) -> int:
        return self.encoder.picture_side_px

    @property
    def n_lanes(self) -> int:
        """As the encoder beneath: how many batches may be encoded side by side."""
        return int(getattr(self.encoder, "n_lanes", 1))

    @property
    def preprocess_spec(self) -> PreprocessSpec | None:
        """As the encoder beneath, where it has one."""
        return getattr(self.encoder, "preprocess_spec", None)

    @cached_property
    def towers(self) -> TorchTowers | None:
        """Torch towers that end in the heads, for whoever needs gradients; None without torch."""
        from retrieval.heads.torch_heads import towers_with

        beneath: TorchTowers | None = getattr(self.encoder, "towers", None)
        return None if beneath is None else towers_with(beneath, self.heads, self.device)

    def encode_images(self, pictures: Sequence[PictureSource]) -> np.ndarray:
        """Pictures to (n, n_dims) float32, unit length. Raises InputError for a broken one."""
        return self.heads.map("image", self.encoder.encode_images(pictures))

    def encode_texts(self, texts: Sequence[str]) -> np.ndarray:
        """Texts to (n, n_dims) float32, unit length."""
        return self.heads.map("text", self.encoder.encode_texts(texts))

    def preprocess(self, picture: PictureSource) -> np.ndarray:
        """One picture to the image tower's input, (3, height, width) float32; thread-safe."""
        return self.encoder.preprocess(picture)

    def encode_preprocessed(self, batch: np.ndarray) -> np.ndarray:
        """(n, 3, height, width) float32 to (n, n_dims) float32, unit length."""
        return self.heads.map("image", self.encoder.encode_preprocessed(batch))

    def encode_in_lane(self, batch: np.ndarray) -> np.ndarray:
        """As ``encode_preprocessed``, on the calling thread's core alone and without waiting."""
        beneath = self.encoder
        return self.heads.map("image", beneath.encode_in_lane(batch))  # type: ignore[attr-defined]
