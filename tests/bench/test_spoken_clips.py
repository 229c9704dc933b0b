"""Clips to measure with: enough of them, of every length, the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray
from tests.bench.spoken_clips import (
    BUCKETS_S,
    LONGEST_S,
    SHORTEST_S,
    SpokenClip,
    at_level,
    bucket_of,
    enough,
    other_recording,
)
from tests.speech.waveforms import babble, silence


def clip(duration_s: float, text: str = "a red dress") -> SpokenClip:
    return SpokenClip(babble(duration_s), text, "en", "samples", "clean")


def louder(samples: FloatArray, rng: np.random.Generator) -> FloatArray:
    return samples * np.float32(1 + rng.random())


def test_the_lengths_take_turns_and_no_clip_comes_twice() -> None:
    clips = [clip(1.5, f"short {n}") for n in range(8)] + [clip(2.5, "middle"), clip(4.0, "long")]
    chosen = enough(clips, 5, louder)
    assert {one.text for one in chosen} >= {"middle", "long"}
    assert len({one.text for one in chosen}) == 5


def test_too_few_clips_are_made_enough_by_changing_them() -> None:
    chosen = enough([clip(1.5), clip(2.5)], 7, louder)
    assert len(chosen) == 7
    assert [one.source for one in chosen] == ["samples"] * 2 + ["samples, varied"] * 5
    assert len({one.samples.tobytes() for one in chosen}) == 7
    again = enough([clip(1.5), clip(2.5)], 7, louder)
    for one, other in zip(chosen, again, strict=True):
        np.testing.assert_array_equal(one.samples, other.samples)


def test_a_changed_clip_still_lasts_one_to_five_seconds() -> None:
    for one in enough([clip(SHORTEST_S), clip(LONGEST_S)], 30, other_recording):
        assert SHORTEST_S <= one.duration_s <= LONGEST_S


def test_no_clips_at_all_are_refused() -> None:
    with pytest.raises(ValueError, match="no clips"):
        enough([], 3, louder)


@pytest.mark.parametrize(("duration_s", "bucket"), [(1.0, 0), (2.0, 1), (3.0, 2), (5.0, 2)])
def test_a_clip_counts_in_the_stretch_that_its_length_is_in(duration_s: float, bucket: int) -> None:
    assert bucket_of(duration_s) == BUCKETS_S[bucket]


def test_a_level_is_reached_unless_the_peak_would_leave_full_scale() -> None:
    sound = babble(1.0)
    quiet = at_level(sound, -45.0)
    assert 20 * np.log10(np.sqrt(np.mean(np.square(quiet)))) == pytest.approx(-45.0, abs=0.01)
    click = np.zeros(SAMPLE_RATE_HZ, np.float32)
    click[5] = 0.1
    assert np.abs(at_level(click, -6.0)).max() == pytest.approx(0.999)
    np.testing.assert_array_equal(at_level(silence(0.1), -20.0), silence(0.1))
