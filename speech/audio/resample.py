"""Change a sound's sample rate piece by piece; the same output whatever the pieces' sizes."""

from __future__ import annotations

from typing import Any

import numpy as np

from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray, checked_rate
from speech.errors import AudioError


class StreamResampler:
    """One mono stream from one rate to another, by libsoxr's high-quality filter.

    The concatenated output is bit for bit the same however the input is cut into pieces; it lags
    the input by the filter's length until ``flush``. Not safe for two threads at once.
    """

    def __init__(self, from_hz: float, to_hz: float = SAMPLE_RATE_HZ) -> None:
        """Rates may be fractions of a hertz (a measured clock). Raises AudioError: impossible."""
        for rate_hz in (from_hz, to_hz):
            checked_rate(rate_hz, "The stream")
        self.from_hz = from_hz
        self.to_hz = to_hz
        self._stream = _open_stream(from_hz, to_hz)
        self._is_flushed = False

    def feed(self, samples: FloatArray) -> FloatArray:
        """The output that ``samples``, (n,) float32, completes; (m,) float32, m may be 0."""
        return self._process(samples, is_last=False)

    def flush(self) -> FloatArray:
        """The rest of the output; the stream is over then. Raises AudioError when fed again."""
        rest = self._process(np.zeros(0, np.float32), is_last=True)
        self._is_flushed = True
        return rest

    def _process(self, samples: FloatArray, is_last: bool) -> FloatArray:
        if self._is_flushed:
            raise AudioError("This resampler's stream is over; make another for the next stream.")
        if samples.ndim != 1:
            raise AudioError(f"A resampler takes mono samples, not an array {samples.shape}.")
        piece = np.ascontiguousarray(samples, dtype=np.float32)
        if self._stream is None:
            return piece.copy()
        resampled: FloatArray = self._stream.resample_chunk(piece, last=is_last)
        return resampled


def _open_stream(from_hz: float, to_hz: float) -> Any:
    """libsoxr's stream, None when nothing is to be changed."""
    if from_hz == to_hz:
        return None
    import soxr

    return soxr.ResampleStream(from_hz, to_hz, 1, dtype="float32", quality="HQ")
