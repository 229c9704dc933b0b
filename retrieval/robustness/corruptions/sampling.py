"""Convolving and moving pixels with numpy alone, for the corruptions; no corruption of its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Array = NDArray[np.float32]


def convolved(pixels: Array, kernel: Array) -> Array:
    """(h, w, c) with each channel convolved by a kernel (odd, odd) that sums to 1, mirrored."""
    tall, wide = (side // 2 for side in kernel.shape)
    padded = np.pad(pixels, ((tall, tall), (wide, wide), (0, 0)), mode="reflect")
    size = tuple(a + b - 1 for a, b in zip(padded.shape[:2], kernel.shape, strict=True))
    spectrum = np.fft.rfft2(padded, size, axes=(0, 1)) * np.fft.rfft2(kernel, size)[:, :, None]
    whole = np.fft.irfft2(spectrum, size, axes=(0, 1))
    height, width = pixels.shape[:2]
    inner = whole[2 * tall : 2 * tall + height, 2 * wide : 2 * wide + width]
    return np.asarray(inner, np.float32)


def gaussian_kernel(sigma: float, side: int) -> Array:
    """(side, side) that sums to 1; side is odd."""
    along = np.exp(-0.5 * ((np.arange(side) - side // 2) / sigma) ** 2)
    kernel = np.outer(along, along)
    return np.asarray(kernel / kernel.sum(), np.float32)


def blurred(pixels: Array, sigma: float) -> Array:
    """A Gaussian blur of (h, w, c), cut off at four sigma."""
    reach = max(1, round(4 * sigma))
    reach = min(reach, min(pixels.shape[:2]) - 1)
    return convolved(pixels, gaussian_kernel(sigma, 2 * reach + 1))


def smooth_field(noise: Array, sigma: float) -> Array:
    """(h, w) noise under a Gaussian blur of any width, as if it went on round a torus."""
    height, width = noise.shape
    down = np.fft.fftfreq(height)[:, None]
    across = np.fft.rfftfreq(width)[None]
    weight = np.exp(-2 * (np.pi * sigma) ** 2 * (down**2 + across**2))
    return np.asarray(np.fft.irfft2(np.fft.rfft2(noise) * weight, noise.shape), np.float32)


def sampled(pixels: Array, rows: Array, columns: Array) -> Array:
    """(h, w, c) read at fractional places (h, w), bilinear, mirrored at the edges."""
    height, width = pixels.shape[:2]
    rows, columns = _mirrored(rows, height), _mirrored(columns, width)
    top, left = np.floor(rows).astype(int), np.floor(columns).astype(int)
    below, right = np.minimum(top + 1, height - 1), np.minimum(left + 1, width - 1)
    down, across = (rows - top)[:, :, None], (columns - left)[:, :, None]
    upper = pixels[top, left] * (1 - across) + pixels[top, right] * across
    lower = pixels[below, left] * (1 - across) + pixels[below, right] * across
    return np.asarray(upper * (1 - down) + lower * down, np.float32)


def _mirrored(places: Array, size: int) -> Array:
    period = 2 * (size - 1)
    wrapped = np.mod(places, period)
    return np.asarray(np.where(wrapped > size - 1, period - wrapped, wrapped), np.float32)


def zoomed(pixels: Array, factor: float) -> Array:
    """The middle of (h, w, c), enlarged to the whole by a factor of at least 1, bilinear."""
    height, width = pixels.shape[:2]
    rows = (np.arange(height, dtype=np.float32) - (height - 1) / 2) / factor + (height - 1) / 2
    columns = (np.arange(width, dtype=np.float32) - (width - 1) / 2) / factor + (width - 1) / 2
    grid = np.meshgrid(rows, columns, indexing="ij")
    return sampled(pixels, grid[0], grid[1])


def plasma(height: int, width: int, decay: float, chance: np.random.Generator) -> Array:
    """(height, width) of cloud in [0, 1] by the diamond-square algorithm (Fournier et al. 1982).

    decay: what the roughness is divided by at each halving of the grid.
    """
    side = 1 << (max(height, width) - 1).bit_length()
    field, step, rough = np.zeros((side, side)), side, 100.0

    def jitter(mean: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(mean / 4 + chance.uniform(-rough, rough, mean.shape))

    while step >= 2:
        half = step // 2
        corners = field[::step, ::step]
        squares = corners + np.roll(corners, -1, 0)
        squares = squares + np.roll(squares, -1, 1)
        field[half::step, half::step] = jitter(squares)
        middles = field[half::step, half::step]
        across = middles + np.roll(middles, 1, 0) + corners + np.roll(corners, -1, 1)
        field[::step, half::step] = jitter(across)
        down = middles + np.roll(middles, 1, 1) + corners + np.roll(corners, -1, 0)
        field[half::step, ::step] = jitter(down)
        step, rough = half, rough / decay
    field -= field.min()
    return np.asarray((field / field.max())[:height, :width], np.float32)


def as_picture(pixels: Array) -> Image.Image:
    """(h, w, 3) in [0, 1], cut to it, as an RGB picture."""
    return Image.fromarray((np.clip(pixels, 0, 1) * 255).round().astype(np.uint8))


def as_pixels(picture: Image.Image) -> Array:
    """An RGB picture as (h, w, 3) float32 in [0, 1]."""
    return np.asarray(picture, np.float32) / np.float32(255)


def resized(pixels: Array, size: tuple[int, int], how: Image.Resampling) -> Array:
    """(h, w, 3) in [0, 1] to (width, height) `size`, by way of Pillow and bytes."""
    return as_pixels(as_picture(pixels).resize(size, how))
