"""An encoder compiled once gives torch's vectors ever after, without torch."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from retrieval.encoders import compile as compiling
from retrieval.encoders.compile import NotCompiledError, compile_encoder
from retrieval.encoders.compiled_cache import default_cache_folder
from retrieval.encoders.load import load_encoder
from retrieval.encoders.torch_encoder import TorchEncoder
from tests.retrieval.encoders.conftest import MAKERS, TEXTS

Checkpoint = Callable[[str], Path]

IN_A_NEW_PROCESS = """
import sys
from retrieval import load_encoder
from pathlib import Path
encoder = load_encoder(sys.argv[1], compiled_cache=Path(sys.argv[2]))
vectors = encoder.encode_texts(["long red dress"])
heavy = {"torch", "open_clip", "transformers", "torchvision"} & set(sys.modules)
print(encoder.backend, encoder.id, sorted(heavy), vectors.shape[1])
"""


def twins(cache: Path) -> list[Path]:
    return [folder for folder in cache.iterdir() if folder.is_dir()]


@pytest.mark.parametrize("kind", [kind for kind in MAKERS if kind != "siglip2_naflex"])
def test_a_twin_gives_the_vectors_of_torch(
    kind: str, checkpoint: Checkpoint, shared_cache: Path, pictures: list[Image.Image]
) -> None:
    twin = load_encoder(checkpoint(kind), compiled_cache=shared_cache)
    torch = load_encoder(checkpoint(kind), compiled_cache=shared_cache, backend="torch")
    assert (twin.backend, torch.backend) == ("onnx", "torch")
    assert twin.id == torch.id
    assert twin.folder == torch.folder
    assert twin.logit_scale == pytest.approx(torch.logit_scale)
    assert twin.logit_bias == pytest.approx(torch.logit_bias)
    np.testing.assert_allclose(twin.encode_texts(TEXTS), torch.encode_texts(TEXTS), atol=1e-4)
    np.testing.assert_allclose(
        twin.encode_images(pictures), torch.encode_images(pictures), atol=1e-4
    )
    np.testing.assert_array_equal(twin.preprocess(pictures[0]), torch.preprocess(pictures[0]))


def test_a_cold_start_imports_no_torch(checkpoint: Checkpoint, shared_cache: Path) -> None:
    folder = checkpoint("open_clip")
    first = load_encoder(folder, compiled_cache=shared_cache)
    told = subprocess.run(
        [sys.executable, "-c", IN_A_NEW_PROCESS, str(folder), str(shared_cache)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["onnx", first.id, "[]", str(first.n_dims)]
    assert told.stderr == ""


def test_an_encoder_without_a_twin_stays_on_torch_and_says_why(
    checkpoint: Checkpoint, tmp_path: Path
) -> None:
    told: list[str] = []
    encoder = load_encoder(
        checkpoint("siglip2_naflex"),
        compiled_cache=tmp_path,
        progress=lambda what, done, total: told.append(what),
    )
    assert encoder.backend == "torch"
    assert any("stays on torch" in what for what in told)
    with pytest.raises(NotCompiledError):
        load_encoder(checkpoint("siglip2_naflex"), compiled_cache=tmp_path, backend="onnx")
    assert twins(tmp_path) == []


def test_a_twin_that_differs_from_torch_is_refused(
    checkpoint: Checkpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = load_encoder(checkpoint("open_clip"), compiled_cache=tmp_path, backend="torch")
    assert isinstance(encoder, TorchEncoder)
    export = compiling._export

    def export_something_else(tower: object, rows: object, path: Path, moving: object) -> None:
        import torch

        class Worse(torch.nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.tower = tower

            def forward(self, rows: torch.Tensor) -> torch.Tensor:
                vectors: torch.Tensor = self.tower(rows)  # type: ignore[operator]
                return vectors + 0.02

        export(Worse(), rows, path, moving)  # type: ignore[arg-type]

    monkeypatch.setattr(compiling, "_export", export_something_else)
    with pytest.raises(NotCompiledError, match="differs"):
        compile_encoder(encoder, cache=tmp_path)
    assert twins(tmp_path) == []


def test_other_weights_under_the_same_name_get_another_twin(
    checkpoint: Checkpoint, tmp_path: Path
) -> None:
    from tests.checkpoints import make_open_clip_folder

    folder, cache = tmp_path / "shop", tmp_path / "cache"
    shutil.copytree(checkpoint("open_clip"), folder)
    first = load_encoder(folder, compiled_cache=cache)
    make_open_clip_folder(folder, seed=5)
    second = load_encoder(folder, compiled_cache=cache)
    assert first.id != second.id
    assert len(twins(cache)) == 2
    assert not np.allclose(first.encode_texts(TEXTS), second.encode_texts(TEXTS), atol=1e-3)


def test_a_relative_name_means_the_folder_that_is_there_now(
    checkpoint: Checkpoint, shared_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = []
    for number, kind in enumerate(("open_clip", "open_clip_bpe")):
        home = tmp_path / str(number)
        shutil.copytree(checkpoint(kind), home / "model")
        monkeypatch.chdir(home)
        ids.append(load_encoder("model", compiled_cache=tmp_path / "cache").id)
        assert load_encoder("model", compiled_cache=tmp_path / "cache").id == ids[-1]
    assert ids[0] != ids[1]


@pytest.mark.parametrize("damage", ["cut", "removed", "half a meta"])
def test_a_damaged_twin_is_made_again(
    damage: str, checkpoint: Checkpoint, shared_cache: Path, tmp_path: Path
) -> None:
    folder = checkpoint("open_clip")
    load_encoder(folder, compiled_cache=shared_cache)
    cache = tmp_path / "cache"
    shutil.copytree(shared_cache, cache)
    before = load_encoder(folder, compiled_cache=cache)
    twin = cache / Path(before.twin).name  # type: ignore[attr-defined]
    if damage == "cut":
        graph = (twin / "text.onnx").read_bytes()
        (twin / "text.onnx").write_bytes(graph[: len(graph) // 2])
    elif damage == "removed":
        (twin / "image.onnx").unlink()
    else:
        meta = json.loads((twin / "meta.json").read_text())
        del meta["tokens"]
        (twin / "meta.json").write_text(json.dumps(meta))
    again = load_encoder(folder, compiled_cache=cache)
    assert again.backend == "onnx"
    assert again.encode_texts(TEXTS).shape == (len(TEXTS), again.n_dims)


def test_a_cache_that_cannot_be_written_leaves_torch(
    checkpoint: Checkpoint, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    encoder = load_encoder(checkpoint("open_clip"), compiled_cache=tmp_path / "file" / "cache")
    assert encoder.backend == "torch"
    assert encoder.encode_texts(TEXTS).shape[0] == len(TEXTS)


def test_compiling_twice_leaves_one_whole_twin_and_no_litter(
    checkpoint: Checkpoint, tmp_path: Path
) -> None:
    encoder = load_encoder(checkpoint("open_clip"), compiled_cache=tmp_path, backend="torch")
    assert isinstance(encoder, TorchEncoder)
    assert compile_encoder(encoder, cache=tmp_path) == compile_encoder(encoder, cache=tmp_path)
    assert len(twins(tmp_path)) == 1
    assert sorted(file.name for file in twins(tmp_path)[0].iterdir()) == [
        "image.onnx", "meta.json", "text.onnx", "tokenizer.json",
    ]  # fmt: skip


def test_compiling_can_be_left_out(checkpoint: Checkpoint, tmp_path: Path) -> None:
    encoder = load_encoder(checkpoint("open_clip"), compiled_cache=tmp_path, compile_missing=False)
    assert encoder.backend == "torch"
    assert twins(tmp_path) == []


def test_the_cache_lies_under_vitrine_home_when_that_is_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VITRINE_HOME", str(tmp_path))
    assert default_cache_folder() == tmp_path / "compiled"
    monkeypatch.delenv("VITRINE_HOME")
    assert default_cache_folder().name == "compiled"
