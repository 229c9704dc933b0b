"""Listeners over written-down sound, and what they tell; not tests."""

from __future__ import annotations

import threading
import time
from typing import Any

import numpy as np

from speech.audio.waveform import Waveform
from speech.live.events import Final, ListenerEvent
from speech.live.listener import Listener, ListenerSettings
from speech.live.source import WaveformSource
from tests.speech.live.scripted import ScriptedRecognizer
from tests.speech.speaking.sounds import LoudIsVoice

TOGGLE = ListenerSettings(is_hands_free=False)


def played(*sounds: Any) -> WaveformSource:
    return WaveformSource(Waveform(np.concatenate(sounds), 16_000))


def listener_of(source: Any, recognizer: Any = None, settings: Any = None) -> Listener:
    return Listener(recognizer or ScriptedRecognizer(), source, settings, detector=LoudIsVoice())


def all_events(listener: Listener) -> list[ListenerEvent]:
    events: list[ListenerEvent] = []
    listener.listen(events.append)
    return events


def finals(events: list[ListenerEvent]) -> list[Final]:
    return [event for event in events if isinstance(event, Final)]


def running(listener: Listener, events: list[ListenerEvent]) -> threading.Thread:
    thread = threading.Thread(target=listener.listen, args=(events.append,))
    thread.start()
    return thread


def until(condition: Any, timeout_s: float = 10.0) -> None:
    """Wait for what another thread brings about."""
    end_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end_s, "it did not come about"
        time.sleep(0.002)
