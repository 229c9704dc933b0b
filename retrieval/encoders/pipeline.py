"""Encode many pictures, decoding on threads ahead of the forward pass; not for storing vectors."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
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
    source = iter(pictures)
    n_ahead = (batches_ahead + 1) * encoder.batch_size
    pending: deque[Future[np.ndarray | InputError]] = deque()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="decode")
    index = 0
    try:
        while should_stop is None or not should_stop():
            for picture in islice(source, n_ahead - len(pending)):
                pending.append(pool.submit(_prepared, encoder, picture))
            if not pending:
                return
            size = min(encoder.batch_size, len(pending))
            batch = [pending.popleft().result() for _ in range(size)]
            for outcome in _encoded(encoder, batch):
                yield index, outcome
                index += 1
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _prepared(encoder: Encoder, picture: LazySource) -> np.ndarray | InputError:
    try:
        return encoder.preprocess(picture() if callable(picture) else picture)
    except InputError as error:
        return error


def _encoded(encoder: Encoder, batch: list[np.ndarray | InputError]) -> Iterator[Outcome]:
    """One forward pass over the sound pictures of a batch; the errors keep their places."""
    sound = [tensor for tensor in batch if isinstance(tensor, np.ndarray)]
    vectors = iter(encoder.encode_preprocessed(np.stack(sound)) if sound else ())
    for prepared in batch:
        yield prepared if isinstance(prepared, InputError) else next(vectors)
