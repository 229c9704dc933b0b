"""A bounded queue of samples between the audio callback and its reader; no sound processing."""

from __future__ import annotations

import threading

import numpy as np

from speech.audio.waveform import FloatArray


class RingBuffer:
    """Samples of one writing and one reading thread, without a lock on the writer's way.

    When it is full, new samples are dropped and counted; what lies in it is never overwritten.
    """

    def __init__(self, capacity: int, n_channels: int) -> None:
        """capacity: samples of each channel."""
        self._samples = np.zeros((capacity, n_channels), np.float32)
        # Each counter has one writing thread and only grows, so that either side may read both.
        self._n_written = 0
        self._n_read = 0
        self._n_dropped = 0
        self._arrived = threading.Event()

    @property
    def capacity(self) -> int:
        """Samples of each channel that it can hold."""
        return len(self._samples)

    @property
    def n_dropped(self) -> int:
        """Samples of each channel that found no place since the start."""
        return self._n_dropped

    def __len__(self) -> int:
        return self._n_written - self._n_read

    def write(self, samples: FloatArray) -> None:
        """Append (n, n_channels) float32 by copying; what finds no place is dropped."""
        n_free = self.capacity - (self._n_written - self._n_read)
        n_taken = min(len(samples), n_free)
        position = self._n_written % self.capacity
        n_first = min(n_taken, self.capacity - position)
        self._samples[position : position + n_first] = samples[:n_first]
        self._samples[: n_taken - n_first] = samples[n_first:n_taken]
        self._n_dropped += len(samples) - n_taken
        self._n_written += n_taken
        self._arrived.set()

    def read(self) -> FloatArray:
        """All that has arrived, (n, n_channels) float32, a copy; n may be 0."""
        self._arrived.clear()
        n_ready = self._n_written - self._n_read
        position = self._n_read % self.capacity
        n_first = min(n_ready, self.capacity - position)
        samples = np.concatenate(
            (self._samples[position : position + n_first], self._samples[: n_ready - n_first])
        )
        self._n_read += n_ready
        return samples

    def wait(self, timeout_s: float) -> bool:
        """Sleep until something arrives or is told by ``wake``; whether it did in time."""
        return self._arrived.wait(timeout_s)

    def wake(self) -> None:
        """End a wait although nothing arrived."""
        self._arrived.set()
