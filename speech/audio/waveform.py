"""One mono sound in memory, and checked ways to make it from arrays; not for reading files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from speech.errors import AudioError

SAMPLE_RATE_HZ = 16_000  # what Whisper and the voice detector listen at
MIN_SAMPLE_RATE_HZ = 1_000
MAX_SAMPLE_RATE_HZ = 768_000
# Floating-point sound may overshoot 1 a little; far beyond it is whole numbers taken for floats.
MAX_OVERSHOOT = 8.0
# Below this share of the loudest channel's power the channels' mean has lost the voice: opposite
# phases cancel, and one speaking channel among silent ones drowns. Identical channels give 1.
MIN_MEAN_POWER_SHARE = 0.3

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Waveform:
    """One mono sound.

    samples: (n_samples,) float32, -1 to 1. notice: one sentence for the person when the sound is
    not all of what its file promised, else "".
    """

    samples: FloatArray
    sample_rate_hz: int
    notice: str = ""

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.sample_rate_hz

    @property
    def level_dbfs(self) -> float:
        """Root mean square in decibels, 0 being a full-scale square wave; -inf for silence."""
        mean_square = float(np.mean(np.square(self.samples, dtype=np.float64)))
        return 10.0 * float(np.log10(mean_square)) if mean_square > 0 else -np.inf

    def at_rate(self, sample_rate_hz: int = SAMPLE_RATE_HZ) -> Waveform:
        """The same sound at another rate."""
        if sample_rate_hz == self.sample_rate_hz:
            return self
        from speech.audio.resample import StreamResampler

        resampler = StreamResampler(self.sample_rate_hz, sample_rate_hz)
        samples = np.concatenate((resampler.feed(self.samples), resampler.flush()))
        return Waveform(np.clip(samples, -1.0, 1.0), sample_rate_hz, self.notice)


def as_waveform(samples: Any, sample_rate_hz: float, *, name: str = "The waveform") -> Waveform:
    """A checked mono waveform, its constant offset removed, from any array of sound.

    samples: (n,), (n, n_channels) or (n_channels, n), the longer axis being time; floating point
    within -1 to 1, or whole numbers over their type's range. name: how errors call it.
    Raises AudioError: empty, not numbers, NaN or infinite, a rate that cannot be.
    """
    rate_hz = checked_rate(sample_rate_hz, name)
    array = np.asarray(samples)
    if array.dtype.kind not in "fiu":
        raise AudioError(f"{name} is not made of numbers but of {array.dtype}.")
    if array.ndim == 0 or array.ndim > 2:
        raise AudioError(f"{name} has {array.ndim} axes; give samples, or samples by channels.")
    if array.size == 0:
        raise AudioError(f"{name} is empty: it has not one sample.")
    channels = array.reshape(1, -1) if array.ndim == 1 else array
    if channels.shape[0] > channels.shape[1] and array.ndim == 2:
        channels = channels.T
    return finished(mixed(to_floats(channels)), rate_hz, name)


def checked_rate(sample_rate_hz: float, name: str) -> int:
    """A sample rate in whole hertz. Raises AudioError when no sound has it."""
    if not MIN_SAMPLE_RATE_HZ <= sample_rate_hz <= MAX_SAMPLE_RATE_HZ:
        raise AudioError(
            f"{name} has a sample rate of {sample_rate_hz:g} Hz;"
            f" {MIN_SAMPLE_RATE_HZ} to {MAX_SAMPLE_RATE_HZ} Hz can be used."
        )
    return round(sample_rate_hz)


def to_floats(samples: NDArray[Any]) -> FloatArray:
    """Samples of any number type as float32, whole numbers scaled from their range to -1 to 1."""
    kind = samples.dtype
    if kind.kind == "f":
        # Beyond float32 is infinite, which is refused with a sentence later.
        with np.errstate(over="ignore"):
            return samples.astype(np.float32)
    half_range = 2.0 ** (8 * kind.itemsize - 1)
    middle = half_range if kind.kind == "u" else 0.0
    return ((samples.astype(np.float64) - middle) / half_range).astype(np.float32)


def mixed(channels: FloatArray) -> FloatArray:
    """(n_channels, n) to (n,): the channels' mean, or the loudest one where the mean loses it."""
    if len(channels) == 1:
        return channels[0]
    if not np.isfinite(channels).all():
        return channels.reshape(-1)  # to be refused, every bad sample counted
    mean = channels.mean(axis=0)
    louder = louder_channel(power(mean[None])[0], power(channels))
    return mean if louder is None else channels[louder]


def power(channels: FloatArray) -> NDArray[np.float64]:
    """(n_channels, n) to (n_channels,): sums of squares about each channel's own mean."""
    wide = channels.astype(np.float64)
    spread: NDArray[np.float64] = np.square(wide - wide.mean(axis=1, keepdims=True)).sum(axis=1)
    return spread


def louder_channel(mean_power: float, channel_powers: NDArray[np.float64]) -> int | None:
    """Which channel to hear instead of the mean of all, None when the mean has the voice."""
    loudest = int(np.argmax(channel_powers))
    if mean_power >= MIN_MEAN_POWER_SHARE * float(channel_powers[loudest]):
        return None
    return loudest


def finished(samples: FloatArray, sample_rate_hz: int, name: str, notice: str = "") -> Waveform:
    """Mono floats as a Waveform: offset removed, overshoot scaled down. Raises AudioError."""
    if not np.isfinite(samples).all():
        n_bad = int(np.count_nonzero(~np.isfinite(samples)))
        raise AudioError(
            f"{name} holds {n_bad} samples that are not numbers (NaN or infinite); record it again."
        )
    peak = float(np.max(np.abs(samples)))
    if peak > MAX_OVERSHOOT:
        raise AudioError(
            f"{name} reaches {peak:.4g}, but floating-point sound lies between -1 and 1;"
            " divide whole-number samples by their range or keep them as integers."
        )
    centred = samples - np.float32(np.mean(samples, dtype=np.float64))
    reach = float(np.max(np.abs(centred)))
    if reach > 1.0:
        centred /= np.float32(reach)
    return Waveform(np.ascontiguousarray(centred, dtype=np.float32), sample_rate_hz, notice)
