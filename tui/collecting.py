"""Searches for unreachable objects are kept short, since nothing else runs meanwhile; no drawing.

Libraries of models bring half a million objects to stay. Going through them again takes Python some
200 ms, every few seconds while keys are pressed, and every thread waits.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

OLDEST = 2  # generation
LONG_S = 0.01  # of this thread's time, which a busy machine does not lengthen
MANY = 100_000  # objects: a library has come, where an app's own are a tenth of that


@contextmanager
def short_collections() -> Iterator[None]:
    """What is there now is not searched, nor what outlived a search that was long and found many.

    An object set aside still goes when nothing refers to it; one that refers to itself stays, so
    that setting aside often would lose memory with every ask. As before when the context ends.
    """
    began_s = 0.0

    def watch(phase: str, facts: dict[str, Any]) -> None:
        nonlocal began_s
        if facts["generation"] != OLDEST:
            return
        if phase == "start":
            began_s = time.thread_time()
        elif time.thread_time() - began_s > LONG_S and len(gc.get_objects(OLDEST)) > MANY:
            gc.freeze()

    gc.freeze()
    gc.callbacks.append(watch)
    try:
        yield
    finally:
        gc.callbacks.remove(watch)
        gc.unfreeze()
