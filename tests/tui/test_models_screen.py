"""Models, device and microphone are chosen while the old ones go on answering."""

from __future__ import annotations

import asyncio
import copy
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList

from assistant import microphone_check
from assistant.settings import load_settings
from retrieval.catalogue.ingest import add
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from speech.errors import RecognizerError
from tests.assistant.scripted import ScriptedRecognizer
from tests.speech.microphone.fake_portaudio import Device, FakePortAudio
from tests.speech.waveforms import tone
from tests.tui.store_driving import answered, heading, rows, running, shown, until

OTHER = "another-encoder"


@pytest.fixture
def small_shop(tmp_path: Path, pocket: Any) -> Path:
    """Three products, made with pocket."""
    names = ("Red mug", "Blue teapot", "Green lamp")
    with Store.open(tmp_path / "small", create=True) as store:
        add(store, [Product(str(n), name) for n, name in enumerate(names)], pocket)
    return tmp_path / "small"


async def opened(pilot: Any) -> None:
    """The models screen, once it knows what there is."""
    await pilot.press("f9")
    await until(lambda: bool(rows(pilot, "#encoders")))


async def choose(pilot: Any, selector: str, index: int) -> None:
    """Enter on a row of a list."""
    options = pilot.app.screen.query_one(selector, OptionList)
    options.focus()
    options.highlighted = index
    await pilot.press("enter")


async def choose_named(pilot: Any, selector: str, name: str) -> None:
    """Enter on the last row, and a name."""
    await choose(pilot, selector, len(rows(pilot, selector)) - 1)
    pilot.app.screen.query_one("#name", Input).value = name
    await pilot.press("enter")


def said(pilot: Any) -> str:
    return shown(pilot, "#models-said")


def test_it_shows_what_there_is_and_what_is_in_use_and_fits(
    own_shop: Path, own_home: Path, pocket: Any, sound_system: FakePortAudio
) -> None:
    sound_system.plug(Device("[b]Head\x1bset"), Device("Webcam"))

    async def scenario() -> None:
        async with running(own_shop, encoder=pocket) as pilot:
            await opened(pilot)
            assert rows(pilot, "#encoders")[0] == "● pocket"
            assert rows(pilot, "#speech")[0] == "● pocket"
            assert rows(pilot, "#speech")[-1].strip() == "another …"
            assert rows(pilot, "#devices")[:2] == ["● auto", "✓ cpu"]
            assert rows(pilot, "#microphones") == ["● default", "✓ [b]Head set", "✓ Webcam"]
            assert "in use: this project's own" in shown(pilot, "#about")
            await pilot.press("down")
            assert "trained against attacked pictures" in shown(pilot, "#about")
            await pilot.press("down")
            assert "813 MB" in shown(pilot, "#about")
            for name in ("#encoders", "#speech", "#devices", "#microphones", "#models-said"):
                region = pilot.app.screen.query_one(name).region
                assert region.width > 10
                assert region.right <= 80
                assert region.bottom < 24
            for name in ("#devices", "#microphones"):
                assert pilot.app.screen.query_one(name).size.height >= 4

    asyncio.run(scenario())


