"""One recording, as a person asks: it ends with its first words, its stop or its length."""

from __future__ import annotations

import numpy as np
import pytest

from speech.live.events import Notice
from speech.live.listener import ListenerSettings
from speech.speaking.settings import EndpointSettings
from tests.speech.live.listening import TOGGLE, all_events, finals, listener_of
from tests.speech.live.scripted import HandSource, ScriptedRecognizer, sentence
from tests.speech.waveforms import silence


def test_no_partial_delays_the_final_text_at_the_stop():
    source, recognizer = HandSource(), ScriptedRecognizer()
    source.put(sentence(1, 2, 3))
    listener = listener_of(source, recognizer, TOGGLE)
    listener.stop()
    (final,) = finals(all_events(listener))
    assert final.transcript.text == "w1 w2 w3"
    assert (recognizer.n_partials, recognizer.n_finals) == (0, 1)


@pytest.mark.parametrize("is_hands_free", [True, False])
def test_a_single_recording_ends_at_its_longest_duration_with_a_notice(is_hands_free: bool):
    settings = ListenerSettings(
        is_hands_free=is_hands_free, is_single=True, endpoint=EndpointSettings(max_duration_s=3.0)
    )
    source = HandSource()
    source.put(*[sentence(k % 7) for k in range(100)])
    events = all_events(listener_of(source, settings=settings))
    (final,) = finals(events)
    assert 2.0 <= final.waveform.duration_s <= 3.0
    assert [event.text for event in events if isinstance(event, Notice)] == [
        "The recording was ended after 3 seconds."
    ]


def test_a_single_push_to_talk_of_silence_ends_at_its_longest_duration_too():
    settings = ListenerSettings(
        is_hands_free=False, is_single=True, endpoint=EndpointSettings(max_duration_s=3.0)
    )
    source = HandSource()
    source.put(*[silence(0.5)] * 20)
    (final,) = finals(all_events(listener_of(source, settings=settings)))
    assert final.transcript.text == ""
    assert 2.0 <= final.waveform.duration_s <= 3.0


def test_the_microphone_is_closed_before_the_last_transcript_is_made():
    source = HandSource()
    source.put(sentence(1, 2))
    listener = listener_of(source, ScriptedRecognizer(delay_s=0.5), TOGGLE)
    listener.stop()
    n_closed: list[int] = []
    listener.listen(lambda event: n_closed.append(source.n_closed))
    assert (n_closed[0], n_closed[-1]) == (0, 1)  # a level, the final


def test_a_single_utterance_ends_hands_free_listening_and_one_without_words_does_not():
    single = ListenerSettings(is_single=True)
    cough = np.where(np.arange(6_000) % 2, 0.07, -0.07).astype(np.float32)  # no word of ours
    source = HandSource()
    source.put(silence(0.5), cough, silence(1.5), sentence(1, 2), silence(1.5))
    source.put(sentence(5), silence(1.5))
    texts = [
        final.transcript.text for final in finals(all_events(listener_of(source, None, single)))
    ]
    assert texts == ["", "w1 w2"]
