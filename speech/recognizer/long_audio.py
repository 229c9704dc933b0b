"""Sound longer than a model's window, cut where it is quiet; not recognising the pieces."""

from __future__ import annotations

import numpy as np

from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray

QUIET_S = 0.2
SEARCHED_SHARE = 1 / 3  # of a window, at its end


def windows(samples: FloatArray, longest: int) -> list[tuple[int, int]]:
    """(start, stop) samples of pieces of at most ``longest``, on end; each cut is in the quietest
    0.2 s of the last third of its piece. samples: (n,) at 16 kHz.
    """
    pieces, start = [], 0
    while len(samples) - start > longest:
        first = start + round(longest * (1 - SEARCHED_SHARE))
        stop = first + _quietest(samples[first : start + longest])
        pieces.append((start, stop))
        start = stop
    pieces.append((start, len(samples)))
    return pieces


def _quietest(samples: FloatArray) -> int:
    """The middle of the stretch with the least energy."""
    width = min(round(QUIET_S * SAMPLE_RATE_HZ), len(samples))
    energy = np.concatenate(([0.0], np.cumsum(np.square(samples, dtype=np.float64))))
    stretches = energy[width:] - energy[:-width]
    return int(np.argmin(stretches)) + width // 2
