"""The numbers that decide when somebody speaks; not the deciding."""

from __future__ import annotations

import math
from dataclasses import dataclass

from speech.audio.waveform import SAMPLE_RATE_HZ
from speech.errors import AudioError

FRAME_SAMPLES = 512  # 32 ms, what the voice detector looks at once
FRAME_S = FRAME_SAMPLES / SAMPLE_RATE_HZ


@dataclass(frozen=True)
class EndpointSettings:
    """When speech begins, pauses and ends. Times are of sound, not of the clock.

    gate_dbfs: frames below are silence unasked; the detector is unreliable near digital zero.
    start_probability: of voice, for a frame to begin speech or take it up after a pause;
    stay_probability: to go on with it.
    min_voiced_s: so much voice begins speech or takes it up after a pause; breath and claps do not.
    pre_roll_s: kept before the first voiced sample, for soft first sounds.
    pause_s: silence after which speech pauses, hangover_s: after which it has ended; may be inf.
    max_duration_s: a longer utterance is cut, at the quietest moment of its last cut_search_s.
    open_from_start: speech begins with the first sample, whatever it is (push to talk).
    """

    gate_dbfs: float = -66.0
    start_probability: float = 0.5
    stay_probability: float = 0.35
    min_voiced_s: float = 0.09
    pre_roll_s: float = 0.3
    pause_s: float = 0.2
    hangover_s: float = 0.8
    max_duration_s: float = 28.0
    cut_search_s: float = 1.0
    open_from_start: bool = False

    def __post_init__(self) -> None:
        """Raises AudioError: a number with which speech would never begin or never end."""
        for name in ("start_probability", "stay_probability"):
            if not 0.0 < getattr(self, name) <= 1.0:
                raise AudioError(f"{name} is {getattr(self, name)}; it must lie between 0 and 1.")
        for name in ("min_voiced_s", "pre_roll_s", "pause_s", "hangover_s", "cut_search_s"):
            if not getattr(self, name) >= 0.0:
                raise AudioError(f"{name} is {getattr(self, name)}; it must be 0 or more seconds.")
        if self.hangover_s < self.pause_s:
            raise AudioError(
                f"hangover_s is {self.hangover_s} and pause_s {self.pause_s};"
                " speech must pause before it ends."
            )
        least_s = self.pre_roll_s + 2 * self.min_voiced_s + self.cut_search_s + 2 * FRAME_S
        if not least_s < self.max_duration_s < math.inf:
            raise AudioError(
                f"max_duration_s is {self.max_duration_s}; it must be more than {least_s:.2f}"
                " seconds, the pre-roll and the search for a cut together."
            )
