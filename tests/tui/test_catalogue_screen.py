"""Products are added while one goes on searching: the real store, ingest and encoder."""

from __future__ import annotations

import asyncio
import copy
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from textual.widgets import Input, ProgressBar

from assistant import Assistant
from assistant.cli.main import run as command_line
from retrieval.catalogue.store import Store
from tests.tui.store_driving import answered, heading, running, shown, titles, until
from tui.app import VitrineApp
from tui.catalogue_screen import CatalogueScreen
from tui.opening import NoStoreError

N_MANY = 40


class Holding:
    """A copy of an encoder that waits at the first picture it is to add until it is let go."""

    def __init__(self, encoder: Any) -> None:
        self.let_go = threading.Event()
        self.is_waiting = threading.Event()
        self.encoder = copy.copy(encoder)
        self.encoder.batch_size = 1  # so that few rows are read ahead
        real = encoder.preprocess

        def preprocess(picture: Any) -> Any:
            self.is_waiting.set()
            assert self.let_go.wait(60)
            return real(picture)

        self.encoder.preprocess = preprocess


@pytest.fixture
def holding(pocket: Any) -> Holding:
    return Holding(pocket)


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Two products that land and one that cannot."""
    Image.new("RGB", (64, 64), "purple").save(tmp_path / "purple.png")
    file = tmp_path / "new shop.csv"
    file.write_text(
        "id,title,price,image\n"
        "new-1,Zebrawood xylophone,45 USD,purple.png\n"
        "new-2,Zebrawood marimba,60 USD,\n"
        "new-3,Zebrawood drum,-3 USD,\n",
        encoding="utf-8",
    )
    return file


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Forty products, each with the picture."""
    Image.new("RGB", (64, 64), "purple").save(tmp_path / "purple.png")
    lines = [f"many-{n},Kazoo {n},{n + 1} USD,purple.png" for n in range(N_MANY)]
    file = tmp_path / "many.csv"
    file.write_text("\n".join(["id,title,price,image", *lines, ""]), encoding="utf-8")
    return file


async def begin(pilot: Any, path: str) -> None:
    """Open the catalogue and add a path."""
    if not isinstance(pilot.app.screen, CatalogueScreen):
        await pilot.press("f8")
    pilot.app.screen.query_one("#source", Input).value = path
    await pilot.press("enter")


def test_products_are_added_while_questions_are_answered(
    own_shop: Path, few: Path, holding: Holding
) -> None:
    async def scenario() -> None:
        async with running(own_shop, encoder=holding.encoder) as pilot:
            await pilot.press("f8")
            await until(lambda: "692" in shown(pilot, "#store-facts"))
            assert "without a picture" not in shown(pilot, "#store-facts")
            await begin(pilot, f"'{few}'")  # quoted, as terminals drop it
            await until(holding.is_waiting.is_set)
            await until(lambda: "Adding products" in heading(pilot))
            bar = pilot.app.screen.query_one("#adding-bar", ProgressBar)
            assert bar.display and bar.total == 3

            await pilot.press("escape")
            assert "mug" in (await answered(pilot, "mug"))[0].lower()
            assert "Adding products" in heading(pilot)
            assert "692 products" in heading(pilot)

            await pilot.press("f8")
            assert pilot.app.screen.query_one("#adding-bar").display
            holding.let_go.set()
            await until(lambda: "2 added" in shown(pilot, "#adding-said"))
            said = shown(pilot, "#adding-said")
            assert "1 rejected" in said
            assert "What did not land, and why:" in said
            assert not pilot.app.screen.query_one("#adding-bar").display
            await until(lambda: "694 products" in heading(pilot))
            await until(lambda: "694 · 1 without a picture" in shown(pilot, "#store-facts"))
            assert "Adding" not in heading(pilot)

            await pilot.press("escape")
            assert "Zebrawood xylophone" in await answered(pilot, "zebrawood xylophone")

    asyncio.run(scenario())


