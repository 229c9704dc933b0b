"""One key shows a letter on every place; the letter focuses it, or does what a click does."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Offset
from textual.pilot import Pilot

from samples.clips import clips as clips_of_samples
from speech import decode_audio
from speech.live.source import WaveformSource
from tests.assistant.scripted import ScriptedRecognizer
from tests.tui.driving import chips, run, running, said, tabs, titles, until
from tui.jump_screen import JumpScreen
from tui.jumping import LETTERS, Place, lettered
from tui.widgets.details import Details
from tui.widgets.prompt import Prompt
from tui.widgets.results import Results


def test_a_place_has_its_own_letter_and_the_others_what_is_left() -> None:
    def at(x: int, letter: str = "") -> Place:
        return Place(Offset(x, 0), print, letter)

    prompt, second, row = at(1, "a"), at(2, "a"), at(3)
    assert lettered([row, prompt, second]) == {"a": prompt, "s": row, "f": second}
    many = lettered([at(x) for x in range(200)])
    assert "".join(many) == LETTERS and len(set(LETTERS)) == len(LETTERS)


def letters(pilot: Pilot[None]) -> dict[str, tuple[int, int]]:
    """What stands on the labels, and where."""
    assert isinstance(pilot.app.screen, JumpScreen)
    found = {}
    for label in pilot.app.screen.query(".letter"):
        text = str(label.render())
        assert text[0] + text[2:] == "[]"  # told apart without colour
        found[text[1]] = (label.region.x, label.region.y)
    return found


async def jump(pilot: Pilot[None]) -> dict[str, tuple[int, int]]:
    await pilot.press("ctrl+n")
    await pilot.pause()
    return letters(pilot)


def letter_at(found: dict[str, tuple[int, int]], line: int, n: int = 0) -> str:
    """The one so far from the left on a line of the screen."""
    return sorted((x, letter) for letter, (x, y) in found.items() if y == line)[n][1]


def test_a_letter_leads_to_every_place(sample_store: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store, (80, 24)) as pilot:
            results, prompt = pilot.app.query_one(Results), pilot.app.query_one(Prompt)
            await pilot.press(*"dress", "enter", "f3", *"red", "enter")
            await until(lambda: said(pilot).endswith("for dress red") and bool(titles(pilot)))
            await pilot.pause()

            found = await jump(pilot)
            rows = {y for _, y in found.values() if results.region.y <= y < results.region.bottom}
            assert len(rows) == -(-results.size.height // 2)
            assert found["p"] == prompt.region.offset
            assert all(0 <= x <= 77 and y < 24 for x, y in found.values())
            await pilot.press("9")  # no letter of any place: it waits
            assert isinstance(pilot.app.screen, JumpScreen)
            await pilot.press(letter_at(found, results.region.y + 4))
            await until(lambda: results.has_focus)
            assert results.chosen is results.hits[2]

            await jump(pilot)
            for key in "pp":  # a hand that is faster than the screen
                pilot.app.screen.post_message(events.Key(key, key))
            await until(lambda: prompt.has_focus and not isinstance(pilot.app.screen, JumpScreen))

            found = await jump(pilot)
            await pilot.press(letter_at(found, pilot.app.query_one("#chips").region.y, 1))
            await until(lambda: chips(pilot) == ["“ dress ✕"])

            await pilot.press("ctrl+t")
            await until(lambda: len(tabs(pilot)) == 2)
            await pilot.pause()
            found = await jump(pilot)
            await pilot.press("ctrl+pageup")  # labels would stand on another customer's places
            assert not isinstance(pilot.app.screen, JumpScreen)
            assert chips(pilot) == []
            found = await jump(pilot)
            await pilot.press(letter_at(found, pilot.app.query_one("#customers").region.y))
            await until(lambda: chips(pilot) == ["“ dress ✕"])

    run(scenario())


@pytest.mark.parametrize("key", ["escape", "ctrl+n"])
def test_escape_and_the_key_itself_leave_everything_as_it_was(sample_store: Path, key: str) -> None:
    async def scenario() -> None:
        async with running(sample_store, (80, 24)) as pilot:
            await pilot.press(*"mug")
            await jump(pilot)
            await pilot.press(key)
            assert not isinstance(pilot.app.screen, JumpScreen)
            prompt = pilot.app.query_one(Prompt)
            assert (prompt.value, prompt.has_focus) == ("mug", True)

    run(scenario())


def test_the_button_to_talk_with_is_clicked_and_the_details_are_focused(sample_store: Path) -> None:
    async def scenario() -> None:
        sound = decode_audio(next(iter(clips_of_samples())).path)
        source = partial(WaveformSource, sound, is_real_time=True)
        recognizer = ScriptedRecognizer({"": "umbrella"})
        async with running(sample_store, microphone=source, recognizer=recognizer) as pilot:
            await pilot.pause()
            await jump(pilot)
            await pilot.press("t")
            await until(lambda: "Listening" in said(pilot))
            await until(lambda: chips(pilot) == ["● umbrella ✕"] and bool(titles(pilot)))
            assert "d" in await jump(pilot)
            await pilot.press("d")
            await until(lambda: pilot.app.query_one(Details).has_focus)
            await jump(pilot)
            await pilot.resize_terminal(80, 24)
            await until(lambda: not isinstance(pilot.app.screen, JumpScreen))
            assert "d" not in await jump(pilot)  # no room for details here

    run(scenario())
