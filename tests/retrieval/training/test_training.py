"""A run can be stopped, resumed exactly, exported and measured."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import InputError
from retrieval.training.config import Phase, config_from
from retrieval.training.export import export_encoder
from retrieval.training.loop import TrainedEncoder, TrainingProgress, train_encoder
from tests.retrieval.training.conftest import TINY, TinySamples


def trained(
    folder: Path, data: Path, samples: TinySamples, stop_after: int | None = None
) -> TrainedEncoder:
    heard: list[TrainingProgress] = []
    return train_encoder(
        TINY,
        run_folder=folder,
        data=data,
        samples=samples,
        progress=heard.append,
        report_every_steps=1,
        should_stop=lambda: stop_after is not None and len(heard) >= stop_after,
    )


@pytest.fixture(scope="module")
def whole_run(tiny_data: Path, tmp_path_factory: pytest.TempPathFactory) -> TrainedEncoder:
    return trained(tmp_path_factory.mktemp("whole"), tiny_data, TinySamples())


def test_a_run_that_was_stopped_ends_with_the_same_weights(
    whole_run: TrainedEncoder, tiny_data: Path, tmp_path: Path
) -> None:
    stopped = trained(tmp_path, tiny_data, TinySamples(), stop_after=1)
    assert stopped.steps_done == 1
    resumed = trained(tmp_path, tiny_data, TinySamples())
    assert resumed.steps_done == TINY.n_steps
    whole, again = whole_run.clip.state_dict(), resumed.clip.state_dict()
    assert all(bool((whole[name] == again[name]).all()) for name in whole)


def test_two_processes_train_one_encoder_that_one_process_can_go_on_with(
    tiny_data: Path, tmp_path: Path
) -> None:
    pair = dataclasses.replace(TINY, n_processes=2)
    heard: list[TrainingProgress] = []
    stopped = train_encoder(
        pair,
        run_folder=tmp_path,
        data=tiny_data,
        progress=heard.append,
        report_every_steps=1,
        should_stop=lambda: len(heard) >= 2,
    )
    assert stopped.steps_done == 2
    assert len(heard) == 2
    finished = train_encoder(TINY, run_folder=tmp_path, data=tiny_data)
    assert finished.steps_done == TINY.n_steps
    weights = finished.clip.state_dict().values()
    assert all(bool(np.isfinite(value.numpy()).all()) for value in weights)


def test_a_run_of_another_configuration_is_not_gone_on_with(
    tiny_data: Path, tmp_path: Path
) -> None:
    trained(tmp_path, tiny_data, TinySamples(), stop_after=1)
    other = dataclasses.replace(TINY, ema_decay=0.5)
    with pytest.raises(InputError, match="another configuration"):
        train_encoder(other, run_folder=tmp_path, data=tiny_data, samples=TinySamples())


def test_a_folder_without_data_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to train on"):
        train_encoder(TINY, run_folder=tmp_path / "run", data=tmp_path)


def test_a_configuration_survives_json_and_refuses_what_it_does_not_know() -> None:
    assert config_from(json.loads(TINY.as_json())) == TINY
    assert config_from({"curriculum": [{"n_steps": 3, "side_px": 32}]}).curriculum == (
        Phase(3, 32),
    )
    with pytest.raises(InputError, match="speed"):
        config_from({"speed": 3})


def test_the_exported_folder_loads_in_open_clip_and_gives_the_same_vectors(
    whole_run: TrainedEncoder, tmp_path: Path
) -> None:
    import open_clip
    import torch

    from retrieval.training.network import encode_tokens

    n_bytes = export_encoder(whole_run.clip, whole_run.tokenizer, TINY.shape, tmp_path)
    assert 0 < n_bytes < 20_000_000
    model, _, _ = open_clip.create_model_and_transforms(f"local-dir:{tmp_path}")
    tokenizer = open_clip.get_tokenizer(f"local-dir:{tmp_path}")
    texts = ["Long red dress", "红色长裙", "", "snekaers " * 60, "Crème brûlée 🍋"]
    model.eval()
    with torch.inference_mode():
        theirs = model.encode_text(tokenizer(texts), normalize=True).numpy()
        lists = [encoding.ids for encoding in whole_run.tokenizer.encode_batch(texts)]
        ours = encode_tokens(whole_run.clip, lists).numpy()
    assert theirs.shape == (5, TINY.shape.n_dims)
    assert np.min(np.sum(theirs * ours, axis=1)) > 0.999
    assert np.isfinite(float(model.logit_scale))


def test_measuring_a_folder_gives_every_part_of_the_table(
    whole_run: TrainedEncoder, tiny_data: Path, tmp_path: Path
) -> None:
    from retrieval.training.confusion_picture import save_confusions
    from retrieval.training.finish import finish_encoder
    from retrieval.training.measure import measure_encoder

    queries = tmp_path / "queries.csv"
    queries.write_text(
        "query,language,kind,expected_ids,split\n"
        + "".join(
            f"{colour} dress,en,attribute,dress-{i},{split}\n"
            f"lawn mower {i},en,unanswerable,,{split}\n"
            for i, colour in ((1, "red"), (2, "blue"))
            for split in ("validation", "test")
        ),
        encoding="utf-8",
    )
    folder = tmp_path / "encoder"
    export_encoder(whole_run.clip, whole_run.tokenizer, TINY.shape, folder)
    finish_encoder(folder, TINY, tiny_data, TinySamples(), queries)
    table = measure_encoder(folder, tiny_data, TinySamples(), queries)
    json.dumps(table)
    assert table["grocery"]["fusions"]["add"]["n"] == 6
    assert table["samples"]["gate"]["attribute"]["n"] == 2
    assert 0 <= table["clothing"]["accuracy"] <= 1
    assert 0 <= table["separation"]["names_against_nonsense_auc"] <= 1
    calibration = json.loads((folder / "calibration.json").read_text())
    assert calibration["encoder_id"] == table["encoder_id"]
    assert {"scale", "unknown", "bias"} == set(calibration["text_answer"])
    for path in save_confusions(table, tmp_path / "pictures"):
        assert path.read_bytes().startswith(b"\x89PNG")


def test_the_table_is_printed_by_one_command(
    whole_run: TrainedEncoder,
    tiny_data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from retrieval.training.__main__ import main

    export_encoder(whole_run.clip, whole_run.tokenizer, TINY.shape, tmp_path / "encoder")
    written = tmp_path / "table.json"
    arguments = [str(tmp_path / "encoder"), "--data", str(tiny_data), "--no-samples"]
    assert main([*arguments, "--json", str(written), "--pictures", str(tmp_path)]) == 0
    assert "Groceries: shop photo to product" in capsys.readouterr().out
    assert "grocery" in json.loads(written.read_text())
    assert (tmp_path / "confusion-clothing.png").is_file()
    assert main([str(tmp_path / "nothing-here"), "--no-samples"]) == 2
