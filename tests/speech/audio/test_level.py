"""One loudness for all: what is said is brought to it however far the microphone was."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from speech.audio.level import LARGEST_GAIN_DB, LOUD_DBFS, levelled

SAMPLE_RATE_HZ = 16_000
LOUDNESSES = st.floats(-1, 1, width=32).filter(lambda x: x == 0 or abs(x) > 1e-6)


def tone(level_dbfs: float, duration_s: float = 1.0) -> np.ndarray:
    time_s = np.arange(int(duration_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    amplitude = np.sqrt(2) * 10 ** (level_dbfs / 20)
    return (amplitude * np.sin(2 * np.pi * 200 * time_s)).astype(np.float32)


def level_dbfs(samples: np.ndarray) -> float:
    return 10 * float(np.log10(np.mean(np.square(samples, dtype=np.float64))))


@pytest.mark.parametrize("quiet_dbfs", [-60.0, -45.0, -20.0, -3.1])
def test_a_whisper_and_a_shout_come_out_equally_loud(quiet_dbfs: float) -> None:
    assert level_dbfs(levelled(tone(quiet_dbfs))) == pytest.approx(LOUD_DBFS, abs=0.1)


def test_pauses_around_a_word_do_not_make_it_louder() -> None:
    word = tone(-30.0, 0.6)
    alone = levelled(word)
    among = levelled(
        np.concatenate([np.zeros(12_800, np.float32), word, np.zeros(6_400, np.float32)])
    )
    assert level_dbfs(among[12_800 : 12_800 + len(word)]) == pytest.approx(
        level_dbfs(alone), abs=0.5
    )


def test_a_click_does_not_decide_for_the_words() -> None:
    sound = tone(-40.0)
    sound[8_000:8_020] = 0.9
    assert level_dbfs(levelled(sound)[:7_000]) > -31.0


def test_what_is_next_to_nothing_is_raised_only_so_far() -> None:
    assert level_dbfs(levelled(tone(-90.0))) == pytest.approx(LARGEST_GAIN_DB - 90.0, abs=0.1)


@given(
    sound=arrays(np.float32, st.integers(0, 2_000), elements=LOUDNESSES),
)
@settings(deadline=None)
def test_any_sound_keeps_its_shape_and_stays_finite(sound: np.ndarray) -> None:
    heard = levelled(sound)
    assert heard.dtype == np.float32
    assert heard.shape == sound.shape
    assert np.isfinite(heard).all()
    assert np.array_equal(np.sign(heard), np.sign(sound))
