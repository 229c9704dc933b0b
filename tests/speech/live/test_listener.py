"""A listener tells words while they are spoken, and every sample of an utterance at its end."""

from __future__ import annotations

import threading
import time
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from speech.audio.waveform import Waveform
from speech.errors import DeviceError, RecognizerError, SpeechError
from speech.live.agreement import AgreementSettings
from speech.live.decoder import Decoder
from speech.live.events import Level, ListenerEvent, Notice, Partial
from speech.live.listener import Listener
from speech.live.session import Session
from speech.live.source import WaveformSource
from speech.microphone.microphone import Microphone
from speech.speaking.endpoint import EndOfSpeech
from tests.speech.live.listening import (
    TOGGLE,
    all_events,
    finals,
    listener_of,
    played,
    running,
    until,
)
from tests.speech.live.scripted import HandSource, ScriptedRecognizer, sentence
from tests.speech.microphone.fake_portaudio import Device, FakePortAudio
from tests.speech.speaking.sounds import LoudIsVoice, voice
from tests.speech.waveforms import noise, silence

PRE_ROLL = 4_800
HANGOVER = 12_800


def test_hands_free_each_utterance_gives_its_words_and_its_sound_to_the_sample():
    first, second = sentence(1, 2, 3), sentence(4, 5)
    sound = np.concatenate((silence(1.0), first, silence(2.0), second, silence(2.0)))
    one, two = finals(all_events(listener_of(played(sound))))
    assert (one.transcript.text, two.transcript.text) == ("w1 w2 w3", "w4 w5")
    start = round(one.start_s * 16_000)
    assert start == 31 * 512 - PRE_ROLL  # the frame in which the first word begins
    assert np.array_equal(one.waveform.samples, sound[start : start + len(one.waveform.samples)])
    assert 16_000 + len(first) + HANGOVER - 512 <= start + len(one.waveform.samples)


def test_the_meter_moves_ten_times_a_second():
    levels = [e for e in all_events(listener_of(played(silence(1.0), sentence(1, 2), silence(1.4))))
              if isinstance(e, Level)]  # fmt: skip
    assert len(levels) == 30
    assert levels[0] == Level(-120.0, False)
    assert levels[11].dbfs == pytest.approx(20 * np.log10(0.15), abs=0.2) and levels[11].is_speaking


def test_partials_grow_while_it_is_spoken_and_settled_words_never_change():
    source, events = HandSource(), []
    listener = listener_of(source)
    thread = running(listener, events)
    source.put(silence(0.5))
    for number in range(1, 8):
        n_before = len(events)
        source.put(sentence(number), sentence(number))
        until(lambda n=n_before: any(isinstance(e, Partial) for e in events[n:]))
    source.put(silence(1.5))
    until(lambda: finals(events))
    listener.stop()
    thread.join()
    partials = [event for event in events if isinstance(event, Partial)]
    for earlier, later in pairwise(partials):
        assert later.committed[: len(earlier.committed)] == earlier.committed
    assert len(partials[-1].committed) >= 5
    assert finals(events)[0].committed == partials[-1].committed
    assert partials[-1].text.startswith("w1 w1 w2")


def test_the_text_of_a_partial_is_its_settled_beginning_and_the_rest():
    for words, parts in {
        ("a", "long", "red"): ("a", " long red"),
        ("红", "色", "裙"): ("红", "色裙"),
    }.items():
        partial = Partial(words[:1], words[1:])
        assert (partial.committed_text, partial.tentative_text) == parts
    assert Partial((), ("red",)).tentative_text == "red"


def test_the_final_text_is_ready_before_the_end_is_certain():
    source, events, recognizer = HandSource(), [], ScriptedRecognizer()
    listener = listener_of(source, recognizer)
    thread = running(listener, events)
    source.put(silence(0.5), sentence(1, 2), silence(0.4))  # less than the hangover
    until(lambda: recognizer.n_finals == 1)
    assert finals(events) == []
    source.put(silence(1.0))
    until(lambda: finals(events))
    listener.stop()
    thread.join()
    assert recognizer.n_finals == 1
    assert finals(events)[0].transcript.text == "w1 w2"


def test_a_transcript_tells_the_duration_of_all_its_sound():
    (final,) = finals(all_events(listener_of(played(silence(0.5), sentence(1, 2), silence(1.5)))))
    assert final.transcript.duration_s == final.waveform.duration_s > 0.6 + 0.8


def test_an_early_final_is_thrown_away_when_the_speaker_goes_on():
    source, events, recognizer = HandSource(), [], ScriptedRecognizer()
    listener = listener_of(source, recognizer)
    thread = running(listener, events)
    source.put(silence(0.5), sentence(1, 2), silence(0.4))
    until(lambda: recognizer.n_finals == 1)
    source.put(sentence(3), silence(1.5))
    until(lambda: finals(events))
    listener.stop()
    thread.join()
    assert [final.transcript.text for final in finals(events)] == ["w1 w2 w3"]


def test_a_last_word_too_short_to_go_on_is_heard_all_the_same():
    blip = sentence(3)[:500]  # less than two frames
    sound = (silence(0.5), sentence(1, 2), silence(0.4), blip, silence(2.0))
    recognizer = ScriptedRecognizer()
    (final,) = finals(all_events(listener_of(played(*sound), recognizer)))
    assert recognizer.longest_s == final.waveform.duration_s  # all of it was heard


