"""Fixtures of the training tests: a corpus of tones, made without any synthesizer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from speech.training.config import ModelShape, TrainingConfig
from speech.training.corpus import KNOWN, NEURAL, TRAIN, UNSEEN, Clip

SAMPLE_RATE_HZ = 16_000
WORDS = ("red", "blue", "mug", "dress", "cheaper", "next")


def tone_for(text: str, rng: np.random.Generator) -> np.ndarray:
    """A sound that differs from word to word: two tones a word, (n,) int16."""
    parts = []
    for word in text.split():
        time_s = np.arange(int(0.3 * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
        base_hz = 300 + 350 * (sum(map(ord, word)) % 9) + rng.uniform(-5, 5)
        tone = np.sin(2 * np.pi * base_hz * time_s) + np.sin(2 * np.pi * 1.5 * base_hz * time_s)
        parts.append(8000 * tone * np.hanning(len(tone)))
    return np.concatenate(parts).astype(np.int16)


def write_shard(folder: Path, number: int, texts: Sequence[tuple[str, str, str]]) -> None:
    """A finished shard of (text, language, split)."""
    rng = np.random.default_rng(number)
    clips, sounds, start = [], [], 0
    for text, language, split in texts:
        sound = tone_for(text, rng)
        voice = {UNSEEN: "flite-slt", NEURAL: "kokoro-af_heart"}.get(split, "flite-rms")
        clips.append(Clip(text, language, voice, split, start, start + len(sound)))
        sounds.append(sound)
        start += len(sound)
    np.save(folder / f"clips-{number:04d}.npy", np.concatenate(sounds))
    listed = json.dumps([asdict(clip) for clip in clips])
    (folder / f"clips-{number:04d}.json").write_text(listed, encoding="utf-8")


@pytest.fixture(scope="session")
def tones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus folder of 60 clips of one to three words, English but for two."""
    folder = tmp_path_factory.mktemp("tones")
    choice = np.random.default_rng(5)
    texts = []
    for number in range(60):
        split = {0: KNOWN, 1: UNSEEN, 2: NEURAL}.get(number % 15, TRAIN)
        n_words = 1 + number % 3
        texts.append((" ".join(choice.choice(WORDS, n_words)), "en", split))
    texts += [("红色 长裙", "zh", TRAIN), ("红色", "zh", KNOWN)]
    write_shard(folder, 0, texts)
    return folder


@pytest.fixture
def tiny() -> TrainingConfig:
    """A recipe that takes a blink."""
    return TrainingConfig(
        shape=ModelShape(width=32, heads=2, audio_layers=1, text_layers=1),
        n_steps=6,
        positions_per_batch=400,
        most_clips_per_batch=6,
        warm_up_steps=2,
        cool_down_steps=2,
        easy_steps=2,
        checkpoint_every_steps=2,
        look_every_steps=3,
        look_clips=4,
    )
