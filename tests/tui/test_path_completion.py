"""Tab in the prompt completes a path as a shell does, and goes on where there is none."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.driving import run, until
from tui import folder_reader
from tui.app import VitrineApp
from tui.opening import NoStoreError
from tui.prompt_text import read_prompt
from tui.widgets.path_choices import PathChoices
from tui.widgets.prompt import Prompt


def _no_store(*_: Any, **__: Any) -> Any:
    raise NoStoreError("nowhere")


@asynccontextmanager
async def prompting(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The app without a store: a prompt is all that is needed."""
    app = VitrineApp(_no_store)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a few, which is the current one."""
    folder = tmp_path / "My photos"
    folder.mkdir()
    for name in ("red dress.jpg", "red dress back.jpg", "red.wav", "notes.txt"):
        (folder / name).touch()
    monkeypatch.chdir(tmp_path)
    return folder


def typed(pilot: Pilot[None]) -> str:
    return pilot.app.query_one(Prompt).value


def choices(pilot: Pilot[None]) -> list[str]:
    shown = pilot.app.query_one(PathChoices)
    return [str(option.prompt) for option in shown.options] if shown.region.height else []


async def completed(pilot: Pilot[None], text: str) -> None:
    """Type a text and press Tab, until the folder is read."""
    prompt = pilot.app.query_one(Prompt)
    prompt.value = text
    prompt.cursor_position = len(text)
    await pilot.press("tab")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def test_tab_completes_as_far_as_it_is_certain_and_shows_the_choices(photos: Path) -> None:
    async def scenario() -> None:
        async with prompting() as pilot:
            await completed(pilot, "like ./M")
            assert typed(pilot) == r"like ./My\ photos/"
            assert not choices(pilot)
            await completed(pilot, typed(pilot) + "r")
            assert typed(pilot) == r"like ./My\ photos/red"
            assert choices(pilot) == ["red dress back.jpg", "red dress.jpg", "red.wav"]
            await pilot.press("backslash", "space")
            await until(lambda: not choices(pilot))
            await completed(pilot, typed(pilot))
            assert typed(pilot) == r"like ./My\ photos/red\ dress"
            await completed(pilot, typed(pilot) + ".")
            assert typed(pilot) == r"like ./My\ photos/red\ dress.jpg "
            assert read_prompt(typed(pilot)).pictures == (Path("My photos/red dress.jpg"),)

    run(scenario())


def test_a_quote_is_kept_and_closed(photos: Path) -> None:
    async def scenario() -> None:
        async with prompting() as pilot:
            await completed(pilot, "'My")
            assert typed(pilot) == "'My photos/"
            await completed(pilot, "'My photos/red.")
            assert typed(pilot) == "'My photos/red.wav' "
            assert read_prompt(typed(pilot)).sounds == (Path("My photos/red.wav"),)

    run(scenario())


def test_a_choice_is_taken_by_keys_and_by_a_click(photos: Path) -> None:
    async def scenario() -> None:
        async with prompting() as pilot:
            await completed(pilot, "./My\\ photos/")
            await pilot.press("tab")
            await until(lambda: pilot.app.query_one(PathChoices).has_focus)
            await pilot.press("down", "enter")
            await until(lambda: typed(pilot) == "./My\\ photos/red\\ dress.jpg ")
            assert not choices(pilot)
            assert pilot.app.query_one(Prompt).has_focus
            await completed(pilot, "./My\\ photos/red")
            await pilot.click(PathChoices, offset=(3, 2))
            await until(lambda: typed(pilot) == "./My\\ photos/red.wav ")

    run(scenario())


def test_escape_hides_the_choices_and_leaves_the_text(photos: Path) -> None:
    async def scenario() -> None:
        async with prompting() as pilot:
            await completed(pilot, "./My\\ photos/red")
            await pilot.press("escape")
            assert not choices(pilot)
            assert typed(pilot) == "./My\\ photos/red"
            await completed(pilot, typed(pilot))
            await pilot.press("down")
            assert pilot.app.query_one(PathChoices).has_focus
            await pilot.press("escape")
            assert pilot.app.query_one(Prompt).has_focus
            await completed(pilot, typed(pilot))
            await pilot.press("down", ".")
            assert typed(pilot) == "./My\\ photos/red."
            await pilot.press("escape")
            assert typed(pilot) == ""

    run(scenario())


@pytest.mark.parametrize("text", ["", "red dress", "./nothing-begins-so", "/no/such/folder/x"])
def test_tab_goes_on_where_there_is_nothing_to_complete(photos: Path, text: str) -> None:
    async def scenario() -> None:
        async with prompting() as pilot:
            await completed(pilot, text)
            await until(lambda: not pilot.app.query_one(Prompt).has_focus)
            assert typed(pilot) == text

    run(scenario())


def test_the_rest_of_a_name_stands_in_grey_and_right_takes_it(photos: Path) -> None:
    async def scenario() -> None:
        async with prompting() as pilot:
            await pilot.press(*"./My")
            prompt = pilot.app.query_one(Prompt)
            await until(lambda: r"./My\ photos/" in prompt.render_line(0).text)
            assert typed(pilot) == "./My"
            await pilot.press("right")
            assert typed(pilot) == r"./My\ photos/"

    run(scenario())


def test_a_folder_that_hangs_lets_one_type_go_on_and_leave(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_let_on = threading.Event()

    def hanging(folder: str) -> tuple[str, ...]:
        is_let_on.wait(20)
        return ("late.jpg",)

    monkeypatch.setattr(folder_reader, "takeable", hanging)

    async def scenario() -> None:
        async with prompting() as pilot:
            prompt = pilot.app.query_one(Prompt)
            prompt.value = "/net/"
            prompt.cursor_position = 5
            await pilot.press("tab")
            assert prompt.border_subtitle == "Reading the folder …"
            await pilot.press(*"mug")
            assert typed(pilot) == "/net/mug"
            is_let_on.set()
            await until(lambda: prompt.border_subtitle == "")
            assert typed(pilot) == "/net/mug"
            is_let_on.clear()
            await pilot.press("tab", "l")
        assert not is_let_on.is_set()

    asyncio.run(asyncio.wait_for(scenario(), 60))
    is_let_on.set()


def test_a_folder_of_a_hundred_thousand_is_offered_in_part(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = tuple(f"photo{number:06}.jpg" for number in range(100_000))
    monkeypatch.setattr(folder_reader, "takeable", lambda folder: names)

    async def scenario() -> None:
        async with prompting() as pilot:
            await completed(pilot, "./p")
            assert typed(pilot) == "./photo0"
            assert len(choices(pilot)) == 201
            assert choices(pilot)[-1] == "and 99,800 more; type on to see them"
            assert pilot.app.query_one(Prompt).region.bottom <= 24

    run(scenario())
