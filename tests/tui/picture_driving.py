"""Drives the app over hits made here, which need no store and no model; no test itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from textual.pilot import Pilot

from retrieval.catalogue.product import Product
from retrieval.search.result import Hit, Why
from tests.tui.driving import text_of, until
from tui.app import VitrineApp
from tui.opening import NoStoreError
from tui.widgets.picture import Picture
from tui.widgets.results import Results

COLOURS = ("red", "green", "blue", "orange", "purple", "teal", "olive", "navy", "maroon", "gray")


@asynccontextmanager
async def showing(hits: list[Hit], size: tuple[int, int] = (120, 36)) -> AsyncIterator[Pilot[None]]:
    """The app with these results, which has read its settings and found no store."""

    def opening(progress: Any, **_: Any) -> Any:
        raise NoStoreError("nowhere")

    app = VitrineApp(opening)
    async with app.run_test(size=size) as pilot:
        await until(lambda: "no store yet" in text_of(app, "#said"))
        results_of(pilot).show(hits)
        await pilot.pause()
        yield pilot


def hit_with(*images: Path, number: int = 0) -> Hit:
    """A hit with these pictures."""
    product = Product(
        f"mug-{number}", f"Mug {number}", "Made of clay.", images=tuple(map(str, images))
    )
    return Hit(product, 1.0, 0.5, Why())


def some_hits(folder: Path, n: int = 40) -> list[Hit]:
    """Each with a picture of its own."""
    return [hit_with(painted(folder, n), number=n) for n in range(n)]


def painted(folder: Path, number: int) -> Path:
    """A picture in one colour."""
    path = folder / f"picture-{number}.png"
    Image.new("RGB", (60, 60), COLOURS[number % len(COLOURS)]).save(path)
    return path


def results_of(pilot: Pilot[None]) -> Results:
    """The list."""
    return pilot.app.query_one(Results)


def rows(pilot: Pilot[None]) -> list[str]:
    """The list's lines on show."""
    results = results_of(pilot)
    return [results.render_line(y).text for y in range(results.size.height)]


def n_with(pilot: Pilot[None], character: str) -> int:
    """Lines of the list that hold it."""
    return sum(character in row for row in rows(pilot))


def is_full_of(pilot: Pilot[None], character: str) -> bool:
    """Whether every line of the list holds it."""
    return n_with(pilot, character) == results_of(pilot).size.height


def picture(pilot: Pilot[None]) -> str:
    """The cells of the picture at the side; none where it has no place."""
    shown = pilot.app.query_one(Picture)
    if not shown.display:
        return ""
    return "\n".join(shown.render_line(y).text for y in range(shown.size.height))


def pixels(pilot: Pilot[None]) -> list[str]:
    """What a terminal is sent for it beside its cells."""
    shown = pilot.app.query_one(Picture)
    strips = shown.render_lines(shown.size.region)
    return [segment.text for strip in strips for segment in strip if segment.control]
