"""How loud sound is, for the gate before the detector and for meters; not whether it is voice."""

from __future__ import annotations

import math

import numpy as np

from speech.audio.waveform import FloatArray

SILENCE_DBFS = -120.0  # what digital silence is told as, so that a meter has a bottom


def level_dbfs(samples: FloatArray) -> float:
    """Root mean square about the mean in decibels of full scale; a constant offset is no sound.

    samples: (n,). At least SILENCE_DBFS, also when there are none.
    """
    if len(samples) == 0:
        return SILENCE_DBFS
    power = float(np.var(samples, dtype=np.float64))
    return max(SILENCE_DBFS, 10.0 * math.log10(power)) if power > 0.0 else SILENCE_DBFS
