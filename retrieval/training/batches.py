"""Chooses the pictures and captions of a step from its number alone; not for the network."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.training import augmentation
from retrieval.training.captions import write_caption, write_nonsense
from retrieval.training.config import TrainingConfig
from retrieval.training.pictures import Pictures
from retrieval.training.subjects import FactTable, Subject

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Batch:
    """One step's work.

    pixels: (n, 3, side, side) float32, 0 to 1; the last ones show nothing for sale.
    tokens: m token lists. match: (n, m) float32, 0 to 1. mismatch: (n, m) bool.
    same_thing, other_thing: (n, n) of pictures. labels: head -> (rows, label, partner's label).
    share: (n,) of a mixed picture that is its own. catalogue_tokens, catalogue_match,
    catalogue_mismatch: the texts of c products as a catalogue holds them, against the m texts.
    """

    pixels: torch.Tensor
    tokens: list[list[int]]
    match: torch.Tensor
    mismatch: torch.Tensor
    same_thing: torch.Tensor
    other_thing: torch.Tensor
    labels: dict[str, tuple[torch.Tensor, torch.Tensor, torch.Tensor]]
    share: torch.Tensor
    catalogue_tokens: list[list[int]]
    catalogue_match: torch.Tensor
    catalogue_mismatch: torch.Tensor


class BatchMaker:
    """Makes the batch of any step; two makers of the same arguments make the same ones.

    process: makers of different processes make different batches of one step.
    """

    def __init__(
        self,
        config: TrainingConfig,
        sources: Sequence[Pictures],
        tokenizer: Any,
        process: int = 0,
    ) -> None:
        self.config, self.tokenizer = config, tokenizer
        self._seed = config.seed + 7919 * process
        self.sources = {source.source: source for source in sources}
        self.subjects: list[Subject] = []
        self.first_subject: dict[str, int] = {}
        self._pools: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        for source in sources:
            self.first_subject[source.source] = len(self.subjects)
            self.subjects += source.subjects
            pool = np.flatnonzero(~source.held_out)
            self._pools[source.source] = (pool, _evened(source, pool))
        self.facts = FactTable(self.subjects)

    def _chosen(self, step: int, rng: np.random.Generator) -> dict[str, NDArray[np.int64]]:
        wanted = dict(self.config.phase_at(step).per_step)
        here = {name: n for name, n in wanted.items() if name in self.sources and n > 0}
        spare = sum(wanted.values()) - sum(here.values())
        chosen = {}
        for name, n in here.items():
            n += spare * n // sum(here.values())
            pool, weight = self._pools[name]
            chosen[name] = rng.choice(pool, size=n, replace=n > len(pool), p=weight)
        return chosen

    def make(self, step: int) -> Batch:
        """The batch of a step, the same each time it is asked for."""
        import torch

        config, phase = self.config, self.config.phase_at(step)
        numbers = np.random.default_rng([self._seed, step])
        words = random.Random(self._seed * 1_000_003 + step)
        generator = torch.Generator().manual_seed(self._seed * 1_000_003 + step)
        chosen = self._chosen(step, numbers)

        parts, rows, groups, least_area = [], [], [], []
        for group, (name, picks) in enumerate(chosen.items()):
            source = self.sources[name]
            part = _as_floats(source.pixels[picks])
            plain = torch.from_numpy(source.packshot[picks].nonzero()[0])
            plain = plain[torch.rand(len(plain), generator=generator) < 0.6 * phase.strength]
            if len(plain):
                behind = self._backgrounds(len(plain), numbers)
                part[plain] = augmentation.on_background(part[plain], behind, generator)
            parts.append(part)
            rows.append(source.subject[picks] + self.first_subject[name])
            groups.append(np.full(len(picks), group))
            least_area.append(torch.full((len(picks),), dict(config.least_area).get(name, 0.4)))
        pixels = augmentation.crops(
            torch.cat(parts), phase.side_px, torch.cat(least_area), phase.strength, generator
        )
        mixed = augmentation.occlude_and_mix(
            pixels,
            torch.from_numpy(np.concatenate(groups)),
            config.cutmix_share,
            phase.strength,
            generator,
        )
        empty = augmentation.nothing_for_sale(
            torch.cat(parts), config.n_nothing_pictures, phase.side_px, generator
        )
        pixels = augmentation.jitter(torch.cat([mixed.pixels, empty]), phase.strength, generator)
        own = np.concatenate(rows)
        return self._with_texts(pixels, own, mixed, words)

    def _backgrounds(self, n: int, rng: np.random.Generator) -> torch.Tensor:
        names = [name for name in ("grocery", "clothing") if name in self.sources]
        name = names[int(rng.integers(len(names)))] if names else next(iter(self.sources))
        return _as_floats(self.sources[name].pixels[rng.choice(self._pools[name][0], n)])

    def _with_texts(
        self,
        pixels: torch.Tensor,
        own: NDArray[np.int64],
        mixed: augmentation.Mixed,
        words: random.Random,
    ) -> Batch:
        import torch

        config = self.config
        # Captions are matched by what they say, so those of some pictures speak of the others too.
        captioned = words.sample(own.tolist(), round(len(own) * config.captioned_share))
        captions = [write_caption(self.subjects[row], words) for row in captioned]
        others = words.choices(self.subjects, k=config.n_extra_texts)
        captions += [write_caption(subject, words) for subject in others]
        captions += [write_nonsense(words) for _ in range(config.n_nonsense_texts)]
        tokens = self.tokens([c.text for c in captions])
        described = [
            row for row in dict.fromkeys(own.tolist()) if self.subjects[row].catalogue_texts
        ]
        described = words.sample(described, min(config.n_catalogue_texts, len(described)))
        shop = [words.choice(self.subjects[row].catalogue_texts).text for row in described]

        asserted = self.facts.asserted(captions)
        nothing = np.full(config.n_nothing_pictures, len(self.subjects))
        held, denied = self.facts.matches(np.concatenate([own, nothing]), asserted)
        match, mismatch = torch.from_numpy(held).float(), torch.from_numpy(denied)
        shop_held, shop_denied = self.facts.matches(np.array(described, np.int64), asserted)
        n = len(own)
        share = mixed.share.view(n, 1)
        match[:n] = share * match[:n] + (1 - share) * match[:n][mixed.partner]
        mismatch[:n] = mismatch[:n] & mismatch[:n][mixed.partner]

        same_thing, other_thing = self._picture_pairs(own, mixed.share)
        return Batch(
            pixels,
            tokens,
            match,
            mismatch,
            same_thing,
            other_thing,
            self._labels(own, mixed.partner),
            torch.cat([mixed.share, torch.ones(len(nothing))]),
            self.tokens(shop),
            torch.from_numpy(shop_held).float(),
            torch.from_numpy(shop_denied),
        )

    def _picture_pairs(
        self, own: NDArray[np.int64], share: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """(same, other) of all pictures: which show the same product, which surely another one.

        Of two garments nobody knows; much mixed pictures are left out.
        """
        import torch

        n_nothing = self.config.n_nothing_pictures
        rows = torch.from_numpy(np.concatenate([own, np.full(n_nothing, len(self.subjects))]))
        whole = torch.cat([share > 0.8, torch.ones(n_nothing, dtype=torch.bool)])
        known = whole[:, None] & whole[None]
        garment = torch.tensor(
            [self.subjects[row].source == "clothing" for row in own] + [False] * n_nothing
        )
        product = ~garment & (rows < len(self.subjects))
        alike = rows[:, None] == rows[None]
        same = alike & product[:, None] & ~torch.eye(len(rows), dtype=torch.bool)
        other = ~alike & ~(garment[:, None] & garment[None])
        return (same & known).float(), other & known

    def tokens(self, texts: list[str]) -> list[list[int]]:
        """Token lists of texts, each ending with END."""
        return [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]

    def _labels(
        self, own: NDArray[np.int64], partner: torch.Tensor
    ) -> dict[str, tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
        import torch

        labelled: dict[str, tuple[list[int], list[int], list[int]]] = {}
        for i, row in enumerate(own):
            others = dict(self.subjects[own[int(partner[i])]].labels)
            for head, label in self.subjects[row].labels:
                rows, labels, partners = labelled.setdefault(head, ([], [], []))
                rows.append(i)
                labels.append(label)
                partners.append(others[head])
        return {
            head: (torch.tensor(rows), torch.tensor(labels), torch.tensor(partners))
            for head, (rows, labels, partners) in labelled.items()
        }

    def n_classes(self) -> dict[str, int]:
        """Auxiliary head -> how many classes it tells apart."""
        largest: dict[str, int] = {}
        for subject in self.subjects:
            for head, label in subject.labels:
                largest[head] = max(largest.get(head, 0), label + 1)
        return largest


def _as_floats(pixels: NDArray[np.uint8]) -> torch.Tensor:
    import torch

    return torch.from_numpy(pixels).permute(0, 3, 1, 2).float().div_(255)


def _evened(source: Pictures, pool: NDArray[np.int64]) -> NDArray[np.float64]:
    """How likely each picture is chosen: classes with few pictures more than their share."""
    heads = [dict(subject.labels) for subject in source.subjects]
    label = np.array([heads[row].get(source.source, 0) for row in source.subject[pool]])
    count = np.bincount(label)
    weight = count[label].astype(np.float64) ** -0.5
    weight *= np.where(source.packshot[pool] & (source.source == "grocery"), 4.0, 1.0)
    return weight / weight.sum()
