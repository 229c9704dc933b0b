"""The log screen: what happened, in order, bounded, harmless, and ready to be copied."""

from __future__ import annotations

import asyncio
import threading
from datetime import datetime
from typing import Any

from textual.widgets import TextArea

from tests.tui.odd_app import no_store
from tests.tui.test_app import until
from tui.app import VitrineApp
from tui.log_screen import LogScreen
from tui.run_log import RunLog

NOON = datetime(2026, 5, 4, 12, 30, 5)


def test_a_line_has_its_time_and_source_and_no_escapes() -> None:
    run_log = RunLog(now=lambda: NOON)
    run_log.add("app", "a\x1b[2J file\nis \u202emissing")
    run_log.add("app", " \n")
    assert [str(line) for line in run_log.lines()] == ["12:30:05  app  a [2J file is missing"]


def test_only_the_last_lines_are_kept_and_their_numbers_go_on() -> None:
    run_log = RunLog(n_lines=3)
    for i in range(10):
        run_log.add("app", f"line {i}")
    assert [line.text for line in run_log.lines()] == ["line 7", "line 8", "line 9"]
    assert [line.text for line in run_log.lines(since=9)] == ["line 9"]


def test_threads_add_without_losing_a_line() -> None:
    run_log = RunLog(n_lines=4_000)

    def add() -> None:
        for _ in range(500):
            run_log.add("app", "line")

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [line.number for line in run_log.lines()] == [*range(2_000)]


def test_what_was_told_is_read_copied_and_goes_on_while_it_is_open() -> None:
    async def scenario() -> None:
        app = VitrineApp(no_store)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(lambda: bool(app.run_log.lines()))
            await pilot.press("ctrl+l")
            await until(lambda: isinstance(app.screen, LogScreen))
            area: Any = app.screen.query_one(TextArea)
            await until(lambda: "There is no store yet" in area.text)
            app.run_log.add("native", "a library spoke")
            await until(lambda: area.text.endswith("native  a library spoke"))
            await pilot.press("x")
            assert area.text.endswith("native  a library spoke")
            await pilot.press("c")
            assert app.clipboard == area.text
            await pilot.press("ctrl+end", *["shift+left"] * 5, "c")
            assert app.clipboard == "spoke"
            await pilot.press("escape")
            assert not isinstance(app.screen, LogScreen)

    asyncio.run(scenario())
