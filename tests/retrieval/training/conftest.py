"""A tiny shop and a tiny photo collection, drawn on the spot, in the folders' true format."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from retrieval.training.config import ModelShape, Phase, TrainingConfig

TINY_SHAPE = ModelShape(
    image_tower="test_resnet",
    picture_px=32,
    n_dims=16,
    text_width=32,
    text_layers=1,
    text_heads=2,
    context_tokens=24,
    vocabulary=400,
)
TINY = TrainingConfig(
    shape=TINY_SHAPE,
    n_threads=1,
    n_processes=1,
    stored_px=40,
    sample_views=2,
    held_out_share=0.3,
    warm_up_steps=2,
    cool_down_steps=2,
    n_nonsense_texts=2,
    n_nothing_pictures=2,
    n_extra_texts=2,
    n_catalogue_texts=2,
    checkpoint_every_steps=2,
    text_stage_steps=2,
    text_stage_captions=16,
    curriculum=(
        Phase(2, 32, (("grocery", 4), ("clothing", 4), ("sample", 4))),
        Phase(2, 32, (("grocery", 4), ("clothing", 4), ("sample", 4))),
    ),
)


def picture(colour: tuple[int, int, int], seed: int) -> Image.Image:
    noise = np.random.default_rng(seed).integers(-20, 20, (48, 40, 3))
    return Image.fromarray((np.array(colour) + noise).clip(0, 255).astype(np.uint8))


def write_rows(path: Path, header: list[str], lines: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *lines])


@pytest.fixture(scope="session")
def tiny_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with grocery/ and clothing/ of a few photos each."""
    data = tmp_path_factory.mktemp("data")
    grocery, clothing = data / "grocery", data / "clothing"
    products = [
        ("0", "Lemon", "Lemon", "Fruit", (230, 210, 40)),
        ("1", "Red Beet", "Red Beet", "Vegetables", (120, 20, 50)),
        ("2", "Lime", "Lime", "Fruit", (60, 160, 40)),
    ]
    write_rows(
        grocery / "products.csv",
        [
            "id",
            "name",
            "coarse",
            "department",
            "title",
            "origin_and_volume",
            "description",
            "image",
        ],
        [
            [i, n, c, d, f"{n} Class 1", "", f"{n} is fresh. Eat it.", f"iconic/{i}.jpg"]
            for i, n, c, d, _ in products
        ],
    )
    (grocery / "iconic").mkdir()
    for split, n_photos in (("train", 6), ("val", 2)):
        (grocery / split).mkdir()
        lines = []
        for number, _, _, _, colour in products:
            picture(colour, 1).save(grocery / "iconic" / f"{number}.jpg")
            for photo in range(n_photos):
                name = f"{split}/{number}_{photo}.jpg"
                picture(colour, photo).save(grocery / name)
                lines.append([name, number])
        write_rows(grocery / f"{split}.csv", ["image", "product_id"], lines)
    for split in ("train", "validation"):
        lines = []
        for category, colour in (("dress", (200, 25, 35)), ("pants", (25, 32, 65))):
            (clothing / split / category).mkdir(parents=True)
            for photo in range(4):
                name = f"{split}/{category}/{photo}.jpg"
                picture(colour, photo + 9).save(clothing / name)
                lines.append([name, category])
        write_rows(clothing / f"{split}.csv", ["image", "category"], lines)
    return data


@dataclass(frozen=True)
class TinyProduct:
    id: str
    title: str
    title_zh: str
    colour: str
    rgb: tuple[int, int, int]
    category: str = "dress"
    department: str = "apparel"
    pattern: str = "plain"
    material: str = "silk"
    brand: str = "Quillmere"
    variant: str = "long"
    accent: str = "white"
    description: str = "A dress for a dance. It is long."
    description_zh: str = "一件长裙。"


class TinySamples:
    """Two dresses, told apart by colour."""

    def products(self) -> list[TinyProduct]:
        return [
            TinyProduct(
                "dress-1", "Long Red Silk Dress by Quillmere", "红色长裙", "red", (200, 20, 30)
            ),
            TinyProduct(
                "dress-2", "Long Blue Silk Dress by Quillmere", "蓝色长裙", "blue", (30, 60, 180)
            ),
        ]

    def render(self, product: TinyProduct, view: int, size_px: int = 256) -> Image.Image:
        return picture(product.rgb, view).resize((size_px, size_px))


@pytest.fixture
def tiny_samples() -> TinySamples:
    return TinySamples()
