"""Spoken clips with their texts, as many as a benchmark wants, the same each time; not hearing."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray
from speech.training.noise import between_silences, coloured, level_of

SHORTEST_S, LONGEST_S = 1.0, 5.0
BUCKETS_S = ((1.0, 2.0), (2.0, 3.0), (3.0, 5.0))
SEED = 4_000
PADDING_S = 0.2  # of silence on both sides of a corpus clip, which is cut tight
LONGEST_OFFSET_S = 0.5


@dataclass(frozen=True, eq=False)
class SpokenClip:
    """samples: (n,) float32 at 16 kHz. source: samples, corpus, or one of them and ", varied".

    noise: as the sample manifest has it; `clean` in a corpus.
    """

    samples: FloatArray
    text: str
    language: str
    source: str
    noise: str

    @property
    def duration_s(self) -> float:
        """How long the clip lasts."""
        return len(self.samples) / SAMPLE_RATE_HZ


Change = Callable[[FloatArray, np.random.Generator], FloatArray]


def spoken_clips(corpus: Path | None = None) -> list[SpokenClip]:
    """The sample sounds that hold speech and, of a corpus folder, the clips training never met.

    Of 1 to 5 s. Raises TrainingError when the folder has no finished clips.
    """
    clips = _of_the_samples() + ([] if corpus is None else _of_a_corpus(corpus))
    return [clip for clip in clips if _is_short(clip.samples)]


def enough(
    clips: Sequence[SpokenClip], n_clips: int, change: Change, seed: int = SEED
) -> list[SpokenClip]:
    """So many clips, each length as often as there are clips of it; changed ones after the rest.

    change: makes another sound of a clip's, with the same words.
    """
    if not clips:
        raise ValueError("There are no clips to choose from.")
    rng = np.random.default_rng(seed)
    order = [clips[index] for index in rng.permutation(len(clips))]
    buckets = [[clip for clip in order if bucket_of(clip.duration_s) == b] for b in BUCKETS_S]
    rounds = itertools.zip_longest(*buckets)
    chosen = [clip for clip in itertools.chain.from_iterable(rounds) if clip is not None][:n_clips]
    originals = tuple(chosen)
    for number in range(n_clips - len(originals)):
        original = originals[number % len(originals)]
        chosen.append(
            replace(
                original,
                samples=_changed(original.samples, change, rng),
                source=f"{original.source}, varied",
            )
        )
    return chosen


def bucket_of(duration_s: float) -> tuple[float, float]:
    """The stretch of durations that a clip counts in."""
    return next((b for b in BUCKETS_S if duration_s < b[1]), BUCKETS_S[-1])


def other_recording(samples: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Another pace, start, noise and level: a microphone somewhere else. (n,) float32."""
    sound = other_pace(samples, rng)
    if rng.random() < 0.7:
        floor = coloured(rng, len(sound), float(rng.uniform(0.0, 2.0)))
        sound = sound + floor * np.float32(level_of(sound) * 10 ** (-rng.uniform(12, 40) / 20))
    return at_level(sound, float(rng.uniform(-40.0, -12.0)))


def other_pace(samples: FloatArray, rng: np.random.Generator) -> FloatArray:
    """A little faster or slower, with silence of up to half a second before and after."""
    from speech.training.augmentation import at_speed

    pace = at_speed(samples, float(np.exp(rng.normal(0.0, 0.08))))
    before, after = (
        np.zeros(round(s * SAMPLE_RATE_HZ), np.float32) for s in rng.uniform(0, LONGEST_OFFSET_S, 2)
    )
    return np.concatenate((before, pace, after))


def at_level(samples: FloatArray, dbfs: float) -> FloatArray:
    """The sound at a root mean square of so many decibels of full scale, or as loud as it can be.

    Its peak stays below full scale; silence stays silence.
    """
    rms, peak = level_of(samples), float(np.abs(samples).max(initial=0.0))
    if rms == 0.0:
        return samples
    gain = min(10 ** (dbfs / 20) / rms, 0.999 / peak)
    return (samples * np.float32(gain)).astype(np.float32)


def _is_short(samples: FloatArray) -> bool:
    return SHORTEST_S <= len(samples) / SAMPLE_RATE_HZ <= LONGEST_S


def _changed(samples: FloatArray, change: Change, rng: np.random.Generator) -> FloatArray:
    """Changed until it lasts 1 to 5 s; the clip itself when no try does."""
    for _ in range(50):
        sound = change(samples, rng)
        if _is_short(sound):
            return sound
    return samples


def _of_the_samples() -> list[SpokenClip]:
    from samples.clips import clips
    from speech.audio.decode import decode_audio

    return [
        SpokenClip(decode_audio(clip.path).samples, clip.text, clip.language, "samples", clip.noise)
        for clip in clips()
        if clip.text
    ]


def _of_a_corpus(folder: Path) -> list[SpokenClip]:
    from speech.training.clips import Clips
    from speech.training.corpus import KNOWN, UNSEEN

    corpus = Clips(folder)
    held_out = []
    for number in (n for split in (KNOWN, UNSEEN) for n in corpus.of_split(split)):
        if corpus.duration_s(number) > LONGEST_S:
            continue  # its samples need not be read
        clip = corpus.clip(number)
        sound = between_silences(corpus.sound(number), PADDING_S)
        held_out.append(SpokenClip(sound, clip.text, clip.language, "corpus", "clean"))
    return held_out
