"""An agent's day: customers in tabs, marks, narrowing, replies, notes, exports, and a crash."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, TextArea

from tests.tui.driving import chips, run, running, said, tabs, text_of, titles, until
from tests.tui.picture_driving import results_of, showing, some_hits
from tui.widgets.narrow_line import NarrowLine
from tui.widgets.prompt import Prompt
from tui.widgets.results import Results


@pytest.fixture(autouse=True)
def no_clipboard_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY", "SSH_TTY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)


def test_each_customer_keeps_its_own_conversation_and_draft(sample_store: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store) as pilot:
            await pilot.press(*"umbrella", "enter")
            await until(lambda: said(pilot).endswith("for umbrella"))
            assert not pilot.app.query_one("#customers").display  # one alone needs no row
            await pilot.press("ctrl+t")
            await until(lambda: len(tabs(pilot)) == 2)
            assert chips(pilot) == [] and titles(pilot) == []
            await pilot.press(*"red mu")
            await until(lambda: "✎ draft" in tabs(pilot)[1])
            await pilot.press("ctrl+pageup")
            await until(lambda: chips(pilot) == ["“ umbrella ✕"])
            await until(lambda: "Umbrella" in " ".join(titles(pilot)[:1]))
            assert pilot.app.query_one(Prompt).value == ""
            await until(lambda: "● 40 found" in tabs(pilot)[0])
            await pilot.press("ctrl+pagedown")
            await until(lambda: pilot.app.query_one(Prompt).value == "red mu")
            await pilot.press("g", "enter")
            await until(lambda: "Mug" in " ".join(titles(pilot)[:1]))
            await pilot.press("f12")
            await until(lambda: chips(pilot) == ["“ umbrella ✕"])
            await until(lambda: not pilot.app.query_one("#customers").display)

    run(scenario())


def test_a_click_shows_a_customer(sample_store: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store) as pilot:
            await pilot.press(*"umbrella", "enter", "ctrl+t")
            await until(lambda: len(tabs(pilot)) == 2)
            await pilot.pause()
            await pilot.click("#customers CustomerTab")
            await until(lambda: chips(pilot) == ["“ umbrella ✕"])

    run(scenario())


def test_a_product_marked_wrong_sinks_and_one_marked_right_stays_first(sample_store: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store) as pilot:
            await pilot.press(*"dress", "enter")
            await until(lambda: said(pilot).endswith("for dress"))
            before = titles(pilot)
            await pilot.press("down", "minus")
            await until(lambda: len(chips(pilot)) == 2 and chips(pilot)[1].startswith("≠"))
            await until(lambda: bool(titles(pilot)) and titles(pilot)[0] != before[0])
            sunk = titles(pilot)
            assert before[0] not in sunk
            await pilot.press("f4")
            await until(lambda: titles(pilot) == before)
            await pilot.press("5", "plus")
            await until(lambda: len(chips(pilot)) == 2 and chips(pilot)[1].startswith("+"))
            await until(lambda: before[4] in titles(pilot)[:4])

    run(scenario())


def test_a_slash_narrows_what_is_shown_and_escape_shows_all_again(sample_store: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store) as pilot:
            await pilot.press(*"dress", "enter")
            await until(lambda: said(pilot).endswith("for dress"))
            n_all = len(titles(pilot))
            await pilot.press("down", "slash", *"red silk")
            await until(lambda: said(pilot).endswith("shown hold red silk"))
            assert 0 < len(titles(pilot)) < n_all
            assert all("red" in title.lower() for title in titles(pilot))
            await pilot.press("enter")
            assert pilot.app.focused is pilot.app.query_one(Results)
            await pilot.press("escape")
            await until(lambda: len(titles(pilot)) == n_all)
            assert not pilot.app.query_one(NarrowLine).display
            log = [line.text for line in pilot.app.run_log.lines()]  # type: ignore[attr-defined]
            assert not any("shown hold" in text for text in log)  # one for every letter

    run(scenario())


def test_replies_are_filled_copied_added_and_taken_away(sample_store: Path, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store, home=tmp_path) as pilot:
            await pilot.press(*"umbrella", "enter", "down")
            await until(lambda: said(pilot).endswith("for umbrella"))
            chosen = pilot.app.query_one(Results).chosen
            assert chosen is not None
            await pilot.press("r")
            await until(lambda: bool(pilot.app.screen.query(OptionList)))
            await pilot.press("n", *"Take {id}!", "enter")
            replies = tmp_path / "replies.txt"
            await until(lambda: replies.exists() and "Take {id}!" in replies.read_text())
            await pilot.press("end", "enter")
            await until(lambda: pilot.app.clipboard == f"Take {chosen.product.id}!")
            await until(lambda: "OSC 52" in said(pilot))
            await pilot.press("r")
            await until(lambda: bool(pilot.app.screen.query(OptionList)))
            await pilot.press("end", "delete")
            await until(lambda: "Take {id}!" not in replies.read_text())
            await pilot.press("escape", "l")
            await until(lambda: said(pilot).startswith("The link") or "no link" in said(pilot))

    run(scenario())


def test_notes_and_exports_are_written(sample_store: Path, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with running(sample_store, home=tmp_path) as pilot:
            await pilot.press(*"umbrella", "enter")
            await until(lambda: said(pilot).endswith("for umbrella"))
            await pilot.press("ctrl+o")
            await until(lambda: bool(pilot.app.screen.query(TextArea)))
            pilot.app.screen.query_one("#customer-name", Input).value = "Anna"
            await pilot.press(*"likes red", "escape")
            await pilot.press("ctrl+s")
            await until(lambda: said(pilot).startswith("Written"))
            (exported,) = (tmp_path / "exports").glob("Anna-*.json")
            content = json.loads(exported.read_text(encoding="utf-8"))
            assert content["notes"] == "likes red" and len(content["found"]) == 40
            assert "likes red" in exported.with_suffix(".md").read_text(encoding="utf-8")

    run(scenario())


def test_everything_comes_back_after_a_crash(sample_store: Path, tmp_path: Path) -> None:
    kept = tmp_path / "conversations.json"

    async def first() -> bytes:
        async with running(sample_store, home=tmp_path) as pilot:
            await pilot.press(*"umbrella", "enter", "f3", *"red", "enter", "ctrl+t", *"half a wi")
            await until(lambda: len(tabs(pilot)) == 2)
            await until(lambda: kept.exists() and b"half a wi" in kept.read_bytes())
            return kept.read_bytes()  # as a crash leaves it: nothing is written at the end

    as_crashed = asyncio.run(first())
    kept.write_bytes(as_crashed)

    async def second() -> None:
        async with running(sample_store, home=tmp_path) as pilot:
            await until(lambda: len(tabs(pilot)) == 2)
            assert pilot.app.query_one(Prompt).value == "half a wi"
            await pilot.press("ctrl+pageup")
            await until(lambda: chips(pilot) == ["“ umbrella ✕", "“ red ✕"])
            await until(lambda: bool(titles(pilot)))
            await pilot.press("f4")
            await until(lambda: chips(pilot) == ["“ umbrella ✕"])
            await pilot.press("up")
            await until(lambda: pilot.app.query_one(Prompt).value == "red")

    run(second())


def test_a_damaged_file_is_put_aside_and_the_app_opens(sample_store: Path, tmp_path: Path) -> None:
    (tmp_path / "conversations.json").write_text('{"format": 1, "customers": 3')

    async def scenario() -> None:
        async with running(sample_store, home=tmp_path) as pilot:
            await until(lambda: bool(list(tmp_path.glob("conversations-damaged-*.json"))))
            await pilot.press(*"mug", "enter")
            await until(lambda: "Mug" in " ".join(titles(pilot)[:1]))
            assert "692 products" in text_of(pilot.app, "#heading")

    run(scenario())


def test_a_new_customer_can_be_typed_for_at_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with showing(some_hits(tmp_path, 3)) as pilot:
            results_of(pilot).focus()
            await pilot.press("ctrl+t", *"mug")
            await until(lambda: pilot.app.query_one(Prompt).value == "mug")

    run(scenario())
