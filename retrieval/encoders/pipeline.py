"""Encode many pictures, decoding on threads ahead of the forward pass; not for storing vectors."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from itertools import islice

import numpy as np

from retrieval.encoders.encoder import Encoder
from retrieval.errors import InputError
from retrieval.pictures.decode import PictureSource

MAX_THREADS = 16
BATCHES_AHEAD = 2  # decoded and waiting, beside the batch in the forward pass

LazySource = PictureSource | Callable[[], PictureSource]
Outcome = np.ndarray | InputError


def encode_pictures(
    encoder: Encoder,
    pictures: Iterable[LazySource],
    *,
    n_threads: int | None = None,
    batches_ahead: int = BATCHES_AHEAD,
    should_stop: Callable[[], bool] | None = None,
) -> Iterator[tuple[int, Outcome]]:
    """Yield (place in ``pictures``, unit vector (n_dims,) float32 or the InputError), in order.

    A picture may be a function that returns it (a download, say); it is called on the threads
    too. Memory is bounded by ``batches_ahead``; ``pictures`` is read no further ahead than
    that. ``should_stop`` is asked before each batch; leaving the loop early stops the threads.
    """
    threads = n_threads or min(MAX_THREADS, os.cpu_count() or 1)
    lanes = int(getattr(encoder, "n_lanes", 1))
    stop = should_stop or (lambda: False)
    with closing(
        _in_lanes(encoder, iter(pictures), max(threads, lanes), lanes, batches_ahead, stop)
        if lanes > 1
        else _one_forward(encoder, iter(pictures), threads, batches_ahead, stop)
    ) as batches:
        index = 0
        for batch in batches:
            for outcome in batch:
                yield index, outcome
                index += 1


def _one_forward(
    encoder: Encoder,
    source: Iterator[LazySource],
    threads: int,
    batches_ahead: int,
    stop: Callable[[], bool],
) -> Generator[list[Outcome], None, None]:
    """Threads decode single pictures; the caller's thread runs the forward passes."""
    n_ahead = (batches_ahead + 1) * encoder.batch_size
    pending: deque[Future[np.ndarray | InputError]] = deque()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="decode")
    try:
        while not stop():
            for picture in islice(source, n_ahead - len(pending)):
                pending.append(pool.submit(_prepared, encoder, picture))
            if not pending:
                return
            size = min(encoder.batch_size, len(pending))
            prepared = [pending.popleft().result() for _ in range(size)]
            yield _encoded(prepared, encoder.encode_preprocessed)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_lanes(
    encoder: Encoder,
    source: Iterator[LazySource],
    threads: int,
    lanes: int,
    batches_ahead: int,
    stop: Callable[[], bool],
) -> Generator[list[Outcome], None, None]:
    """Each thread takes whole batches, decoding and forward pass; at most ``lanes`` forward."""
    forward = encoder.encode_in_lane  # type: ignore[attr-defined]
    lane = threading.Semaphore(lanes)
    pending: deque[Future[list[Outcome]]] = deque()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="decode")

    def work(batch: list[LazySource]) -> list[Outcome]:
        prepared = [_prepared(encoder, picture) for picture in batch]
        with lane:
            return _encoded(prepared, forward)

    try:
        while not stop():
            while len(pending) < threads + batches_ahead:
                batch = list(islice(source, encoder.batch_size))
                if not batch:
                    break
                pending.append(pool.submit(work, batch))
            if not pending:
                return
            yield pending.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _prepared(encoder: Encoder, picture: LazySource) -> np.ndarray | InputError:
    try:
        return encoder.preprocess(picture() if callable(picture) else picture)
    except InputError as error:
        return error


def _encoded(
    prepared: list[np.ndarray | InputError], forward: Callable[[np.ndarray], np.ndarray]
) -> list[Outcome]:
    """One forward pass over the sound pictures of a batch; the errors keep their places."""
    sound = [tensor for tensor in prepared if isinstance(tensor, np.ndarray)]
    vectors = iter(forward(np.stack(sound)) if sound else ())
    return [each if isinstance(each, InputError) else next(vectors) for each in prepared]
