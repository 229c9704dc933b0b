"""The fake PortAudio of the microphone's tests, for a listener that listens to one."""

from tests.speech.microphone.conftest import sound_system

__all__ = ["sound_system"]
