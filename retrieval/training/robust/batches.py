"""Chooses a step's pictures, classes and captions from its number alone; not what attacks them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.training import augmentation
from retrieval.training.captions import write_caption, write_nonsense
from retrieval.training.pictures import Pictures
from retrieval.training.processes import ALONE, Place
from retrieval.training.robust.config import RobustConfig
from retrieval.training.robust.picture_changes import changed_pixels
from retrieval.training.subjects import FactTable, Subject

if TYPE_CHECKING:
    import torch

LEAST_AREA = {"grocery": 0.35, "clothing": 0.6, "sample": 0.5}  # of a picture, left by a crop
CAPTION_ROUGHNESS = 0.3  # the adversary spells badly enough


@dataclass(frozen=True)
class RobustBatch:
    """One step's work.

    pixels: (n, 3, h, w) float32, 0 to 1; the last ones show nothing for sale. changed: the same,
    some with a sticker or a corruption. classes: source -> (rows of pixels, class of each). texts:
    m strings. match: (n, m) float32; mismatch: (n, m) bool.
    """

    pixels: torch.Tensor
    changed: torch.Tensor
    classes: dict[str, tuple[torch.Tensor, torch.Tensor]]
    texts: list[str]
    match: torch.Tensor
    mismatch: torch.Tensor


def class_texts(source: Pictures) -> list[list[str]]:
    """What may be said of each class of a source: class number -> texts, as a catalogue has them.

    A class that no subject has is said by the source's name.
    """
    said: dict[int, list[str]] = {}
    for subject in source.subjects:
        number = dict(subject.labels)[source.source]
        texts = [caption.text for caption in subject.catalogue_texts[:3]]
        said.setdefault(number, texts or [subject.slots["kind"][0][0]])
    return [said.get(number, [source.source]) for number in range(max(said) + 1)]


def class_packshots(source: Pictures) -> list[NDArray[np.uint8]]:
    """Class number -> (n, side, side, 3) uint8, its pictures on a white ground; n may be 0."""
    label = np.array([dict(subject.labels)[source.source] for subject in source.subjects])
    shown = np.where(source.packshot & ~source.held_out, label[source.subject], -1)
    return [source.pixels[shown == number] for number in range(label.max() + 1)]


class RobustBatchMaker:
    """Makes the batch of any step; two makers of the same arguments make the same ones.

    place: which of how many processes it makes its share of each step for.
    """

    def __init__(
        self,
        config: RobustConfig,
        sources: Sequence[Pictures],
        side_px: tuple[int, int],
        place: Place = ALONE,
    ) -> None:
        self.config, self._side_px, self._place = config, side_px, place
        self._seed = config.seed + 7919 * place.number
        self.sources = {source.source: source for source in sources}
        self._subjects: list[Subject] = []
        self._first: dict[str, int] = {}
        self._pools: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        self._classes: dict[str, NDArray[np.int64]] = {}
        for source in sources:
            self._first[source.source] = len(self._subjects)
            self._subjects += source.subjects
            label = np.array([dict(subject.labels)[source.source] for subject in source.subjects])
            self._classes[source.source] = label[source.subject]
            pool = np.flatnonzero(~source.held_out)
            self._pools[source.source] = (pool, _evened(label[source.subject[pool]]))
        self._facts = FactTable(self._subjects)
        self._kind_of = [_kind(subject) for subject in self._subjects]

    def make(self, step: int) -> RobustBatch:
        """The batch of a step, the same each time it is asked for."""
        import torch

        config = self.config
        numbers = np.random.default_rng([self._seed, step])
        words = random.Random(self._seed * 1_000_003 + step)
        generator = torch.Generator().manual_seed(self._seed * 1_000_003 + step)
        parts, subjects, least = [], [], []
        classes: dict[str, tuple[torch.Tensor, torch.Tensor]] = {}
        first = 0
        for name, picks in self._chosen(numbers).items():
            source, n = self.sources[name], len(picks)
            part = _as_floats(source.pixels[picks])
            bare = torch.from_numpy(source.packshot[picks].nonzero()[0])
            bare = bare[torch.rand(len(bare), generator=generator) < 0.5]
            if len(bare):
                behind = source.pixels[numbers.choice(self._pools[name][0], len(bare))]
                part[bare] = augmentation.on_background(part[bare], _as_floats(behind), generator)
            parts.append(part)
            subjects.append(source.subject[picks] + self._first[name])
            least.append(torch.full((n,), LEAST_AREA.get(name, 0.5)))
            rows = torch.arange(first, first + n)
            classes[name] = (rows, torch.from_numpy(self._classes[name][picks]))
            first += n
        height, width = self._side_px
        side = max(height, width)
        stored = torch.cat(parts)
        pixels = augmentation.crops(stored, side, torch.cat(least), config.augmentation, generator)
        n_nothing = self._part_of(config.n_nothing_pictures)
        if n_nothing:
            empty = augmentation.nothing_for_sale(stored, n_nothing, side, generator)
            pixels = torch.cat([pixels, empty])
        pixels = augmentation.jitter(pixels, config.augmentation, generator)
        own = np.concatenate(subjects)
        pixels = pixels[:, :, :height, :width]
        changed = changed_pixels(
            pixels,
            self._wrong_words(own, len(pixels), words),
            config.sticker_share,
            config.corruption_share,
            words,
        )
        return self._with_texts(pixels, changed, own, classes, words)

    def _wrong_words(self, own: NDArray[np.int64], n: int, words: random.Random) -> list[str]:
        """For each of n pictures the kind of a thing that it does not show."""
        kinds = [self._kind_of[row] for row in own.tolist()] + [""] * (n - len(own))
        printed = []
        for kind in kinds:
            others = words.choices(self._kind_of, k=8)
            printed.append(next((other for other in others if other != kind), ""))
        return printed

    def _part_of(self, n: int) -> int:
        """What this process does of n things of a step."""
        n_processes = self._place.n_processes
        return n // n_processes + (self._place.number < n % n_processes)

    def _chosen(self, rng: np.random.Generator) -> dict[str, NDArray[np.int64]]:
        wanted = dict(self.config.per_step)
        here = {name: n for name, n in wanted.items() if name in self.sources and n > 0}
        spare = sum(wanted.values()) - sum(here.values())
        chosen = {}
        for name, n in here.items():
            n = self._part_of(n + spare * n // sum(here.values()))
            if n == 0:
                continue
            pool, weight = self._pools[name]
            chosen[name] = rng.choice(pool, size=n, replace=n > len(pool), p=weight)
        return chosen

    def _with_texts(
        self,
        pixels: torch.Tensor,
        changed: torch.Tensor,
        own: NDArray[np.int64],
        classes: dict[str, tuple[torch.Tensor, torch.Tensor]],
        words: random.Random,
    ) -> RobustBatch:
        import torch

        config = self.config
        n_captions = max(2, self._part_of(config.n_captions))
        told = words.choices(own.tolist(), k=n_captions * 2 // 3)
        captions = [write_caption(self._subjects[row], words, CAPTION_ROUGHNESS) for row in told]
        others = words.choices(self._subjects, k=n_captions - len(captions))
        captions += [write_caption(subject, words, CAPTION_ROUGHNESS) for subject in others]
        captions += [write_nonsense(words) for _ in range(self._part_of(config.n_nonsense_texts))]
        nothing = np.full(len(pixels) - len(own), len(self._subjects))
        asserted = self._facts.asserted(captions)
        held, denied = self._facts.matches(np.concatenate([own, nothing]), asserted)
        return RobustBatch(
            pixels,
            changed,
            classes,
            [caption.text for caption in captions],
            torch.from_numpy(held).float(),
            torch.from_numpy(denied),
        )


def _kind(subject: Subject) -> str:
    """What a thing is called in a word or two."""
    slots = subject.slots
    return next(slots[name][0][0] for name in ("kind", "coarse", "name") if name in slots)


def _as_floats(pixels: NDArray[np.uint8]) -> torch.Tensor:
    import torch

    return torch.from_numpy(pixels).permute(0, 3, 1, 2).float().div_(255)


def _evened(label: NDArray[np.int64]) -> NDArray[np.float64]:
    """How likely each picture is chosen: those of small classes more than their share."""
    weight = np.bincount(label)[label].astype(np.float64) ** -0.5
    return weight / weight.sum()
