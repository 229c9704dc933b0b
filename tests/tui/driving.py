"""Drives the real app over the sample shop by its keys; what every test of the app shares."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from assistant import Assistant
from tests.tui.waiting import until as until
from tui.app import VitrineApp
from tui.widgets.chips import Chip
from tui.widgets.customer_tabs import CustomerTab
from tui.widgets.results import Results


@asynccontextmanager
async def running(
    store: Path,
    size: tuple[int, int] = (120, 36),
    microphone: Any = None,
    home: Path | None = None,
    **options: Any,
) -> AsyncIterator[Pilot[None]]:
    """The app over a store, once it answers."""

    def opening(progress: Any, **_: Any) -> Assistant:
        return Assistant.open(store, **options)

    app = VitrineApp(opening, microphone, home)
    async with app.run_test(size=size) as pilot:
        await until(lambda: "692 products" in text_of(app, "#heading"))
        yield pilot


def text_of(app: Any, selector: str) -> str:
    return str(app.query_one(selector).render())


def titles(pilot: Pilot[None]) -> list[str]:
    return [hit.product.title for hit in pilot.app.query_one(Results).hits]


def chips(pilot: Pilot[None]) -> list[str]:
    return [str(chip.render()) for chip in pilot.app.query(Chip)]


def run(scenario: Any) -> None:
    asyncio.run(scenario)


def said(pilot: Pilot[None]) -> str:
    return text_of(pilot.app, "#said")


def tabs(pilot: Pilot[None]) -> list[str]:
    return [str(tab.render()) for tab in pilot.app.query(CustomerTab)]
