"""What is still under way when the window closes ends with it, quietly."""

from __future__ import annotations

from pathlib import Path

from assistant import Assistant
from tests.tui.driving import run, text_of, titles, until
from tui.answering import Answered
from tui.app import VitrineApp
from tui.asking_app import AskingApp
from tui.widgets.customer_tabs import CustomerTabs


def test_an_answer_that_comes_while_the_screen_is_taken_down_is_let_go(sample_store: Path) -> None:
    async def scenario() -> None:
        app = VitrineApp(lambda progress, **_: Assistant.open(sample_store))
        told: list[AskingApp.Told] = []
        async with app.run_test(size=(100, 30)) as pilot:
            await until(lambda: "products" in text_of(app, "#heading"))
            post = app.post_message

            def keep(message: object) -> bool:
                if isinstance(message, AskingApp.Told) and isinstance(message.event, Answered):
                    told.append(message)
                return post(message)  # type: ignore[arg-type]

            app.post_message = keep  # type: ignore[method-assign, assignment]
            await pilot.press(*"red dress", "enter")
            await until(lambda: bool(titles(pilot)))
            # Leaving stops the app first and takes its widgets down one after another.
            app._running = False
            await app.query_one(CustomerTabs).remove()
            await app.on_asking_app_told(told[-1])
            app._running = True

    run(scenario())
