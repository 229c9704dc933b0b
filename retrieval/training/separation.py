"""Measures how well the best cosine tells nonsense and unrelated pictures from real queries."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import Fusion
from retrieval.training.grocery_photos import grocery_product
from retrieval.training.pictures import rows
from retrieval.training.ranking_figures import auc_of_best, fused

Vectors = NDArray[np.float32]

# Not among the words that nonsense is made of in training.
UNSEEN_NONSENSE = (
    "plok wimble frandish",
    "ueiwo qpxz",
    "tlhngan maH",
    "colourless ideas sleep furiously",
    "integral of x squared",
    "kernel panic not syncing",
    "the mitochondria",
    "zzzzzz",
    "12345 67890",
    "how tall is mount everest",
    "stock exchange crash",
    "cloud seeding",
    "verb conjugation table",
    "大学入学考试",
    "相对论",
    "堵车了怎么办",
    "今天星期几",
    "rdfgvbn ytrfgh",
    "supreme court ruling",
    "photosynthesis",
    "who won the cup final",
    "dental insurance",
    "tide times",
    "foo bar baz",
)


def measure_separation(encoder: Any, data: Path, fusion: Fusion) -> dict[str, Any]:
    """How well the best cosine tells what the groceries answer from what they do not.

    AUC of the best cosine: product names against unseen nonsense; shop photos against garments and
    against pictures of nothing.
    """
    import torch
    from PIL import Image

    from retrieval.training.augmentation import nothing_for_sale

    folder = data / "grocery"
    products = rows(folder / "products.csv")
    texts = encoder.encode_texts([grocery_product(row).text() for row in products])
    packshots = encoder.encode_images([folder / row["image"] for row in products])

    def best(queries: Vectors) -> Vectors:
        owners = np.arange(len(products))
        return fused(encoder, texts, packshots, owners, fusion, queries).max(1)

    rng = random.Random(11)
    mashed = [
        "".join(rng.choices("bcdfghklmnprstvwz aeiou", k=rng.randint(5, 20))) for _ in range(60)
    ]
    names = best(encoder.encode_texts([row["name"] for row in products]))
    nonsense = best(encoder.encode_texts([*UNSEEN_NONSENSE, *mashed]))
    photos = best(encoder.encode_images([folder / r["image"] for r in rows(folder / "val.csv")]))
    garment_files = [
        data / "clothing" / r["image"] for r in rows(data / "clothing" / "validation.csv")
    ]
    garments = best(encoder.encode_images(garment_files))
    generator = torch.Generator().manual_seed(5)
    noise = nothing_for_sale(torch.rand(2, 3, 64, 64, generator=generator), 60, 160, generator)
    empty = best(
        encoder.encode_images(
            [
                Image.fromarray((picture.permute(1, 2, 0).numpy() * 255).astype(np.uint8))
                for picture in noise
            ]
        )
    )
    return {
        "names_against_nonsense_auc": auc_of_best(names, nonsense),
        "shop_photos_against_garments_auc": auc_of_best(photos, garments),
        "shop_photos_against_nothing_auc": auc_of_best(photos, empty),
        "mean_best_cosine": {
            name: round(float(values.mean()), 3)
            for name, values in (
                ("names", names),
                ("nonsense", nonsense),
                ("shop photos", photos),
                ("garments", garments),
                ("nothing", empty),
            )
        },
    }
