"""A run can be stopped, gone on with exactly, refused, exported, made of any open_clip model."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from retrieval.encoders.load import load_encoder
from retrieval.errors import InputError, ModelError
from retrieval.training.config import TrainingConfig
from retrieval.training.processes import Place
from retrieval.training.robust.batches import RobustBatchMaker
from retrieval.training.robust.config import RobustConfig, robust_config_from
from retrieval.training.robust.export import check_target, export_robust
from retrieval.training.robust.loop import RobustEncoder, RobustProgress, train_robust
from retrieval.training.robust.towers import open_towers
from retrieval.training.sources import read_sources
from tests.checkpoints import make_clip_bpe_open_clip_folder, make_open_clip_folder
from tests.retrieval.training.conftest import TinySamples
from tests.retrieval.training.robust.conftest import TINY_ROBUST


def trained(
    folder: Path,
    data: Path,
    model: Path,
    config: RobustConfig = TINY_ROBUST,
    stop_after: int | None = None,
) -> RobustEncoder:
    """Stops when `stop_after` steps were told of; the first report is of none."""
    heard: list[RobustProgress] = []
    return train_robust(
        config,
        model=str(model),
        run_folder=folder,
        data=data,
        samples=TinySamples(),
        progress=heard.append,
        report_every_steps=1,
        should_stop=lambda: stop_after is not None and len(heard) > stop_after,
    )


@pytest.fixture(scope="module")
def whole_run(
    tiny_data: Path, tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory
) -> RobustEncoder:
    return trained(tmp_path_factory.mktemp("whole"), tiny_data, tiny_encoder)


def test_a_run_that_was_stopped_ends_with_the_same_weights(
    whole_run: RobustEncoder, tiny_data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    stopped = trained(tmp_path, tiny_data, tiny_encoder, stop_after=1)
    assert stopped.steps_done == 1
    resumed = trained(tmp_path, tiny_data, tiny_encoder)
    assert resumed.steps_done == TINY_ROBUST.n_steps
    done = trained(tmp_path, tiny_data, tiny_encoder)  # nothing is left to do
    assert done.held_out == resumed.held_out == whole_run.held_out
    whole, again = whole_run.towers.clip.state_dict(), resumed.towers.clip.state_dict()
    assert all(torch.equal(whole[name], again[name]) for name in whole)


def test_two_processes_share_the_steps_of_a_run_that_one_can_go_on_with(
    tiny_data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    pair = dataclasses.replace(TINY_ROBUST, n_processes=2, n_steps=2)
    heard: list[RobustProgress] = []
    both = train_robust(
        pair,
        model=str(tiny_encoder),
        run_folder=tmp_path,
        data=tiny_data,
        progress=heard.append,
        report_every_steps=1,
    )
    assert both.steps_done == 2
    alone = dataclasses.replace(pair, n_processes=1, n_steps=3)
    after = train_robust(alone, model=str(tiny_encoder), run_folder=tmp_path, data=tiny_data)
    assert after.steps_done == 3
    assert all(bool(torch.isfinite(v).all()) for v in after.towers.clip.state_dict().values())


def test_processes_make_shares_of_a_step_that_add_up(tiny_data: Path) -> None:
    reading = TrainingConfig(stored_px=40, sample_views=2, held_out_share=0.3)
    sources = read_sources(reading, tiny_data, TinySamples(), None)
    whole = RobustBatchMaker(TINY_ROBUST, sources, (32, 32)).make(5)
    parts = [RobustBatchMaker(TINY_ROBUST, sources, (32, 32), Place(i, 2)).make(5) for i in (0, 1)]
    assert sum(len(part.pixels) for part in parts) == len(whole.pixels)
    assert sum(len(part.texts) for part in parts) == len(whole.texts)
    assert not torch.equal(parts[0].pixels[:2], parts[1].pixels[:2])
    for part in (whole, *parts):
        assert part.match.shape == part.mismatch.shape == (len(part.pixels), len(part.texts))
        assert not bool(((part.match > 0) & part.mismatch).any())
        assert bool(((part.pixels >= 0) & (part.pixels <= 1)).all())


def test_what_it_started_from_stays_as_it_was(whole_run: RobustEncoder, tiny_encoder: Path) -> None:
    clean, _ = open_towers(str(tiny_encoder), precision="float32")
    before, now = clean.clip.state_dict(), whole_run.towers.clip.state_dict()
    changed = [name for name in before if not torch.equal(before[name], now[name])]
    assert any(name.startswith("visual.") for name in changed)
    assert any(name.startswith("text.") for name in changed)
    # What turns cosines into probabilities belongs to the calibration.
    assert not {"logit_scale", "logit_bias"} & set(changed)


def test_the_log_tells_the_ramp_the_losses_and_the_spread(
    tiny_data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    trained(tmp_path, tiny_data, tiny_encoder)
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == [0, 1, 2, 3, 4]
    ramp = [line["epsilon"] * 255 for line in lines]
    assert ramp == pytest.approx([3, 6, 6, 6, 6], abs=0.02)
    assert {"anchor", "text_anchor", "contrast", "class_grocery"} <= set(lines[-1]["losses"])
    assert {"grocery", "grocery attacked", "clothing attacked"} <= set(lines[-1]["held_out"])
    assert lines[-1]["effective_rank"] > 1


def test_a_run_of_other_settings_or_of_another_encoder_is_not_gone_on_with(
    tiny_data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    trained(run, tiny_data, tiny_encoder, stop_after=1)
    with pytest.raises(InputError, match="epsilon"):
        trained(run, tiny_data, tiny_encoder, dataclasses.replace(TINY_ROBUST, epsilon=0.1))
    other = make_open_clip_folder(tmp_path / "other")
    with pytest.raises(InputError, match="the encoder it starts from"):
        trained(run, tiny_data, other)
    longer = dataclasses.replace(TINY_ROBUST, n_steps=5)
    assert trained(run, tiny_data, tiny_encoder, longer).steps_done == 5


def test_a_damaged_checkpoint_is_told_in_one_sentence(
    tiny_data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    (tmp_path / "checkpoint.pt").write_bytes(b"not a checkpoint")
    with pytest.raises(InputError, match="damaged"):
        trained(tmp_path, tiny_data, tiny_encoder)


def test_a_run_stops_itself_when_all_pictures_come_to_look_alike(
    tiny_data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    impatient = dataclasses.replace(
        TINY_ROBUST, look_every_steps=1, least_rank_share=2.0, n_steps=4
    )
    collapsed = trained(tmp_path, tiny_data, tiny_encoder, impatient)
    assert "effective rank" in collapsed.collapsed
    assert collapsed.steps_done == 1
    assert (tmp_path / "checkpoint.pt").is_file()


def test_batch_norm_statistics_are_updated_or_kept_as_asked(
    whole_run: RobustEncoder, tiny_data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    kept = trained(
        tmp_path, tiny_data, tiny_encoder, dataclasses.replace(TINY_ROBUST, batch_norm="keep")
    )
    before = open_towers(str(tiny_encoder), precision="float32")[0].clip.state_dict()
    name = next(name for name in before if name.endswith("running_mean"))
    assert torch.equal(kept.towers.clip.state_dict()[name], before[name])
    assert not torch.equal(whole_run.towers.clip.state_dict()[name], before[name])


def test_the_exported_folder_is_an_encoder_like_any_other_and_carries_its_recipe(
    whole_run: RobustEncoder, tmp_path: Path
) -> None:
    assert export_robust(whole_run, tmp_path / "out") < 20_000_000
    encoder = load_encoder(tmp_path / "out", backend="torch")
    texts = ["Long red dress", "红色长裙", "snekaers " * 60]
    with torch.no_grad():
        ours = whole_run.towers.encode_texts(texts).numpy()
    assert np.sum(encoder.encode_texts(texts) * ours, axis=1).min() > 0.999
    told = json.loads((tmp_path / "out" / "training.json").read_text())
    assert robust_config_from(told["recipe"]) == TINY_ROBUST
    assert told["steps_done"] == 4
    assert told["started_from"].startswith("encoder@")
    assert set(told["held_out"]) == set(told["held_out_before"])


def test_the_encoder_it_starts_from_is_not_written_over(tiny_encoder: Path) -> None:
    with pytest.raises(ModelError, match="choose another folder"):
        check_target(str(tiny_encoder), tiny_encoder)


@pytest.mark.parametrize("kind", ["open_clip's own ViT", "CLIP's vocabulary", "a timm ViT"])
def test_the_same_recipe_runs_over_other_open_clip_encoders(
    kind: str, tiny_data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "clean"
    if kind == "CLIP's vocabulary":
        make_clip_bpe_open_clip_folder(folder)
    else:
        vision = {"timm_model_name": "test_vit"} if kind == "a timm ViT" else {}
        make_open_clip_folder(folder, **vision)
    two = dataclasses.replace(TINY_ROBUST, n_steps=2)
    done = trained(tmp_path / "run", tiny_data, folder, two)
    export_robust(done, tmp_path / "out")
    encoder = load_encoder(tmp_path / "out", backend="torch")
    vectors = encoder.encode_texts(["red dress", "lemon"])
    with torch.no_grad():
        ours = done.towers.encode_texts(["red dress", "lemon"]).numpy()
    assert np.sum(vectors * ours, axis=1).min() > 0.999
    assert done.held_out["grocery"] <= 1


def test_an_encoder_of_another_library_is_refused(tmp_path: Path) -> None:
    from tests.checkpoints import make_hf_clip_folder

    folder = make_hf_clip_folder(tmp_path)
    with pytest.raises(ModelError, match="built by transformers"):
        open_towers(str(folder))


def test_settings_survive_json_and_are_refused_in_words() -> None:
    assert robust_config_from(json.loads(TINY_ROBUST.as_json())) == TINY_ROBUST
    for values, words in (
        ({"speed": 3}, "no setting speed"),
        ({"epsilon": 4}, "pixels from 0 to 1"),
        ({"attack_steps": 0}, "at least 1"),
        ({"batch_norm": "freeze"}, "update or keep"),
        ({"per_step": 3}, "not understood"),
    ):
        with pytest.raises(InputError, match=words):
            robust_config_from(values)
