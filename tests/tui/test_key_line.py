"""The keys at the bottom: as many as fit whole, help first, named as the rest of the app does."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets._footer import FooterKey

from tests.tui.driving import run, until
from tests.tui.picture_driving import results_of, showing, some_hits
from tui.widgets.key_line import KeyLine


def keys(pilot: Pilot[None]) -> list[FooterKey]:
    return list(pilot.app.query_one(KeyLine).query(FooterKey))


def labels(pilot: Pilot[None]) -> list[str]:
    return [f"{key.key_display} {key.description}" for key in keys(pilot)]


@pytest.mark.parametrize("width", [40, 80, 100, 120])
def test_no_key_is_cut_and_help_comes_first(tmp_path: Path, width: int) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path, 3), (width, 24)) as pilot:
            results_of(pilot).focus()
            await until(lambda: "s Similar" in labels(pilot))
            await pilot.pause()
            *others, palette = keys(pilot)
            assert labels(pilot)[0] == "F1 Help"
            assert labels(pilot)[-1] == "^P Palette"
            for key, following in zip(others, [*others[1:], palette], strict=True):
                assert key.region.right <= following.region.x
            assert palette.region.right <= width

    run(scenario())


def test_more_keys_come_with_more_room(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path, 3), (60, 24)) as pilot:
            await until(lambda: "F1 Help" in labels(pilot))
            n_before = len(labels(pilot))
            await pilot.resize_terminal(120, 24)
            await until(lambda: len(labels(pilot)) > n_before and "^Q Quit" in labels(pilot))

    run(scenario())


def test_keys_that_were_replaced_are_forgotten(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path, 3), (120, 24)) as pilot:
            await until(lambda: "F1 Help" in labels(pilot))
            for _ in range(5):
                results_of(pilot).focus()
                await until(lambda: "s Similar" in labels(pilot))
                await pilot.press("escape")
                await until(lambda: "s Similar" not in labels(pilot))
            await pilot.pause()
            gc.collect()
            alive = [one for one in gc.get_objects() if isinstance(one, FooterKey)]
            assert len(alive) <= len(keys(pilot)) + 2

    run(scenario())


def test_the_same_keys_are_not_made_anew(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path, 3), (120, 24)) as pilot:
            await until(lambda: "F1 Help" in labels(pilot))
            await pilot.pause(0.2)
            before = keys(pilot)
            pilot.app.refresh_bindings()
            await pilot.pause(0.2)
            assert [id(key) for key in keys(pilot)] == [id(key) for key in before]
            await pilot.press("f1")
            assert labels(pilot)[0] == "F1 Help"

    run(scenario())
