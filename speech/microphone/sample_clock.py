"""How many samples a second a microphone truly delivers; not what to do about it."""

from __future__ import annotations

WARM_UP_S = 0.5  # the first callbacks come in bursts
WINDOW_S = 3.0
TOLERANCE = 0.04  # callbacks come in blocks, so that the count is rough
STANDARD_RATES_HZ = (8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000)


class SampleClock:
    """Counts samples against the monotonic clock. Written by the audio callback, read elsewhere."""

    def __init__(self) -> None:
        self.last_s: float | None = None  # when samples last arrived
        self._started_s: float | None = None
        # One object, so that the reading thread never sees half of an update:
        # (start of the count, its last callback, samples after the start).
        self._count: tuple[float, float, int] | None = None

    def add(self, n_samples: int, now_s: float, is_broken: bool = False) -> None:
        """n_samples arrived at now_s. is_broken: samples were lost, so that the count is void."""
        self.last_s = now_s
        if self._started_s is None:
            self._started_s = now_s
        if is_broken or now_s - self._started_s < WARM_UP_S:
            self._count = None
        elif self._count is None:
            self._count = (now_s, now_s, 0)
        else:
            start_s, _, n_counted = self._count
            self._count = (start_s, now_s, n_counted + n_samples)

    def restart(self) -> None:
        """Begin a new count, with the next samples."""
        self._count = None

    def true_rate_hz(self, nominal_hz: float) -> float | None:
        """The rate when it differs from nominal_hz, None when it agrees; once a window is over.

        Near a standard rate it is that one. Raises nothing; None also while the count is short.
        """
        count = self._count
        if count is None or count[1] - count[0] < WINDOW_S:
            return None
        self.restart()
        measured_hz = count[2] / (count[1] - count[0])
        if abs(measured_hz / nominal_hz - 1.0) <= TOLERANCE:
            return None
        nearest_hz = min(STANDARD_RATES_HZ, key=lambda rate_hz: abs(rate_hz - measured_hz))
        is_near = abs(nearest_hz / measured_hz - 1.0) <= TOLERANCE
        return float(nearest_hz) if is_near and nearest_hz != nominal_hz else measured_hz
