"""Finds, for every subject, what the heads take for it and is not; not for the steps' batches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.heads.heads import Heads
from retrieval.training.heads.embedded import EmbeddedData

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class HardNegatives:
    """Rows of the nearest wrong texts and pictures of each subject, hardest first.

    texts, pictures: (n_subjects, n_mined) int64; -1 where there are not that many.
    """

    texts: NDArray[np.int64]
    pictures: NDArray[np.int64]


def hardest(
    anchors: Vectors, candidates: Vectors, wrong: NDArray[np.bool_], n_mined: int
) -> NDArray[np.int64]:
    """(n, n_mined) rows of the candidates nearest to each anchor among those that are wrong.

    anchors: (n, d), candidates: (m, d), unit length. wrong: (n, m). A pair that is not surely
    wrong, such as another product of the same class, is never taken.
    """
    n_mined = min(n_mined, candidates.shape[0])
    similar = np.where(wrong, anchors @ candidates.T, -np.inf)
    top = np.argpartition(-similar, n_mined - 1, axis=1)[:, :n_mined]
    value = np.take_along_axis(similar, top, axis=1)
    order = np.argsort(-value, axis=1, kind="stable")
    top, value = np.take_along_axis(top, order, axis=1), np.take_along_axis(value, order, axis=1)
    return np.where(np.isfinite(value), top, -1).astype(np.int64)


def mine(heads: Heads, data: EmbeddedData, n_mined: int) -> HardNegatives:
    """The hard negatives of the heads as they are; one picture of each subject is a candidate."""
    texts = heads.map("text", data.texts)
    subjects, first = np.unique(data.picture_subject, return_index=True)
    pictures = heads.map("image", data.pictures[first])
    looks = np.zeros((len(data.subjects), pictures.shape[1]), np.float32)
    looks[subjects] = pictures
    words = np.zeros_like(looks)
    spoken = data.text_subject >= 0
    np.add.at(words, data.text_subject[spoken], texts[spoken])
    words /= np.maximum(np.linalg.norm(words, axis=1, keepdims=True), 1e-12)
    other = other_things(data)[:, subjects]
    found = hardest(words, pictures, other, n_mined)
    return HardNegatives(
        hardest(looks, texts, data.relation == -1, n_mined),
        np.where(found >= 0, first[found], -1),
    )


def other_things(data: EmbeddedData) -> NDArray[np.bool_]:
    """(n_subjects, n_subjects) whether two subjects are surely different things.

    Two groceries or two sample products are; two garments of one shop's photos may be one garment.
    """
    items = [i for i, fact in enumerate(data.facts) if fact.startswith("item:")]
    has = (data.held[:, items] == 1).astype(np.float32)
    lacks = (data.held[:, items] == -1).astype(np.float32)
    denied: NDArray[np.bool_] = (lacks @ has.T > 0) | (has @ lacks.T > 0)
    return denied
