"""Makes the next batches on another thread while the network works; not for what is in them.

Two loosely coupled threads lose less to other programs than one operation split over two cores,
which waits for the slower half each time.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from retrieval.training.batches import Batch, BatchMaker

N_AHEAD = 2


class BatchesAhead:
    """Hands out the batches of a maker by step; ends its thread when it is left."""

    def __init__(self, maker: BatchMaker, n_steps: int) -> None:
        self._maker, self._n_steps = maker, n_steps
        self._thread = ThreadPoolExecutor(1, "batches", initializer=_one_core_each)
        self._coming: dict[int, Future[Batch]] = {}

    def take(self, step: int) -> Batch:
        """The batch of a step; those after it are being made from now on."""
        for wanted in range(step, min(step + 1 + N_AHEAD, self._n_steps)):
            if wanted not in self._coming:
                self._coming[wanted] = self._thread.submit(self._maker.make, wanted)
        return self._coming.pop(step).result()

    def __enter__(self) -> BatchesAhead:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown(cancel_futures=True)


def _one_core_each() -> None:
    import torch

    torch.set_num_threads(1)
