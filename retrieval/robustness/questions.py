"""Shops and the questions asked of them, kept out of training; not encoding or attacking them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from retrieval.catalogue.product import Product
from retrieval.errors import InputError
from retrieval.fusion import fuse_products, load_fusion
from retrieval.pictures.decode import PictureSource, load_picture
from retrieval.training.clothing_photos import CLOTHING_CATEGORIES
from retrieval.training.grocery_photos import grocery_product
from retrieval.training.measure import read_asked
from retrieval.training.pictures import rows
from retrieval.training.sample_renderings import SampleProducts, sample_as_product

HEARD_CSV = Path(__file__).with_name("heard.csv")  # pocket's hearing of the sample clips
SAMPLE_VIEW = 1003  # of the sample products: neither trained on nor in the catalogue
SAMPLE_VIEW_PX = 256
SPLIT = "validation"  # of the samples' text queries; their test split is for the last table only
# Curves of probability are fitted on the validation split, so they are judged on this one.
CALIBRATION_SPLIT, CALIBRATION_KIND = "test", "test texts, unanswerable ones too"
Said = tuple[tuple[str, float], ...]
"""What may have been said, the likeliest first: texts and confidences, 0 to 1."""


@dataclass(frozen=True, eq=False)
class Shop:
    """m products.

    texts: m, "" where there is none. pictures, owners: of which product each is, ascending.
    groups: m names of what belongs together, a category. ids, source: of m products, and what a
    store of them is made from; none for names alone.
    """

    name: str
    texts: tuple[str, ...]
    pictures: tuple[PictureSource, ...]
    owners: NDArray[np.int64]
    groups: tuple[str, ...]
    ids: tuple[str, ...] = ()
    source: Path | tuple[Product, ...] | None = None


@dataclass(frozen=True, eq=False)
class Questions:
    """n pictures or n texts asked of a shop. relevant: (n, m) bool, at least one true a row.

    heard: of texts that were spoken, the n texts a recogniser made of them, by noise.
    heard_in_shop: the same by one that was told the shop's words, with its doubts. kind: what
    tells these questions from others of the shop, where photos or texts does not.
    """

    shop: Shop
    relevant: NDArray[np.bool_]
    pictures: tuple[PictureSource | Callable[[], Image.Image], ...] = ()
    texts: tuple[str, ...] = ()
    heard: dict[str, tuple[str, ...]] = field(default_factory=dict)
    heard_in_shop: dict[str, tuple[Said, ...]] = field(default_factory=dict)
    kind: str = ""

    @property
    def name(self) -> str:
        """`grocery photos`, `samples texts`, `samples speech`."""
        return f"{self.shop.name} {self.kind or ('texts' if self.texts else 'photos')}"

    def decoded(self) -> list[Image.Image]:
        """The pictures as RGB, those that are drawn on demand drawn now."""
        return [load_picture(each() if callable(each) else each) for each in self.pictures]

    def split(self, n: int, n_rest: int, seed: int = 0) -> tuple[Questions, Questions]:
        """At most n of them, and at most n_rest of the others; the same for the same seed."""
        order = np.random.default_rng(seed).permutation(len(self.relevant))
        return self._some(np.sort(order[:n])), self._some(np.sort(order[n : n + n_rest]))

    def _some(self, chosen: NDArray[np.int64]) -> Questions:
        return Questions(
            self.shop,
            self.relevant[chosen],
            tuple(self.pictures[i] for i in chosen) if self.pictures else (),
            tuple(self.texts[i] for i in chosen) if self.texts else (),
            {noise: tuple(texts[i] for i in chosen) for noise, texts in self.heard.items()},
            {noise: tuple(said[i] for i in chosen) for noise, said in self.heard_in_shop.items()},
            self.kind,
        )


def gallery_of(encoder: Any, shop: Shop) -> NDArray[np.float32]:
    """(m, n_dims) float32: products fused as the store fuses them for this encoder.

    A "concat" product is folded, its halves added and divided by sqrt(2), so that the product with
    a query of n_dims is the same cosine as with the tiled query.
    """
    texts = np.zeros((len(shop.texts), encoder.n_dims), np.float32)
    worded = [i for i, text in enumerate(shop.texts) if text]
    if worded:
        texts[worded] = encoder.encode_texts([shop.texts[i] for i in worded])
    pictures = np.zeros((0, encoder.n_dims), np.float32)
    if shop.pictures:
        pictures = encoder.encode_images(list(shop.pictures))
    fusion = load_fusion(encoder.folder)
    fused = fuse_products(texts, pictures, shop.owners, fusion)
    if fused.shape[1] == 2 * encoder.n_dims:
        fused = (fused[:, : encoder.n_dims] + fused[:, encoder.n_dims :]) / np.float32(2**0.5)
    return np.ascontiguousarray(fused, np.float32)


def grocery_questions(data: Path) -> tuple[Questions, Questions]:
    """Shop photos of the val split, and each product's name, asked of the 81 groceries."""
    folder = data / "grocery"
    products, photos = rows(folder / "products.csv"), rows(folder / "val.csv")
    column = {row["id"]: i for i, row in enumerate(products)}
    shop = Shop(
        "grocery",
        tuple(grocery_product(row).text() for row in products),
        tuple(folder / row["image"] for row in products),
        np.arange(len(products)),
        tuple(row["coarse"] for row in products),
        tuple(row["id"] for row in products),
        tuple(
            replace(grocery_product(row), images=(str(folder / row["image"]),)) for row in products
        ),
    )
    by_photo = _one_each([column[row["product_id"]] for row in photos], len(products))
    names = [row["name"] for row in products]
    same_name = np.array([[a == b for b in names] for a in names])
    return (
        Questions(shop, by_photo, pictures=tuple(folder / row["image"] for row in photos)),
        Questions(shop, same_name, texts=tuple(names)),
    )


