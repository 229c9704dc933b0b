"""Speech begins, pauses and ends where it does, to the sample, whatever pieces it arrives in."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech.errors import AudioError
from speech.speaking.endpoint import (
    EndOfSpeech,
    SpeechEnded,
    SpeechEvent,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
)
from speech.speaking.settings import FRAME_SAMPLES, EndpointSettings
from tests.speech.speaking.sounds import (
    LoudIsVoice,
    ScriptedDetector,
    at_level,
    breath,
    clap,
    voice,
)
from tests.speech.waveforms import noise, silence

PRE_ROLL = 4_800  # samples, 0.3 s
HANGOVER = 12_800  # samples, 0.8 s


def heard(
    sound: Any, detector: Any = None, wanted: EndpointSettings | None = None, piece: int = 1600
) -> list[SpeechEvent]:
    """All events of a whole sound, fed in pieces."""
    endpoint = EndOfSpeech(wanted, detector)
    events = []
    for start in range(0, len(sound), piece):
        events += endpoint.feed(sound[start : start + piece])
    return events + endpoint.flush()


def utterances(events: list[SpeechEvent]) -> list[SpeechEnded]:
    return [event for event in events if isinstance(event, SpeechEnded)]


def frames(pattern: str) -> tuple[Any, ScriptedDetector]:
    """Audible sound and a detector that hears voice in the frames marked "V"."""
    sound = noise(len(pattern) * FRAME_SAMPLES / 16_000)[: len(pattern) * FRAME_SAMPLES]
    return sound, ScriptedDetector([float(mark == "V") for mark in pattern])


def test_a_voice_is_found_by_the_real_detector_with_its_first_and_last_samples():
    spoken = voice("aiueoaie")
    sound = np.concatenate((silence(1.0), spoken, silence(2.0)))
    (found,) = utterances(heard(sound))
    assert found.start_sample < 16_000
    assert found.end_sample > 16_000 + len(spoken)
    assert not found.is_cut


def test_quiet_speech_at_minus_45_dbfs_is_kept():
    spoken = at_level(voice("aiueoaie"), -45.0)
    (found,) = utterances(heard(np.concatenate((silence(1.0), spoken, silence(2.0)))))
    assert found.start_sample < 16_000
    assert found.end_sample > 16_000 + len(spoken)


def test_an_offset_of_the_microphone_does_not_hide_a_voice():
    sound = np.concatenate((silence(1.0), 0.1 * voice("aiueoaie"), silence(2.0))) + 0.2
    assert len(utterances(heard(sound.astype(np.float32)))) == 1


@pytest.mark.parametrize(
    "sound",
    [
        silence(3.0),
        silence(3.0) + np.float32(1e-6),
        noise(3.0, level=0.003),
        noise(3.0),
        np.concatenate((silence(1.0), breath(), silence(1.0), breath(seed=1), silence(1.0))),
        np.concatenate((silence(0.5), clap(), silence(0.5), clap(seed=1), silence(0.5))),
    ],
    ids=["silence", "almost silence", "hiss", "noise", "breath", "claps"],
)
def test_what_is_no_voice_begins_nothing(sound: Any):
    assert heard(sound) == []


def test_breath_and_claps_after_the_last_word_do_not_keep_it_open():
    spoken = voice("aiueoaie")
    after = [silence(0.3), clap(), silence(0.15), breath(0.4), clap(seed=2), silence(2.0)]
    found, *others = utterances(heard(np.concatenate((silence(0.5), spoken, *after))))
    assert others == []
    assert found.end_sample <= 8_000 + len(spoken) + HANGOVER + 4_800


def test_single_voiced_frames_neither_begin_speech_nor_take_it_up_again():
    sound, detector = frames(
        "...V......V....." + "VVVVVVVV" + "....V....V....V....V....V....V....V.."
    )
    started, paused, ended = heard(sound, detector)
    assert isinstance(started, SpeechStarted) and isinstance(paused, SpeechPaused)
    assert isinstance(ended, SpeechEnded)
    assert ended.end_sample == 24 * FRAME_SAMPLES + HANGOVER


def test_a_short_voice_within_the_hangover_is_told_so_that_no_word_is_left_out():
    sound, detector = frames("....." + "VVVVVVVV" + "........V" + "." * 40)
    (found,) = utterances(heard(sound, detector))
    assert found.voiced_until == (5 + 8 + 9) * FRAME_SAMPLES <= found.end_sample


def test_a_voice_that_flickers_still_begins():
    sound, detector = frames("." * 20 + "V.V.V" + "." * 40)
    started = heard(sound, detector)[0]
    assert started == SpeechStarted(20 * FRAME_SAMPLES - PRE_ROLL)


def test_the_utterance_starts_pre_roll_before_the_first_voiced_sample_and_ends_after_the_hangover():
    sound, detector = frames("." * 20 + "V" * 30 + "." * 60)
    events = heard(sound, detector)
    first, last = 20 * FRAME_SAMPLES, 50 * FRAME_SAMPLES
    assert events == [
        SpeechStarted(first - PRE_ROLL),
        SpeechPaused(last + 7 * FRAME_SAMPLES),
        SpeechEnded(first - PRE_ROLL, last + HANGOVER, last),
    ]


def test_a_pause_is_taken_back_when_the_speaker_goes_on():
    sound, detector = frames("." * 20 + "V" * 10 + "." * 10 + "V" * 10 + "." * 40)
    kinds = [type(event) for event in heard(sound, detector)]
    assert kinds == [SpeechStarted, SpeechPaused, SpeechResumed, SpeechPaused, SpeechEnded]


def test_the_pre_roll_never_reaches_into_the_utterance_before():
    quick = EndpointSettings(pause_s=0.032, hangover_s=0.032)
    sound, detector = frames("." * 20 + "V" * 10 + ".." + "V" * 10 + "." * 20)
    first, second = utterances(heard(sound, detector, quick))
    assert second.start_sample == first.end_sample


def test_the_end_of_the_stream_ends_the_utterance_with_its_very_last_sample():
    sound = np.concatenate(
        (silence(0.5), np.full(5_001, 0.1, np.float32) * (-1) ** np.arange(5001))
    )
    (found,) = utterances(heard(sound.astype(np.float32), LoudIsVoice()))
    assert found.end_sample == len(sound)


def test_a_short_last_word_broken_off_by_the_end_is_kept():
    sound, detector = frames("." * 20 + "V")
    (found,) = utterances(heard(sound, detector))
    assert (found.start_sample, found.end_sample) == (20 * FRAME_SAMPLES - PRE_ROLL, len(sound))


def test_speech_that_never_ends_is_cut_at_its_quietest_moment_without_a_gap():
    wanted = EndpointSettings(max_duration_s=4.0)
    loud = noise(12.0, level=0.2)
    loud[55_000:57_000] *= 0.3  # a dip at 3.5 s
    found = utterances(heard(loud, LoudIsVoice(), wanted))
    assert found[0].is_cut and 55_000 <= found[0].end_sample <= 57_100
    assert all(one.end_sample - one.start_sample <= 4 * 16_000 for one in found)
    assert [one.end_sample for one in found[:-1]] == [one.start_sample for one in found[1:]]
    assert (found[0].start_sample, found[-1].end_sample) == (0, len(loud))


def test_push_to_talk_keeps_every_sample_even_when_no_voice_is_heard():
    wanted = EndpointSettings(open_from_start=True, hangover_s=math.inf)
    sound = noise(3.0, level=0.01)
    assert heard(sound, ScriptedDetector([]), wanted) == [
        SpeechStarted(0),
        SpeechEnded(0, len(sound), 0),
    ]


def test_after_a_second_of_silence_the_detector_is_not_asked_any_more():
    detector = LoudIsVoice()
    heard(silence(60.0), detector)
    assert detector.n_asked <= 31


def test_sound_that_is_not_numbers_is_refused_in_a_sentence():
    with pytest.raises(AudioError, match="finite"):
        EndOfSpeech(None, LoudIsVoice()).feed(np.array([0.0, math.nan], np.float32))


@pytest.mark.parametrize(
    "numbers",
    [
        {"start_probability": 0.0},
        {"hangover_s": 0.1},
        {"max_duration_s": 1.0},
        {"max_duration_s": math.inf},
        {"pre_roll_s": math.nan},
    ],
)
def test_numbers_that_cannot_work_are_refused(numbers: dict[str, float]):
    with pytest.raises(AudioError):
        EndpointSettings(**numbers)  # type: ignore[arg-type]


SPANS = st.lists(
    st.tuples(st.booleans(), st.integers(1, 12_000)), min_size=1, max_size=12
)  # (voiced, samples) on end


def made_of(spans: list[tuple[bool, int]]) -> Any:
    """Square waves where voiced, faint noise elsewhere."""
    parts = [np.full(n, 0.1 if is_voiced else 0.002, np.float32) for is_voiced, n in spans]
    sound = np.concatenate(parts)
    sound[::2] *= -1
    return sound


@settings(max_examples=60, deadline=None)
@given(spans=SPANS, cuts=st.lists(st.integers(0, 40_000), max_size=10))
def test_events_do_not_depend_on_the_pieces(spans: list[tuple[bool, int]], cuts: list[int]):
    sound = made_of(spans)
    endpoint = EndOfSpeech(None, LoudIsVoice())
    events = [event for piece in np.split(sound, sorted(c for c in cuts if c < len(sound)))
              for event in endpoint.feed(piece)]  # fmt: skip
    assert events + endpoint.flush() == heard(sound, LoudIsVoice(), piece=len(sound))


@settings(max_examples=100, deadline=None)
@given(spans=SPANS, max_duration_s=st.sampled_from([2.0, 28.0]))
def test_no_voiced_sample_is_lost_or_heard_twice(
    spans: list[tuple[bool, int]], max_duration_s: float
):
    sound = made_of(spans)
    wanted = EndpointSettings(max_duration_s=max_duration_s)
    found = utterances(heard(sound, LoudIsVoice(), wanted))
    covered = np.zeros(len(sound), int)
    for one in found:
        assert one.start_sample <= one.voiced_until <= one.end_sample <= len(sound)
        covered[one.start_sample : one.end_sample] += 1
    assert covered.max(initial=0) <= 1
    first = 0
    for is_voiced, n_samples in spans:
        # Three whole frames of voice always count, wherever the frames' borders lie.
        if is_voiced and n_samples >= 4 * FRAME_SAMPLES:
            begin = max(0, first - PRE_ROLL + FRAME_SAMPLES)
            earlier = [one.end_sample for one in found if one.end_sample <= first]
            begin = max([begin, *earlier])
            assert covered[begin : first + n_samples].all()
        first += n_samples


@settings(max_examples=60, deadline=None)
@given(spans=SPANS)
def test_what_may_be_forgotten_is_never_asked_for_later(spans: list[tuple[bool, int]]):
    sound = made_of(spans)
    endpoint = EndOfSpeech(None, LoudIsVoice())
    kept_from = 0
    for start in range(0, len(sound), 700):
        for event in endpoint.feed(sound[start : start + 700]):
            if isinstance(event, SpeechStarted):
                assert event.sample >= kept_from
        kept_from = max(kept_from, endpoint.keep_from)
        assert min(start + 700, len(sound)) - kept_from <= 28 * 16_000 + 1_024
    for event in endpoint.flush():
        assert not isinstance(event, SpeechStarted) or event.sample >= kept_from
