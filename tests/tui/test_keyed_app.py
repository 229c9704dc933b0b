"""The person's own keys work in the app, and stand wherever the app tells a key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Footer, HelpPanel, Input, TextArea
from textual.widgets._footer import FooterKey
from textual.widgets._toast import Toast

from tests.tui.driving import run, running, said, text_of, titles, until
from tests.tui.picture_driving import results_of, showing, some_hits
from tui.app import VitrineApp
from tui.notes_screen import NotesScreen
from tui.opening import NoStoreError
from tui.widgets.prompt import Prompt
from tui.widgets.results import Results


def _no_store(*_: Any, **__: Any) -> Any:
    raise NoStoreError("nowhere")


@asynccontextmanager
async def keyed(home: Path, keys: str) -> AsyncIterator[Pilot[None]]:
    """The app without a store, once it says so; by then the file is read."""
    (home / "keys.toml").write_text(keys, encoding="utf-8")
    app = VitrineApp(_no_store, home=home)
    async with app.run_test(notifications=True) as pilot:
        await until(lambda: "to make the sample shop" in text_of(app, "#said"))
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        yield pilot


def toasts(pilot: Pilot[None]) -> list[str]:
    return [str(toast.render()) for toast in pilot.app.query(Toast)]


def footer(pilot: Pilot[None]) -> list[str]:
    keys = pilot.app.query_one(Footer).query(FooterKey)
    return [f"{key.key_display} {key.description}" for key in keys]


def test_a_moved_key_works_and_the_old_one_does_not(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with keyed(tmp_path, 'notes = "ctrl+y"\nrefine = "f10"') as pilot:
            await pilot.press("ctrl+o")
            assert not isinstance(pilot.app.screen, NotesScreen)
            await pilot.press("ctrl+y")
            assert isinstance(pilot.app.screen, NotesScreen)
            assert pilot.app.screen.query(TextArea)
            await pilot.press("escape")
            assert not toasts(pilot)

    run(scenario())


def test_a_letter_moves_in_the_results_and_is_still_typed(
    sample_store: Path, tmp_path: Path
) -> None:
    (tmp_path / "keys.toml").write_text('copy_id = "x"', encoding="utf-8")

    async def scenario() -> None:
        async with running(sample_store, home=tmp_path) as pilot:
            await pilot.press(*"xc")
            assert pilot.app.query_one(Prompt).value == "xc"
            await pilot.press("backspace", "backspace", *"umbrella", "enter", "down")
            await until(lambda: bool(titles(pilot)) and said(pilot).endswith("for umbrella"))
            await pilot.press("c")
            assert pilot.app.clipboard == ""
            await pilot.press("x")
            chosen = pilot.app.query_one(Results).chosen
            assert chosen is not None
            assert pilot.app.clipboard == chosen.product.id

    run(scenario())


def test_footer_help_palette_and_sentences_show_the_moved_key(tmp_path: Path) -> None:
    keys = 'undo = "ctrl+y"\ncatalogue = "f10"\nlog = "alt+l"\nshow_help_panel = "f11"'

    async def scenario() -> None:
        async with keyed(tmp_path, keys) as pilot:
            await until(lambda: "F11 Help" in footer(pilot))
            assert "^Y Undo" in footer(pilot)
            await until(lambda: "or F10 to add your own" in said(pilot))
            await pilot.press("f11")
            await until(lambda: bool(pilot.app.query(HelpPanel)))
            table = pilot.app.query_one("BindingsTable").render_bindings_table()
            shown = [str(cell) for cell in table.columns[0].cells]
            assert "Alt+L" in shown
            assert "^L" not in shown
            await pilot.press("ctrl+p")
            await until(lambda: bool(pilot.app.screen.query(Input)))
            await pilot.press(*"catalogue")
            commands = pilot.app.screen.query_one("CommandList")
            await until(lambda: "F10" in "".join(str(one.prompt) for one in commands.options))
            await pilot.press("escape")

    run(scenario())


def test_what_is_wrong_is_noticed_and_ctrl_q_still_quits(tmp_path: Path) -> None:
    keys = 'quit = "f4"\ntalk = "ctrl+q"\nlog = "[b]x"\nnotes = "ctrl+y"'

    async def scenario() -> None:
        async with keyed(tmp_path, keys) as pilot:
            await until(lambda: len(toasts(pilot)) == 3)
            told = " ".join(" ".join(toasts(pilot)).split())
            for sentence in (
                "keys.toml, line 1: F4 is the key of undo already, so quit keeps Ctrl+Q",
                "keys.toml, line 2: Ctrl+Q always leaves Vitrine",
                "keys.toml, line 3: “[b]x” is no key",
            ):
                assert sentence in told
            await pilot.press("ctrl+y")
            assert isinstance(pilot.app.screen, NotesScreen)
            await pilot.press("ctrl+q")  # from a window as well
            await until(lambda: pilot.app._exit)

    run(scenario())


def test_a_file_of_nonsense_does_not_cover_the_screen(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with keyed(tmp_path, "nonsense\n" * 500) as pilot:
            await until(lambda: len(toasts(pilot)) == 5)
            assert any("496 more lines" in " ".join(told.split()) for told in toasts(pilot))
            await pilot.press(*"mug")
            assert pilot.app.query_one(Prompt).value == "mug"

    run(scenario())


@pytest.mark.parametrize(("width", "is_over"), [(80, True), (120, False)])
def test_the_help_leaves_the_products_their_room_and_goes_by_the_same_key(
    tmp_path: Path, width: int, is_over: bool
) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path, 3), (width, 24)) as pilot:
            alone = results_of(pilot).size.width
            for leaving in ("f1", "escape"):
                await pilot.press("f1")
                await pilot.pause()
                (panel,) = pilot.app.query(HelpPanel)
                assert (results_of(pilot).size.width == alone) is is_over
                assert panel.region.right == width
                prompt = pilot.app.query_one(Prompt).region
                assert not is_over or not panel.region.overlaps(prompt)
                await pilot.press(leaving)
                await pilot.pause()
                assert not pilot.app.query(HelpPanel)
                assert results_of(pilot).size.width == alone

    run(scenario())
