"""A listener as an async iterator: the same events, never holding up the event loop."""

from __future__ import annotations

import asyncio
import time

import pytest

from speech.errors import DeviceError
from speech.live.events import ListenerEvent
from speech.live.listener import MAX_WAITING_EVENTS, Listener
from tests.speech.live.listening import finals, listener_of, played
from tests.speech.live.scripted import HandSource, ScriptedRecognizer, sentence
from tests.speech.waveforms import silence


def test_as_an_iterator_it_tells_the_same_finals():
    listener = listener_of(played(silence(0.5), sentence(1, 2), silence(1.5)))
    events = asyncio.run(collected(listener))
    assert [final.transcript.text for final in finals(events)] == ["w1 w2"]


async def collected(listener: Listener) -> list[ListenerEvent]:
    return [event async for event in listener]


def test_a_slow_recogniser_never_holds_up_the_event_loop():
    recognizer = ScriptedRecognizer(delay_s=1.0)
    listener = listener_of(played(silence(0.5), sentence(1, 2), silence(1.5)), recognizer)

    async def run() -> float:
        longest_s, last_s = 0.0, time.monotonic()
        task = asyncio.create_task(collected(listener))
        while not task.done():
            await asyncio.sleep(0.005)
            now_s = time.monotonic()
            longest_s, last_s = max(longest_s, now_s - last_s), now_s
        assert finals(task.result())
        return longest_s

    assert asyncio.run(run()) < 0.75
    assert all(name.startswith("speech-recogniser") for name in recognizer.threads)
    assert len(recognizer.threads) == 1


def test_leaving_the_iterator_cancels():
    source = HandSource()
    listener = listener_of(source)
    source.put(silence(1.0))

    async def run() -> None:
        events = listener.events()
        async for _ in events:
            break
        await events.aclose()

    asyncio.run(run())
    assert source.n_closed == 1


def test_errors_reach_who_awaits_the_iterator():
    source = HandSource()
    source.put(sentence(1, 2), DeviceError("It went away."))
    events: list[ListenerEvent] = []

    async def run() -> None:
        async for event in listener_of(source):
            events.append(event)

    with pytest.raises(DeviceError, match="It went away"):
        asyncio.run(run())
    assert [final.transcript.text for final in finals(events)] == ["w1 w2"]


def test_a_sleeping_reader_misses_levels_but_no_final():
    source = HandSource()
    source.put(silence(20.0), sentence(1, 2), silence(1.5), sentence(3), silence(20.0))
    listener = listener_of(source)

    async def run() -> list[ListenerEvent]:
        events = listener.events()
        got = [await anext(events)]
        source.is_drained.wait(60.0)  # the loop itself is held up
        listener.stop()
        return [*got, *[event async for event in events]]

    events = asyncio.run(run())
    assert [final.transcript.text for final in finals(events)] == ["w1 w2", "w3"]
    assert len(events) <= 2 * MAX_WAITING_EVENTS + 10
