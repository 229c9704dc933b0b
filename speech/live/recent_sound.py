"""The last stretch of a stream by sample numbers, older sound forgotten; not for whole sounds."""

from __future__ import annotations

from collections import deque

import numpy as np

from speech.audio.waveform import FloatArray


class RecentSound:
    """Pieces of a stream from ``first`` to ``end``, counted from the stream's start."""

    def __init__(self) -> None:
        self._pieces: deque[FloatArray] = deque()
        self.first = 0
        self.end = 0

    def append(self, samples: FloatArray) -> None:
        """The stream's next samples, (n,) float32."""
        if len(samples):
            self._pieces.append(samples)
            self.end += len(samples)

    def between(self, start: int, end: int) -> FloatArray:
        """Samples start to end, the latter excluded, a copy; those that are still there."""
        start, end = max(start, self.first), min(end, self.end)
        wanted = [np.zeros(0, np.float32)]
        position = self.first
        for piece in self._pieces:
            wanted.append(piece[max(0, start - position) : max(0, end - position)])
            position += len(piece)
        return np.concatenate(wanted)

    def forget_before(self, sample: int) -> None:
        """Let go of whole pieces that end before a sample."""
        while self._pieces and self.first + len(self._pieces[0]) <= sample:
            self.first += len(self._pieces.popleft())
