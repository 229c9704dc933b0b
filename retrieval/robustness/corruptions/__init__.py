"""The 15 common corruptions at 5 severities, on numpy and Pillow; not attacks that look for harm.

D. Hendrycks, T. Dietterich, Benchmarking neural network robustness to common corruptions and
perturbations, ICLR 2019 (arXiv:1903.12261); their kinds and severities, which are for pictures of
224 pixels, written anew. Unlike theirs, frost is drawn instead of laid over photos of ice, and
glass blur draws its shuffles at once instead of one pixel after another.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from retrieval.errors import InputError
from retrieval.robustness.corruptions import blur, digital, noise, weather
from retrieval.robustness.corruptions.sampling import as_picture, as_pixels

SIDE_PX = 224  # the shorter side that the severities were chosen for
SEVERITIES = (1, 2, 3, 4, 5)

Pixels = NDArray[np.float32]
Corruption = Callable[[Pixels, int, np.random.Generator], Pixels]
"""((h, w, 3) in [0, 1], severity from 1, chance) to the same shape."""

CORRUPTIONS: dict[str, Corruption] = {
    "gaussian noise": noise.gaussian_noise,
    "shot noise": noise.shot_noise,
    "impulse noise": noise.impulse_noise,
    "defocus blur": blur.defocus_blur,
    "glass blur": blur.glass_blur,
    "motion blur": blur.motion_blur,
    "zoom blur": blur.zoom_blur,
    "snow": weather.snow,
    "frost": weather.frost,
    "fog": weather.fog,
    "brightness": weather.brightness,
    "contrast": digital.contrast,
    "elastic transform": digital.elastic_transform,
    "pixelate": digital.pixelate,
    "jpeg compression": digital.jpeg_compression,
}


def corrupted(picture: Image.Image, kind: str, severity: int, seed: int = 0) -> Image.Image:
    """An RGB picture, its shorter side brought to 224 pixels, with one corruption.

    The same picture for the same kind, severity, size and seed. InputError for other kinds.
    """
    if kind not in CORRUPTIONS:
        raise InputError(f"A corruption is one of {', '.join(CORRUPTIONS)}, not {kind!r}.")
    if severity not in SEVERITIES:
        raise InputError(f"A severity is 1, 2, 3, 4 or 5, not {severity}.")
    scale = SIDE_PX / min(picture.size)
    width, height = (max(round(side * scale), SIDE_PX) for side in picture.size)
    fitted = picture.convert("RGB").resize((width, height), Image.Resampling.BICUBIC)
    pixels = as_pixels(fitted)
    chance = np.random.default_rng([seed, zlib.crc32(kind.encode()), severity])
    return as_picture(CORRUPTIONS[kind](pixels, severity, chance))
