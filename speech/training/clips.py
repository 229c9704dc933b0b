"""The finished corpus in memory-mapped shards, its clips found by split and length; read only."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from speech.audio.waveform import SAMPLE_RATE_HZ
from speech.training.corpus import CLIPS_IN_SHARD, TRAIN, Clip, finished_shards, read_shard
from speech.training.errors import TrainingError
from speech.training.noise import FloatSamples
from speech.training.voices import Samples


class Clips:
    """The first clips of a corpus folder in whole shards, numbered in the order of the folder."""

    def __init__(self, folder: Path, n_clips: int | None = None) -> None:
        """The folder's clips, all of them without n_clips. TrainingError: none, or damaged."""
        n_shards = None if n_clips is None else -(-n_clips // CLIPS_IN_SHARD)
        numbers = finished_shards(folder)[:n_shards]
        if not numbers:
            raise TrainingError(f"There are no finished clips in {folder}; synthesise some first.")
        self._shards: list[Samples] = []
        self._clips: list[tuple[int, Clip]] = []
        for number in numbers:
            samples, clips = read_shard(folder, number)
            self._clips += [(len(self._shards), clip) for clip in clips]
            self._shards.append(samples)

    def of_split(self, split: str) -> list[int]:
        """The numbers of a split's clips, the shortest first."""
        numbers = [n for n, (_, clip) in enumerate(self._clips) if clip.split == split]
        return sorted(numbers, key=lambda n: (self._length(n), n))

    def texts(self) -> list[tuple[str, str]]:
        """(text, language) of every clip that is trained on."""
        return [(clip.text, clip.language) for _, clip in self._clips if clip.split == TRAIN]

    def clip(self, number: int) -> Clip:
        """What is said, and by whom."""
        return self._clips[number][1]

    def duration_s(self, number: int) -> float:
        """How long a clip lasts."""
        return self._length(number) / SAMPLE_RATE_HZ

    def sound(self, number: int) -> FloatSamples:
        """(n,) float32 at 16 kHz."""
        shard, clip = self._clips[number]
        return self._shards[shard][clip.start : clip.end].astype(np.float32) / np.float32(32768)

    def _length(self, number: int) -> int:
        clip = self._clips[number][1]
        return clip.end - clip.start
