"""Synthesised clips in a folder of shards, made resumably and read memory-mapped; no augmentation.

A shard is clips-0000.npy, (n,) int16 at 16 kHz, and clips-0000.json, its clips in order. The second
is written last: a shard without it is made again. Any first shards are a fair sample of all.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from speech.audio.waveform import SAMPLE_RATE_HZ
from speech.training.errors import TrainingError
from speech.training.grammar import Grammar, Sentence, Shop, is_held_out
from speech.training.voices import Manner, Samples, draw_held_out_person, draw_manner, say
from speech.training.whole_file import check_writable, written_whole

CLIPS_IN_SHARD = 250
PLAN_FILE = "plan.json"
INDEX_NAME = re.compile(r"clips-(\d{4,})\.json")
LANGUAGES = ("en", "zh")
CHINESE_SHARE = 0.14
# TRAIN: known voices. KNOWN: the same with held-out sentences. UNSEEN: held-out voices, and those.
# NEURAL: the same of held-out neural voices, where there are any.
TRAIN, KNOWN, UNSEEN, NEURAL = "train", "known", "unseen", "neural"
SPLITS = (TRAIN, KNOWN, UNSEEN, NEURAL)
SPLIT_SHARES = ((TRAIN, 0.955), (KNOWN, 0.02), (UNSEEN, 0.02), (NEURAL, 0.005))
SHORTEST_S, LONGEST_S = 0.1, 12.0  # what a failing or endless voice gives is left out


@dataclass(frozen=True)
class Clip:
    """What is said in samples [start, end) of a shard, and by which voice."""

    text: str
    language: str
    voice: str
    split: str
    start: int
    end: int


@dataclass(frozen=True)
class CorpusPlan:
    """What the corpus in a folder is made from; the same plan makes the same clips.

    n_clips may grow later, the rest may not change.
    """

    shop: Shop
    n_clips: int = 20_000
    seed: int = 11

    @property
    def n_shards(self) -> int:
        """Shards of 250 clips, the last one full as well."""
        return -(-self.n_clips // CLIPS_IN_SHARD)


def synthesise(
    folder: Path,
    plan: CorpusPlan,
    *,
    n_jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> int:
    """Makes the shards that the folder lacks; the number of those it then has.

    progress hears (shards done, shards in all). TrainingError when the folder holds a corpus of
    another plan or cannot be written, or there is no synthesizer; SpeechError when one fails.
    """
    missing = [n for n in range(plan.n_shards) if not _index_path(folder, n).exists()]
    done = plan.n_shards - len(missing)
    _settle_plan(folder, plan, is_finished=not missing)
    grammar = Grammar(plan.shop)

    def make(number: int) -> bool:
        if should_stop is not None and should_stop():
            return False
        if not _index_path(folder, number).exists():  # another run may have made it since
            _write_shard(folder, number, plan, grammar)
        return True

    with ThreadPoolExecutor(n_jobs) as jobs:  # threads do: the programs they wait for do the work
        for was_made in jobs.map(make, missing):
            done += was_made
            if progress is not None:
                progress(done, plan.n_shards)
    return done


def planned_clips(
    plan: CorpusPlan, grammar: Grammar, shard: int
) -> Iterator[tuple[Sentence, Manner, str]]:
    """Sentence, manner of speaking and split of each clip of a shard."""
    splits = [split for split, _ in SPLIT_SHARES]
    shares = [share for _, share in SPLIT_SHARES]
    for index in range(shard * CLIPS_IN_SHARD, (shard + 1) * CLIPS_IN_SHARD):
        choice = random.Random(f"{plan.seed}/{index}")
        split = choice.choices(splits, shares)[0]
        person = draw_held_out_person(choice) if split == NEURAL else None
        if split == NEURAL and person is None:
            split = UNSEEN
        is_chinese = (
            split in (TRAIN, KNOWN) and plan.shop.chinese_titles and choice.random() < CHINESE_SHARE
        )
        draw = grammar.draw_chinese if is_chinese else grammar.draw
        sentence = draw(choice)
        while is_held_out(sentence.text) == (split == TRAIN):
            sentence = draw(choice)
        manner = person or draw_manner(choice, sentence.language, split == UNSEEN)
        yield sentence, manner, split


def read_shard(folder: Path, number: int) -> tuple[Samples, list[Clip]]:
    """The samples, memory-mapped, and clips of a finished shard; TrainingError when damaged."""
    try:
        listed = json.loads(_index_path(folder, number).read_text(encoding="utf-8"))
        samples = np.load(_sound_path(folder, number), mmap_mode="r", allow_pickle=False)
        clips = [Clip(**values) for values in listed]
        _check(samples, clips)
    except (OSError, EOFError, ValueError, TypeError, RecursionError) as error:
        raise TrainingError(
            f"Shard {number} of {folder} cannot be read ({error}); remove its two files, and it is"
            " made again."
        ) from error
    return samples, clips


def finished_shards(folder: Path) -> list[int]:
    """The numbers of the shards that are complete."""
    names = (INDEX_NAME.fullmatch(path.name) for path in folder.glob("clips-*.json"))
    return sorted(int(name.group(1)) for name in names if name)


def _check(samples: Samples, clips: list[Clip]) -> None:
    """ValueError when the clips cannot be those of the samples."""
    if not isinstance(samples, np.ndarray) or samples.dtype != np.int16 or samples.ndim != 1:
        raise ValueError("its sound is not one row of 16-bit samples")
    for clip in clips:
        words = (clip.text, clip.language, clip.voice, clip.split)
        if not all(isinstance(word, str) and word for word in words):
            raise ValueError("a clip's text, language, voice or split is no text")
        if clip.language not in LANGUAGES or clip.split not in SPLITS:
            raise ValueError(f"a clip is of language {clip.language!r} and split {clip.split!r}")
        if not (isinstance(clip.start, int) and isinstance(clip.end, int)):
            raise ValueError("a clip's start or end is no whole number")
        if not 0 <= clip.start < clip.end <= len(samples):
            raise ValueError(f"a clip goes from {clip.start} to {clip.end} of {len(samples)}")


def _write_shard(folder: Path, number: int, plan: CorpusPlan, grammar: Grammar) -> None:
    planned = list(planned_clips(plan, grammar, number))
    sounds = say(
        [sentence.spoken for sentence, _, _ in planned], [manner for _, manner, _ in planned]
    )
    clips: list[Clip] = []
    kept: list[Samples] = []
    start = 0
    for (sentence, manner, split), sound in zip(planned, sounds, strict=True):
        if not SHORTEST_S <= len(sound) / SAMPLE_RATE_HZ <= LONGEST_S:
            continue
        end = start + len(sound)
        clips.append(Clip(sentence.text, sentence.language, manner.voice.id, split, start, end))
        kept.append(sound)
        start = end
    if not kept:
        raise TrainingError(
            f"The synthesizers gave no sound for any sentence of shard {number}; try them by hand,"
            ' as in: espeak-ng "hello".'
        )
    lines = ",\n".join(json.dumps(asdict(clip), ensure_ascii=False) for clip in clips)
    with written_whole(_sound_path(folder, number)) as file:
        np.save(file, np.concatenate(kept))
    with written_whole(_index_path(folder, number)) as file:
        file.write(f"[\n{lines}\n]\n".encode())


def _settle_plan(folder: Path, plan: CorpusPlan, *, is_finished: bool) -> None:
    """Keeps the plan beside the clips; TrainingError when they are of another one.

    Finished clips may have come from elsewhere without their plan, to be read alone.
    """
    path = folder / PLAN_FILE
    now = json.loads(json.dumps({"seed": plan.seed, "shop": asdict(plan.shop)}))
    if not is_finished:
        check_writable(path)
    if not path.exists():
        if not is_finished:
            with written_whole(path) as file:
                file.write(json.dumps(now, ensure_ascii=False, indent=1).encode())
        return
    try:
        before = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise TrainingError(f"{path} cannot be read ({error}): choose another folder.") from error
    if before != now:
        raise TrainingError(
            f"{folder} holds a corpus of other sentences: choose another folder, or remove it."
        )


def _sound_path(folder: Path, number: int) -> Path:
    return folder / f"clips-{number:04d}.npy"


def _index_path(folder: Path, number: int) -> Path:
    return folder / f"clips-{number:04d}.json"
