"""Stickers and corruptions that training pictures get; not the pixel adversary that follows them.

Only some of the fifteen common corruptions: the others tell afterwards whether what was learned
holds for changes that were never seen.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from retrieval.robustness.corruptions import SEVERITIES, SIDE_PX, corrupted
from retrieval.robustness.picture_changes import sticker

if TYPE_CHECKING:
    import torch
    from PIL import Image

TRAINED_CORRUPTIONS = (
    "gaussian noise",
    "impulse noise",
    "defocus blur",
    "motion blur",
    "fog",
    "brightness",
    "contrast",
    "jpeg compression",
)
BLANK_SHARE = 0.4  # of the stickers


def changed_pixels(
    pixels: torch.Tensor,
    words: Sequence[str],
    sticker_share: float,
    corruption_share: float,
    rng: random.Random,
) -> torch.Tensor:
    """Pixels (n, 3, h, w) from 0 to 1 in which some pictures wear a sticker or are corrupted.

    words: what may be printed on a sticker, for each picture. No picture gets both.
    """
    import torch

    changed = pixels.clone()
    for row, word in enumerate(words):
        chance = rng.random()
        if chance >= sticker_share + corruption_share:
            continue
        picture = _as_picture(pixels[row])
        if chance < sticker_share:
            place = (rng.random(), rng.random())
            share = (rng.uniform(0.3, 0.6), rng.uniform(0.12, 0.3))
            shown = "" if rng.random() < BLANK_SHARE else word
            picture = sticker(picture, shown, place=place, share=share)
        else:
            kind, severity = rng.choice(TRAINED_CORRUPTIONS), rng.choice(SEVERITIES)
            picture = corrupted(picture, kind, severity, rng.randrange(1 << 30))
        height, width = pixels.shape[2:]
        shrunk = np.asarray(picture.resize((width, height), resample=_bicubic()))
        changed[row] = torch.from_numpy(shrunk.copy()).permute(2, 0, 1).float() / 255
    return changed


def _as_picture(pixels: torch.Tensor) -> Image.Image:
    """One picture (3, h, w) at the size that severities and letters are made for."""
    from PIL import Image

    small = (pixels * 255).round().byte().permute(1, 2, 0).numpy()
    return Image.fromarray(small).resize((SIDE_PX, SIDE_PX), resample=_bicubic())


def _bicubic() -> Image.Resampling:
    from PIL import Image

    return Image.Resampling.BICUBIC
