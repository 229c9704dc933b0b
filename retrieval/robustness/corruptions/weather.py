"""Snow, frost, fog and too much light, by severity; see the package for sizes and the paper."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retrieval.robustness.corruptions.blur import streak
from retrieval.robustness.corruptions.sampling import convolved, plasma, zoomed

Pixels = NDArray[np.float32]
Chance = np.random.Generator

# mean and spread of the flakes, their zoom, threshold, reach and sigma of the fall, share of photo
SNOW = (
    (0.1, 0.3, 3.0, 0.5, 10, 4, 0.8),
    (0.2, 0.3, 2.0, 0.5, 12, 4, 0.7),
    (0.55, 0.3, 4.0, 0.9, 12, 8, 0.7),
    (0.55, 0.3, 4.5, 0.85, 12, 8, 0.65),
    (0.55, 0.3, 2.5, 0.85, 12, 12, 0.55),
)
FROST = ((1.0, 0.4), (0.8, 0.6), (0.7, 0.7), (0.65, 0.7), (0.6, 0.75))  # shares of photo and ice
FOG = ((1.5, 2.0), (2.0, 2.0), (2.5, 1.7), (2.5, 1.5), (3.0, 1.4))  # thickness, roughness decay
BRIGHTNESS = (0.1, 0.2, 0.3, 0.4, 0.5)
GREY = np.array([0.299, 0.587, 0.114], np.float32)


def snow(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """Falling flakes before a whitened photo."""
    mean, spread, zoom, threshold, reach, sigma, share = SNOW[severity - 1]
    flakes = chance.normal(mean, spread, (*pixels.shape[:2], 1)).astype(np.float32)
    flakes = zoomed(flakes, zoom)
    flakes[flakes < threshold] = 0
    degrees = float(chance.uniform(-135, -45))
    fallen = convolved(flakes.clip(0, 1), streak(reach, sigma, degrees))
    grey = (pixels @ GREY)[:, :, None]
    whitened = share * pixels + (1 - share) * np.maximum(pixels, grey * 1.5 + 0.5)
    return np.asarray(whitened + fallen + np.rot90(fallen, 2), np.float32)


def frost(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """Ice crystals over the photo, drawn: bright ridges of a cloud, thick at one side."""
    photo, ice = FROST[severity - 1]
    height, width = pixels.shape[:2]
    cloud = plasma(height, width, 1.6, chance)
    fine = plasma(height, width, 1.3, chance)
    ridges = 1 - np.abs(2 * cloud - 1) ** 0.5
    crystals = (0.45 * ridges + 0.55 * fine)[:, :, None]
    tint = np.array([0.82, 0.9, 1.0], np.float32)
    return np.asarray(photo * pixels + ice * crystals * tint, np.float32)


def fog(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """A cloud before the photo, and the contrast that it takes."""
    thickness, decay = FOG[severity - 1]
    cloud = plasma(pixels.shape[0], pixels.shape[1], decay, chance)[:, :, None]
    brightest = float(pixels.max())
    whole = brightest + thickness
    return np.asarray((pixels + thickness * cloud) * brightest / whole, np.float32)


def brightness(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """More of the largest channel, hue and saturation kept (the V of HSV)."""
    value = pixels.max(2, keepdims=True)
    raised = np.minimum(value + BRIGHTNESS[severity - 1], 1)
    scaled = pixels * raised / np.maximum(value, 1e-6)
    return np.asarray(np.where(value > 1e-6, scaled, raised), np.float32)
