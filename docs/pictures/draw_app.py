"""Draws the pictures of the terminal app: the real one, driven by its keys, over the sample shop.

python -m docs.pictures.draw_app           # all of them
python -m docs.pictures.draw_app app help  # these
"""

from __future__ import annotations

import asyncio
import csv
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import chdir
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, ProgressBar, TextArea
from textual.widgets._footer import FooterKey

from assistant import Assistant
from assistant.cli.demo import make_sample_store
from samples import CATALOGUE_CSV
from samples.clips import AUDIO_DIR
from speech import decode_audio
from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray
from speech.live.source import WaveformSource
from tests.speech.microphone.fake_portaudio import Device, FakePortAudio
from tests.tui.driving import said
from tests.tui.waiting import until as _until
from tui.app import VitrineApp
from tui.language import use_language
from tui.run_log import RunLog
from tui.widgets.chips import Chip
from tui.widgets.key_line import KeyLine
from tui.widgets.prompt import Prompt
from tui.widgets.results import Results

FOLDER = Path(__file__).parent.resolve()
AS_MADE, SHOP = "as-made", "my-shop"  # each picture has a shop of its own
LARGE, SMALL = (120, 40), (80, 24)
WAIT_S = 180.0  # for models, and for products to come in
PICTURES_S = 2.0  # for thumbnails and the picture at the side
SPOKEN = "a-silver-kettle-under-fifty-dollars-en-us.opus"
N_SPOKEN_WORDS = 3  # shown before the picture of talking is taken
HUM, HUM_S = 0.03, 0.05  # root mean square of full scale; of a piece
LOUD_BARS = 3  # of the level meter, by then
N_ADDED = 200  # before the picture of adding is taken
WIDE_TEXT = re.compile(r'textLength="([\d.]+)"([^>]*)>([^<]*[\u2e80-\uffdc][^<]*)<')

MORNING = datetime(2026, 5, 4, 9, 30)  # by the clock of the log
MICROPHONES = ("Headset", "Webcam")

Driver = Pilot[None]
until = partial(_until, wait_s=WAIT_S)
Scene = Callable[[Driver], Awaitable[None]]


@dataclass(frozen=True)
class Drawn:
    """A picture: what leads to it, how many cells, in which colours and language."""

    scene: Scene
    size: tuple[int, int] = LARGE
    theme: str = "vitrine-dark"
    language: str = "en"


class InARoom(WaveformSource):
    """A person says something once; a fan hums until the microphone is closed."""

    def read(self, timeout_s: float) -> FloatArray | None:
        """The next piece, at its true speed."""
        piece = super().read(timeout_s)
        if piece is not None:
            return piece
        time.sleep(HUM_S)
        n = round(HUM_S * SAMPLE_RATE_HZ)
        return np.random.default_rng(0).normal(0.0, HUM, n).astype(np.float32)


async def asked(pilot: Driver, words: str) -> None:
    """Words as a person types them, and their answer."""
    await pilot.press(*words, "enter")
    await until(lambda: words in said(pilot) and bool(pilot.app.query_one(Results).hits))


async def settled(pilot: Driver) -> None:
    """Pictures have come, and no cursor blinks."""
    for line in (*pilot.app.screen.query(Input), *pilot.app.screen.query(TextArea)):
        line.cursor_blink = False
    await pilot.pause(PICTURES_S)


async def results(pilot: Driver) -> None:
    """A question, a filter, and the cursor on a product."""
    await asked(pilot, "long red dress")
    await pilot.press("f6", *"price<70", "enter")
    await until(lambda: len(pilot.app.query(Chip)) == 2 and bool(pilot.app.query_one(Results).hits))
    await pilot.press("down")


async def customers(pilot: Driver) -> None:
    """Three of them, one half typed."""
    await asked(pilot, "blue striped mug")
    await pilot.press("ctrl+t")
    await pilot.press(*"warm ha")
    await pilot.press("ctrl+t")
    await results(pilot)


async def talking(pilot: Driver) -> None:
    """Words have come and the meter moves."""
    await asked(pilot, "copper kettle")
    await pilot.press("f2")
    prompt = pilot.app.query_one(Prompt)
    await until(lambda: "Listening" in said(pilot))
    idle = prompt.placeholder
    await until(
        lambda: (
            prompt.placeholder != idle
            and len(prompt.placeholder.split()) >= N_SPOKEN_WORDS
            and said(pilot).count("█") >= LOUD_BARS
        )
    )


async def jump(pilot: Driver) -> None:
    """A letter on every place."""
    await results(pilot)
    await settled(pilot)
    await pilot.press("ctrl+n")


