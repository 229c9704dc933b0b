"""`vitrine ask` and `vitrine demo` as a person and a script run them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from rich.console import Console

from assistant import Assistant, Query
from assistant.cli.main import run
from assistant.cli.table import show_answer
from samples import SAMPLES_DIR

PHOTOS = SAMPLES_DIR / "photos"


def test_ask_prints_one_json_object(sample_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "long red dress", "-k", "3", "--json", "--store", str(sample_store)]) == 0
    streams = capsys.readouterr()
    assert streams.out.count("\n") == 1
    assert len(json.loads(streams.out)["hits"]) == 3


def test_ask_uses_the_demo_store_when_none_is_given(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", "long red dress", "--explain"]) == 0
    shown = capsys.readouterr().out
    assert "Looking for long red dress" in shown
    assert "vector: rank" in shown
    assert "words: rank" in shown


def test_demo_does_not_make_its_store_twice(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["demo", "blue mug", "-k", "1"]) == 0
    streams = capsys.readouterr()
    assert "Making the sample store" not in streams.err
    assert "mug" in streams.out


def test_nothing_passing_the_filters_is_an_answer(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", "dress", "--filter", "price<0"]) == 0
    assert "No product passes the filters" in capsys.readouterr().out


def test_that_nothing_is_like_it_is_said_of_words_and_pictures_alike(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")

    def shown(*arguments: str) -> str:
        assert run(["ask", *arguments, "-k", "1"]) == 0
        return capsys.readouterr().out

    doubt = "Probably nothing like that here"
    assert doubt in shown("asdf qwer zxcv")
    assert doubt in shown("--image", str(tmp_path / "noise.png"))
    assert doubt not in shown("long red dress")
    assert doubt not in shown("--image", str(PHOTOS / "red-dress.jpg"))


def test_a_hostile_title_is_text_in_the_table(
    tmp_path: Path, pocket: object, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "hostile.csv"
    source.write_text(
        'id,title,price\nx1,"\x1b[2J\x1b]0;owned\x07[bold red]mug[/bold red] [link=x]",5 USD\n',
        encoding="utf-8",
    )
    store = tmp_path / "store"
    assert run(["catalogue", "add", str(source), "--store", str(store)]) == 0
    capsys.readouterr()
    assert run(["ask", "mug", "--store", str(store), "--explain"]) == 0
    shown = capsys.readouterr().out
    assert "[bold red]mug[/bold red]" in shown
    assert "\x1b[2J" not in shown
    assert "\x07" not in shown


def test_the_table_shows_pictures_on_a_colour_terminal(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask(Query(text="long red dress", k=2))
    console = Console(
        force_terminal=True, color_system="truecolor", width=100, record=True, no_color=False
    )
    with console.capture() as captured:
        show_answer(answer, thumbnails="blocks", console=console)
    assert "▀" in captured.get()


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_table_fits_its_terminal(width: int, sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask(Query(text="红色长裙", k=5))
    console = Console(force_terminal=False, width=width)
    with console.capture() as captured:
        show_answer(answer, explain=True, console=console)
    from rich.cells import cell_len

    assert max(cell_len(line) for line in captured.get().splitlines()) <= width