def test_stopped_adding_keeps_what_landed_and_goes_on_when_asked_again(
    own_shop: Path, many: Path, holding: Holding
) -> None:
    async def scenario() -> None:
        async with running(own_shop, encoder=holding.encoder) as pilot:
            await begin(pilot, str(many))
            await until(holding.is_waiting.is_set)
            await pilot.pause(0.3)
            await begin(pilot, str(many))
            assert "one writer" in shown(pilot, "#adding-said")
            await pilot.press("ctrl+g")
            holding.let_go.set()
            await until(lambda: "Stopped before the end" in shown(pilot, "#adding-said"))
            with Store.open(own_shop, read_only=True) as store:
                n_landed = len(store) - 692
            assert 0 < n_landed < N_MANY
            assert f"{n_landed} added" in shown(pilot, "#adding-said")

            await begin(pilot, str(many))
            rest = f"{N_MANY - n_landed} added, 0 updated, {n_landed} unchanged"
            await until(lambda: rest in shown(pilot, "#adding-said"))
            assert "Stopped" not in shown(pilot, "#adding-said")
            await until(lambda: f"{692 + N_MANY} products" in heading(pilot))

    asyncio.run(scenario())


def let_go_when_stopped(holding: Holding, adding: Any) -> None:
    while not adding.is_stopping:
        time.sleep(0.01)
    holding.let_go.set()


def test_leaving_the_app_ends_adding_in_order(own_shop: Path, many: Path, holding: Holding) -> None:
    async def scenario() -> None:
        async with running(own_shop, encoder=holding.encoder) as pilot:
            await begin(pilot, str(many))
            await until(holding.is_waiting.is_set)
            adding = pilot.app._errands.adding
            threading.Thread(target=let_go_when_stopped, args=(holding, adding)).start()

    asyncio.run(scenario())
    assert not [thread for thread in threading.enumerate() if thread.name == "adding"]
    with Store.open(own_shop, read_only=True) as store:
        assert 692 < len(store) < 692 + N_MANY
        assert store.info().n_embedded == len(store)


def test_what_cannot_be_read_is_told_as_the_command_line_tells_it(
    own_shop: Path, pocket: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shop.docx").write_text("?", encoding="utf-8")
    (tmp_path / "shop.csv").write_text("colour\nred\n", encoding="utf-8")
    told = {}
    for name in ("none.csv", "shop.docx", "shop.csv"):
        path = str(tmp_path / name)
        assert command_line(["catalogue", "add", path, "--store", str(own_shop)]) == 2
        told[path] = capsys.readouterr().err.strip().removeprefix("vitrine: ")

    async def scenario() -> None:
        async with running(own_shop, (300, 40), encoder=pocket) as pilot:
            for path, sentence in told.items():
                await begin(pilot, path)
                await until(lambda sentence=sentence: shown(pilot, "#adding-said") == sentence)
            await pilot.press("escape")
            assert await answered(pilot, "mug")

    asyncio.run(scenario())


def test_without_a_store_the_first_products_make_one(
    few: Path, tmp_path: Path, pocket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "fresh"
    monkeypatch.setenv("VITRINE_STORE", str(store))

    def opening(progress: Any, *, makes_samples: bool = False) -> Assistant:
        if not makes_samples:
            raise NoStoreError("nowhere")
        return Assistant.open(store, encoder=pocket)

    async def scenario() -> None:
        app = VitrineApp(opening)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(lambda: "F8" in str(app.query_one("#said").render()))
            await begin(pilot, str(few))
            await until(lambda: "2 added" in shown(pilot, "#adding-said"))
            await until(lambda: "2 products" in heading(pilot))
            await pilot.press("escape")
            assert "Zebrawood marimba" in await answered(pilot, "marimba")

    asyncio.run(scenario())


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_it_fits(own_shop: Path, pocket: Any, size: tuple[int, int]) -> None:
    async def scenario() -> None:
        async with running(own_shop, size, encoder=pocket) as pilot:
            await pilot.press("f8")
            await until(lambda: "692" in shown(pilot, "#store-facts"))
            for name in ("#store-facts", "#source", "#adding-said"):
                region = pilot.app.screen.query_one(name).region
                assert region.right <= size[0]
                assert region.bottom < size[1]
            assert titles(pilot) == []

    asyncio.run(scenario())