def test_the_final_text_does_not_wait_for_a_partial_that_nobody_will_see():
    source, events, recognizer = HandSource(), [], ScriptedRecognizer(delay_s=30.0)
    listener = listener_of(source, recognizer, settings=TOGGLE)
    thread = running(listener, events)
    source.put(sentence(1, 2, 3))
    until(lambda: recognizer.n_partials == 1)
    recognizer.delay_s = 0.0  # of the final
    listener.stop()
    thread.join(timeout=10.0)
    assert [final.transcript.text for final in finals(events)] == ["w1 w2 w3"]
    assert recognizer.n_given_up == 1


def test_push_to_talk_keeps_all_from_the_first_sample_to_the_stop():
    source, events = HandSource(), []
    listener = listener_of(source, settings=TOGGLE)
    thread = running(listener, events)
    sound = np.concatenate((sentence(1), silence(3.0), sentence(2), silence(0.7)))
    source.put(*np.array_split(sound, 23))
    until(lambda: source.is_drained.is_set())
    rest = sentence(4)
    listener.stop()
    source.put(rest)
    thread.join()
    (final,) = finals(events)
    heard = final.waveform.samples
    assert np.array_equal(heard[: len(sound)], sound) and final.start_s == 0.0
    assert final.transcript.text in ("w1 w2 w4", "w1 w2")  # the rest came before or after the stop
    assert source.n_closed == 1


def test_push_to_talk_keeps_a_whisper_that_the_detector_does_not_take_for_a_voice():
    sound = noise(2.0, level=0.005)
    (final,) = finals(all_events(listener_of(played(sound), settings=TOGGLE)))
    assert np.array_equal(final.waveform.samples, sound)


def test_the_end_of_the_source_ends_the_utterance():
    (final,) = finals(all_events(listener_of(played(silence(0.5), sentence(1, 2)))))
    assert final.transcript.text == "w1 w2"
    assert len(final.waveform.samples) + round(final.start_s * 16_000) == 8_000 + 2 * 4_800


def test_an_utterance_without_end_is_cut_and_no_sample_is_lost():
    sound = sentence(*[k % 7 for k in range(120)])
    cut = finals(all_events(listener_of(played(sound))))
    assert len(cut) == 2
    assert np.array_equal(np.concatenate([final.waveform.samples for final in cut]), sound)


def test_what_a_microphone_gave_before_it_was_unplugged_is_told_before_the_error(
    sound_system: FakePortAudio,
):
    sound_system.plug(Device("Headset", rate_hz=16_000.0))
    events: list[ListenerEvent] = []
    errors: list[Exception] = []
    listener = listener_of(Microphone("headset"))

    def listen() -> None:
        try:
            listener.listen(events.append)
        except DeviceError as error:
            errors.append(error)

    thread = threading.Thread(target=listen)
    thread.start()
    until(lambda: sound_system.streams)
    stream = sound_system.streams[0]
    stream.deliver(np.concatenate((silence(0.5), sentence(1, 2))))
    stream.unplug()
    thread.join(10.0)
    assert [final.transcript.text for final in finals(events)] == ["w1 w2"]
    assert "went away while recording" in str(errors[0])
    assert stream.closed


def test_notices_of_the_source_are_passed_on():
    source = HandSource()
    source.notices = ["Sound was lost."]
    source.put(silence(0.1), DeviceError("It went away."))
    events: list[ListenerEvent] = []
    with pytest.raises(DeviceError, match="It went away"):
        listener_of(source).listen(events.append)
    assert Notice("Sound was lost.") in events


def test_an_error_of_the_recogniser_reaches_the_caller_and_the_source_is_closed():
    recognizer, source = ScriptedRecognizer(), HandSource()
    recognizer.error = RecognizerError("The memory does not suffice.")
    source.put(silence(0.5), sentence(1, 2), silence(1.5))
    with pytest.raises(RecognizerError, match="memory"):
        listener_of(source, recognizer).listen(lambda _: None)
    assert source.n_closed == 1


def test_a_cancelled_listener_tells_nothing_more_and_does_not_wait_for_the_recogniser():
    source, events = HandSource(), []
    listener = listener_of(source, ScriptedRecognizer(delay_s=1.0))
    thread = running(listener, events)
    source.put(silence(0.5), sentence(1, 2), silence(1.5))
    until(lambda: source.is_drained.is_set())
    start_s = time.monotonic()
    listener.cancel()
    thread.join()
    assert time.monotonic() - start_s < 0.8
    assert finals(events) == [] and source.n_closed == 1


def test_a_stop_before_the_beginning_is_not_lost_and_a_listener_serves_once():
    listener = listener_of(HandSource())
    listener.stop()
    assert all_events(listener) == []
    with pytest.raises(SpeechError, match="make another"):
        listener.listen(lambda _: None)


def test_ten_minutes_of_silence_keep_half_a_second():
    decoder = Decoder(ScriptedRecognizer())
    levels: list[ListenerEvent] = []
    session = Session(
        decoder, EndOfSpeech(None, LoudIsVoice()), levels.append, AgreementSettings(), 0.4
    )
    for _ in range(6_000):
        session.feed(silence(0.1))
        assert session.n_samples_kept <= 16_000
    assert len(levels) == 6_000
    decoder.close()


def test_a_true_recogniser_and_detector_are_served(speaking_recognizer: Any):
    sound = np.concatenate((silence(0.5), voice("aiueoaie"), silence(1.5)))
    listener = Listener(speaking_recognizer, WaveformSource(Waveform(sound, 16_000)))
    (final,) = finals(all_events(listener))
    assert final.transcript.text == "Show me a long red dress, please."
    assert [word.text for word in final.transcript.words][:2] == ["Show", "me"]


def test_a_waveform_can_be_played_at_its_true_speed():
    source = WaveformSource(Waveform(silence(0.3), 16_000), is_real_time=True)
    start_s = time.monotonic()
    all_events(listener_of(source))
    assert time.monotonic() - start_s >= 0.29
