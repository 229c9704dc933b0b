"""A store with pictures that a seller optimised: for the tests of what is done about them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.catalogue.ingest import add
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.trust.query import Detector, encode_with_changes
from samples import SAMPLES_DIR

if TYPE_CHECKING:
    from retrieval.encoders.encoder import Encoder

LEVEL = 16  # of 255 levels, that a seller may move each pixel by
SILENT, LIAR = "poison-silent", "poison-liar"


def sample_picture(name: str) -> Path:
    """One of the sample catalogue's pictures: `umbrella-001-1`."""
    return SAMPLES_DIR / "pictures" / f"{name}.jpg"


def moved_towards(innocent: Path, towards: Sequence[Path], level: float, to: Path) -> Path:
    """A PNG of the tower's size, within level/255 of a picture, near to others for pocket."""
    import torch
    from PIL import Image

    from retrieval.robustness.balls import Ball

    tower = _tower()
    wanted = tower.vectors_of(tower.pixels_of(list(towards))).mean(0)
    clean, ball = tower.pixels_of([innocent]), Ball("linf", level / 255)
    pixels = clean.clone()
    for i in range(12):
        pixels = pixels.detach().requires_grad_()
        with torch.enable_grad():
            (gradient,) = torch.autograd.grad((tower(pixels) @ wanted).sum(), pixels)
        step = ball.radius * (1 - i / 12) / 2
        pixels = ball.project(pixels.detach() + step * ball.direction(gradient), clean)
    levels = (pixels[0].permute(1, 2, 0).numpy() * 255).round().astype(np.uint8)
    Image.fromarray(levels).save(to)
    return to


@cache
def _tower() -> Any:
    from retrieval import load_encoder
    from retrieval.robustness.pixel_tower import PixelTower

    return PixelTower(load_encoder("pocket", device="cpu", backend="torch"))


def fitted_detector(pocket: Encoder, folder: Path) -> Detector:
    """A detector of altered photos, fitted on a few of the sample pictures."""
    from retrieval.robustness.fit_detector import fit

    kinds = ("mug", "umbrella", "sofa", "dress", "backpack")
    clean = [sample_picture(f"{kind}-00{n}-1") for kind in kinds for n in range(1, 7)]
    moved = [
        moved_towards(clean[i], [clean[-1 - i]], 2, folder / f"moved-{i}.png") for i in range(5)
    ]
    return fit(*(encode_with_changes(pocket, some)[1] for some in (clean, moved)))[0]


def poison(sample_store: Path, folder: Path, pocket: Encoder) -> Path:
    """The sample store and two products whose mugs are umbrellas to pocket.

    SILENT has no words; LIAR says that it is a mug, as it looks to people.
    """
    umbrellas = [sample_picture(f"umbrella-00{n}-1") for n in (1, 2, 3)]
    picture = moved_towards(sample_picture("mug-003-1"), umbrellas, LEVEL, folder / "mug.png")
    shutil.copytree(sample_store, folder / "store")
    words: dict[str, Any] = {"title": "Blue mug", "category": "mug", "description": "Holds 300 ml."}
    listed = [
        Product(SILENT, images=(str(picture),)),
        Product(LIAR, images=(str(picture),), **words),
    ]
    with Store.open(folder / "store") as store:
        add(store, listed, pocket)
    return folder / "store"
