"""One encoder under measurement: its galleries and its view of the questions, made once each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from retrieval.fusion import Fusion, fuse_products, load_fusion
from retrieval.robustness.defended_shop import DefendedShop, Listings
from retrieval.robustness.pixel_tower import PixelTower
from retrieval.robustness.questions import Questions, Shop, gallery_of
from retrieval.robustness.ranked import RankedPictures
from retrieval.robustness.suspicion import blur_changes
from retrieval.robustness.worst_case import Attacked
from retrieval.trust.query import Detector, load_detector

if TYPE_CHECKING:
    from retrieval.robustness.program import Program

Vectors = NDArray[np.float32]


class Subject:
    """An encoder with torch towers, under the name it was asked for."""

    def __init__(self, name: str, encoder: Any) -> None:
        self.name = name
        self.encoder = encoder
        self._tower: PixelTower | None = None
        self._galleries: dict[Shop, Vectors] = {}
        self._queries: dict[Questions, Vectors] = {}
        self._ranked: dict[Questions, RankedPictures] = {}
        self._defended: dict[Shop, DefendedShop] = {}
        self._photos: dict[Questions, list[Image.Image]] = {}
        self._programs: dict[Shop, Program] = {}
        self.attacked: dict[Any, Attacked] = {}  # kept by `pixel_attacks`

    def gallery(self, shop: Shop) -> Vectors:
        """(m, n_dims) of a shop's products."""
        if shop not in self._galleries:
            self._galleries[shop] = gallery_of(self.encoder, shop)
        return self._galleries[shop]

    def defended(self, shop: Shop) -> DefendedShop:
        """A shop with the defences that the store has, made once."""
        if shop not in self._defended:
            fusion = load_fusion(self.encoder.folder)
            detector = load_detector(self.encoder)
            self._defended[shop] = DefendedShop(self._listings(shop, detector), fusion, detector)
        return self._defended[shop]

    def _listings(self, shop: Shop, detector: Detector | None) -> Listings:
        n = len(shop.texts)
        texts = np.zeros((n, self.encoder.n_dims), np.float32)
        worded = [i for i, text in enumerate(shop.texts) if text]
        if worded:
            texts[worded] = self.texts([shop.texts[i] for i in worded])
        looks, altered = np.zeros_like(texts), np.full(n, np.nan)
        if shop.pictures:
            pixels = self.tower.pixels_of(list(shop.pictures))
            vectors = self.tower.vectors_of(pixels).cpu().numpy()
            looks = fuse_products(looks, vectors, shop.owners, Fusion("add"))
            if detector is not None:
                # of the most suspect picture of each product
                found = np.zeros(n)
                lifted = detector.lifted(blur_changes(self.tower, pixels))
                np.maximum.at(found, shop.owners, lifted)
                altered = np.where(np.any(looks != 0, axis=1), found, np.nan)
        return Listings(texts, looks, shop.groups, altered)

    def ranked(self, questions: Questions) -> RankedPictures:
        """Questions by picture as logits of their pixels."""
        import torch

        if questions not in self._ranked:
            gallery = self.gallery(questions.shop)
            self._ranked[questions] = RankedPictures(
                self.tower,
                torch.from_numpy(gallery).to(self.tower.device),
                self.tower.pixels_of(self.photos(questions)),
                torch.from_numpy(questions.relevant).to(self.tower.device),
                self.encoder.logit_scale,
            )
        return self._ranked[questions]

    def program(self, shop: Shop) -> Program:
        """A shop as a store with its searcher, made once."""
        from retrieval.robustness.program import Program

        if shop not in self._programs:
            self._programs[shop] = Program(self.encoder, shop)
        return self._programs[shop]

    def photos(self, questions: Questions) -> list[Image.Image]:
        """The questions' pictures, decoded once."""
        if questions not in self._photos:
            self._photos[questions] = questions.decoded()
        return self._photos[questions]

    @property
    def tower(self) -> PixelTower:
        """The image tower as a function of pixels."""
        if self._tower is None:
            self._tower = PixelTower(self.encoder)
        return self._tower

    def queries(self, questions: Questions) -> Vectors:
        """(n, n_dims) of the questions, pictures or texts, made once."""
        if questions not in self._queries:
            made = (
                self.encoder.encode_images(self.photos(questions))
                if questions.pictures
                else self.texts(questions.texts)
            )
            self._queries[questions] = made
        return self._queries[questions]

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
