"""An encoder whose vectors are hashes of its input: quick, light, deterministic; means nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from retrieval.encoders.encoder import Backend
from retrieval.pictures.decode import PictureSource, load_picture


class HashEncoder:
    """Equal input, equal vector. Counts what it embeds."""

    logit_scale = 10.0
    logit_bias = -5.0
    device = "cpu"
    backend: Backend = "onnx"
    folder: Path | None = None
    batch_size = 16
    picture_side_px = 8

    def __init__(self, id: str = "hash-1", n_dims: int = 16) -> None:
        self.id = id
        self.name = id.split("-")[0]
        self.n_dims = n_dims
        self.n_images = 0
        self.n_texts = 0

    def preprocess(self, picture: PictureSource) -> np.ndarray:
        small = load_picture(picture).resize((8, 8))
        return np.asarray(small, dtype=np.float32).transpose(2, 0, 1) / 255

    def encode_preprocessed(self, batch: np.ndarray) -> np.ndarray:
        self.n_images += len(batch)
        return np.stack([self._vector(b"image" + pixels.tobytes()) for pixels in batch])

    def encode_images(self, pictures: Sequence[PictureSource]) -> np.ndarray:
        return self.encode_preprocessed(np.stack([self.preprocess(p) for p in pictures]))

    def encode_texts(self, texts: Sequence[str]) -> np.ndarray:
        self.n_texts += len(texts)
        return np.stack([self._vector(b"text" + text.encode()) for text in texts])

    def _vector(self, data: bytes) -> np.ndarray:
        seed = hashlib.blake2b(data + self.id.encode(), digest_size=8).digest()
        vector = np.random.default_rng(int.from_bytes(seed)).standard_normal(self.n_dims)
        return (vector / np.linalg.norm(vector)).astype(np.float32)
