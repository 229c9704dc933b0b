"""Pictures in the app: thumbnails beside the hits, the chosen product's at the side."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from textual.pilot import Pilot

from tests.tui.driving import run, said, until
from tests.tui.picture_driving import (
    hit_with,
    is_full_of,
    n_with,
    painted,
    picture,
    pixels,
    results_of,
    rows,
    showing,
    some_hits,
)
from tui.pictures import draw
from tui.pictures.blocks import UPPER_HALF
from tui.pictures.drawn import Drawn, Wanted
from tui.pictures.kitty import PLACEHOLDER
from tui.terminal_facts import TerminalFacts, TerminalTold
from tui.widgets import results as results_module
from tui.widgets.details import Details
from tui.widgets.picture import Picture

KITTY = TerminalFacts("kitty(0.35.2)", cell_px=(9, 18))
WITH_SIXEL = TerminalFacts("foot(1.16.2)", has_sixel=True, cell_px=(10, 20))


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with all colours, whichever the tests run in."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Wanted]:
    """What was drawn, in that order."""
    found: list[Wanted] = []
    real = draw.draw

    def counted(wanted: Wanted) -> Drawn:
        assert threading.current_thread() is not threading.main_thread()
        found.append(wanted)
        return real(wanted)

    monkeypatch.setattr(draw, "draw", counted)
    return found


@pytest.mark.parametrize(("size", "lines"), [((80, 24), 2), ((120, 40), 3)])
def test_hits_have_thumbnails_and_many_hits_still_fit(
    tmp_path: Path, size: tuple[int, int], lines: int
) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path), size) as pilot:
            await until(lambda: is_full_of(pilot, UPPER_HALF))
            shown = rows(pilot)
            assert len(shown) >= 8 * lines
            assert [int(row[1:3]) for row in shown[::lines]] == [*range(1, len(shown[::lines]) + 1)]
            assert all("Mug" in row for row in shown[::lines])
            assert ("Made of clay" in shown[2]) == (lines == 3)

    run(scenario())


def test_a_click_chooses_the_hit_under_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path), (120, 40)) as pilot:
            await until(lambda: is_full_of(pilot, UPPER_HALF))
            await pilot.click("#results", offset=(20, 8))
            assert results_of(pilot).chosen is results_of(pilot).hits[2]

    run(scenario())


def test_a_narrow_list_has_none(tmp_path: Path, made: list[Wanted]) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path), (50, 24)) as pilot:
            await asyncio.sleep(1.0)
            assert n_with(pilot, UPPER_HALF) == 0
            assert not made

    run(scenario())


def test_a_key_turns_thumbnails_off_and_on(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path), (120, 40)) as pilot:
            await until(lambda: is_full_of(pilot, UPPER_HALF))
            further = results_of(pilot).max_scroll_y
            await pilot.press("down", "p")
            await until(lambda: n_with(pilot, UPPER_HALF) == 0)
            assert "No pictures" in said(pilot)
            assert results_of(pilot).max_scroll_y < further
            await pilot.press("p")
            await until(lambda: is_full_of(pilot, UPPER_HALF))

    run(scenario())


@pytest.mark.parametrize("name", ["VITRINE_THUMBNAILS", "NO_COLOR"])
def test_text_alone_has_no_picture_and_no_key_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[Wanted], name: str
) -> None:
    monkeypatch.setenv(name, "never")

    async def scenario() -> None:
        async with showing(some_hits(tmp_path)) as pilot:
            await asyncio.sleep(1.0)
            assert n_with(pilot, UPPER_HALF) == 0
            assert not picture(pilot)
            await pilot.press("down", "p")
            assert "ictures" not in said(pilot)
            assert not made

    run(scenario())


def test_nothing_is_made_before_scrolling_rests_and_then_what_is_in_view(
    tmp_path: Path, made: list[Wanted], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path), (80, 24)) as pilot:
            await until(lambda: is_full_of(pilot, UPPER_HALF))
            monkeypatch.setattr(results_module, "REST_S", 2.0)
            made.clear()
            for _ in range(30):
                results_of(pilot).scroll_relative(y=1, animate=False)
                await pilot.pause(0.01)
                assert not made
            assert "Mug 15" in rows(pilot)[0]
            await until(lambda: is_full_of(pilot, UPPER_HALF))
            in_view = len(rows(pilot)) // 2 + 1
            images = {hit.product.images for hit in results_of(pilot).hits[15 : 15 + in_view]}
            assert {wanted.images for wanted in made} <= images

    run(scenario())


def test_what_was_made_is_not_made_again(tmp_path: Path, made: list[Wanted]) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path)) as pilot:
            for key in ("down", "down", "up", "end", "home"):
                await pilot.press(key)
                await until(lambda: UPPER_HALF in picture(pilot))
                await until(lambda: is_full_of(pilot, UPPER_HALF))
            await asyncio.sleep(0.5)
            assert len(made) == len(set(made))

    run(scenario())


def test_broken_and_overlarge_files_leave_an_empty_place(tmp_path: Path) -> None:
    broken, bomb = tmp_path / "broken.jpg", tmp_path / "bomb.png"
    broken.write_bytes(b"\xff\xd8\xff not a picture")
    Image.new("1", (30_000, 30_000)).save(bomb)
    hits = [
        hit_with(broken),
        hit_with(bomb),
        hit_with(),
        hit_with(tmp_path / "lost.png"),
        hit_with(broken, painted(tmp_path, 1)),
    ]

    async def scenario() -> None:
        async with showing(hits) as pilot:
            await until(lambda: n_with(pilot, UPPER_HALF) > 0)
            filled = [UPPER_HALF in row for row in rows(pilot)]
            per_hit = filled.count(True)
            assert filled[: 5 * per_hit] == [False] * 4 * per_hit + [True] * per_hit
            widths = {results_of(pilot).render_line(y).cell_length for y in range(5 * per_hit)}
            assert widths == {results_of(pilot).size.width}
            await until(lambda: not pilot.app.query_one(Picture).display)

    run(scenario())


def test_other_results_drop_what_still_waited(
    tmp_path: Path, made: list[Wanted], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = draw.draw

    def slower(wanted: Wanted) -> Drawn:
        drawn = slow(wanted)
        threading.Event().wait(0.2)
        return drawn

    monkeypatch.setattr(draw, "draw", slower)

    async def scenario() -> None:
        async with showing(some_hits(tmp_path), (80, 24)) as pilot:
            await until(lambda: len(made) >= 1)
            others = some_hits(tmp_path)[30:]
            results_of(pilot).show(others)
            await until(lambda: n_with(pilot, UPPER_HALF) >= 14)
            images = {hit.product.images for hit in others}
            before = [wanted for wanted in made if wanted.images not in images]
            assert len(before) < 6

    run(scenario())


def test_kitty_is_given_each_picture_once_and_shows_it_as_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        given: list[str] = []
        async with showing(some_hits(tmp_path)) as pilot:
            monkeypatch.setattr(pilot.app._driver, "write", given.append)
            pilot.app.post_message(TerminalTold(KITTY))
            await until(lambda: is_full_of(pilot, PLACEHOLDER))
            await until(lambda: PLACEHOLDER in picture(pilot))
            results = results_of(pilot)
            in_view = -(-results.size.height // 3)
            await until(lambda: len(given) == in_view + 1)  # and the one at the side
            widths = {results.render_line(y).cell_length for y in range(results.size.height)}
            assert widths == {results.scrollable_content_region.width}
            for _ in range(3):
                results.scroll_relative(y=1, animate=False)
                await pilot.pause()
                results.scroll_relative(y=-1, animate=False)
                await pilot.pause()
            await pilot.resize_terminal(118, 36)
            await until(lambda: is_full_of(pilot, PLACEHOLDER))
            listed = [text for text in given if "c=6" in text]
            assert len(listed) <= in_view + 1  # and the one below, of which a line was seen
        assert sum("a=d,d=I" in text for text in given) == sum("a=T,U=1" in t for t in given)

    run(scenario())


def test_pixels_lie_over_the_side_alone_and_never_over_a_dialog(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path)) as pilot:
            pilot.app.post_message(TerminalTold(WITH_SIXEL))
            await until(lambda: len(pixels(pilot)) == 12)
            await until(lambda: is_full_of(pilot, UPPER_HALF))
            assert all(text.startswith("\x1b7\x1b[") for text in pixels(pilot))
            assert all(text.endswith("\x1b\\\x1b8") for text in pixels(pilot))
            await pilot.press("ctrl+l")
            await until(lambda: len(pilot.app.screen_stack) > 1)
            assert not pixels(pilot)
            await pilot.press("escape")
            await until(lambda: len(pixels(pilot)) == 12)

    run(scenario())


def place(pilot: Pilot[None]) -> str:
    """What is told of the picture on show, nothing where nothing is."""
    shown = pilot.app.query_one("#picture-place")
    return str(shown.render()).partition(" ·")[0] if shown.display else ""


def test_all_pictures_of_a_product_can_be_seen(tmp_path: Path) -> None:
    images = [painted(tmp_path, number) for number in range(4)]
    colours = [(255, 0, 0), (0, 128, 0), (0, 0, 255), (255, 165, 0)]

    def colour(pilot: Pilot[None]) -> tuple[int, int, int] | None:
        style = next(iter(pilot.app.query_one(Picture).render_line(0))).style
        return None if style is None or style.color is None else style.color.triplet

    async def scenario() -> None:
        async with showing([hit_with(*images), hit_with(images[0])]) as pilot:
            await until(lambda: place(pilot) == "1 of 4" and colour(pilot) == colours[0])
            await pilot.press("down")
            for key, at in (
                ("right", 1),
                ("right_square_bracket", 2),
                ("right", 3),
                ("right", 0),
                ("left", 3),
                ("left_square_bracket", 2),
            ):
                await pilot.press(key)
                await until(lambda at=at: place(pilot) == f"{at + 1} of 4")
                await until(lambda at=at: colour(pilot) == colours[at])
            await pilot.click("#picture")
            await until(lambda: place(pilot) == "4 of 4" and colour(pilot) == colours[3])
            pilot.app.query_one(Details).focus()
            await pilot.press("right")
            await until(lambda: place(pilot) == "1 of 4")
            results_of(pilot).focus()
            await pilot.press("down")
            await until(lambda: not place(pilot))
            await pilot.press("right", "up")
            await until(lambda: place(pilot) == "1 of 4")

    run(scenario())


def test_a_broken_picture_among_several_is_told_and_can_be_left(tmp_path: Path) -> None:
    images = [tmp_path / "lost.png", painted(tmp_path, 0), tmp_path / "lost too.png"]

    async def scenario() -> None:
        async with showing([hit_with(*images)]) as pilot:
            await until(lambda: place(pilot) == "2 of 3" and UPPER_HALF in picture(pilot))
            await pilot.press("down", "right")
            await until(lambda: place(pilot) == "3 of 3 cannot be shown")
            assert UPPER_HALF not in picture(pilot)
            await pilot.press("left")
            await until(lambda: place(pilot) == "2 of 3" and UPPER_HALF in picture(pilot))

    run(scenario())


def test_no_cut_of_a_line_ends_within_its_pixels(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path)) as pilot:
            pilot.app.post_message(TerminalTold(WITH_SIXEL))
            await until(lambda: len(pixels(pilot)) == 12)
            whole = pixels(pilot)[0]
            shown = pilot.app.query_one(Picture)
            line: Any = shown.render_lines(shown.size.region)[0]
            width = line.cell_length
            assert width == shown.size.width
            for at in range(1, width):
                for part in (line.crop(0, at), line.crop(at, width), *line.divide([at, width])):
                    sequences = [segment.text for segment in part if "\x1b" in segment.text]
                    assert sequences in ([], [whole])

    run(scenario())


def test_nothing_of_a_hit_lies_beneath_the_scrollbar(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path, 40)) as pilot:
            results = results_of(pilot)
            assert results.show_vertical_scrollbar
            assert {len(row) for row in rows(pilot)} == {results.size.width - 1}

    run(scenario())
