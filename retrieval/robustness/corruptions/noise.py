"""Noise of sensors and transmission, by severity; see the package for sizes and the paper."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]
Chance = np.random.Generator

GAUSSIAN_SIGMA = (0.08, 0.12, 0.18, 0.26, 0.38)
SHOT_PHOTONS = (60, 25, 12, 5, 3)
IMPULSE_SHARE = (0.03, 0.06, 0.09, 0.17, 0.27)


def gaussian_noise(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """Noise of a sensor in low light."""
    drawn = chance.normal(0, GAUSSIAN_SIGMA[severity - 1], pixels.shape)
    return np.asarray(pixels + drawn, np.float32)


def shot_noise(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """Photons counted one by one."""
    photons = SHOT_PHOTONS[severity - 1]
    return np.asarray(chance.poisson(pixels * photons) / photons, np.float32)


def impulse_noise(pixels: Pixels, severity: int, chance: Chance) -> Pixels:
    """Salt and pepper, each channel for itself."""
    share = IMPULSE_SHARE[severity - 1]
    hit, salt = chance.random(pixels.shape) < share, chance.random(pixels.shape) < 0.5
    return np.where(hit, salt.astype(np.float32), pixels)
