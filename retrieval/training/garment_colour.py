"""Measures the colour words of a garment photographed on a bed, a floor or a person; no others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.training.wording.colours import COLOUR_ANCHORS, neighbours

MAIN_SHARE = 0.42  # of the pixels in the middle: from here on a colour is the garment's
OPEN_SHARE = 0.10  # from here on a colour is neither claimed nor denied


@dataclass(frozen=True)
class MeasuredColour:
    """main: the colour word, "" when none covers enough. open: words that may also be right."""

    main: str
    open: frozenset[str]


def _lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE L*a*b* (D65) of sRGB (..., 3) in 0 to 255; formulas of IEC 61966-2-1 and CIE 15."""
    linear = np.where(rgb <= 0.04045 * 255, rgb / 255 / 12.92, ((rgb / 255 + 0.055) / 1.055) ** 2.4)
    matrix = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = linear @ matrix.T / np.array([0.9505, 1.0, 1.089])
    root = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack(
        [
            116 * root[..., 1] - 16,
            500 * (root[..., 0] - root[..., 1]),
            200 * (root[..., 1] - root[..., 2]),
        ],
        axis=-1,
    )


_NAMES = [name for name, shades in COLOUR_ANCHORS.items() for _ in shades]
_ANCHORS = _lab(np.array([s for shades in COLOUR_ANCHORS.values() for s in shades], np.float64))


def measure_colour(pixels: NDArray[np.uint8]) -> MeasuredColour:
    """The colour of what fills the middle of a picture, (height, width, 3) uint8 sRGB."""
    height, width = pixels.shape[:2]
    middle = pixels[int(height * 0.3) : int(height * 0.7), int(width * 0.32) : int(width * 0.68)]
    lab = _lab(middle[::2, ::2].reshape(-1, 3).astype(np.float64))
    difference = (lab[:, None] - _ANCHORS) * np.array([0.6, 1.0, 1.0])  # light varies, hue less
    nearest = (difference**2).sum(-1).argmin(1)
    shares: dict[str, float] = {}
    for anchor, n in zip(*np.unique(nearest, return_counts=True), strict=True):
        shares[_NAMES[anchor]] = shares.get(_NAMES[anchor], 0.0) + float(n) / len(nearest)
    best = max(shares, key=lambda name: shares[name])
    main = best if shares[best] >= MAIN_SHARE else ""
    found = {name for name, share in shares.items() if share >= OPEN_SHARE}
    around = frozenset().union(*(neighbours(name) for name in found)) if found else frozenset()
    return MeasuredColour(main, (frozenset(found) | around) - {main})
