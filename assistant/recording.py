"""From an open microphone to one spoken wish as a waveform; not recognising it, not drawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray, Waveform
from speech.errors import DeviceError
from speech.live.recent_sound import RecentSound
from speech.live.source import SoundSource
from speech.speaking.endpoint import EndOfSpeech, SpeechEnded
from speech.speaking.energy import level_dbfs

MAX_RECORDING_S = 120.0
READ_TIMEOUT_S = 0.1


@dataclass(frozen=True)
class Recording:
    """What was recorded. notices: sentences for the person, such as sound that was lost."""

    waveform: Waveform
    notices: tuple[str, ...] = ()


def record_while(
    source: SoundSource, is_wanted: Callable[[], bool], on_level: Callable[[float], None]
) -> Recording:
    """Everything from now until it is not wanted any more, at most MAX_RECORDING_S.

    on_level: told the loudness in dBFS. A microphone that goes away ends the recording, which is
    kept; DeviceError when there is nothing to keep.
    """
    pieces: list[FloatArray] = []
    n_left = round(MAX_RECORDING_S * SAMPLE_RATE_HZ)
    notices: list[str] = []
    while is_wanted() and n_left > 0:
        samples = _read(source, notices, has_sound=bool(pieces))
        if samples is None:
            break
        if len(samples):
            pieces.append(samples[:n_left])
            n_left -= len(samples)
            on_level(level_dbfs(samples))
    if n_left <= 0:
        notices.append(f"The recording was ended after {MAX_RECORDING_S:.0f} seconds.")
    return _recording(pieces, source, notices)


def record_utterance(
    source: SoundSource,
    end_of_speech: EndOfSpeech,
    on_level: Callable[[float], None],
    is_wanted: Callable[[], bool] = lambda: True,
) -> Recording:
    """The next utterance: waits for somebody to speak, ends by itself when they stop.

    Silence before it is dropped as it goes, so that waiting costs no memory.
    """
    recent = RecentSound()
    notices: list[str] = []
    while is_wanted():
        samples = _read(source, notices, has_sound=end_of_speech.is_speaking)
        events = end_of_speech.flush() if samples is None else end_of_speech.feed(samples)
        if samples is not None and len(samples):
            on_level(level_dbfs(samples))
            recent.append(samples)
        for event in events:
            if isinstance(event, SpeechEnded):
                spoken = recent.between(event.start_sample, event.end_sample)
                return _recording([spoken], source, notices)
        if samples is None:
            break
        recent.forget_before(end_of_speech.keep_from)
    return _recording([], source, notices)


def _read(source: SoundSource, notices: list[str], *, has_sound: bool) -> FloatArray | None:
    """The next sound; None at its end, or once the microphone went away after some was kept."""
    try:
        return source.read(READ_TIMEOUT_S)
    except DeviceError as error:
        if not has_sound:
            raise
        notices.append(str(error))
        return None


def _recording(pieces: list[FloatArray], source: SoundSource, notices: list[str]) -> Recording:
    samples = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    if not len(samples):
        samples = np.zeros(1, np.float32)
    return Recording(
        Waveform(samples, SAMPLE_RATE_HZ), (*source.take_notices(), *dict.fromkeys(notices))
    )
