"""One encoder under measurement: its galleries and its view of the questions, made once each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from retrieval.robustness.questions import Questions, Shop, gallery_of
from retrieval.robustness.ranked import RankedPictures, ranked_pictures

Vectors = NDArray[np.float32]


class Subject:
    """An encoder with torch towers, under the name it was asked for."""

    def __init__(self, name: str, encoder: Any) -> None:
        self.name = name
        self.encoder = encoder
        self._galleries: dict[str, Vectors] = {}
        self._ranked: dict[str, RankedPictures] = {}
        self._photos: dict[str, list[Image.Image]] = {}

    def gallery(self, shop: Shop) -> Vectors:
        """(m, n_dims) of a shop's products."""
        if shop.name not in self._galleries:
            self._galleries[shop.name] = gallery_of(self.encoder, shop)
        return self._galleries[shop.name]

    def ranked(self, questions: Questions) -> RankedPictures:
        """Questions by picture as logits of their pixels."""
        if questions.name not in self._ranked:
            gallery = self.gallery(questions.shop)
            self._ranked[questions.name] = ranked_pictures(self.encoder, gallery, questions)
        return self._ranked[questions.name]

    def photos(self, questions: Questions) -> list[Image.Image]:
        """The questions' pictures, decoded once."""
        if questions.name not in self._photos:
            self._photos[questions.name] = questions.decoded()
        return self._photos[questions.name]

    def texts(self, texts: Sequence[str]) -> Vectors:
        """(n, n_dims) unit vectors."""
        vectors: Vectors = self.encoder.encode_texts(list(texts))
        return vectors


@dataclass(frozen=True)
class Found:
    """What an adversary did: (n,) ranks from 1, and what else there is to tell, JSON-able."""

    ranks: NDArray[np.int64]
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Trial:
    """One adversary to be run against one subject over one set of questions."""

    family: str
    adversary: str
    questions: Questions
    run: Callable[[], Found]