async def palette(pilot: Driver) -> None:
    """What can be done, as far as it has been typed."""
    await results(pilot)
    await settled(pilot)
    await pilot.press("ctrl+p", *"co")
    await pilot.pause(1.0)


async def adding(pilot: Driver) -> None:
    """Products come in from a file."""
    await pilot.press("f8")
    spring_catalogue(Path("spring.csv"))
    screen = pilot.app.screen
    screen.query_one("#source", Input).value = "spring.csv"
    await pilot.press("enter")
    bar = screen.query_one("#adding-bar", ProgressBar)
    await until(lambda: bar.progress >= N_ADDED)


def spring_catalogue(path: Path) -> None:
    """The samples under other ids."""
    with CATALOGUE_CSV.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with path.open("w", encoding="utf-8", newline="") as stream:
        written = csv.DictWriter(stream, rows[0])
        written.writeheader()
        for row in rows:
            images = row["images"].split(";")
            absolute = ";".join(str(CATALOGUE_CSV.parent / image) for image in images)
            written.writerow({**row, "id": f"spring-{row['id']}", "images": absolute})


async def models(pilot: Driver) -> None:
    """What can be chosen."""
    await pilot.press("f9")
    await until(lambda: bool(pilot.app.screen.query_one("#encoders", OptionList).option_count))


async def help_panel(pilot: Driver) -> None:
    """The keys of the results."""
    await results(pilot)
    await pilot.press("f1")


async def log(pilot: Driver) -> None:
    """What was told."""
    await asked(pilot, "umbrella")
    await pilot.press("down", "c", "l", "p", "p")
    await pilot.press("ctrl+t", *"holiday/beach.jpg", "enter", "ctrl+l")


async def replies(pilot: Driver) -> None:
    """Those there are at first, about a product."""
    await results(pilot)
    await settled(pilot)
    await pilot.press("r")


async def chinese(pilot: Driver) -> None:
    """A question in Chinese."""
    await asked(pilot, "红色长裙")
    await pilot.press("down")


PICTURES = {
    "app": Drawn(customers),
    "app-light": Drawn(results, theme="vitrine-light"),
    "app-small": Drawn(results, SMALL),
    "app-chinese": Drawn(chinese, language="zh"),
    "talking": Drawn(talking, SMALL),
    "jump": Drawn(jump),
    "palette": Drawn(palette),
    "replies": Drawn(replies),
    "catalogue": Drawn(adding, SMALL),
    "models": Drawn(models),
    "help": Drawn(help_panel),
    "log": Drawn(log, SMALL),
}


def microphone() -> InARoom:
    """A sample sound in place of one."""
    return InARoom(decode_audio(AUDIO_DIR / SPOKEN), is_real_time=True)


async def draw(name: str, drawn: Drawn) -> None:
    """Drive the app to one picture and write it."""

    def opening(progress: Any, **_: Any) -> Assistant:
        return Assistant.open(SHOP, speech_model="pocket", progress=progress)

    use_language(drawn.language)
    app = VitrineApp(opening, microphone, Path("home"))
    app.run_log = RunLog(now=lambda: MORNING)
    app.theme = drawn.theme
    app.animation_level = "none"
    async with app.run_test(size=drawn.size) as pilot:
        await until(lambda: app._answering.assistant is not None)
        await drawn.scene(pilot)
        if drawn.scene not in (talking, adding):  # these do not wait
            await settled(pilot)
        await until(lambda: bool(app.screen.query(FooterKey)) or not app.screen.query(KeyLine))
        picture = app.export_screenshot(title="vitrine")
    (FOLDER / f"{name}.svg").write_text(widened(picture), encoding="utf-8")
    shutil.rmtree("home", ignore_errors=True)


def widened(picture: str) -> str:
    """Rich gives every character one cell; Chinese ones have two."""

    def wide(match: re.Match[str]) -> str:
        length, attributes, text = match.groups()
        cells = float(length) / len(text) * cell_len(text)
        return f'textLength="{cells:.1f}"{attributes}>{text}<'

    return WIDE_TEXT.sub(wide, picture)


def main() -> None:
    """Draw those that are named, or all, in a folder that is gone afterwards."""
    names = sys.argv[1:] or list(PICTURES)
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        os.environ |= {"HOME": folder, "VITRINE_HOME": folder, "COLORTERM": "truecolor"}
        make_sample_store(Path(AS_MADE), quiet=True)
        sound_system = FakePortAudio()
        sound_system.plug(*map(Device, MICROPHONES))
        sys.modules["sounddevice"] = sound_system  # type: ignore[assignment]
        for name in names:
            shutil.copytree(AS_MADE, SHOP)
            asyncio.run(draw(name, PICTURES[name]))
            shutil.rmtree(SHOP)


if __name__ == "__main__":
    main()
