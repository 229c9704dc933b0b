"""A terminal that reads slowly gets fewer paints, and nothing waits for it."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.tui.driving import run, until
from tests.tui.picture_driving import results_of, showing, some_hits
from tui.palette import Palette


@pytest.mark.parametrize("key", ["", "f8", "ctrl+n", "palette"])
def test_nothing_is_painted_until_the_last_paint_is_read(tmp_path: Path, key: str) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path, 9), (100, 24)) as pilot:
            app: Any = pilot.app
            if key == "palette":
                app.push_screen(Palette())
            elif key:
                await pilot.press(key)
            await pilot.pause(0.5)
            paints: list[float] = []
            app.post_display_hook = lambda: paints.append(time.monotonic())
            app._driver.is_behind = True
            for _ in range(3):
                app.screen.refresh()
                await asyncio.sleep(0.1)
            assert not paints
            app._driver.is_behind = False
            await until(lambda: bool(paints))

    run(scenario())


def test_keys_are_taken_while_the_terminal_reads_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path, 9), (100, 24)) as pilot:
            app: Any = pilot.app
            results = results_of(pilot)
            results.focus()
            await pilot.pause()
            app._driver.is_behind = True
            for _ in range(4):
                app.simulate_key("down")
            await until(lambda: results.chosen is results.hits[4])
            app._driver.is_behind = False

    run(scenario())


@pytest.mark.skipif(os.name == "nt", reason="a POSIX driver")
def test_the_driver_is_behind_until_all_is_read() -> None:
    from tui.terminal_driver import Screen

    reading, writing = os.pipe()
    screen = Screen(writing)
    assert not screen.is_behind
    screen.write("x" * 200_000)
    flushing = threading.Thread(target=screen.flush)
    flushing.start()
    n_read = len(os.read(reading, 50_000))
    assert screen.is_behind
    while n_read < 200_000:
        n_read += len(os.read(reading, 50_000))
    flushing.join(10)
    assert not screen.is_behind
    os.close(reading)
    os.close(writing)
