"""What is done to a voice on its way: each disturbance does its own thing and no other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech.training.augmentation import as_another_person, babble, masked, recorded, with_noise
from speech.training.noise import NoiseBank, bursts, coloured, hum, music, nobody_speaking
from speech.training.room import band, clipped, heard_through, impulse_response

SAMPLE_RATE_HZ = 16_000


@pytest.fixture(scope="module")
def bank() -> NoiseBank:
    return NoiseBank(1)


@pytest.fixture
def voice() -> np.ndarray:
    """One second that swells and fades."""
    time_s = np.arange(SAMPLE_RATE_HZ, dtype=np.float32) / SAMPLE_RATE_HZ
    return (0.3 * np.sin(2 * np.pi * 440 * time_s) * np.hanning(len(time_s))).astype(np.float32)


def quiet(n_samples: int) -> np.ndarray:
    return np.full(n_samples, 0.1, np.float32)


def test_at_no_strength_a_voice_stays_as_it_is_but_for_its_level(
    voice: np.ndarray, bank: NoiseBank
) -> None:
    rng = np.random.default_rng(1)
    recording = recorded(voice, rng, bank, quiet, 0.0, len(voice) + 4000)
    start = round(recording.start_s * SAMPLE_RATE_HZ)
    heard = recording.samples[start : start + len(voice)]
    assert np.corrcoef(heard, voice)[0, 1] > 0.9999
    assert recording.end_s - recording.start_s == pytest.approx(1.0)


@given(seed=st.integers(0, 10_000), room=st.integers(-1000, 30_000))
@settings(max_examples=60, deadline=None)
def test_a_recording_holds_the_whole_voice_and_stays_finite_within_full_scale(
    seed: int, room: int
) -> None:
    rng = np.random.default_rng(seed)
    voice = rng.uniform(-0.5, 0.5, int(rng.integers(1, 20_000))).astype(np.float32)
    shared = _BANK
    recording = recorded(voice, rng, shared, quiet, 1.0, len(voice) + room)
    assert recording.samples.dtype == np.float32
    assert len(voice) <= len(recording.samples) <= len(voice) + max(0, room)
    assert np.isfinite(recording.samples).all()
    assert np.abs(recording.samples).max() <= 1.0
    assert recording.start_s >= 0
    assert recording.end_s <= len(recording.samples) / SAMPLE_RATE_HZ + 1e-6


_BANK = NoiseBank(2)


def test_noise_lies_below_the_voice_by_the_ratio(voice: np.ndarray, bank: NoiseBank) -> None:
    noisy = with_noise(voice, bank.piece(np.random.default_rng(1), len(voice)), 10.0)
    ratio = np.mean(voice**2) / np.mean((noisy - voice) ** 2)
    assert 10 * np.log10(ratio) == pytest.approx(10.0, abs=0.05)


def test_pink_noise_has_as_much_power_in_each_octave() -> None:
    spectrum = np.abs(np.fft.rfft(coloured(np.random.default_rng(1), 160_000, 1.0))) ** 2
    low, high = spectrum[2_000:4_000].sum(), spectrum[20_000:40_000].sum()
    assert low == pytest.approx(high, rel=0.15)


def test_a_hum_is_a_mains_frequency_and_its_harmonics() -> None:
    spectrum = np.abs(np.fft.rfft(hum(np.random.default_rng(3), SAMPLE_RATE_HZ)))
    strongest = int(spectrum.argmax())
    assert any(abs(strongest % base) < 3 or strongest % base > base - 3 for base in (50, 60))


def test_a_telephone_keeps_speech_and_drops_the_rest() -> None:
    frequency_hz = np.linspace(0, 8000, 801)
    for seed in range(20):
        gains = band(np.random.default_rng(seed), 801)
        assert gains[np.searchsorted(frequency_hz, 1000)] > 0.9
        assert gains[np.searchsorted(frequency_hz, 7900)] < 0.1


def test_an_echo_begins_with_the_direct_sound_and_dies_away() -> None:
    echo = impulse_response(np.random.default_rng(2))
    assert echo[0] == pytest.approx(1.0)
    assert np.square(echo[-200:]).sum() < 0.05 * np.square(echo[1:]).sum()


def test_a_room_does_not_move_the_voice() -> None:
    rng = np.random.default_rng(4)
    crackle = rng.standard_normal(4000).astype(np.float32)
    heard = heard_through(crackle, rng, has_echo=True, has_tone=False, has_band=False)
    assert np.abs(np.correlate(heard, crackle)).argmax() == 0


def test_clipping_flattens_the_peaks_alone(voice: np.ndarray) -> None:
    cut = clipped(voice, np.random.default_rng(1))
    assert np.abs(cut).max() < np.abs(voice).max()
    small = np.abs(voice) < 0.15 * np.abs(voice).max()
    assert np.array_equal(cut[small], voice[small])


def test_another_person_speaks_faster_or_slower_within_reason(voice: np.ndarray) -> None:
    rng = np.random.default_rng(1)
    lengths = {len(as_another_person(voice, rng, 1.0)) for _ in range(60)}
    assert len(lengths) > 20
    assert min(lengths) > len(voice) / 1.31
    assert max(lengths) < len(voice) / 0.77


def test_babble_is_of_others_at_the_level_asked(voice: np.ndarray) -> None:
    mixed = babble(np.random.default_rng(1), lambda n: np.resize(voice, n), 8000)
    assert len(mixed) == 8000
    assert np.sqrt(np.mean(mixed**2)) == pytest.approx(1.0, rel=1e-3)


@pytest.mark.parametrize("seed", range(14))
def test_sounds_that_nobody_speaks_are_finite_and_as_long_as_asked(
    seed: int, bank: NoiseBank
) -> None:
    rng = np.random.default_rng(seed)
    for n_samples in (4_800, 33_000):
        for sound in (
            nobody_speaking(rng, bank, n_samples),
            music(rng, n_samples),
            bursts(rng, bank, n_samples, long=bool(seed % 2)),
        ):
            assert len(sound) == n_samples
            assert np.isfinite(sound).all()


def test_masks_hide_a_part_and_leave_the_most() -> None:
    import torch

    for seed in range(30):
        mel = torch.rand(80, 300) + 1
        mel[:, 200:] = -1
        before = mel.clone()
        masked(mel, np.random.default_rng(seed), 200)
        changed = mel != before
        assert not changed[:, 200:].any()
        assert changed[:, :200].float().mean() < 0.55
        assert (mel[changed] == -1).all()
