"""Chooses the pictures and texts of a step from its number alone; not for the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.heads.hard_negatives import HardNegatives, other_things


@dataclass(frozen=True)
class HeadsBatch:
    """Rows of one step: pictures, texts, and product texts as a catalogue holds them.

    match, mismatch: (n_pictures, n_texts). catalogue_match, catalogue_mismatch: (n_catalogue,
    n_texts). same, other: (n_pictures, n_pictures) of the things in the pictures.
    picture_subjects, catalogue_subjects: (n,) int64.
    """

    pictures: NDArray[np.int64]
    texts: NDArray[np.int64]
    catalogue: NDArray[np.int64]
    picture_subjects: NDArray[np.int64]
    catalogue_subjects: NDArray[np.int64]
    match: NDArray[np.bool_]
    mismatch: NDArray[np.bool_]
    catalogue_match: NDArray[np.bool_]
    catalogue_mismatch: NDArray[np.bool_]
    same: NDArray[np.bool_]
    other: NDArray[np.bool_]


class HeadsBatchMaker:
    """Makes the batch of any step; two makers of the same arguments make the same ones.

    Processes that learn together share out the rows of one such batch among them.

    Sources share a step equally by the square root of their pictures, and the subjects of a source
    equally, so that neither a large source nor a product of many photos crowds out the others.
    """

    def __init__(
        self,
        data: EmbeddedData,
        seed: int,
        batch_pictures: int,
        mined_share: float,
    ) -> None:
        self._data, self._seed = data, seed
        self._n_pictures, self._n_mined = batch_pictures, round(batch_pictures * mined_share)
        self._weight = _evened(data)
        self._texts_of = [
            np.flatnonzero(data.text_subject == row) for row in range(len(data.subjects))
        ]
        self._nonsense = np.flatnonzero(data.text_subject < 0)
        self._other = other_things(data)

    def make(self, step: int, mined: HardNegatives | None = None) -> HeadsBatch:
        """The batch of a step; with hard negatives, some of its subjects' are added."""
        rng = np.random.default_rng([self._seed, 0, step])
        data = self._data
        pictures = rng.choice(len(data.pictures), self._n_pictures, p=self._weight)
        subjects = data.picture_subject[pictures]
        texts = np.array([rng.choice(self._texts_of[row]) for row in subjects], np.int64)
        n_nonsense = min(len(self._nonsense), self._n_pictures // 16)
        texts = np.concatenate([texts, rng.choice(self._nonsense, n_nonsense)])
        if mined is not None and self._n_mined:
            picks = rng.choice(subjects, self._n_mined)
            texts = np.concatenate([texts, _one_each(mined.texts[picks], rng)])
            pictures = np.concatenate([pictures, _one_each(mined.pictures[picks], rng)])
            subjects = data.picture_subject[pictures]
        shown = np.unique(subjects)
        catalogue = np.array(
            [row[0] for row in (self._texts_of[s] for s in shown) if data.is_catalogue[row[0]]],
            np.int64,
        )
        catalogue_subjects = data.text_subject[catalogue]
        relation = data.relation[np.ix_(subjects, texts)]
        catalogue_relation = data.relation[np.ix_(catalogue_subjects, texts)]
        itself = catalogue[:, None] == texts[None, :]
        is_item = np.array(
            [bool(data.subjects[row].catalogue_texts) for row in range(len(data.subjects))]
        )
        same = (subjects[:, None] == subjects[None, :]) & is_item[subjects][:, None]
        same &= pictures[:, None] != pictures[None, :]
        return HeadsBatch(
            pictures,
            texts,
            catalogue,
            subjects,
            catalogue_subjects,
            relation == 1,
            relation == -1,
            (catalogue_relation == 1) & ~itself,
            catalogue_relation == -1,
            same,
            self._other[np.ix_(subjects, subjects)],
        )


def _evened(data: EmbeddedData) -> NDArray[np.float64]:
    sources = np.array([subject.source for subject in data.subjects])[data.picture_subject]
    of_subject = np.bincount(data.picture_subject, minlength=len(data.subjects))
    weight = np.zeros(len(data.pictures))
    for source in np.unique(sources):
        mine = sources == source
        within = 1 / np.sqrt(of_subject[data.picture_subject[mine]])
        weight[mine] = within / within.sum() * np.sqrt(mine.sum())
    return np.asarray(weight / weight.sum(), np.float64)


def _one_each(rows: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    """One of each row's entries, those of -1 left out."""
    picked = rows[np.arange(len(rows)), rng.integers(rows.shape[1], size=len(rows))]
    return picked[picked >= 0]