def test_an_encoder_that_cannot_be_had_leaves_the_old_one_answering(
    own_shop: Path, own_home: Path, pocket: Any, sound_system: FakePortAudio, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with running(own_shop, (160, 36), encoder=pocket) as pilot:
            await opened(pilot)
            await choose_named(pilot, "#encoders", str(tmp_path))
            await until(lambda: f"vitrine models use {tmp_path}" in said(pilot))
            assert "692 products are embedded again" in said(pilot)
            await choose_named(pilot, "#encoders", str(tmp_path))
            await until(lambda: "holds no model" in said(pilot))
            assert "Nothing was changed." in said(pilot)
            await pilot.press("escape")
            assert "mug" in (await answered(pilot, "mug"))[0].lower()
            assert heading(pilot).endswith("692 products · pocket")
            assert load_settings()[0].model == "pocket"

    asyncio.run(scenario())


def test_the_old_encoder_answers_until_the_new_one_is_ready(
    small_shop: Path,
    own_home: Path,
    pocket: Any,
    sound_system: FakePortAudio,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other, may_load = copy.copy(pocket), threading.Event()
    other.name = other.id = OTHER

    def load_encoder(name: str, **options: Any) -> Any:
        assert name == OTHER
        options["progress"](f"Fetching {name}", 1, 4)
        assert may_load.wait(60)
        return other

    async def scenario() -> None:
        async with running(small_shop, encoder=pocket) as pilot:
            monkeypatch.setattr("retrieval.encoders.load.load_encoder", load_encoder)
            await opened(pilot)
            await choose_named(pilot, "#encoders", OTHER)
            await choose_named(pilot, "#encoders", OTHER)
            await until(lambda: "25%" in said(pilot))
            await choose(pilot, "#devices", 1)
            assert "already" in said(pilot)
            await pilot.press("escape")
            assert (await answered(pilot, "red mug"))[0] == "Red mug"
            assert f"pocket · Fetching {OTHER} 25%" in heading(pilot)

            may_load.set()
            await until(lambda: heading(pilot) == f"Vitrine · small · 3 products · {OTHER}")
            assert (await answered(pilot, "blue teapot"))[0] == "Blue teapot"
            await until(lambda: load_settings()[0].model == OTHER)
            await opened(pilot)
            assert "●" not in rows(pilot, "#encoders")[0]
            encoders = pilot.app.screen.query_one("#encoders", OptionList)
            assert str(encoders.border_subtitle) == f"● {OTHER}"

    asyncio.run(scenario())


def test_what_the_store_refuses_during_a_change_is_answered_after_it(
    small_shop: Path, pocket: Any
) -> None:
    from assistant import Assistant, Query
    from retrieval.catalogue.embed import switch_model
    from tui.answering import Answered, Answering, Opened

    other = copy.copy(pocket)
    other.name = other.id = OTHER
    told: list[Any] = []
    answering = Answering(lambda _: Assistant.open(small_shop, encoder=pocket), told.append)
    answering.start()

    def wait_for(kind: type, n: int) -> None:
        end_s = time.monotonic() + 60
        while sum(isinstance(event, kind) for event in told) < n:
            assert time.monotonic() < end_s, told
            time.sleep(0.01)

    wait_for(Opened, 1)
    answering.expect(True)
    with Store.open(small_shop) as store:
        switch_model(store, other)
    answering.ask(7, Query(text="red mug"))
    time.sleep(0.3)
    assert not [event for event in told if not hasattr(event, "what")][1:]
    answering.replace(Assistant.open(small_shop, encoder=other))
    answering.expect(False)
    wait_for(Answered, 1)
    assert told[-1].number == 7
    assert told[-1].answer.hits[0].product.title == "Red mug"
    answering.close()


def test_a_speech_model_is_taken_once_it_is_loaded_and_kept_when_it_is_not(
    own_shop: Path,
    own_home: Path,
    pocket: Any,
    sound_system: FakePortAudio,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def load(name: str, **_: Any) -> ScriptedRecognizer:
        if name == "tiny":
            raise RecognizerError("Whisper model tiny cannot be downloaded (no network).")
        return ScriptedRecognizer({})

    monkeypatch.setattr("speech.recognizer.load.load_recognizer", load)

    async def scenario() -> None:
        async with running(own_shop, encoder=pocket) as pilot:
            await opened(pilot)
            await choose(pilot, "#speech", 1)
            await until(lambda: "cannot be downloaded" in said(pilot))
            assert load_settings()[0].speech_model == "pocket"
            await choose(pilot, "#speech", 3)
            await until(lambda: "base is in use from now on." in said(pilot))
            await until(lambda: rows(pilot, "#speech")[3] == "● base")
            assert load_settings()[0].speech_model == "base"
            await pilot.press("escape")
            assert await answered(pilot, "mug")

    asyncio.run(scenario())


def test_a_device_that_is_not_there_is_told(
    own_shop: Path, own_home: Path, pocket: Any, sound_system: FakePortAudio
) -> None:
    absent = 2 if sys.platform == "darwin" else 3

    async def scenario() -> None:
        async with running(own_shop, encoder=pocket) as pilot:
            await opened(pilot)
            await choose(pilot, "#devices", absent)
            await until(lambda: "is not on this machine" in said(pilot))
            assert load_settings()[0].device == "auto"
            await pilot.press("escape")
            assert await answered(pilot, "mug")

    asyncio.run(scenario())


def test_a_microphone_is_tested_and_chosen(
    own_shop: Path,
    own_home: Path,
    pocket: Any,
    sound_system: FakePortAudio,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sound_system.plug(Device("Headset", 1, 16_000.0), Device("Webcam", 1, 16_000.0))
    monkeypatch.setattr(microphone_check, "CHECK_S", 2.0)
    # On a busy machine the speaker below may be late, which is no lost device.
    monkeypatch.setattr("speech.microphone.microphone.STALL_S", 60.0)
    is_over = threading.Event()

    def speak() -> None:
        while not is_over.wait(0.1):
            for stream in sound_system.streams:
                if stream.active:
                    stream.deliver(tone(0.1))

    async def scenario() -> None:
        async with running(own_shop, encoder=pocket) as pilot:
            await opened(pilot)
            pilot.app.screen.query_one("#microphones", OptionList).highlighted = 2
            await pilot.press("t")
            await until(lambda: "█" in said(pilot))
            await until(lambda: "Webcam hears you: -9 dB" in said(pilot))
            assert [stream.device.name for stream in sound_system.streams] == ["Webcam"]
            assert all(stream.closed for stream in sound_system.streams)
            monkeypatch.setenv("VITRINE_MICROPHONE", "Headset")
            await choose(pilot, "#microphones", 2)
            await until(lambda: "Webcam is in use from now on." in said(pilot))
            assert "$VITRINE_MICROPHONE is stronger" in said(pilot)
            monkeypatch.delenv("VITRINE_MICROPHONE")
            assert load_settings()[0].microphone == "Webcam"

    speaker = threading.Thread(target=speak)
    speaker.start()
    try:
        asyncio.run(scenario())
    finally:
        is_over.set()
        speaker.join()


@pytest.mark.parametrize("is_down", [False, True])
def test_why_there_is_no_microphone_is_one_sentence(
    own_shop: Path, own_home: Path, pocket: Any, sound_system: FakePortAudio, is_down: bool
) -> None:
    sound_system.is_down = is_down

    async def scenario() -> None:
        async with running(own_shop, encoder=pocket) as pilot:
            await opened(pilot)
            await pilot.press("t")
            sentence = said(pilot)
            assert ("does not start" if is_down else "no microphone") in sentence
            pilot.app.screen.query_one("#microphones").focus()
            await until(lambda: shown(pilot, "#about") == sentence)

    asyncio.run(scenario())
