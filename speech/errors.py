"""The errors that sound and its recognition raise, told apart by who must act; not the telling."""

from __future__ import annotations


class SpeechError(Exception):
    """Something speech could not do; its message is one sentence fit for a person."""

    exit_code = 1


class AudioError(SpeechError):
    """The caller gave sound that cannot be used: a file, a format, a waveform."""

    exit_code = 2


class DeviceError(SpeechError):
    """A microphone or its driver is missing, refuses, or went away; the message has the remedy."""

    exit_code = 2


class RecognizerError(SpeechError):
    """A speech model is unknown, cannot be had, or its files cannot be read."""

    exit_code = 2


class GivenUpError(SpeechError):
    """What was asked for was given up before it was done; for the asker alone, not for a person."""
