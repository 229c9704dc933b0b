"""Holding the mouse on the button talks while it is held; a click begins and a click ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from samples.clips import clips as clips_of_samples
from speech import decode_audio
from speech.live.source import WaveformSource
from tests.assistant.scripted import ScriptedRecognizer
from tests.speech.waveforms import noise
from tests.tui.driving import chips, run, running, said, text_of, until
from tui.widgets.prompt import Prompt
from tui.widgets.talk_button import TalkButton

SPOKEN = "a long red dress"
HELD_S = 0.4
HEARD = f"● {SPOKEN} ✕"


class Talker(WaveformSource):
    """Says it once and stays in the room until the microphone is closed."""

    n_open = 0

    def open(self) -> None:
        if not hasattr(self, "_samples"):
            Talker.n_open += 1
            super().open()

    def read(self, timeout_s: float) -> Any:
        piece = super().read(timeout_s)
        return noise(0.05, seed=1) * 0.01 if piece is None else piece

    def close(self) -> None:
        if hasattr(self, "_samples"):
            Talker.n_open -= 1
            del self._samples

    def take_notices(self) -> tuple[str, ...]:
        return ("Some sound was lost.",) if self._n_read < 2_000 else ()


@asynccontextmanager
async def talking(store: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    Talker.n_open = 0
    clip = next(clip for clip in clips_of_samples() if clip.text == SPOKEN)
    source = partial(Talker, decode_audio(clip.path))
    recognizer = ScriptedRecognizer({"": SPOKEN})
    async with running(store, size, source, recognizer=recognizer) as pilot:
        yield pilot


def button(pilot: Pilot[None]) -> str:
    return text_of(pilot.app, "#talk")


async def clicked(pilot: Pilot[None], held_s: float = 0.1) -> None:
    """A press so long by the terminal's clock, however slow the machine."""
    region = pilot.app.query_one(TalkButton).region
    x, y = region.center
    place = (round(x), round(y), 0, 0, 1, False, False, False)
    down, up = events.MouseDown(None, *place), events.MouseUp(None, *place)
    up.time = down.time + held_s
    pilot.app.screen._forward_event(down)
    pilot.app.screen._forward_event(up)
    await pilot.pause()


async def listening(pilot: Pilot[None]) -> None:
    await until(lambda: "Listening" in said(pilot))
    await asyncio.sleep(HELD_S)


def test_it_records_while_it_is_held(sample_store: Path) -> None:
    async def scenario() -> None:
        async with talking(sample_store) as pilot:
            await pilot.pause()
            assert button(pilot) == "● Talk"
            await pilot.mouse_down(TalkButton, offset=(4, 1))
            await until(lambda: "Listening; let go when done" in said(pilot))
            assert button(pilot) == "■ Done"
            await asyncio.sleep(HELD_S)
            assert not chips(pilot)
            await pilot.mouse_up(TalkButton, offset=(4, 1))
            await until(lambda: chips(pilot) == [HEARD])
            await until(lambda: button(pilot) == "● Talk" and not Talker.n_open)
            assert pilot.app.query_one(Prompt).has_focus

    run(scenario())


def test_letting_go_outside_ends_it_too(sample_store: Path) -> None:
    async def scenario() -> None:
        async with talking(sample_store) as pilot:
            await pilot.pause()
            await pilot.mouse_down(TalkButton, offset=(4, 1))
            await listening(pilot)
            await pilot.hover("#results", offset=(5, 5))
            await pilot.mouse_up("#results", offset=(5, 5))
            await until(lambda: chips(pilot) == [HEARD])
            assert not Talker.n_open

    run(scenario())


def test_a_window_that_opens_meanwhile_ends_it_too(sample_store: Path) -> None:
    async def scenario() -> None:
        async with talking(sample_store) as pilot:
            await pilot.pause()
            await pilot.mouse_down(TalkButton, offset=(4, 1))
            await listening(pilot)
            await pilot.press("f6")
            await until(lambda: not Talker.n_open)
            await pilot.press("escape")
            await until(lambda: chips(pilot) == [HEARD])

    run(scenario())


def test_a_short_click_begins_and_another_one_ends(sample_store: Path) -> None:
    async def scenario() -> None:
        async with talking(sample_store) as pilot:
            await pilot.pause()
            await clicked(pilot)
            await until(lambda: "Listening; F2 when done" in said(pilot))
            await asyncio.sleep(HELD_S)
            assert button(pilot) == "■ Done" and Talker.n_open == 1
            await clicked(pilot)
            await until(lambda: chips(pilot) == [HEARD])
            await clicked(pilot)
            await listening(pilot)
            await pilot.press("f2")  # key and button are one switch
            await until(lambda: not Talker.n_open)

    run(scenario())


def test_escape_forgets_what_is_said_while_it_is_held(sample_store: Path) -> None:
    async def scenario() -> None:
        async with talking(sample_store) as pilot:
            await pilot.pause()
            await pilot.mouse_down(TalkButton, offset=(4, 1))
            await listening(pilot)
            await pilot.press("escape")
            await until(lambda: not Talker.n_open and button(pilot) == "● Talk")
            await pilot.mouse_up(TalkButton, offset=(4, 1))
            await pilot.pause(0.3)
            assert not chips(pilot)
            assert Talker.n_open == 0
            assert "Nothing was taken" in said(pilot)

    run(scenario())


def test_another_mouse_button_does_nothing(sample_store: Path) -> None:
    async def scenario() -> None:
        async with talking(sample_store) as pilot:
            await pilot.pause()
            await pilot.mouse_down(TalkButton, offset=(4, 1), button=3)
            await pilot.mouse_up(TalkButton, offset=(4, 1))
            assert button(pilot) == "● Talk"

    run(scenario())


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_there_is_room_for_it(sample_store: Path, size: tuple[int, int]) -> None:
    async def scenario() -> None:
        async with talking(sample_store, size) as pilot:
            await pilot.pause()
            region = pilot.app.query_one(TalkButton).region
            assert region.right <= size[0] and region.bottom <= size[1] - 1
            assert pilot.app.query_one(Prompt).region.width >= size[0] - 10

    run(scenario())
