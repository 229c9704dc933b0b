"""Microphones are found by name, also those plugged in later."""

from __future__ import annotations

import builtins
import sys
from typing import Any

import pytest

from speech.errors import DeviceError
from speech.microphone.devices import find_device, list_devices
from speech.microphone.microphone import Microphone
from tests.speech.microphone.fake_portaudio import Device, FakePortAudio


def test_inputs_are_listed_with_their_own_rate_and_the_default_marked(sound_system: FakePortAudio):
    sound_system.plug(Device("Speakers", 0), Device("Webcam", 2, 44_100.0), Device("Headset"))
    sound_system.default = "Headset"
    listed = [(d.name, d.n_channels, d.sample_rate_hz, d.is_default) for d in list_devices()]
    assert listed == [("Webcam", 2, 44_100.0, False), ("Headset", 1, 48_000.0, True)]


def test_a_device_plugged_in_after_the_start_is_seen(sound_system: FakePortAudio):
    assert list_devices() == ()
    sound_system.plug(Device("Headset"))
    assert [device.name for device in list_devices()] == ["Headset"]


def test_an_open_microphone_is_not_ended_by_looking_for_others(sound_system: FakePortAudio):
    sound_system.plug(Device("Headset"))
    with Microphone():
        sound_system.plug(Device("Webcam"))
        assert [device.name for device in list_devices()] == ["Headset"]
        assert sound_system.streams[0].active
    assert len(list_devices()) == 2


def test_part_of_a_name_is_enough_when_only_one_has_it(sound_system: FakePortAudio):
    sound_system.plug(Device("USB Headset"), Device("USB Webcam"))
    assert find_device("headset").name == "USB Headset"
    with pytest.raises(DeviceError, match=r"Several.*USB Headset; USB Webcam"):
        find_device("usb")
    with pytest.raises(DeviceError, match=r"No microphone is called 'studio'; there are: USB"):
        find_device("studio")


def test_one_microphone_offered_by_two_sound_systems_is_one(sound_system: FakePortAudio):
    sound_system.plug(Device("Headset", host=0), Device("Headset", host=1))
    assert find_device("Headset").host == "ALSA"
    assert find_device("headset, jack").host == "JACK"


def test_without_a_default_the_first_input_is_taken(sound_system: FakePortAudio):
    sound_system.plug(Device("Speakers", 0), Device("Webcam"))
    assert find_device().name == "Webcam"


def test_no_microphone_is_one_sentence(sound_system: FakePortAudio):
    sound_system.plug(Device("Speakers", 0))
    with pytest.raises(DeviceError, match="plug one in"):
        find_device()


def test_a_sound_system_that_does_not_start_is_one_sentence(sound_system: FakePortAudio):
    sound_system.is_down = True
    with pytest.raises(DeviceError, match="does not start"):
        list_devices()


@pytest.mark.parametrize(
    ("error", "remedy"),
    [(OSError("PortAudio library not found"), "libportaudio2"), (ImportError(), "pip install")],
)
def test_a_missing_library_is_told_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, error: Exception, remedy: str
):
    true_import = builtins.__import__

    def failing(name: str, *rest: Any) -> Any:
        if name == "sounddevice":
            raise error
        return true_import(name, *rest)

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(builtins, "__import__", failing)
    with pytest.raises(DeviceError, match=remedy):
        list_devices()
