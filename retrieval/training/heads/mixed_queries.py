"""Labelled queries of a photo and words, made of data that is at hand; not for fitting anything.

Half of them change the photo's thing ("this, but in red": right is what is alike but red), half
agree with it ("red dress" and a photo of one: right is that product).
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from retrieval.encoders.encoder import Encoder
from retrieval.fusion import Fusion, fuse_products
from retrieval.training.captions import write_caption
from retrieval.training.clothing_photos import read_clothing
from retrieval.training.held_out_pairs import FITTING_VIEW
from retrieval.training.measure import HELD_BACK_VIEWS, QUERY_VIEW
from retrieval.training.pictures import Pictures
from retrieval.training.sample_renderings import SampleProducts, read_samples, sample_as_product
from retrieval.training.subjects import Subject
from retrieval.training.wording.colours import COLOUR_WORDS

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = ("train", "validation", "test")
Vectors = NDArray[np.float32]

# Those of training, then those of validation and test.
_WISHES: dict[bool, tuple[str, ...]] = {
    True: (
        "{}",
        "in {}",
        "but in {}",
        "the same in {}",
        "i want it in {}",
        "make it {}",
        "要{zh}的",
    ),
    False: (
        "this but {}",
        "like this one, only {}",
        "the {} one",
        "have you got it in {}?",
        "换成{zh}",
    ),
}
N_COLOURS = 3  # asked for of each photo, at most
STORED_PX = 160
SAMPLE_TRAIN_VIEWS = (1, 2)


@dataclass(frozen=True)
class MixedQueries:
    """Queries of two vectors each over one gallery.

    gallery: (g, d) unit length. texts, pictures: (q, d). right: (q, g) bool. open: (q, g) bool,
    neither right nor wrong, such as a garment that is red in part.
    changes: (q,) bool, whether the words change the photo's thing.
    """

    name: str
    gallery: Vectors
    texts: Vectors
    pictures: Vectors
    right: NDArray[np.bool_]
    open: NDArray[np.bool_]
    changes: NDArray[np.bool_]


@dataclass(frozen=True)
class _Asked:
    text: str
    picture: int
    right: tuple[int, ...]
    open: tuple[int, ...]
    changes: bool


def _colour_of(subject: Subject) -> str:
    return subject.slot_facts.get("colour", "").removeprefix("colour:")


def _wish(colour: str, split: Split, rng: random.Random) -> str:
    english, chinese = COLOUR_WORDS[colour]
    wish = rng.choice(_WISHES[split == "train"])
    if "{zh}" in wish:
        return wish.format(zh=chinese[0]) if chinese else english[0]
    return wish.format(english[0])


def split_of(name: str) -> Split:
    """Three fifths of names to training, one each to validation and test, by their checksum."""
    return ("train", "train", "train", "validation", "test")[zlib.crc32(name.encode()) % 5]  # type: ignore[return-value]


def read_garments(data: Path, split: Split) -> Pictures:
    """The photos that a split's garments are taken from: training and validation share theirs."""
    return read_clothing(data, "validation" if split == "test" else "train", STORED_PX, 0.06)


def garment_queries(encoder: Encoder, read: Pictures, split: Split, seed: int = 5) -> MixedQueries:
    """Garments of a split, each asked for in other colours, over the other garments of the split.

    read: by `read_garments`. validation: held-out photos of the train split. test: the data's
    validation split.
    """
    wanted = ~read.held_out if split == "train" else read.held_out
    rows = np.arange(len(read.pixels)) if split == "test" else np.flatnonzero(wanted)
    gallery = _encoded(encoder, read, rows)
    subjects = [read.subjects[i] for i in read.subject[rows]]
    rng = random.Random(seed)
    by_look: dict[tuple[str, str], list[int]] = {}
    for row, subject in enumerate(subjects):
        by_look.setdefault((subject.slot_facts["kind"], _colour_of(subject)), []).append(row)
    asked = []
    for row, subject in enumerate(subjects):
        kind, own = subject.slot_facts["kind"], _colour_of(subject)
        others = [c for k, c in by_look if k == kind and c and c != own]
        others = [c for c in others if f"colour:{c}" not in subject.open_facts]
        for colour in rng.sample(sorted(others), min(N_COLOURS, len(others))):
            perhaps = [
                i
                for i, other in enumerate(subjects)
                if other.slot_facts["kind"] == kind and f"colour:{colour}" in other.open_facts
            ]
            right = tuple(by_look[kind, colour])
            asked.append(_Asked(_wish(colour, split, rng), row, right, (*perhaps, row), True))
    return _together("garments", encoder, gallery, gallery, asked)


