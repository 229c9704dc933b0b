"""Contrast, stretching, coarse pixels and JPEG, by severity; see the package for the paper."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from retrieval.robustness.corruptions.sampling import (
    as_picture,
    as_pixels,
    resized,
    sampled,
    smooth_field,
)

Pixels = NDArray[np.float32]
Chance = np.random.Generator

CONTRAST = (0.4, 0.3, 0.2, 0.1, 0.05)
# strength, smoothness and shift of corners, in shares of 244 pixels as the paper's code has it
ELASTIC = (
    (2, 0.7, 0.1),
    (2, 0.08, 0.2),
    (0.05, 0.01, 0.02),
    (0.07, 0.01, 0.02),
    (0.12, 0.01, 0.02),
)
ELASTIC_SIDE = 244
PIXELATE = (0.6, 0.5, 0.4, 0.3, 0.25)  # of the side
JPEG_QUALITY = (25, 18, 15, 10, 7)


def contrast(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """Everything nearer to the mean colour."""
    mean = pixels.mean((0, 1), keepdims=True)
    return np.asarray((pixels - mean) * CONTRAST[severity - 1] + mean, np.float32)


def elastic_transform(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """Stretched by corners and in between (Simard, Steinkraus, Platt 2003)."""
    strength, smoothness, shift = (ELASTIC_SIDE * share for share in ELASTIC[severity - 1])
    height, width = pixels.shape[:2]
    middle, third = np.array([height, width]) / 2, min(height, width) / 3
    corners = np.array(
        [middle + third, [middle[0] + third, middle[1] - third], middle - third], np.float64
    )
    moved = corners + chance.uniform(-shift, shift, corners.shape)
    # the affine map from where a pixel goes to where it is read
    affine = np.linalg.solve(np.c_[moved, np.ones(3)], corners)
    rows, columns = np.indices((height, width), dtype=np.float64)
    places = np.stack([rows, columns, np.ones_like(rows)], axis=-1) @ affine
    for axis in (0, 1):
        noise = chance.uniform(-1, 1, (height, width)).astype(np.float32)
        places[:, :, axis] += strength * smooth_field(noise, smoothness)
    return sampled(pixels, places[:, :, 0].astype(np.float32), places[:, :, 1].astype(np.float32))


def pixelate(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """Made small and large again."""
    height, width = pixels.shape[:2]
    share = PIXELATE[severity - 1]
    small = resized(pixels, (int(width * share), int(height * share)), Image.Resampling.BOX)
    return resized(small, (width, height), Image.Resampling.NEAREST)


def jpeg_compression(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """Saved with a low quality."""
    return as_pixels(compressed(as_picture(pixels), JPEG_QUALITY[severity - 1]))


def compressed(picture: Image.Image, quality: int) -> Image.Image:
    """A picture as it is after being saved as JPEG."""
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return Image.open(stream).convert("RGB")
