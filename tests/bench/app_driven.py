"""The terminal app in a terminal of its own, driven by its keys; times its event loop from inside.

A process of its own: `python -m tests.bench.app_driven STORE PRODUCTS.csv OUT.json SCENARIO`. A
task of the loop wakes every 5 ms; how late it wakes is how long the loop was held by other things.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.waiting import until as _until
from tui.terminal import TerminalApp
from tui.widgets.prompt import Prompt
from tui.widgets.results import Results

EVERY_S = 0.005
WAIT_S = 300.0
WORDS = ("red dress", "umbrella", "blue mug", "leather sofa", "green kettle", "white sneakers")
N_LISTED = 10_000
N_UTTERANCES = 3
N_BEFORE_MEMORY, N_ASKS = 200, 1_000
TURNS_KEPT = 50  # an agent starts over with the next customer
PHASES = ("models load", "typing", "picture", "sound", "adding")
until = partial(_until, wait_s=WAIT_S)


class Loop:
    """How late the loop wakes, by what goes on meanwhile, in ms."""

    def __init__(self) -> None:
        self.phase = PHASES[0]
        self.late_ms: dict[str, list[float]] = {}

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            asleep_s = time.perf_counter()
            await asyncio.sleep(EVERY_S)
            late_ms = (time.perf_counter() - asleep_s - EVERY_S) * 1000
            self.late_ms.setdefault(self.phase, []).append(round(late_ms, 2))


def said(app: Any) -> str:
    """What the line above the results says."""
    return str(app.query_one("#said").render())


async def stalls(pilot: Pilot[None], loop: Loop, picture: Path, products: Path) -> None:
    """Everything at which a loop could stop, one after the other."""
    app = pilot.app
    heading = app.query_one("#heading")
    await until(lambda: "products" in str(heading.render()))
    loop.phase = "typing"
    for words in WORDS:
        await pilot.press(*words)
        await asyncio.sleep(0.5)
        await pilot.press("enter")
        await until(lambda said_of=words: said(app).endswith(f"for {said_of}"))  # type: ignore[misc]
    loop.phase = "picture"
    await pilot.press("f5")
    app.query_one(Prompt).value = str(picture)
    await pilot.press("enter")
    await until(lambda: " of " in said(app) and bool(app.query_one(Results).hits))
    loop.phase = "models load"  # Whisper, when somebody first talks
    await talk(pilot)
    loop.phase = "sound"
    for _ in range(N_UTTERANCES):
        await talk(pilot)
    loop.phase = "adding"
    await pilot.press("f8")
    app.screen.query_one("#source", Input).value = str(products)
    await pilot.press("enter", "escape")
    added = asyncio.create_task(until(lambda: not app._errands.is_writing))  # type: ignore[attr-defined]
    await asyncio.sleep(0.5)
    while not added.done():
        for words in WORDS:
            await pilot.press("f5", *words, "enter")
            await asyncio.sleep(0.3)
    await added


async def talk(pilot: Pilot[None]) -> None:
    """One wish, until it is answered."""
    await pilot.press("f5")
    results = pilot.app.query_one(Results)
    await until(lambda: not results.hits)
    await pilot.press("f2")
    await until(lambda: bool(results.hits))


async def listed(pilot: Pilot[None], ready: Path) -> None:
    """A list of 10,000 hits under the cursor; then the other end of the terminal has its turn."""
    app = pilot.app
    await until(lambda: "products" in str(app.query_one("#heading").render()))
    await pilot.press(*"dress", "enter")
    results = app.query_one(Results)
    await until(lambda: len(results.hits) > 10 and said(app).endswith("for dress"))
    await asyncio.sleep(1.0)
    hits = list(results.hits)
    results.show((hits * (N_LISTED // len(hits) + 1))[:N_LISTED])
    results.focus()
    await asyncio.sleep(1.0)
    ready.touch()
    await until(lambda: not ready.exists())


async def soaked(pilot: Pilot[None]) -> list[tuple[int, float]]:
    """Memory in MB after numbers of asks."""
    app = pilot.app
    await until(lambda: "products" in str(app.query_one("#heading").render()))
    memory = []
    for number in range(N_ASKS):
        words = f"{WORDS[number % len(WORDS)]} {number}"
        if number % TURNS_KEPT == 0:
            await pilot.press("f5")
        app.query_one(Prompt).value = words
        await pilot.press("enter")
        await until(lambda said_of=words: f"for {said_of}" in said(app))  # type: ignore[misc]
        if (number + 1) % N_BEFORE_MEMORY == 0:
            memory.append((number + 1, resident_mb()))
    return memory


def a_picture() -> Path:
    """One of the samples'."""
    from samples import CATALOGUE_CSV

    return min((CATALOGUE_CSV.parent / "photos").iterdir())


def resident_mb() -> float:
    """This process's memory now."""
    status = Path("/proc/self/statm")
    if status.exists():
        pages = int(status.read_text().split()[1])
        return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def main() -> None:
    """Run one scenario in the app and write what was measured."""
    store, products, out, scenario = (*map(Path, sys.argv[1:4]), sys.argv[4])
    loop = Loop()
    figures: dict[str, Any] = {}

    def opening(progress: Any, **_: Any) -> Any:
        from assistant import Assistant

        return Assistant.open(store, speech_model="pocket", progress=progress)

    def microphone() -> Any:
        from samples.clips import AUDIO_DIR
        from speech.audio.decode import decode_audio
        from speech.live.source import WaveformSource

        return WaveformSource(decode_audio(AUDIO_DIR / "a-purple-hoodie-rms.opus"))

    async def drive(pilot: Pilot[None]) -> None:
        try:
            if scenario == "stalls":
                await stalls(pilot, loop, a_picture(), products)
                figures["late_ms"] = loop.late_ms
            elif scenario == "listed":
                await listed(pilot, out.with_suffix(".ready"))
            else:
                figures["memory_mb"] = await soaked(pilot)
        except Exception as error:
            figures["error"] = repr(error)
        pilot.app.exit()

    app = TerminalApp(opening, microphone)

    async def run() -> None:
        watching = asyncio.create_task(loop.watch())
        await app.run_async(auto_pilot=drive)
        watching.cancel()

    asyncio.run(run())
    out.write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
