"""What a listener can listen to: anything that hands out sound piece by piece; not recognition."""

from __future__ import annotations

import time
from typing import Protocol

from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray, Waveform


class SoundSource(Protocol):
    """A running sound. ``Microphone`` is one."""

    def open(self) -> None:
        """Begin. Raises DeviceError when that is not possible."""
        ...

    def read(self, timeout_s: float) -> FloatArray | None:
        """The sound since the last call, (n,) float32 mono at 16 kHz; None when it is over.

        n is 0 when nothing came in timeout_s. Raises DeviceError when the source failed.
        """
        ...

    def finish(self) -> FloatArray:
        """Stop recording; what was recorded since the last ``read``, to the last sample."""
        ...

    def close(self) -> None:
        """End; may be called more than once, and without ``finish`` before."""
        ...

    def take_notices(self) -> tuple[str, ...]:
        """Sentences for the person since the last call."""
        ...


class WaveformSource:
    """A sound in memory played to a listener, as fast as it listens or at its true speed."""

    def __init__(
        self, waveform: Waveform, *, piece_s: float = 0.05, is_real_time: bool = False
    ) -> None:
        self._waveform = waveform
        self._piece = max(1, round(piece_s * SAMPLE_RATE_HZ))
        self._is_real_time = is_real_time
        self._n_read = 0

    def open(self) -> None:
        """Begin from the start."""
        self._samples = self._waveform.at_rate(SAMPLE_RATE_HZ).samples
        self._n_read = 0
        self._started_s = time.monotonic()

    def read(self, timeout_s: float) -> FloatArray | None:
        """The next piece; None at the end."""
        if self._n_read >= len(self._samples):
            return None
        until = self._n_read + self._piece
        if self._is_real_time:
            wait_s = self._started_s + until / SAMPLE_RATE_HZ - time.monotonic()
            time.sleep(max(0.0, min(wait_s, timeout_s)))
            if wait_s > timeout_s:
                return self._samples[:0]
        piece = self._samples[self._n_read : until]
        self._n_read += len(piece)
        return piece

    def finish(self) -> FloatArray:
        """Nothing: what was not read has not been played yet."""
        return self._samples[:0]

    def close(self) -> None:
        """Nothing to give back."""

    def take_notices(self) -> tuple[str, ...]:
        """None: the waveform's own notice is its owner's to tell."""
        return ()
