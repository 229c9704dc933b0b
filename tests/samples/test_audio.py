"""The sample sounds are complete, sound right by measure, and their manifest is true."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from samples.clips import AUDIO_DIR, clips
from samples.noises import SAMPLE_RATE_HZ, unit, white, with_noise
from samples.render import products
from samples.speak import disturbed, encoded, planned, speechless
from speech.audio.decode import decode_audio

CLIPS = clips()
SPOKEN = [clip for clip in CLIPS if clip.expected_ids]


def test_there_are_many_voices_noises_and_two_languages() -> None:
    assert len(SPOKEN) >= 60
    assert len({clip.voice for clip in SPOKEN}) >= 10
    assert len({clip.noise for clip in SPOKEN}) >= 6
    assert Counter(clip.language for clip in SPOKEN)["zh"] >= 6
    assert sum(clip.noise == "clean" for clip in SPOKEN) >= 30


def test_the_manifest_is_what_the_script_plans() -> None:
    assert [clip for clip in CLIPS if clip.expected_ids] == [clip for clip, _ in planned()]


def test_every_file_is_listed_once_and_all_are_small() -> None:
    files = [path for path in AUDIO_DIR.iterdir() if path.name != "manifest.csv"]
    assert Counter(clip.file for clip in CLIPS) == Counter(path.name for path in files)
    assert sum(path.stat().st_size for path in files) < 1_500_000


def test_every_expected_product_is_in_the_shop() -> None:
    known = {product.id for product in products()}
    assert all(set(clip.expected_ids) <= known for clip in CLIPS)


def test_every_spoken_clip_lasts_as_long_as_its_words_and_is_loud_enough() -> None:
    for clip in SPOKEN:
        heard = decode_audio(clip.path)
        assert 1.0 < heard.duration_s < 6.0, clip.file
        assert -26 < heard.level_dbfs < -16, clip.file
        assert heard.notice == "", clip.file
        edges = np.concatenate((heard.samples[:1600], heard.samples[-1600:]))
        if clip.noise == "clean":
            assert np.sqrt(np.mean(edges**2)) < 0.01, clip.file


def test_the_truncated_file_breaks_off() -> None:
    assert "breaks off" in decode_audio(AUDIO_DIR / "truncated.flac").notice


def test_silence_is_silent_and_music_is_not() -> None:
    assert decode_audio(AUDIO_DIR / "silence.opus").level_dbfs < -80
    assert decode_audio(AUDIO_DIR / "music.opus").level_dbfs > -30


@pytest.mark.parametrize("noise", ["pink 10 dB", "white 20 dB", "hum 15 dB", "room", "telephone"])
def test_the_same_seed_makes_the_same_noise(noise: str) -> None:
    speech = 0.1 * unit(np.sin(np.arange(SAMPLE_RATE_HZ) / 7.0))
    first, second = (disturbed(speech, noise, seed=5) for _ in range(2))
    assert (first == second).all()
    assert encoded(first) == encoded(second)


def test_noise_lies_as_far_below_speech_as_it_says() -> None:
    rng = np.random.default_rng(1)
    speech = 0.1 * unit(np.sin(np.arange(SAMPLE_RATE_HZ) / 7.0))
    noise = with_noise(speech, white(len(speech), rng), 10.0) - speech
    assert 10 * np.log10(np.mean(speech**2) / np.mean(noise**2)) == pytest.approx(10.0)


def test_the_speechless_files_are_what_the_script_makes() -> None:
    made = {clip.file for clip, _ in speechless()}
    assert made == {clip.file for clip in CLIPS if not clip.text and clip.noise != "truncated"}
