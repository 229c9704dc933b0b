"""The app as an agent uses it: the real assistant over the sample shop, driven by its keys."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region

from assistant import Assistant
from samples.clips import clips as clips_of_samples
from speech import decode_audio
from speech.live.source import WaveformSource
from tests.assistant.scripted import ScriptedRecognizer
from tests.speech.waveforms import noise
from tests.tui.driving import chips, run, running, text_of, titles, until
from tests.tui.picture_driving import showing
from tui.app import VitrineApp
from tui.opening import NoStoreError
from tui.widgets.details import Details
from tui.widgets.prompt import Prompt
from tui.widgets.results import Results


def test_results_come_while_one_types_and_stay_after_enter(sample_store: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store) as pilot:
            await pilot.press(*"long red dress")
            await until(lambda: titles(pilot)[:1] == ["Long Red Silk Dress by Quillmere"])
            assert not chips(pilot)
            await pilot.press("enter")
            await until(lambda: chips(pilot) == ["“ long red dress ✕"])
            assert pilot.app.query_one(Prompt).value == ""
            await until(lambda: "of 692 for long red dress" in text_of(pilot.app, "#said"))

    run(scenario())


def test_refining_adds_and_undo_takes_back(sample_store: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store) as pilot:
            await pilot.press(*"dress", "enter", "f3", *"blue", "enter")
            await until(lambda: len(chips(pilot)) == 2)
            await until(lambda: "for dress blue" in text_of(pilot.app, "#said"))
            await pilot.press("f4")
            await until(lambda: len(chips(pilot)) == 1)
            await until(lambda: text_of(pilot.app, "#said").endswith("for dress"))

    run(scenario())


def test_a_filter_narrows_and_backspace_takes_it_away(sample_store: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store) as pilot:
            await pilot.press(*"mug", "enter", "f6", *"price<<<", "enter")
            await until(lambda: bool(text_of(pilot.app.screen, "#filter-wrong")))
            await pilot.press(*["backspace"] * 8, *"price<9", "enter")
            await until(lambda: len(chips(pilot)) == 2)
            await until(lambda: bool(titles(pilot)) and "of 692" not in text_of(pilot.app, "#said"))
            hits = pilot.app.query_one(Results).hits
            assert all(hit.product.price < 9 for hit in hits)
            await pilot.press("backspace")
            await until(lambda: len(chips(pilot)) == 1)

    run(scenario())


def test_the_details_follow_the_cursor_by_every_key(sample_store: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store) as pilot:
            await pilot.press(*"umbrella", "enter")
            await until(lambda: text_of(pilot.app, "#said").endswith("for umbrella"))
            results = pilot.app.query_one(Results)
            for keys, index in ((["down"], 0), (["down"], 1), (["j"], 2), (["k"], 1), (["5"], 4)):
                await pilot.press(*keys)
                await until(lambda index=index: results.chosen is results.hits[index])
            shown = str(pilot.app.query_one(Details).query_one("#details-text").render())
            assert results.hits[4].product.id in shown

    run(scenario())


def test_what_is_like_a_product_and_its_id_are_a_key_away(sample_store: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store) as pilot:
            await pilot.press(*"umbrella", "enter", "down")
            await until(lambda: text_of(pilot.app, "#said").endswith("for umbrella"))
            chosen = pilot.app.query_one(Results).chosen
            assert chosen is not None
            assert "Umbrella" in chosen.product.title
            await pilot.press("c")
            assert pilot.app.clipboard == chosen.product.id
            await pilot.press("s")
            await until(lambda: len(chips(pilot)) == 1 and chips(pilot)[0].startswith("≈"))
            await until(lambda: "umbrella" in " ".join(titles(pilot)).lower())

    run(scenario())


def test_a_photo_among_the_words_is_asked_and_a_missing_one_told(
    sample_store: Path, tmp_path: Path
) -> None:
    photo = Path(__file__).parents[2] / "samples" / "photos" / "red-dress.jpg"

    async def scenario() -> None:
        async with running(sample_store) as pilot:
            prompt = pilot.app.query_one(Prompt)
            prompt.value = f"{tmp_path}/none.jpg"
            await pilot.press("enter")
            assert "not a file on this machine" in text_of(pilot.app, "#said")
            prompt.value = f"'{photo}'"
            await pilot.press("enter")
            await until(lambda: chips(pilot) == ["▣ red-dress.jpg ✕"])
            await until(lambda: bool(titles(pilot)))
            assert "Dress" in titles(pilot)[0]

    run(scenario())


def test_a_store_that_is_missing_is_offered_and_made_on_enter(sample_store: Path) -> None:
    made = []

    def opening(progress: Any, *, makes_samples: bool = False) -> Assistant:
        if not makes_samples:
            raise NoStoreError("nowhere")
        made.append(True)
        progress("Making the sample shop", 5, 10)
        return Assistant.open(sample_store)

    async def scenario() -> None:
        app = VitrineApp(opening)
        async with app.run_test() as pilot:
            await until(lambda: "Press Enter to make the sample shop" in text_of(app, "#said"))
            await pilot.press("enter")
            await until(lambda: "692 products" in text_of(app, "#heading"))
        assert made == [True]

    run(scenario())


def test_markup_and_escapes_in_a_title_are_text(sample_store: Path) -> None:
    from dataclasses import replace

    async def scenario() -> None:
        async with running(sample_store) as pilot:
            await pilot.press(*"mug", "enter")
            await until(lambda: bool(titles(pilot)))
            results = pilot.app.query_one(Results)
            hit = results.hits[0]
            bad = replace(hit.product, title="[bold]x[/] \x1b[2J[link=evil]")
            results.show([replace(hit, product=bad)])
            await pilot.pause()
            line = results.render_line(0).text
            assert "[bold]x[/] [2J[link=evil]" in line
            assert "\x1b" not in line

    run(scenario())


def test_lines_drawn_before_take_the_mark_and_another_themes_colours(sample_store: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store) as pilot:
            await pilot.press(*"mug", "enter")
            await until(lambda: len(titles(pilot)) > 1)
            results = pilot.app.query_one(Results)
            results.focus()
            await pilot.pause()

            def ground(line: int) -> Any:
                (strip,) = results.render_lines(Region(0, line, results.size.width, 1))
                return next(segment.style.bgcolor for segment in strip if segment.style)

            dark, marked = ground(4), ground(0)
            assert marked != dark
            assert results.render_line(0).text.startswith("▸")
            await pilot.press("down")
            await pilot.pause()
            assert ground(0) == dark and ground(2) == marked
            assert not results.render_line(0).text.startswith("▸")
            pilot.app.theme = "vitrine-light"
            await pilot.pause()
            assert ground(4) not in (dark, marked)

    run(scenario())


def test_ten_thousand_results_are_drawn_as_fast_as_forty(sample_store: Path) -> None:
    import time

    async def scenario() -> None:
        async with running(sample_store) as pilot:
            await pilot.press(*"mug", "enter")
            await until(lambda: bool(titles(pilot)))
            results = pilot.app.query_one(Results)
            hit = results.hits[0]

            async def step_s(n: int) -> float:
                results.show([hit] * n)
                results.choose(n // 2)
                await pilot.pause()
                times = []
                for _ in range(20):
                    started = time.thread_time()
                    results.action_move(1)
                    for y in range(results.size.height):
                        results.render_line(y)
                    times.append(time.thread_time() - started)
                return sorted(times)[10]

            assert await step_s(10_000) < 2 * await step_s(40) + 1e-3

    run(scenario())


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12)])
def test_it_fits(sample_store: Path, size: tuple[int, int]) -> None:
    async def scenario() -> None:
        async with running(sample_store, size) as pilot:
            await pilot.press(*"dress", "enter")
            await until(lambda: bool(titles(pilot)))
            await pilot.pause()
            assert pilot.app.query_one(Prompt).region.bottom <= size[1]
            side = pilot.app.query_one("#side")
            assert bool(side.region.width) == (size[0] >= 100)

    run(scenario())


def test_what_is_spoken_is_shown_and_becomes_a_part(sample_store: Path) -> None:
    clip = next(clip for clip in clips_of_samples() if clip.text == "a long red dress")
    sound = decode_audio(clip.path)

    async def scenario() -> None:
        recognizer = ScriptedRecognizer({"": clip.text})
        source = partial(WaveformSource, sound, is_real_time=True)
        async with running(sample_store, microphone=source, recognizer=recognizer) as pilot:
            await pilot.press("f2")
            await until(lambda: "Listening" in text_of(pilot.app, "#said"))
            await until(lambda: "█" in text_of(pilot.app, "#said"))
            await until(lambda: chips(pilot) == ["● a long red dress ✕"])
            await until(lambda: bool(titles(pilot)))
            assert titles(pilot)[0].startswith("Long Red Silk Dress")

    run(scenario())


def test_escape_forgets_what_is_being_said(sample_store: Path) -> None:
    class Endless(WaveformSource):
        is_closed = False

        def read(self, timeout_s: float) -> Any:
            return noise(0.05, seed=self._n_read)

        def close(self) -> None:
            Endless.is_closed = True
            super().close()

    async def scenario() -> None:
        recognizer = ScriptedRecognizer({"": "a long red dress"})
        source = partial(Endless, decode_audio(next(iter(clips_of_samples())).path))
        async with running(sample_store, microphone=source, recognizer=recognizer) as pilot:
            await pilot.press("f2")
            await until(lambda: "Listening" in text_of(pilot.app, "#said"))
            await pilot.press("escape")
            await until(lambda: Endless.is_closed)
            await pilot.pause(0.2)
            assert not chips(pilot)
            assert "Nothing was taken" in text_of(pilot.app, "#said")

    run(scenario())


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    heavy = ("torch", "whisper", "transformers", "sounddevice", "av", "onnxruntime", "usearch")
    code = f"import sys, tui.app; print([n for n in {heavy!r} if n in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_what_is_heard_is_as_clear_as_what_is_typed() -> None:
    async def scenario() -> None:
        async with showing([]) as pilot:
            prompt = pilot.app.query_one(Prompt)
            idle = prompt.get_component_rich_style("input--placeholder").color
            prompt.show_heard("a long red")
            await pilot.pause()
            heard = prompt.get_component_rich_style("input--placeholder").color
            assert prompt.placeholder == "a long red"
            assert heard == prompt.rich_style.color != idle
            prompt.emptied()
            await pilot.pause()
            assert prompt.get_component_rich_style("input--placeholder").color == idle

    run(scenario())
