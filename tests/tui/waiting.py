"""Waiting for what other threads bring about; nothing of the app is imported for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

WAIT_S = 30.0
POLL_S = 0.02


async def until(holds: Callable[[], bool], wait_s: float = WAIT_S) -> None:
    """Wait while the app goes on. AssertionError after so long."""
    for _ in range(round(wait_s / POLL_S)):
        if holds():
            return
        await asyncio.sleep(POLL_S)
    raise AssertionError("it did not come about")
