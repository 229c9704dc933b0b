"""Synthesised clips in a folder of shards, made resumably and read memory-mapped; no augmentation.

A shard is clips-0000.npy, (n,) int16 at 16 kHz, and clips-0000.json, its clips in order. The second
is written last: a shard without it is made again. Any first shards are a fair sample of all.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from speech.training.errors import TrainingError
from speech.training.grammar import Grammar, Sentence, Shop, is_held_out
from speech.training.voices import Manner, Samples, draw_manner, say

CLIPS_IN_SHARD = 250
PLAN_FILE = "plan.json"
CHINESE_SHARE = 0.06
# TRAIN: known voices. KNOWN: the same with held-out sentences. UNSEEN: held-out voices, and those.
TRAIN, KNOWN, UNSEEN = "train", "known", "unseen"
SPLIT_SHARES = ((TRAIN, 0.96), (KNOWN, 0.02), (UNSEEN, 0.02))
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
    another plan; SpeechError when there is no synthesizer.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = [n for n in range(plan.n_shards) if not _index_path(folder, n).exists()]
    done = plan.n_shards - len(missing)
    if missing:  # a finished corpus is used as it is
        _settle_plan(folder, plan)
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
        is_chinese = (
            split != UNSEEN and plan.shop.chinese_titles and choice.random() < CHINESE_SHARE
        )
        draw = grammar.draw_chinese if is_chinese else grammar.draw
        sentence = draw(choice)
        while is_held_out(sentence.text) == (split == TRAIN):
            sentence = draw(choice)
        yield sentence, draw_manner(choice, sentence.language, split == UNSEEN), split


def read_shard(folder: Path, number: int) -> tuple[Samples, list[Clip]]:
    """The samples, memory-mapped, and clips of a finished shard; TrainingError when damaged."""
    try:
        listed = json.loads(_index_path(folder, number).read_text(encoding="utf-8"))
        samples = np.load(_sound_path(folder, number), mmap_mode="r", allow_pickle=False)
        clips = [Clip(**values) for values in listed]
    except (OSError, ValueError, TypeError) as error:
        raise TrainingError(
            f"Shard {number} of {folder} cannot be read ({error}); remove its two files, and it is"
            " made again."
        ) from error
    return samples, clips


def finished_shards(folder: Path) -> list[int]:
    """The numbers of the shards that are complete."""
    return sorted(int(path.stem.split("-")[1]) for path in folder.glob("clips-*.json"))


def _write_shard(folder: Path, number: int, plan: CorpusPlan, grammar: Grammar) -> None:
    planned = list(planned_clips(plan, grammar, number))
    sounds = say(
        [sentence.spoken for sentence, _, _ in planned], [manner for _, manner, _ in planned]
    )
    clips: list[Clip] = []
    kept: list[Samples] = []
    start = 0
    for (sentence, manner, split), sound in zip(planned, sounds, strict=True):
        if not SHORTEST_S <= len(sound) / 16_000 <= LONGEST_S:
            continue
        end = start + len(sound)
        clips.append(Clip(sentence.text, sentence.language, manner.voice.id, split, start, end))
        kept.append(sound)
        start = end
    aside = folder / f"{number:04d}-{os.getpid()}.new.npy"
    np.save(aside, np.concatenate(kept))
    aside.replace(_sound_path(folder, number))
    lines = ",\n".join(json.dumps(asdict(clip), ensure_ascii=False) for clip in clips)
    index_aside = folder / f"{number:04d}-{os.getpid()}.new"
    index_aside.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    index_aside.replace(_index_path(folder, number))


def _settle_plan(folder: Path, plan: CorpusPlan) -> None:
    path = folder / PLAN_FILE
    now = json.loads(json.dumps({"seed": plan.seed, "shop": asdict(plan.shop)}))
    if not path.exists():
        path.write_text(json.dumps(now, ensure_ascii=False, indent=1), encoding="utf-8")
        return
    try:
        before = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise TrainingError(f"{path} cannot be read ({error}): choose another folder.") from error
    if before != now:
        raise TrainingError(
            f"{folder} holds a corpus of other sentences: choose another folder, or remove it."
        )


def _sound_path(folder: Path, number: int) -> Path:
    return folder / f"clips-{number:04d}.npy"


def _index_path(folder: Path, number: int) -> Path:
    return folder / f"clips-{number:04d}.json"
