"""A listener of the assistant's hears with the shop's words, as docs/voice.md shows it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.assistant import Assistant
from assistant.hearing import Hearing, one_wish
from assistant.query import Query
from speech.audio.waveform import Waveform
from speech.errors import RecognizerError
from speech.live.events import Final, ListenerEvent
from speech.live.source import WaveformSource
from tests.assistant.microphone import Keyboard, at_stream, deliver, said, silence
from tests.assistant.scripted import ScriptedRecognizer
from tests.speech.microphone.fake_portaudio import FakePortAudio, InputStream

PAGE = Path(__file__).parents[2] / "docs" / "voice.md"


def examples() -> list[Any]:
    """The page's programs that listen: the iterator's, the callback's."""
    found = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [compile(text, str(PAGE), "exec") for text in found if "Microphone()" in text]


def test_a_listener_knows_the_shop_and_its_transcript_is_not_heard_again(
    sample_assistant: Assistant,
) -> None:
    recognizer = ScriptedRecognizer({"": [("a long red dress", 0.9), ("a long read dress", 0.8)]})
    hearing = Hearing(sample_assistant.store, recognizer=recognizer, language="en")
    source = WaveformSource(Waveform(np.concatenate((said(), silence(1.0))), 16_000))
    events: list[ListenerEvent] = []
    hearing.listener(source, one_wish(is_hands_free=True)).listen(events.append)
    (final,) = (event for event in events if isinstance(event, Final))
    assert "dress" in recognizer.vocabulary.terms
    assert final.transcript.language == "en"
    assert len(final.transcript.alternatives) == 2
    recognizer.heard[""] = "a blue mug"
    answer = sample_assistant.ask(Query(audio=[final.transcript]))
    assert answer.transcripts == (final.transcript,)
    assert answer.hits[0].product.category == "dress"


def test_a_language_that_the_model_does_not_know_is_told_before_anybody_speaks(
    sample_assistant: Assistant, scripted: Any
) -> None:
    scripted({"": "a long red dress"})
    hearing = Hearing(sample_assistant.store, language="Klingon")
    source = WaveformSource(Waveform(said(), 16_000))
    with pytest.raises(RecognizerError, match="does not know the language 'Klingon'"):
        hearing.listener(source)


def test_the_documented_iterator_answers_when_the_speaker_stops(
    sample_store: Path,
    sound_system: FakePortAudio,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "a long red dress"})
    sound = np.concatenate((said(), silence(2.0)))
    player = at_stream(sound_system, lambda stream: deliver(stream, sound))
    names: dict[str, Any] = {}
    exec(examples()[0], names)
    player.join()
    assert names["answer"].hits[0].product.category == "dress"
    assert "(a)" in capsys.readouterr().out  # a word while it was spoken


def test_the_documented_callback_answers_at_the_key(
    sample_store: Path,
    sound_system: FakePortAudio,
    keyboard: Keyboard,
    scripted: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scripted({"": "a long red dress"})

    def play(stream: InputStream) -> None:
        deliver(stream, said())
        keyboard.press_enter()

    player = at_stream(sound_system, play)
    exec(examples()[1], {})
    player.join()
    assert "Dress" in capsys.readouterr().out
