"""One open microphone as a stream of mono sound at 16 kHz; does not listen for speech."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from speech.audio.resample import StreamResampler
from speech.audio.waveform import MAX_SAMPLE_RATE_HZ, MIN_SAMPLE_RATE_HZ, FloatArray
from speech.errors import DeviceError
from speech.microphone import portaudio
from speech.microphone.channels import ChannelMixer
from speech.microphone.devices import InputDevice, find_device
from speech.microphone.opening import open_stream
from speech.microphone.ring_buffer import RingBuffer
from speech.microphone.sample_clock import SampleClock

BUFFER_S = 10.0  # how long the reader may be busy before sound is lost
STALL_S = 2.0  # without a callback, the device is gone though PortAudio does not say so
DEAD_AFTER_S = 3.0  # of digital silence: no true microphone is that quiet


class Microphone:
    """A microphone's sound, read by one thread. A context manager; may be opened again.

    device: a name as ``find_device`` takes it, an InputDevice, or None for the system's choice.
    """

    def __init__(
        self,
        device: str | InputDevice | None = None,
        *,
        buffer_s: float = BUFFER_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """clock: seconds, only growing."""
        self._wanted = device.name if isinstance(device, InputDevice) else device
        self._buffer_s = buffer_s
        self._clock = clock
        self._stream: Any = None
        self._notices: list[str] = []
        self.device: InputDevice | None = None
        self.n_samples_lost = 0

    def open(self) -> None:
        """Begin to record. Raises DeviceError: no PortAudio, no such microphone, it refuses."""
        if self._stream is not None:
            return
        sounddevice = portaudio.load()
        # By name and with a fresh list: indices move and names stay after a replug.
        self.device = find_device(self._wanted)
        self._is_over = False
        self._n_overflows = 0  # told by PortAudio
        self._n_dropped_told = self._n_overflows_told = 0
        self._n_zeros = 0
        self._samples_clock = SampleClock()
        self._opened_s = self._clock()
        self._failure: DeviceError | None = None

        def prepare(n_channels: int, sample_rate_hz: float) -> None:
            """What the callback writes to must be there before the stream is."""
            self._ring = RingBuffer(round(self._buffer_s * sample_rate_hz), n_channels)

        self._stream, self.sample_rate_hz = open_stream(
            sounddevice, self.device, prepare, self._callback, self._finished
        )
        portaudio.hold(self._stream)
        self._mixer = ChannelMixer(self.sample_rate_hz)
        self._resampler: StreamResampler | None = StreamResampler(self.sample_rate_hz)

    def close(self) -> None:
        """Stop recording; what was not read is gone."""
        stream, self._stream = self._stream, None
        if stream is None:
            return
        portaudio.release(stream)
        # A device that went away cannot be closed properly; there is nothing left to do about it.
        with contextlib.suppress(portaudio.load().PortAudioError):
            stream.close()

    def __enter__(self) -> Microphone:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, timeout_s: float = 0.1) -> FloatArray:
        """What has been recorded since the last call, (n,) float32 mono at 16 kHz.

        Waits at most timeout_s for some; n may be 0. Raises DeviceError: not open, or the
        microphone is gone; all that it recorded has been read by then.
        """
        if self._stream is None or self.device is None:
            raise DeviceError("The microphone is not open; open it before reading.")
        if self._failure is not None:
            raise self._failure
        if len(self._ring) == 0 and not self._is_over:
            self._ring.wait(timeout_s)
        is_gone = self._is_gone()  # before the last look into the buffer, so that nothing is missed
        samples = self._ring.read()
        self._tell_losses()
        self._tell_digital_silence(samples)
        heard = self._at_16_khz(self._mixer.mix(samples))
        if is_gone:
            self._failure = self._gone(self.device.name)
            if self._resampler is not None:
                heard = np.concatenate((heard, self._resampler.flush()))
        return heard

    def finish(self) -> FloatArray:
        """Stop recording and close; what was recorded since the last ``read``, as that gives it."""
        if self._stream is None or self._failure is not None:
            self.close()
            return np.zeros(0, np.float32)
        name = self.device.name if self.device else ""
        with contextlib.suppress(portaudio.load().PortAudioError):
            self._stream.stop()  # pending buffers are still delivered
        heard = self.read(0.0)  # a stream that ended is read to the resampler's last sample
        self._failure = DeviceError(f"Microphone {name} has been stopped; open it again.")
        self.close()
        return heard

    def take_notices(self) -> tuple[str, ...]:
        """Sentences for the person since the last call, such as sound lost or a rate that lied."""
        notices, self._notices = tuple(self._notices), []
        return notices

    def _callback(self, indata: FloatArray, _n: int, _time: object, status: Any) -> None:
        """PortAudio's, on its own thread: copy and count, nothing else."""
        is_broken = bool(status.input_overflow)
        self._n_overflows += is_broken
        self._ring.write(indata)
        self._samples_clock.add(len(indata), self._clock(), is_broken)

    def _finished(self) -> None:
        """PortAudio's, when a stream ends, by itself or because it was closed."""
        self._is_over = True
        self._ring.wake()

    def _at_16_khz(self, samples: FloatArray) -> FloatArray:
        if self._resampler is None:
            return samples[:0]
        heard = self._resampler.feed(samples)
        true_hz = self._samples_clock.true_rate_hz(self.sample_rate_hz)
        if true_hz is None or not MIN_SAMPLE_RATE_HZ <= true_hz <= MAX_SAMPLE_RATE_HZ:
            return heard
        name = self.device.name if self.device else ""
        self._notices.append(
            f"Microphone {name} claims {self.sample_rate_hz:g} samples a second but delivers"
            f" {true_hz:.0f}; it is heard at that rate from now on; repeat what was misheard."
        )
        rest = self._resampler.flush()
        self.sample_rate_hz = true_hz
        self._resampler = StreamResampler(true_hz)
        return np.concatenate((heard, rest))

    def _is_gone(self) -> bool:
        try:
            if self._is_over or not self._stream.active:
                return True
        except portaudio.load().PortAudioError:  # some systems fail to answer for a lost device
            return True
        last_s = self._samples_clock.last_s
        return self._clock() - (self._opened_s if last_s is None else last_s) > STALL_S

    def _gone(self, name: str) -> DeviceError:
        if self._samples_clock.last_s is None:
            return DeviceError(
                f"Microphone {name} delivers no sound; check that it is switched on and that no"
                " other program holds it, or choose another one."
            )
        return DeviceError(
            f"Microphone {name} went away while recording; what it recorded is kept;"
            " plug it in again and start again."
        )

    def _tell_losses(self) -> None:
        n_dropped = self._ring.n_dropped - self._n_dropped_told
        n_overflows = self._n_overflows - self._n_overflows_told
        if n_dropped:
            self.n_samples_lost += n_dropped
            self._notices.append(
                f"{n_dropped / self.sample_rate_hz:.2f} seconds of sound were lost because this"
                " computer was too busy to take them; close other programs or use a smaller model."
            )
        elif n_overflows:
            self._notices.append(
                f"The sound system lost sound {n_overflows} times because this computer was too"
                " busy; close other programs or use a smaller model."
            )
        self._n_dropped_told, self._n_overflows_told = self._ring.n_dropped, self._n_overflows

    def _tell_digital_silence(self, samples: FloatArray) -> None:
        if self._n_zeros < 0 or len(samples) == 0:
            return
        # Once it has made a sound, or has been told of, it is not looked at again.
        self._n_zeros = -1 if samples.any() else self._n_zeros + len(samples)
        if self._n_zeros > DEAD_AFTER_S * self.sample_rate_hz and self.device is not None:
            self._n_zeros = -1
            self._notices.append(
                f"Microphone {self.device.name} gives nothing but digital silence; unmute it, or"
                " allow this program to use it in the system's privacy settings."
            )
