"""An encoder whose geometry can be read off: words are directions, synonyms near, colours seen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from retrieval.encoders.encoder import Backend
from retrieval.pictures.decode import PictureSource, load_picture
from retrieval.search.stemming import content_words, stem
from retrieval.search.text import fold_words

# Words that no text of the shop has to hold: only a vector can join them.
SYNONYMS = {"trainer": "sneaker", "crimson": "red", "gown": "dress", "scarlet": "red"}
COLOURS = {"red": (200, 30, 30), "blue": (30, 30, 200), "green": (30, 160, 30)}


class WordEncoder:
    """A text is the mean of its words; a picture is the word for its colour."""

    id = "words-1"
    name = "words"
    n_dims = 128
    logit_scale = 12.0
    logit_bias = -6.0
    device = "cpu"
    backend: Backend = "onnx"
    folder: Path | None = None
    batch_size = 64
    picture_side_px = 8

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.texts: list[str] = []

    def encode_texts(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += texts
        return np.stack([self._mean(content_words(fold_words(text))) for text in texts])

    def encode_images(self, pictures: Sequence[PictureSource]) -> np.ndarray:
        return self.encode_preprocessed(np.stack([self.preprocess(p) for p in pictures]))

    def preprocess(self, picture: PictureSource) -> np.ndarray:
        small = load_picture(picture).resize((8, 8))
        return np.asarray(small, dtype=np.float32).transpose(2, 0, 1)

    def encode_preprocessed(self, batch: np.ndarray) -> np.ndarray:
        means = batch.mean(axis=(2, 3))
        names = list(COLOURS)
        table = np.asarray([COLOURS[name] for name in names])
        nearest = np.argmin(((means[:, None] - table[None]) ** 2).sum(axis=2), axis=1)
        return np.stack([self._mean([names[i]]) for i in nearest])

    def _mean(self, words: Sequence[str]) -> np.ndarray:
        rows = [_direction(SYNONYMS.get(stem(w), stem(w)), self.n_dims) for w in words]
        total = np.sum([_direction("", self.n_dims) * 0.05, *rows], axis=0)
        return (total / np.linalg.norm(total)).astype(np.float32)


@lru_cache(maxsize=4_096)
def _direction(word: str, n_dims: int) -> np.ndarray:
    seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())
    vector = np.random.default_rng(seed).standard_normal(n_dims)
    return vector / np.linalg.norm(vector)
