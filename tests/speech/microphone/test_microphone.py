"""A microphone gives mono sound at 16 kHz, or one sentence that says what to do."""

from __future__ import annotations

import threading
import time
from typing import Any

import numpy as np
import pytest

from speech.errors import DeviceError
from speech.microphone.microphone import Microphone
from speech.speaking.energy import level_dbfs
from tests.speech.microphone.conftest import Clock
from tests.speech.microphone.fake_portaudio import Device, FakePortAudio
from tests.speech.waveforms import silence, tone


def pitch_hz(samples: Any) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * 16_000 / len(samples))


def test_sound_at_the_devices_own_rate_comes_out_mono_at_16_khz(sound_system: FakePortAudio):
    sound_system.plug(Device("Headset", 2, 44_100.0))
    with Microphone() as microphone:
        (stream,) = sound_system.streams
        assert (stream.channels, stream.samplerate) == (2, 44_100.0)
        for piece in np.array_split(tone(1.0, rate_hz=44_100), 37):
            stream.deliver(np.stack((piece, piece), axis=1))
        heard = microphone.read()
    assert 15_500 < len(heard) <= 16_000 and heard.dtype == np.float32
    assert pitch_hz(heard) == pytest.approx(440, abs=2)
    assert level_dbfs(heard[1000:]) == pytest.approx(-9.03, abs=0.1)
    assert stream.closed


def test_a_reader_waits_for_the_callbacks_thread(sound_system: FakePortAudio):
    sound_system.plug(Device("Headset", rate_hz=16_000.0))
    with Microphone() as microphone:
        assert len(microphone.read(0.0)) == 0
        stream = sound_system.streams[0]
        threading.Timer(0.05, lambda: stream.deliver(tone(0.1))).start()
        assert len(microphone.read(5.0)) == 1_600


def test_one_live_channel_among_eight_is_heard_at_its_level(sound_system: FakePortAudio):
    sound_system.plug(Device("Interface", 8, 16_000.0))
    with Microphone() as microphone:
        channels = np.zeros((16_000, 8), np.float32)
        channels[:, 5] = tone(1.0)
        sound_system.streams[0].deliver(channels)
        assert level_dbfs(microphone.read()) == pytest.approx(-9.03, abs=0.1)


def test_a_refused_rate_is_replaced_by_one_that_is_taken(sound_system: FakePortAudio):
    sound_system.plug(Device("Headset", 1, 96_000.0, takes_rates_hz=(44_100.0,)))
    with Microphone() as microphone:
        assert microphone.sample_rate_hz == 44_100.0
    assert [rate_hz for _, rate_hz in sound_system.tries] == [96_000.0, 48_000.0, 44_100.0]


def test_a_refused_channel_count_is_replaced_by_one_that_is_taken(sound_system: FakePortAudio):
    sound_system.plug(Device("Server", 32, takes_channels=(1,)))
    with Microphone():
        assert [channels for channels, _ in sound_system.tries] == [8, 2, 1]


@pytest.mark.parametrize(
    ("device", "sentence"),
    [
        (Device("Odd", takes_rates_hz=()), "Odd refuses every usual sample rate; set one"),
        (Device("Odd", takes_channels=(7,)), "Odd refuses every usual channel count; set one"),
        (Device("Odd", error=("Error: Device unavailable", -9985)), "in use by another program"),
        (Device("Odd", error=("Error: Unanticipated host error", -9999)), "host error.*plugged in"),
    ],
)
def test_a_microphone_that_does_not_open_says_what_to_do(
    sound_system: FakePortAudio, device: Device, sentence: str
):
    sound_system.plug(device)
    with pytest.raises(DeviceError, match=sentence):
        Microphone().open()


def test_sound_that_finds_no_place_is_counted_and_told_once(sound_system: FakePortAudio):
    sound_system.plug(Device("Headset", rate_hz=16_000.0))
    with Microphone(buffer_s=1.0) as microphone:
        sound_system.streams[0].deliver(tone(1.5))
        assert len(microphone.read()) == 16_000
        assert microphone.n_samples_lost == 8_000
        (notice,) = microphone.take_notices()
        assert "0.50 seconds of sound were lost" in notice and "close other programs" in notice
        sound_system.streams[0].deliver(tone(0.5))
        assert len(microphone.read()) == 8_000
        assert microphone.take_notices() == ()


def test_an_overflow_of_the_sound_system_is_told(sound_system: FakePortAudio):
    sound_system.plug(Device("Headset"))
    with Microphone() as microphone:
        sound_system.streams[0].deliver(tone(0.1), overflow=True)
        microphone.read()
        assert "lost sound 1 times" in microphone.take_notices()[0]


def test_what_was_recorded_before_an_unplug_is_kept_then_told(sound_system: FakePortAudio):
    sound_system.plug(Device("Headset", rate_hz=48_000.0))
    with Microphone() as microphone:
        sound_system.streams[0].deliver(tone(1.0, rate_hz=48_000))
        sound_system.streams[0].unplug()
        assert len(microphone.read()) == 16_000  # to the last sample, the filter's rest included
        for _ in range(2):
            with pytest.raises(DeviceError, match=r"Headset went away.*kept; plug it in again"):
                microphone.read()


def test_a_lost_device_for_which_the_sound_system_fails_to_answer_is_told_the_same(
    sound_system: FakePortAudio,
):
    sound_system.plug(Device("Headset", rate_hz=16_000.0))
    with Microphone() as microphone:
        sound_system.streams[0].deliver(tone(0.5))
        sound_system.streams[0].is_lost = True
        assert len(microphone.read()) == 8_000
        with pytest.raises(DeviceError, match="went away"):
            microphone.read()