def clothing_questions(data: Path) -> Questions:
    """Garments of the validation split asked which of the ten categories' names is nearest."""
    folder = data / "clothing"
    photos = rows(folder / "validation.csv")
    shop = Shop("clothing", CLOTHING_CATEGORIES, (), np.zeros(0, np.int64), CLOTHING_CATEGORIES)
    label = [CLOTHING_CATEGORIES.index(row["category"]) for row in photos]
    relevant = _one_each(label, len(CLOTHING_CATEGORIES))
    return Questions(shop, relevant, pictures=tuple(folder / row["image"] for row in photos))


def sample_questions(
    samples: SampleProducts, catalogue: Path, queries: Path
) -> tuple[Questions, Questions]:
    """The sample catalogue asked with an unseen view of each product, and with its queries.

    catalogue: catalogue.csv with its pictures beside it. queries: queries.csv, of which the
    validation split is asked, without those that nothing answers.
    """
    listed = {product.id: product for product in samples.products()}
    lines = rows(catalogue)
    pictures = [(i, name) for i, row in enumerate(lines) for name in row["images"].split(";")]
    shop = Shop(
        "samples",
        tuple(sample_as_product(listed[row["id"]]).text() for row in lines),
        tuple(catalogue.parent / name for _, name in pictures),
        np.array([i for i, _ in pictures], np.int64),
        tuple(row["category"] for row in lines),
        tuple(row["id"] for row in lines),
        catalogue,
    )
    column = {row["id"]: i for i, row in enumerate(lines)}
    asked = [(text, ids) for text, _, ids in read_asked(queries, SPLIT) if ids]
    relevant = _relevant([ids for _, ids in asked], column)
    views = tuple(partial(_view, samples, listed[row["id"]]) for row in lines)
    return (
        Questions(shop, np.eye(len(lines), dtype=bool), pictures=views),
        Questions(shop, relevant, texts=tuple(text for text, _ in asked)),
    )


def calibration_questions(samples: Questions, queries: Path) -> Questions:
    """The queries that no curve was fitted on; of those that nothing answers no product is right.

    samples: any questions of the samples' shop.
    """
    asked = [(text, ids) for text, _, ids in read_asked(queries, CALIBRATION_SPLIT)]
    column = {product_id: i for i, product_id in enumerate(samples.shop.ids)}
    relevant = _relevant([ids for _, ids in asked], column)
    texts = tuple(text for text, _ in asked)
    return Questions(samples.shop, relevant, texts=texts, kind=CALIBRATION_KIND)


def spoken_questions(samples: Questions, catalogue: Path, heard: Path) -> Questions:
    """Wishes that were spoken, with what a recogniser made of them, asked of the samples' shop.

    samples: any questions of that shop. heard: rows said, heard, in_shop, added_noise,
    expected_ids, one for each wish and noise, as `python -m tests.bench.recogniser_errors` writes.
    """
    column = {row["id"]: i for i, row in enumerate(rows(catalogue))}
    by_noise: dict[str, list[dict[str, str]]] = {}
    for row in rows(heard):
        by_noise.setdefault(row["added_noise"], []).append(row)
    said = next(iter(by_noise.values()), [])
    relevant = _relevant([row["expected_ids"].split(";") for row in said], column)
    return Questions(
        samples.shop,
        relevant,
        texts=tuple(row["said"] for row in said),
        heard={noise: tuple(row["heard"] for row in lines) for noise, lines in by_noise.items()},
        heard_in_shop={
            noise: tuple(_said(row) for row in lines) for noise, lines in by_noise.items()
        },
        kind="speech",
    )


def _view(samples: SampleProducts, product: Any) -> Image.Image:
    try:
        picture: Image.Image = samples.render(product, SAMPLE_VIEW, SAMPLE_VIEW_PX)
    except ModuleNotFoundError as error:
        raise InputError(
            "Unseen views of the samples are drawn with resvg-py: pip install 'vitrine[samples]'."
        ) from error
    return picture


def _said(row: dict[str, str]) -> Said:
    """The column in_shop, a JSON list of texts and confidences; what was heard where it lacks."""
    told = json.loads(row.get("in_shop") or "null")
    if told is None:
        return ((row["heard"], 1.0),)
    return tuple((str(text), float(confidence)) for text, confidence in told)


def _relevant(right: Sequence[Iterable[str]], column: dict[str, int]) -> NDArray[np.bool_]:
    relevant = np.zeros((len(right), len(column)), bool)
    for line, ids in zip(relevant, right, strict=True):
        line[[column[i] for i in ids]] = True
    return relevant


def _one_each(columns: Sequence[int], n: int) -> NDArray[np.bool_]:
    relevant = np.zeros((len(columns), n), bool)
    relevant[np.arange(len(columns)), columns] = True
    return relevant
