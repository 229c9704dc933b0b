"""The ring buffer hands every sample on once, or counts it as dropped."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from speech.microphone.ring_buffer import RingBuffer


def numbered(first: int, n: int) -> Any:
    return np.arange(first, first + n, dtype=np.float32)[:, None]


@given(steps=st.lists(st.one_of(st.integers(0, 40), st.none()), max_size=40))
def test_samples_come_out_as_they_went_in_and_the_rest_is_counted(steps: list[int | None]):
    buffer = RingBuffer(32, 1)
    inside: list[float] = []
    n_offered, n_dropped = 0, 0
    for step in steps:
        if step is None:
            assert buffer.read()[:, 0].tolist() == inside
            inside = []
        else:
            n_fit = min(step, 32 - len(inside))
            buffer.write(numbered(n_offered, step))
            inside += range(n_offered, n_offered + n_fit)
            n_offered += step
            n_dropped += step - n_fit
        assert (len(buffer), buffer.n_dropped) == (len(inside), n_dropped)


def test_two_threads_lose_nothing_that_is_not_counted():
    buffer = RingBuffer(1_000, 1)
    read: list[Any] = []
    is_done = threading.Event()

    def write() -> None:
        for first in range(0, 60_000, 60):
            buffer.write(numbered(first, 60))
        is_done.set()
        buffer.wake()

    writer = threading.Thread(target=write)
    writer.start()
    while not is_done.is_set() or len(buffer):
        buffer.wait(0.05)
        read.append(buffer.read())
    writer.join()
    samples = np.concatenate(read)[:, 0]
    assert len(samples) + buffer.n_dropped == 60_000
    assert (np.diff(samples) >= 1).all()


def test_waiting_ends_when_told_or_when_time_is_up():
    buffer = RingBuffer(10, 1)
    assert not buffer.wait(0.0)
    buffer.wake()
    assert buffer.wait(0.0)
