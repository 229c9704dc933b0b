"""Chooses the pictures and texts of a step from its number alone; not for the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.heads.hard_negatives import HardNegatives, other_things
from retrieval.training.heads.worsened import Worsened


@dataclass(frozen=True)
class HeadsBatch:
    """Rows of one step: pictures, texts, and product texts as a catalogue holds them.

    match, mismatch: (n_pictures, n_texts). catalogue_match, catalogue_mismatch: (n_catalogue,
    n_texts). same, other: (n_pictures, n_pictures) of the things in the pictures.
    picture_subjects, catalogue_subjects: (n,) int64. worse_pictures: (n_pictures,) int64, the row
    of `Worsened` that is shown instead of a picture, -1 for itself; worse_texts: likewise.
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
    worse_pictures: NDArray[np.int64]
    worse_texts: NDArray[np.int64]


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
        worse_share: float = 0.0,
    ) -> None:
        self._data, self._seed, self._worse_share = data, seed, worse_share
        self._n_pictures, self._n_mined = batch_pictures, round(batch_pictures * mined_share)
        self._weight = _evened(data)
        self._texts_of = [
            np.flatnonzero(data.text_subject == row) for row in range(len(data.subjects))
        ]
        self._nonsense = np.flatnonzero(data.text_subject < 0)
        self._other = other_things(data)

    def make(
        self, step: int, mined: HardNegatives | None = None, worse: Worsened | None = None
    ) -> HeadsBatch:
        """The batch of a step; with hard negatives, some of its subjects' are added.

        worse: pictures and texts that a share of the step is taken from, where there are some.
        """
        rng = np.random.default_rng([self._seed, 0, step])
        data = self._data
        pictures = rng.choice(len(data.pictures), self._n_pictures, p=self._weight)
        worse_pictures = np.full(self._n_pictures, -1)
        if worse is not None and len(worse.picture_rows):
            n_worse = round(self._worse_share * self._n_pictures)
            worse_pictures[:n_worse] = rng.integers(len(worse.picture_rows), size=n_worse)
            pictures[:n_worse] = worse.picture_rows[worse_pictures[:n_worse]]
        subjects = data.picture_subject[pictures]
        texts = np.array([rng.choice(self._texts_of[row]) for row in subjects], np.int64)
        worse_texts = self._worse_texts(texts, subjects, worse, rng)
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
            _lengthened(worse_pictures, len(pictures)),
            _lengthened(worse_texts, len(texts)),
        )

    def _worse_texts(
        self,
        texts: NDArray[np.int64],
        subjects: NDArray[np.int64],
        worse: Worsened | None,
        rng: np.random.Generator,
    ) -> NDArray[np.int64]:
        """(n,) which worse text of the same subject stands for each, -1 for none; changes texts."""
        chosen = np.full(len(texts), -1)
        if worse is None or not len(worse.text_rows):
            return chosen
        of_subject: dict[int, list[int]] = {}
        for i, subject in enumerate(self._data.text_subject[worse.text_rows].tolist()):
            of_subject.setdefault(subject, []).append(i)
        for place in np.flatnonzero(rng.random(len(texts)) < self._worse_share):
            known = of_subject.get(int(subjects[place]))
            if known:
                chosen[place] = known[int(rng.integers(len(known)))]
                texts[place] = worse.text_rows[chosen[place]]
        return chosen


def _evened(data: EmbeddedData) -> NDArray[np.float64]:
    sources = np.array([subject.source for subject in data.subjects])[data.picture_subject]
    of_subject = np.bincount(data.picture_subject, minlength=len(data.subjects))
    weight = np.zeros(len(data.pictures))
    for source in np.unique(sources):
        mine = sources == source
        within = 1 / np.sqrt(of_subject[data.picture_subject[mine]])
        weight[mine] = within / within.sum() * np.sqrt(mine.sum())
    return np.asarray(weight / weight.sum(), np.float64)


def _lengthened(rows: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """(n,): those that were added later are as they are."""
    return np.concatenate([rows, np.full(n - len(rows), -1)]).astype(np.int64)


def _one_each(rows: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    """One of each row's entries, those of -1 left out."""
    picked = rows[np.arange(len(rows)), rng.integers(rows.shape[1], size=len(rows))]
    return picked[picked >= 0]
