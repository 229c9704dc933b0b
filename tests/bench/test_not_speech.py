"""The noises of the silence benchmark are many, repeatable and within what a converter gives."""

from __future__ import annotations

import numpy as np

from tests.bench.not_speech import (
    AS_THEY_ARE,
    KINDS,
    LONGEST_S,
    LOUDEST_DBFS,
    QUIETEST_DBFS,
    SAMPLE_RATE_HZ,
    SHORTEST_S,
    noises,
)


def test_each_kind_is_drawn_as_often_and_the_same_each_time() -> None:
    drawn, again = noises(2 * len(KINDS)), noises(2 * len(KINDS))
    assert [noise.kind for noise in drawn] == [*KINDS, *KINDS]
    for one, other in zip(drawn, again, strict=True):
        np.testing.assert_array_equal(one.samples, other.samples)


def test_every_noise_is_sound_of_the_promised_length_and_level() -> None:
    for noise in noises(2 * len(KINDS)):
        assert np.isfinite(noise.samples).all(), noise.kind
        assert np.abs(noise.samples).max() <= 1.0, noise.kind
        assert len(noise.samples) <= LONGEST_S * SAMPLE_RATE_HZ, noise.kind
        assert len(noise.samples) >= SHORTEST_S * SAMPLE_RATE_HZ - 1, noise.kind
        if noise.kind not in AS_THEY_ARE:
            level_dbfs = 20 * np.log10(np.sqrt(np.mean(np.square(noise.samples, dtype=float))))
            assert level_dbfs <= LOUDEST_DBFS + 0.1, noise.kind
            # A click at full scale may be quieter than asked for, since it has a peak.
            is_at_its_peak = np.abs(noise.samples).max() > 0.99
            assert level_dbfs >= QUIETEST_DBFS - 0.1 or is_at_its_peak, noise.kind


def test_two_noises_of_a_kind_differ() -> None:
    drawn = noises(2 * len(KINDS))
    for one, other in zip(drawn, drawn[len(KINDS) :], strict=False):
        n_both = min(len(one.samples), len(other.samples))
        if one.kind != "digital_silence":
            assert not np.array_equal(one.samples[:n_both], other.samples[:n_both]), one.kind
