"""Small sounds and true sound files, made on the spot; not speech."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


def tone(duration_s: float, hz: float = 440.0, rate_hz: int = 16_000, peak: float = 0.5) -> Any:
    """A sine, (n,) float32."""
    time_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    return (peak * np.sin(2 * np.pi * hz * time_s)).astype(np.float32)


def noise(duration_s: float, rate_hz: int = 16_000, level: float = 0.1, seed: int = 0) -> Any:
    """White noise of a root mean square of ``level``, (n,) float32."""
    n_samples = round(duration_s * rate_hz)
    return (level * np.random.default_rng(seed).standard_normal(n_samples)).astype(np.float32)


def silence(duration_s: float, rate_hz: int = 16_000) -> Any:
    """Digital silence, (n,) float32."""
    return np.zeros(round(duration_s * rate_hz), np.float32)


def babble(duration_s: float, rate_hz: int = 16_000, seed: int = 0) -> Any:
    """Syllable-like bursts of a harmonic buzz with pauses: loud and lively, but no words."""
    generator = np.random.default_rng(seed)
    time_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    pitch_hz = 110 + 20 * np.sin(2 * np.pi * 0.7 * time_s)
    phase = 2 * np.pi * np.cumsum(pitch_hz) / rate_hz
    buzz = sum(np.sin(k * phase) / k for k in range(1, 20))
    envelope = np.clip(np.sin(2 * np.pi * 3.1 * time_s + generator.uniform(0, 6)), 0, 1)
    return (0.2 * buzz * envelope).astype(np.float32)


def encoded(channels: Any, rate_hz: int, container: str = "wav", codec: str = "pcm_s16le") -> bytes:
    """A sound file's bytes. channels: (n,) or (n_channels, n) float32."""
    import av

    planes = np.atleast_2d(np.asarray(channels, np.float32))
    layout = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}[len(planes)]
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate_hz, layout=layout)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(planes.T).reshape(1, -1), format="flt", layout=layout
        )
        frame.sample_rate = rate_hz
        frame.time_base = Fraction(1, rate_hz)
        frame.pts = 0
        wanted = stream.codec_context.format or "s16"
        resampler = av.AudioResampler(
            format=wanted, layout=layout, rate=rate_hz,
            frame_size=stream.codec_context.frame_size or None,
        )  # fmt: skip
        for ready in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(ready))
        out.mux(stream.encode(None))
    return buffer.getvalue()
