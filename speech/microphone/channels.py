"""Many channels of a live stream to one; not whole sounds, whose channels are all known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from speech.audio.waveform import FloatArray, louder_channel, power

MEMORY_S = 1.0  # how far back a channel's loudness counts


class ChannelMixer:
    """The channels' mean, or the loudest channel while the mean loses it (one live of eight)."""

    def __init__(self, sample_rate_hz: float) -> None:
        self._sample_rate_hz = sample_rate_hz
        self._powers: NDArray[np.float64] | None = None  # of the mean and of each channel, fading

    def mix(self, samples: FloatArray) -> FloatArray:
        """(n, n_channels) to (n,) float32."""
        n_samples, n_channels = samples.shape
        if n_channels == 1:
            return samples[:, 0]
        mean: FloatArray = samples.mean(axis=1)
        if n_samples == 0:
            return mean
        now = power(np.vstack((mean, samples.T)))
        fading = float(np.exp(-n_samples / (MEMORY_S * self._sample_rate_hz)))
        powers = now if self._powers is None else now + fading * self._powers
        self._powers = powers
        louder = louder_channel(float(powers[0]), powers[1:])
        return mean if louder is None else samples[:, louder]