def sample_gallery(encoder: Encoder, samples: SampleProducts, cache: Path | None) -> Vectors:
    """(n_products, d) of all sample products, by their texts and the views that an index holds."""
    held_back = read_samples(samples, HELD_BACK_VIEWS, STORED_PX, cache=cache)
    texts = [sample_as_product(product).text() for product in samples.products()]
    return fuse_products(
        encoder.encode_texts(texts),
        _encoded(encoder, held_back, np.arange(len(held_back.pixels))),
        held_back.subject,
        Fusion("add"),
    )


def sample_queries(
    encoder: Encoder,
    samples: SampleProducts,
    gallery: Vectors,
    split: Split,
    cache: Path | None,
    seed: int = 5,
) -> MixedQueries:
    """Photos of sample products of a split, over all sample products, as `sample_gallery` has them.

    A product's photos are views that the gallery has not; validation and test have views of their
    own, of products that training asks nothing about.
    """
    listed = samples.products()
    views = {"train": SAMPLE_TRAIN_VIEWS, "validation": (FITTING_VIEW,), "test": (QUERY_VIEW,)}[
        split
    ]
    shown = read_samples(samples, views, STORED_PX, cache=cache)
    rows = [i for i, s in enumerate(shown.subject) if split_of(listed[s].id) == split]
    photos = _encoded(encoder, shown, np.array(rows, np.int64))
    rng = random.Random(seed)
    alike: dict[tuple[str, str], list[int]] = {}
    for i, product in enumerate(listed):
        alike.setdefault((product.category, product.variant), []).append(i)
    asked = []
    for picture, row in enumerate(rows):
        own = int(shown.subject[row])
        product, subject = listed[own], shown.subjects[own]
        group = alike[product.category, product.variant]
        colours = sorted({listed[i].colour for i in group} - {product.colour, product.accent})
        colours = [colour for colour in colours if colour in COLOUR_WORDS]
        for colour in rng.sample(colours, min(N_COLOURS, len(colours))):
            right = tuple(i for i in group if listed[i].colour == colour)
            perhaps = tuple(i for i in group if listed[i].accent == colour and i not in right)
            asked.append(_Asked(_wish(colour, split, rng), picture, right, perhaps, True))
        for _ in range(max(1, min(N_COLOURS, len(colours)))):
            asked.append(_Asked(write_caption(subject, rng).text, picture, (own,), (), False))
    return _together("samples", encoder, gallery, photos, asked)


def mixed_queries(
    encoder: Encoder,
    data: Path | None,
    samples: SampleProducts | None,
    cache: Path | None = None,
) -> dict[Split, list[MixedQueries]]:
    """All there is of each split; what splits share is read and encoded once."""
    found: dict[Split, list[MixedQueries]] = {split: [] for split in SPLITS}
    if data is not None and (data / "clothing" / "train.csv").is_file():
        shared, own = read_garments(data, "train"), read_garments(data, "test")
        for split in SPLITS:
            read = own if split == "test" else shared
            found[split].append(garment_queries(encoder, read, split))
    if samples is not None:
        gallery = sample_gallery(encoder, samples, cache)
        for split in SPLITS:
            found[split].append(sample_queries(encoder, samples, gallery, split, cache))
    return {split: [each for each in asked if len(each.texts)] for split, asked in found.items()}


def _encoded(encoder: Encoder, pictures: Pictures, rows: NDArray[np.int64]) -> Vectors:
    from PIL import Image

    if not len(rows):
        return np.zeros((0, encoder.n_dims), np.float32)
    return np.concatenate(
        [
            encoder.encode_images([Image.fromarray(p) for p in pictures.pixels[rows[i : i + 256]]])
            for i in range(0, len(rows), 256)
        ]
    )


def _together(
    name: str, encoder: Encoder, gallery: Vectors, photos: Vectors, asked: Sequence[_Asked]
) -> MixedQueries:
    right = np.zeros((len(asked), len(gallery)), bool)
    perhaps = np.zeros_like(right)
    for row, query in enumerate(asked):
        right[row, list(query.right)] = True
        perhaps[row, list(query.open)] = True
    texts: Any = encoder.encode_texts([query.text for query in asked])
    return MixedQueries(
        name,
        gallery,
        texts,
        photos[[query.picture for query in asked]],
        right,
        perhaps & ~right,
        np.array([query.changes for query in asked], bool),
    )
