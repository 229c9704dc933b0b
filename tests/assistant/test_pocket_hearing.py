"""What the shipped speech model makes of the sample sounds, through the whole assistant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant import Answer, Assistant, Query
from retrieval.encoders.encoder import Encoder
from samples.clips import Clip, clips
from speech import Waveform, decode_audio
from speech.training.voices import HELD_OUT

QUIET_DBFS = -45.0
CLEAN = [
    clip
    for clip in clips()
    if clip.text and clip.noise == "clean" and clip.voice.partition("+")[0] not in HELD_OUT
]
ENGLISH = [clip for clip in CLEAN if clip.language == "en"]
NOBODY = [clip for clip in clips() if not clip.text and clip.noise != "truncated"]


@pytest.fixture(scope="module")
def assistant(sample_store: Path, pocket: Encoder) -> Iterator[Assistant]:
    with Assistant.open(sample_store, encoder=pocket, speech_model="pocket") as opened:
        yield opened


@pytest.fixture(scope="module")
def spoken(assistant: Assistant) -> dict[str, Answer]:
    """The answers to the clean clips of voices that pocket knows, by file."""
    return {clip.file: assistant.ask(Query(audio=[clip.path], k=1)) for clip in CLEAN}


def share_found(answers: dict[str, Answer]) -> float:
    found = [
        bool(answers[clip.file].hits) and answers[clip.file].hits[0].product.id in clip.expected_ids
        for clip in CLEAN
    ]
    return sum(found) / len(found)


def test_speaking_finds_nearly_what_typing_finds(
    assistant: Assistant, spoken: dict[str, Answer]
) -> None:
    typed = {clip.file: assistant.ask(Query(text=clip.text, k=1)) for clip in CLEAN}
    assert len(CLEAN) >= 30
    assert share_found(spoken) >= share_found(typed) - 0.05


def test_the_language_is_told_apart(spoken: dict[str, Answer]) -> None:
    wrong = [
        clip.file for clip in CLEAN if spoken[clip.file].transcripts[0].language != clip.language
    ]
    assert len(wrong) <= 0.05 * len(CLEAN), wrong


@pytest.mark.parametrize("clip", NOBODY, ids=lambda clip: clip.file)
def test_where_nobody_speaks_nothing_is_heard(assistant: Assistant, clip: Clip) -> None:
    assert assistant.ask(Query(audio=[clip.path])).transcripts[0].text == ""


def test_quiet_speech_is_heard_as_loud_speech_is(
    assistant: Assistant, spoken: dict[str, Answer]
) -> None:
    some = ENGLISH[:10]
    changed = []
    for clip in some:
        sound = decode_audio(clip.path)
        gain = np.float32(10 ** ((QUIET_DBFS - sound.level_dbfs) / 20))
        quiet = Waveform(sound.samples * gain, sound.sample_rate_hz)
        text = assistant.ask(Query(audio=[quiet], k=1)).transcripts[0].text
        if text != spoken[clip.file].transcripts[0].text:
            changed.append(clip.file)
    assert len(changed) <= 1, changed
