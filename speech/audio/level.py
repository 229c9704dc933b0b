"""Sound brought to one loudness, for a model that learnt at one; not measuring a microphone."""

from __future__ import annotations

import numpy as np

from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray

LOUD_DBFS = -17.0  # root mean square of the median of the loud frames, afterwards
LOUD_SHARE = 0.2  # of a sound's frames count as loud
FEWEST_LOUD_FRAMES = 5  # 0.1 s: one click is not the loudness of what is said
FRAME_SAMPLES = SAMPLE_RATE_HZ // 50
LARGEST_GAIN_DB = 46.0  # beyond which there is nothing but the converter's own noise


def levelled(samples: FloatArray) -> FloatArray:
    """The sound, (n,) float32 at 16 kHz, scaled so that its loud parts are at LOUD_DBFS.

    Peaks may pass 1, since nothing is cut. Digital silence comes back as it is.
    """
    if not samples.any():
        return samples
    length = min(FRAME_SAMPLES, len(samples))
    n_frames = len(samples) // length
    frames = samples[: n_frames * length].reshape(n_frames, length)
    power = np.sort(np.square(frames, dtype=np.float64).mean(axis=1))
    n_loud = max(FEWEST_LOUD_FRAMES, round(LOUD_SHARE * n_frames))
    loud = max(float(np.sqrt(np.median(power[-n_loud:]))), float(np.finfo(np.float32).tiny))
    gain = min(10 ** (LOUD_DBFS / 20) / loud, 10 ** (LARGEST_GAIN_DB / 20))
    return samples * np.float32(gain)