def test_a_device_that_falls_silent_without_a_word_counts_as_gone(
    sound_system: FakePortAudio, clock: Clock
):
    sound_system.plug(Device("Headset", rate_hz=16_000.0))
    with Microphone(clock=clock) as microphone:
        sound_system.streams[0].deliver(tone(0.5))
        assert len(microphone.read(0.0)) == 8_000
        clock.now_s += 2.5
        microphone.read(0.0)
        with pytest.raises(DeviceError, match="went away"):
            microphone.read(0.0)


def test_a_device_that_never_delivers_is_told_apart(sound_system: FakePortAudio, clock: Clock):
    sound_system.plug(Device("Headset"))
    with Microphone(clock=clock) as microphone:
        clock.now_s += 2.5
        microphone.read(0.0)
        with pytest.raises(DeviceError, match=r"delivers no sound; check that it is switched on"):
            microphone.read(0.0)


def test_after_a_replug_it_is_found_by_name_at_its_new_place(sound_system: FakePortAudio):
    headset = Device("Headset", rate_hz=16_000.0)
    sound_system.plug(headset)
    microphone = Microphone("Headset")
    microphone.open()
    sound_system.streams[0].unplug()
    sound_system.plugged.remove(headset)
    microphone.close()
    with pytest.raises(DeviceError, match="plug one in"):
        microphone.open()
    sound_system.plug(Device("Webcam"), Device("Headset", rate_hz=16_000.0))
    with microphone:
        assert microphone.device is not None and microphone.device.index == 1
        sound_system.streams[-1].deliver(tone(0.5))
        assert len(microphone.read()) == 8_000


def deliver_for(
    stream: Any, microphone: Microphone, clock: Clock, duration_s: float, true_hz: int
) -> Any:
    """Sound of a 440 Hz tone at a true rate while the clock turns; all that was read."""
    heard = []
    sound = tone(duration_s, rate_hz=true_hz)
    for piece in np.array_split(sound, round(duration_s * 50)):
        clock.now_s += len(piece) / true_hz
        stream.deliver(piece)
        heard.append(microphone.read(0.0))
    return np.concatenate(heard)


@pytest.mark.parametrize(("claimed_hz", "true_hz"), [(48_000, 44_100), (16_000, 8_000)])
def test_a_rate_that_lies_is_found_by_the_clock_told_and_put_right(
    sound_system: FakePortAudio, clock: Clock, claimed_hz: int, true_hz: int
):
    sound_system.plug(Device("Cheap", rate_hz=float(claimed_hz)))
    with Microphone(clock=clock) as microphone:
        (stream,) = sound_system.streams
        deliver_for(stream, microphone, clock, 4.0, true_hz)
        (notice,) = microphone.take_notices()
        assert f"claims {claimed_hz} samples a second but delivers {true_hz}" in notice
        assert pitch_hz(deliver_for(stream, microphone, clock, 2.0, true_hz)) == pytest.approx(
            440, abs=3
        )
        deliver_for(stream, microphone, clock, 8.0, true_hz)
        assert microphone.take_notices() == ()


def test_an_honest_rate_is_left_alone(sound_system: FakePortAudio, clock: Clock):
    sound_system.plug(Device("Headset"))
    with Microphone(clock=clock) as microphone:
        deliver_for(sound_system.streams[0], microphone, clock, 10.0, 48_000)
        assert (microphone.take_notices(), microphone.sample_rate_hz) == ((), 48_000.0)


def test_a_muted_microphone_is_told_once(sound_system: FakePortAudio):
    sound_system.plug(Device("Headset", rate_hz=16_000.0))
    with Microphone() as microphone:
        for _ in range(10):
            sound_system.streams[0].deliver(silence(1.0))
            microphone.read()
        (notice,) = microphone.take_notices()
        assert "digital silence; unmute it" in notice


def test_a_true_room_is_never_called_muted(sound_system: FakePortAudio):
    sound_system.plug(Device("Headset", rate_hz=16_000.0))
    with Microphone() as microphone:
        for sound in (tone(0.1, peak=1e-4), silence(9.0)):
            sound_system.streams[0].deliver(sound)
            microphone.read()
        assert microphone.take_notices() == ()


def test_the_callback_takes_next_to_no_time(sound_system: FakePortAudio):
    sound_system.plug(Device("Headset", 2))
    with Microphone() as microphone:
        block = np.zeros((480, 2), np.float32)
        durations_s = []
        for _ in range(200):
            start_s = time.perf_counter()
            sound_system.streams[0].deliver(block)
            durations_s.append(time.perf_counter() - start_s)
            microphone.read(0.0)
    assert np.median(durations_s) < 0.001  # of the 10 ms that a block lasts


def test_reading_before_opening_is_one_sentence():
    with pytest.raises(DeviceError, match="open it before reading"):
        Microphone().read()


def test_finishing_gives_all_that_was_recorded_to_the_last_sample(sound_system: FakePortAudio):
    sound_system.plug(Device("Headset", rate_hz=48_000.0))
    microphone = Microphone()
    microphone.open()
    sound_system.streams[0].deliver(tone(1.0, rate_hz=48_000))
    first = microphone.read()
    sound_system.streams[0].deliver(tone(0.5, rate_hz=48_000))
    assert len(first) + len(microphone.finish()) == 24_000
    assert sound_system.streams[0].closed
    assert len(microphone.finish()) == 0
