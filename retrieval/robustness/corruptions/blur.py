"""Blur of lens, glass, hand and zoom, by severity; see the package for sizes and the paper."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from retrieval.robustness.corruptions.sampling import (
    as_picture,
    as_pixels,
    blurred,
    convolved,
    gaussian_kernel,
)

Pixels = NDArray[np.float32]
Chance = np.random.Generator

DEFOCUS = ((3, 0.1), (4, 0.5), (6, 0.5), (8, 0.5), (10, 0.5))  # radius of the disk, softening
GLASS = ((0.7, 1, 2), (0.9, 2, 1), (1.0, 2, 3), (1.1, 3, 2), (1.5, 4, 2))  # sigma, reach, rounds
MOTION = ((10, 3), (15, 5), (15, 8), (15, 12), (20, 15))  # reach, sigma
MOTION_MOST_DEGREES = 45
ZOOM = ((1.11, 0.01), (1.16, 0.01), (1.21, 0.02), (1.26, 0.02), (1.33, 0.03))  # end, step


def defocus_blur(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """A lens out of focus: a soft-edged disk."""
    radius, softening = DEFOCUS[severity - 1]
    side = 2 * max(radius, 8) + 1
    along = np.arange(side) - side // 2
    disk = (along[:, None] ** 2 + along[None] ** 2 <= radius**2).astype(np.float32)
    edge = 3 if radius <= 8 else 5
    soft = convolved((disk / disk.sum())[:, :, None], gaussian_kernel(softening, edge))[:, :, 0]
    return convolved(pixels, np.asarray(soft / soft.sum(), np.float32))


def glass_blur(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """Frosted glass: pixels change places with near ones between two blurs."""
    sigma, reach, rounds = GLASS[severity - 1]
    moved = blurred(pixels, sigma)
    height, width = pixels.shape[:2]
    rows, columns = np.indices((height, width))
    for _ in range(rounds):
        shift = chance.integers(-reach, reach, (2, height, width))
        near = (rows + shift[0]).clip(0, height - 1), (columns + shift[1]).clip(0, width - 1)
        moved = moved[near]
    return blurred(moved, sigma)


def motion_blur(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """A hand that moved while the shutter was open."""
    reach, sigma = MOTION[severity - 1]
    degrees = float(chance.uniform(-MOTION_MOST_DEGREES, MOTION_MOST_DEGREES))
    return convolved(pixels, streak(reach, sigma, degrees))


def streak(reach: int, sigma: float, degrees: float) -> Pixels:
    """A kernel along a line that begins in its middle and fades with a Gaussian of `sigma`."""
    side = 2 * reach + 1
    kernel = np.zeros((side, side), np.float32)
    for step in np.arange(0, reach + 0.25, 0.25):
        row = reach + step * np.sin(np.radians(degrees))
        column = reach + step * np.cos(np.radians(degrees))
        kernel[round(row), round(column)] += np.exp(-0.5 * (step / sigma) ** 2)
    return kernel / kernel.sum()


def zoom_blur(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """A camera that moves towards the product."""
    end, step = ZOOM[severity - 1]
    factors = np.arange(1, end, step)
    picture, total = as_picture(pixels), pixels.astype(np.float64)
    width, height = picture.size
    for factor in factors:
        across, down = width * (1 - 1 / factor) / 2, height * (1 - 1 / factor) / 2
        middle = (across, down, width - across, height - down)
        total = total + as_pixels(picture.resize(picture.size, Image.Resampling.BILINEAR, middle))
    return np.asarray(total / (len(factors) + 1), np.float32)
