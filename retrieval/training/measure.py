"""Measures an encoder folder on splits it was never trained on; not for choosing between models."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import Fusion, fuse_products, load_fusion
from retrieval.training.clothing_photos import CLOTHING_CATEGORIES
from retrieval.training.grocery_photos import grocery_product
from retrieval.training.pictures import rows
from retrieval.training.ranking_figures import (
    auc_of_best,
    fused,
    fusions_of,
    ranks_of_right,
    recall_figures,
)
from retrieval.training.sample_renderings import SampleProducts, sample_as_product
from retrieval.training.separation import measure_separation

HELD_BACK_VIEWS = (1000, 1001)  # the sample index is made of these
QUERY_VIEW = 1002
Vectors = NDArray[np.float32]


def measure_groceries(encoder: Any, data: Path, fusions: Mapping[str, Fusion]) -> dict[str, Any]:
    """Shop photos of the val split against all products, by every fusion and by one part only."""
    folder = data / "grocery"
    products, photos = rows(folder / "products.csv"), rows(folder / "val.csv")
    column = {row["id"]: i for i, row in enumerate(products)}
    label = np.array([column[row["product_id"]] for row in photos])
    right = [{int(i)} for i in label]
    queries = encoder.encode_images([folder / row["image"] for row in photos])
    texts = encoder.encode_texts([grocery_product(row).text() for row in products])
    packshots = encoder.encode_images([folder / row["image"] for row in products])
    owners = np.arange(len(products))
    similar = {
        name: fused(encoder, texts, packshots, owners, fusion, queries)
        for name, fusion in fusions.items()
    }
    similar |= {"text only": queries @ texts.T, "packshot only": queries @ packshots.T}
    best = load_fusion(encoder.folder).kind
    coarse = np.array([row["coarse"] for row in products])
    first = similar[best].argmax(1)
    return {
        "fusions": {name: recall_figures(ranks_of_right(s, right)) for name, s in similar.items()},
        "default_fusion": best,
        "coarse_class_accuracy": round(float((coarse[first] == coarse[label]).mean()), 4),
        "confusion": confusion(label, first, len(products)),
        "names": [row["name"] for row in products],
    }


def confusion(label: NDArray[np.int64], found: NDArray[np.int64], n: int) -> list[list[int]]:
    """(n, n) counts: rows are what it was, columns what was found."""
    counts = np.zeros((n, n), int)
    np.add.at(counts, (label, found), 1)
    return counts.tolist()


def measure_clothing(encoder: Any, data: Path) -> dict[str, Any]:
    """Garments of the validation split: which category's name is nearest."""
    folder = data / "clothing"
    photos = rows(folder / "validation.csv")
    label = np.array([CLOTHING_CATEGORIES.index(row["category"]) for row in photos])
    queries = encoder.encode_images([folder / row["image"] for row in photos])
    first = (queries @ encoder.encode_texts(list(CLOTHING_CATEGORIES)).T).argmax(1)
    return {
        "n": len(photos),
        "accuracy": round(float((first == label).mean()), 4),
        "confusion": confusion(label, first, len(CLOTHING_CATEGORIES)),
        "names": list(CLOTHING_CATEGORIES),
    }


def read_asked(path: Path, split: str | None = None) -> list[tuple[str, str, list[str]]]:
    """(query, kind, expected ids) of a file like samples/queries.csv; none when it is not there."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            (row["query"], row["kind"], [i for i in row["expected_ids"].split(";") if i])
            for row in csv.DictReader(file)
            if split is None or row.get("split") == split
        ]


def measure_samples(
    encoder: Any,
    samples: SampleProducts,
    fusions: Mapping[str, Fusion],
    queries: Path | None,
    split: str | None = "test",
) -> dict[str, Any]:
    """Texts against products whose pictures are held-back renderings; vectors alone, no BM25."""
    products = samples.products()
    column = {product.id: i for i, product in enumerate(products)}
    texts = encoder.encode_texts([sample_as_product(product).text() for product in products])
    drawn = [samples.render(p, view, 256) for p in products for view in HELD_BACK_VIEWS]
    pictures = encoder.encode_images(drawn)
    owners = np.repeat(np.arange(len(products)), len(HELD_BACK_VIEWS))
    same_title: dict[str, set[int]] = {}
    for i, product in enumerate(products):
        for title in (product.title, product.title_zh):
            same_title.setdefault(title, set()).add(i)
    asked: dict[str, list[tuple[str, set[int]]]] = {
        "catalogue title": [(p.title, same_title[p.title]) for p in products],
        "catalogue title, Chinese": [(p.title_zh, same_title[p.title_zh]) for p in products],
    }
    unanswerable = []
    for query, kind, expected in read_asked(queries, split) if queries is not None else []:
        if expected:
            asked.setdefault(kind, []).append((query, {column[i] for i in expected}))
        else:
            unanswerable.append(query)
    found: dict[str, Any] = {"n_products": len(products), "split": split}
    best = load_fusion(encoder.folder).kind
    answerable: list[float] = []
    for name, fusion in fusions.items():
        found[name], all_ranks = {}, []
        for kind, pairs in asked.items():
            vectors = encoder.encode_texts([text for text, _ in pairs])
            similar = fused(encoder, texts, pictures, owners, fusion, vectors)
            ranks = ranks_of_right(similar, [right for _, right in pairs])
            found[name][kind] = recall_figures(ranks)
            if not kind.startswith("catalogue"):
                all_ranks.append(ranks)
                if name == best:
                    answerable += similar.max(1).tolist()
        if all_ranks:
            found[name]["all queries"] = recall_figures(np.concatenate(all_ranks))
    words = encoder.encode_texts([product.title for product in products])
    owner_pictures = fuse_products(np.zeros_like(texts), pictures, owners, fusions["add"])
    right = [same_title[product.title] for product in products]
    found["title to held-back picture"] = recall_figures(
        ranks_of_right(words @ owner_pictures.T, right)
    )
    views = encoder.encode_images([samples.render(p, QUERY_VIEW, 256) for p in products])
    similar = fused(encoder, texts, pictures, owners, fusions[best], views)
    found["held-back picture to product"] = recall_figures(
        ranks_of_right(similar, [{i} for i in range(len(products))])
    )
    if unanswerable and answerable:
        vectors = encoder.encode_texts(unanswerable)
        none = fused(encoder, texts, pictures, owners, fusions[best], vectors).max(1)
        found["auc_answerable"] = auc_of_best(np.array(answerable), none)
    return found


def measure_encoder(
    encoder_folder: Path,
    data: Path | None,
    samples: SampleProducts | None = None,
    queries: Path | None = None,
) -> dict[str, Any]:
    """The whole table of an encoder folder, as a JSON-able dict.

    data: a folder with grocery/ and clothing/. samples: a module like `samples.render`. queries: a
    file like samples/queries.csv, of which the test split is asked.
    """
    from retrieval.encoders.load import load_encoder

    encoder = load_encoder(str(encoder_folder), compile_missing=False)
    fusions = fusions_of(encoder_folder)
    table: dict[str, Any] = {"encoder_id": encoder.id, "n_dims": encoder.n_dims}
    if data is not None:
        table["grocery"] = measure_groceries(encoder, data, fusions)
        table["clothing"] = measure_clothing(encoder, data)
        table["separation"] = measure_separation(encoder, data, load_fusion(encoder_folder))
    if samples is not None:
        table["samples"] = measure_samples(encoder, samples, fusions, queries)
    return table
