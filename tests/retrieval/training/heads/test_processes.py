"""Heads that several processes learn together are those that one learns alone."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.cli.main import run
from retrieval.heads.heads import Heads
from retrieval.heads.heads_file import load_heads
from retrieval.heads.shape import HeadShape, HeadsShape
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.heads.loop import HeadsProgress, TrainedHeads, train_heads
from retrieval.training.heads.recipe import HeadsRecipe
from retrieval.training.held_out_pairs import Shop
from tests.retrieval.training.heads.conftest import TINY_HEADS

Shops = tuple[Shop, ...]
_CERTAIN = HeadShape((16,), dropout=0.0)
CERTAIN = dataclasses.replace(TINY_HEADS, shape=HeadsShape(_CERTAIN, _CERTAIN, 12))
TINY = {
    "embedding": {"n_views": 1, "n_captions": 2, "n_nonsense": 4, "held_out_share": 0.34},
    "shape": {"text": {"dropout": 0.0}, "image": {"dropout": 0.0}},
    "n_steps": 6,
    "batch_pictures": 16,
    "look_every_steps": 3,
}


def trained(
    recipe: HeadsRecipe, data: EmbeddedData, shops: Shops, folder: Path | None = None
) -> TrainedHeads:
    return train_heads(recipe, data, shops, run_folder=folder)


def furthest(one: Heads, other: Heads) -> float:
    """The largest difference of any weight, as a share of the largest weight of its tensor."""
    assert one.tensors.keys() == other.tensors.keys()
    return max(
        float(np.abs(one.tensors[name] - other.tensors[name]).max() / np.abs(tensor).max())
        for name, tensor in one.tensors.items()
    )


@pytest.mark.parametrize("loss", ["sigmoid", "infonce"])
def test_two_processes_learn_what_one_does(
    loss: str, embedded: EmbeddedData, shops: Shops, tmp_path: Path
) -> None:
    recipe = dataclasses.replace(CERTAIN, loss=loss)  # type: ignore[arg-type]
    alone = trained(recipe, embedded, shops)
    heard: list[HeadsProgress] = []
    together = train_heads(
        dataclasses.replace(recipe, n_processes=2),
        embedded,
        shops,
        run_folder=tmp_path,
        progress=heard.append,
    )
    assert together.is_finished
    assert [progress.step for progress in heard] == [4, 8, 12]
    assert furthest(together.heads, alone.heads) < 1e-4
    assert (together.best_step, together.recall) == (alone.best_step, alone.recall)


def test_a_run_of_two_processes_that_was_stopped_ends_bit_for_bit_like_one_that_was_not(
    embedded: EmbeddedData, shops: Shops, tmp_path: Path
) -> None:
    recipe = dataclasses.replace(TINY_HEADS, n_processes=2)  # with dropout
    whole = trained(recipe, embedded, shops)
    asked = 0

    def should_stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 5

    part = train_heads(recipe, embedded, shops, run_folder=tmp_path, should_stop=should_stop)
    assert (part.is_finished, part.steps_done) == (False, 5)
    rest = trained(recipe, embedded, shops, tmp_path)
    assert rest.is_finished
    assert furthest(rest.heads, whole.heads) == 0
    assert rest.recall == whole.recall


def test_torchrun_starts_two_that_write_one_file_with_the_heads_of_one(
    tiny_data: Path, tmp_path: Path, vitrine_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "recipe.json"
    config.write_text(json.dumps(TINY), encoding="utf-8")
    given = [
        "train",
        "heads",
        "--data",
        str(tiny_data),
        "--no-samples",
        "--device",
        "cpu",
        "--attacked",
        "0",
    ]
    given += ["--config", str(config)]

    def into(name: str) -> list[str]:
        (tmp_path / name).mkdir()
        return ["--run", str(tmp_path / name), "--out", str(tmp_path / name / "heads.safetensors")]

    assert run([*given, *into("one")]) == 0
    launch = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "--"]
    launched = subprocess.run(
        [sys.executable, *launch, "tui.start", *given, *into("two")],
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert launched.returncode == 0, launched.stderr
    assert launched.stdout.count("The heads are in") == 1
    one, two = (load_heads(tmp_path / name / "heads.safetensors") for name in ("one", "two"))
    assert furthest(two, one) < 1e-4
    log = next((tmp_path / "two").glob("*/heads-log.jsonl")).read_text("utf-8").splitlines()
    assert [json.loads(line)["step"] for line in log] == [3, 6]
