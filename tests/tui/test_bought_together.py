"""What the shop's catalogue names beside the chosen product is shown and gone to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets._footer import FooterKey

from assistant import Assistant
from assistant.cli.main import run as command_line
from retrieval.catalogue.store import Store
from tests.tui.driving import chips, run, text_of, titles, until
from tests.tui.test_jumping import jump, letter_at
from tui.app import VitrineApp
from tui.language import use_language
from tui.widgets.bought_together import BoughtTogether
from tui.widgets.details import Details
from tui.widgets.results import Results
from tui.widgets.side import Side

MANY = ";".join(f"gone-{number}" for number in range(9_000))
ROWS = f"""id,title,category,price,frequently_bought_together
lamp,Desk lamp,lamp,20 EUR,"lamp;gone;m,1;shade,bulb"
shade,"[bold]Shade[/] \x1b[2J[link=x]",shade,9.50 EUR,
bulb,Bulb with a title that is far too long for the line it stands in,bulb,2 EUR,
many,Chandelier,lamp,99 EUR,"\x1b[31m;[b];{MANY};bulb;b2;b3;b4;b5;b6;b7"
lost,Lantern,lamp,12 EUR,lost;gone
""" + "".join(f"b{number},Candle {number},candle,1 EUR,\n" for number in range(2, 8))


@pytest.fixture
def lamp_shop(tmp_path: Path) -> Path:
    file = tmp_path / "lamps.csv"
    file.write_text(ROWS, encoding="utf-8")
    store = tmp_path / "lamp-shop"
    assert command_line(["catalogue", "add", str(file), "--store", str(store)]) == 0
    return store


@asynccontextmanager
async def looking_at(
    store: Path, title: str, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Pilot[None]]:
    """The app with a product chosen, once all that is known of it is on show."""
    app = VitrineApp(lambda progress, **_: Assistant.open(store))
    async with app.run_test(size=size) as pilot:
        await until(lambda: "products" in text_of(app, "#heading"))
        await pilot.press(*title, "enter", "down")
        await until(lambda: title in titles(pilot))
        results = app.query_one(Results)
        results.choose(titles(pilot).index(title))
        await pilot.pause()
        yield pilot


def lines(pilot: Pilot[None]) -> list[str]:
    """On show under the details."""
    together = pilot.app.query_one(BoughtTogether)
    return str(together.render()).splitlines() if together.display else []


def test_they_are_listed_by_title_and_price_as_the_shop_names_them(lamp_shop: Path) -> None:
    async def scenario() -> None:
        async with looking_at(lamp_shop, "Desk lamp") as pilot:
            await until(lambda: bool(lines(pilot)))
            heading, shade, bulb = lines(pilot)
            assert heading == "Bought together · b"
            assert shade.startswith("[bold]Shade[/] [2J[link=x]") and shade.endswith("9.50 EUR")
            assert bulb.startswith("Bulb with a title") and bulb.endswith("…    2.00 EUR")
            assert "\x1b" not in "".join(lines(pilot))
            assert pilot.app.query_one(BoughtTogether).region.bottom <= 36
            details = str(pilot.app.query_one(Details).query_one("#details-text").render())
            assert "bought_together" not in details and "gone" not in details

    run(scenario())


def test_nothing_is_shown_or_offered_without_data(lamp_shop: Path) -> None:
    async def scenario() -> None:
        async with looking_at(lamp_shop, "Candle 2") as pilot:
            app = pilot.app
            for title in ("Candle 2", "Lantern"):  # it names itself and what is gone
                app.query_one(Results).choose(titles(pilot).index(title))
                await pilot.pause(0.1)
                assert not lines(pilot)
                assert "Together" not in [one.title for one in app.get_system_commands(app.screen)]
                await pilot.press("b")
                assert len(chips(pilot)) == 1

    run(scenario())


def test_the_key_goes_to_them_and_undo_back(lamp_shop: Path) -> None:
    async def scenario() -> None:
        async with looking_at(lamp_shop, "Desk lamp", (80, 24)) as pilot:
            await until(lambda: bool(pilot.app.query_one(Side).together))
            await pilot.press("b")
            await until(lambda: chips(pilot) == ["≡ bought with Desk lamp ✕"])
            await until(lambda: len(titles(pilot)) == 2)
            hits = pilot.app.query_one(Results).hits
            assert {hit.product.id for hit in hits} == {"shade", "bulb"}
            await pilot.press("f4")
            await until(lambda: chips(pilot) == ["“ Desk lamp ✕"])

    run(scenario())


def test_a_click_a_letter_and_the_palette_go_there(lamp_shop: Path) -> None:
    async def scenario() -> None:
        async with looking_at(lamp_shop, "Desk lamp") as pilot:
            app = pilot.app
            await until(lambda: bool(lines(pilot)))
            await pilot.click(BoughtTogether, offset=(4, 0))
            assert chips(pilot) == ["“ Desk lamp ✕"]  # the heading leads nowhere
            await pilot.click(BoughtTogether, offset=(4, 2))
            await until(lambda: chips(pilot)[0].startswith("≡ Bulb with"))
            await until(lambda: len(titles(pilot)) == 1)
            await pilot.press("f4")
            await until(lambda: "Desk lamp" in titles(pilot) and bool(lines(pilot)))
            first = app.query_one(BoughtTogether).region.y + 1
            await pilot.press(letter_at(await jump(pilot), first))
            await until(lambda: chips(pilot)[0].startswith("≡ [bold]Shade"))
            await pilot.press("f4")
            await until(lambda: "Desk lamp" in titles(pilot) and bool(lines(pilot)))
            commands = {one.title: one for one in app.get_system_commands(app.screen)}
            await commands["Together"].callback()
            await until(lambda: chips(pilot) == ["≡ bought with Desk lamp ✕"])

    run(scenario())


def test_of_thousands_named_a_handful_is_shown(lamp_shop: Path) -> None:
    async def scenario() -> None:
        async with looking_at(lamp_shop, "Chandelier") as pilot:
            await until(lambda: len(lines(pilot)) == 6)
            assert lines(pilot)[-1].startswith("Candle 5")

    run(scenario())


def test_the_footer_is_as_long_as_without_them(lamp_shop: Path) -> None:
    async def scenario() -> None:
        async with looking_at(lamp_shop, "Desk lamp", (80, 24)) as pilot:
            await until(lambda: bool(pilot.app.query_one(Side).together))
            labels = [str(key.description) for key in pilot.app.query(FooterKey)]
            assert "Similar" in labels and "Together" not in labels

    run(scenario())


def test_a_damaged_product_is_told_and_the_app_goes_on(lamp_shop: Path) -> None:
    async def scenario() -> None:
        async with looking_at(lamp_shop, "Candle 2") as pilot:
            with Store.open(lamp_shop) as store, store.transaction() as connection:
                connection.execute("UPDATE product SET images = 'x' WHERE id = 'bulb'")
            results = pilot.app.query_one(Results)
            results.choose(titles(pilot).index("Desk lamp"))
            await until(lambda: "'bulb' is damaged" in text_of(pilot.app, "#said"))
            assert not lines(pilot)

    run(scenario())


def test_it_is_said_in_chinese(lamp_shop: Path) -> None:
    use_language("zh")

    async def scenario() -> None:
        app = VitrineApp(lambda progress, **_: Assistant.open(lamp_shop))
        async with app.run_test(size=(120, 36)) as pilot:
            await until(lambda: "11" in text_of(app, "#heading"))
            await pilot.press(*"desk lamp", "enter")
            await until(lambda: "Desk lamp" in titles(pilot))
            await until(lambda: lines(pilot)[:1] == ["一起购买 · b"])

    try:
        run(scenario())
    finally:
        use_language("en")
