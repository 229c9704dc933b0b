"""Which protocol a terminal is drawn with, and what each protocol makes of a picture."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import pytest
from PIL import Image
from rich.cells import cell_len

from tui.pictures.draw import draw, fitting
from tui.pictures.drawing import Drawing, Protocol, best_drawing
from tui.pictures.drawing_thread import Pictured
from tui.pictures.drawn import Drawn, Wanted
from tui.pictures.pictures import Pictures
from tui.terminal_facts import TerminalFacts

TRUECOLOR = "truecolor"


@pytest.fixture
def halves(tmp_path: Path) -> str:
    """A picture that is red above and blue below."""
    picture = Image.new("RGB", (80, 80), "red")
    picture.paste("blue", (0, 40, 80, 80))
    path = tmp_path / "halves.png"
    picture.save(path)
    return str(path)


@pytest.mark.parametrize(
    ("facts", "mode", "colours", "expected"),
    [
        (TerminalFacts("kitty(0.35.2)"), "auto", TRUECOLOR, Protocol.KITTY),
        (TerminalFacts("kitty(0.26.5)"), "auto", TRUECOLOR, Protocol.BLOCKS),
        (TerminalFacts("kitty(0.35.2)"), "auto", "256", Protocol.BLOCKS),
        (TerminalFacts("ghostty 1.0.1"), "auto", TRUECOLOR, Protocol.KITTY),
        (TerminalFacts("iTerm2 3.5.0", has_sixel=True), "auto", TRUECOLOR, Protocol.ITERM2),
        (TerminalFacts("WezTerm 2024", has_sixel=True), "auto", TRUECOLOR, Protocol.SIXEL),
        (TerminalFacts(has_sixel=True), "auto", "256", Protocol.SIXEL),
        (TerminalFacts(), "auto", None, Protocol.BLOCKS),
        (TerminalFacts(), "graphics", TRUECOLOR, Protocol.BLOCKS),
        (TerminalFacts("kitty(0.35.2)"), "blocks", TRUECOLOR, Protocol.BLOCKS),
        (TerminalFacts("tmux 3.4", has_sixel=True), "auto", TRUECOLOR, Protocol.BLOCKS),
        (TerminalFacts("tmux 3.4", has_sixel=True), "graphics", TRUECOLOR, Protocol.SIXEL),
        (TerminalFacts("kitty(0.35.2)"), "never", TRUECOLOR, None),
        (TerminalFacts("kitty(0.35.2)"), "auto", "standard", None),
    ],
)
def test_the_best_that_a_terminal_has_is_chosen(
    facts: TerminalFacts, mode: str, colours: str | None, expected: Protocol | None
) -> None:
    drawing = best_drawing(mode, facts, colours)
    assert (drawing and drawing.protocol) == expected


def test_a_list_is_drawn_in_characters_whatever_the_terminal_has() -> None:
    assert Drawing(Protocol.KITTY).of_characters.protocol is Protocol.KITTY
    for protocol in (Protocol.SIXEL, Protocol.ITERM2, Protocol.BLOCKS):
        assert Drawing(protocol).of_characters.protocol is Protocol.BLOCKS


@pytest.mark.parametrize("protocol", list(Protocol))
def test_every_protocol_keeps_to_its_cells(halves: str, protocol: Protocol) -> None:
    drawn = draw(Wanted((halves,), 12, 3, Drawing(protocol)))
    assert (drawn.columns, len(drawn.lines)) == (6, 3)
    for line in drawn.lines:
        assert sum(segment.cell_length for segment in line) == 6
        assert sum(cell_len(segment.text) for segment in line) == 6
    assert len(drawn.over) == (3 if protocol in (Protocol.SIXEL, Protocol.ITERM2) else 0)
    assert drawn.n_bytes > 0


def test_half_blocks_have_the_pictures_colours(halves: str) -> None:
    drawn = draw(Wanted((halves,), 8, 4, Drawing(Protocol.BLOCKS)))
    first, last = drawn.lines[0][0].style, drawn.lines[-1][0].style
    assert first is not None and last is not None
    assert first.color is not None and last.bgcolor is not None
    assert (first.color.triplet, last.bgcolor.triplet) == ((255, 0, 0), (0, 0, 255))


def test_kitty_is_given_a_whole_png_in_pieces_that_it_takes(tmp_path: Path) -> None:
    path = tmp_path / "noise.png"
    Image.effect_noise((400, 240), 90).save(path)
    drawn = draw(Wanted((str(path),), 40, 12, Drawing(Protocol.KITTY)))
    pieces = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", drawn.data)
    assert len(pieces) > 1
    assert all(len(data) <= 4096 for _, data in pieces)
    assert [keys[-3:] for keys, _ in pieces[:-1]] == [*["m=1"] * (len(pieces) - 1)] or [
        keys.rpartition(",")[2] for keys, _ in pieces
    ] == [*["m=1"] * (len(pieces) - 1), "m=0"]
    keys = dict(pair.split("=") for pair in pieces[0][0].split(","))
    assert (keys["U"], keys["q"], keys["c"], keys["r"]) == ("1", "2", "40", "12")
    assert int(keys["i"]) == drawn.number < 1 << 24
    png = Image.open(io.BytesIO(base64.b64decode("".join(data for _, data in pieces))))
    assert png.size == (400, 240)
    colour = drawn.lines[0][0].style
    assert colour is not None and colour.color is not None
    red, green, blue = colour.color.get_truecolor()
    assert red << 16 | green << 8 | blue == drawn.number


def test_pixels_over_a_line_are_one_line_high_and_end(halves: str) -> None:
    sixel = draw(Wanted((halves,), 12, 4, Drawing(Protocol.SIXEL, (10, 20))))
    for line in sixel.over:
        assert re.match(r'\x1bP[\d;]*q"1;1;80;20', line)
        assert line.endswith("\x1b\\")
    inline = draw(Wanted((halves,), 12, 4, Drawing(Protocol.ITERM2, (10, 20))))
    for line in inline.over:
        keys, _, data = line.removeprefix("\x1b]1337;File=").removesuffix("\x07").partition(":")
        assert "width=8;height=1" in keys
        assert Image.open(io.BytesIO(base64.b64decode(data))).size == (80, 20)


@pytest.mark.parametrize("size", [(1, 5_000), (5_000, 1), (1, 1), (640, 480)])
def test_any_shape_fits(size: tuple[int, int]) -> None:
    columns, lines = fitting(size, (400, 240), (10, 20))
    assert 1 <= columns <= 40
    assert 1 <= lines <= 12


def test_kept_pictures_have_a_limit_and_the_terminal_forgets_with_us() -> None:
    sent: list[str] = []
    pictures = Pictures(lambda _: None, sent.append, most_bytes=250)
    wanted = [Wanted((f"{n}.png",), 6, 3, Drawing(Protocol.KITTY)) for n in range(3)]
    for n in (0, 1):
        pictures.take(Pictured(wanted[n], Drawn(number=n + 1, data=f"give {n}", n_bytes=100)))
    assert pictures.find(wanted[0]) is not None  # so that it was used after the other
    pictures.take(Pictured(wanted[2], Drawn(number=3, data="give 2", n_bytes=100)))
    assert pictures.find(wanted[1]) is None
    assert pictures.find(wanted[0]) is not None
    assert pictures.find(wanted[2]) is not None
    assert sent[:3] == ["give 0", "give 1", "give 2"]
    assert [re.search(r"i=(\d+)", text)[1] for text in sent[3:]] == ["2"]  # type: ignore[index]
    pictures.close()
    assert len(sent) == 6
