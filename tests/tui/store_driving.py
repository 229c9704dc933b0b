"""What drives the app in tests: opening it over a store, waiting, and reading the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.widgets import OptionList

from assistant import Assistant
from tui.app import VitrineApp
from tui.widgets.results import Results

WAIT_S = 60.0


@asynccontextmanager
async def running(
    store: Path, size: tuple[int, int] = (80, 24), **options: Any
) -> AsyncIterator[Pilot[None]]:
    """The app over a store, once it answers. options: of `Assistant.open`."""

    def opening(progress: Any, **_: Any) -> Assistant:
        return Assistant.open(store, **options)

    app = VitrineApp(opening)
    async with app.run_test(size=size) as pilot:
        await until(lambda: "products" in heading(pilot))
        yield pilot


async def until(holds: Callable[[], bool]) -> None:
    """Wait for what other threads bring about."""
    for _ in range(round(WAIT_S / 0.02)):
        with suppress(NoMatches):  # another screen is still on top
            if holds():
                return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come about")


def heading(pilot: Pilot[None]) -> str:
    """The app's first line."""
    return str(pilot.app.query_one("#heading").render())


def shown(pilot: Pilot[None], selector: str) -> str:
    """What a line of the screen on top says."""
    return str(pilot.app.screen.query_one(selector).render())


def titles(pilot: Pilot[None]) -> list[str]:
    """Of the results."""
    return [hit.product.title for hit in pilot.app.query_one(Results).hits]


def rows(pilot: Pilot[None], selector: str) -> list[str]:
    """Of a list on the screen on top."""
    options = pilot.app.screen.query_one(selector, OptionList).options
    return [str(option.prompt) for option in options]


async def answered(pilot: Pilot[None], words: str) -> list[str]:
    """Ask as a person does; the titles that come."""
    pilot.app.query_one(Results).show(())
    await pilot.press(*words, "enter")
    await until(lambda: bool(titles(pilot)))
    return titles(pilot)
