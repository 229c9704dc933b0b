"""The main screens as pictures: a change of looks is seen in review, and meant.

`pytest tests/tui/test_snapshots.py --snapshot-update` takes them anew; look at each before keeping
it. Another version of Textual draws other pictures, so the comparison is for one version.
"""

from __future__ import annotations

import csv
import importlib.metadata
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant import Assistant
from assistant.cli.main import run as command_line
from tests.tui.driving import said, text_of, titles, until
from tui.app import VitrineApp

MADE_WITH = "8.2.8"
SMALL, LARGE = (80, 24), (120, 40)
Scene = Callable[[Pilot[None]], Awaitable[None]]

pytestmark = pytest.mark.skipif(
    importlib.metadata.version("textual") != MADE_WITH,
    reason=f"the pictures were made with Textual {MADE_WITH}",
)


def app_over(store: Path, theme: str) -> VitrineApp:
    def opening(progress: Any, **_: Any) -> Assistant:
        return Assistant.open(store)

    app = VitrineApp(opening)
    app.theme = theme
    app.animation_level = "none"
    return app


async def opened(pilot: Pilot[None]) -> None:
    await until(lambda: "products" in text_of(pilot.app, "#heading"))


async def found(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press(*"red dress", "enter")
    await until(lambda: said(pilot).endswith("for red dress"))
    await pilot.press("down", "down")
    await settled(pilot)


async def settled(pilot: Pilot[None]) -> None:
    """Pictures have come and the cursor does not blink."""
    from textual.widgets import Input

    for line in pilot.app.query(Input):
        line.cursor_blink = False
    await pilot.pause(0.6)


async def several_customers(pilot: Pilot[None]) -> None:
    await found(pilot)
    await pilot.press("ctrl+t", "escape", *"blue mu")
    await until(lambda: bool(titles(pilot)))
    await settled(pilot)


async def keys_shown(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("f1")
    await settled(pilot)


@pytest.fixture
def chinese_shop(tmp_path: Path) -> Path:
    """A few products whose titles are wide, long, or meant to do harm."""
    file = tmp_path / "wide.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["id", "title", "price", "category", "stock"])
        rows.writerows(
            [
                ["w-1", "红色丝绸长裙，适合夏天的晚会和婚礼", "129 CNY", "连衣裙", "3"],
                ["w-2", "黄色雨伞 (防风)", "59 CNY", "雨伞", "0"],
                ["w-3", "[bold]Red[/] dress \x1b[31m红", "20 USD", "dress", "7"],
                ["w-4", "レッド ドレス", "8000 JPY", "dress", "1"],
            ]
        )
    store = tmp_path / "wide-shop"
    assert command_line(["catalogue", "add", str(file), "--store", str(store)]) == 0
    return store


async def chinese(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press(*"红色长裙", "enter")
    await until(lambda: said(pilot).endswith("红色长裙") and bool(titles(pilot)))
    await settled(pilot)


@pytest.mark.parametrize(
    ("scene", "size", "theme"),
    [
        pytest.param(found, SMALL, "vitrine-dark", id="found-small-dark"),
        pytest.param(found, SMALL, "vitrine-light", id="found-small-light"),
        pytest.param(found, LARGE, "vitrine-dark", id="found-large-dark"),
        pytest.param(found, LARGE, "vitrine-light", id="found-large-light"),
        pytest.param(several_customers, SMALL, "vitrine-dark", id="customers-small"),
        pytest.param(keys_shown, LARGE, "vitrine-dark", id="keys-large"),
    ],
)
def test_the_screens_look_as_they_were_left(
    snap_compare: Any, sample_store: Path, scene: Scene, size: tuple[int, int], theme: str
) -> None:
    assert snap_compare(app_over(sample_store, theme), terminal_size=size, run_before=scene)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_wide_titles_keep_their_columns(
    snap_compare: Any, chinese_shop: Path, size: tuple[int, int]
) -> None:
    app = app_over(chinese_shop, "vitrine-dark")
    assert snap_compare(app, terminal_size=size, run_before=chinese)
