"""Models that are unknown, broken, hostile or out of reach are refused in one clear sentence."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.encoders.load import load_encoder
from retrieval.errors import ModelError

Checkpoint = Callable[[str], Path]


class Bomb:
    """Runs a command when it is unpickled."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self.target}",)


def refusal(name: str | Path, cache: Path) -> str:
    with pytest.raises(ModelError) as refused:
        load_encoder(name, compiled_cache=cache)
    text = str(refused.value)
    assert "\n" not in text
    assert len(text) < 400
    return text


def make_bomb(folder: Path, file: str, checkpoint: Path, *, legacy: bool = False) -> Path:
    import torch

    shutil.copytree(checkpoint, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    torch.save(
        {"state_dict": Bomb(folder / "exploded")},
        folder / file,
        _use_new_zipfile_serialization=not legacy,
    )
    return folder


@pytest.mark.parametrize("legacy", [False, True])
def test_a_pickle_bomb_in_an_open_clip_folder_is_refused_and_does_not_go_off(
    legacy: bool, checkpoint: Checkpoint, tmp_path: Path
) -> None:
    folder = make_bomb(
        tmp_path / "bomb", "open_clip_pytorch_model.bin", checkpoint("open_clip"), legacy=legacy
    )
    assert "holds code" in refusal(folder, tmp_path)
    assert not (folder / "exploded").exists()


def test_a_pickle_bomb_named_as_a_tag_is_refused_and_does_not_go_off(
    checkpoint: Checkpoint, tmp_path: Path
) -> None:
    folder = make_bomb(tmp_path / "bomb", "weights.pt", checkpoint("open_clip"))
    assert "holds code" in refusal(f"ViT-B-32/{folder / 'weights.pt'}", tmp_path)
    assert not (folder / "exploded").exists()


def test_a_pickle_bomb_in_a_transformers_folder_is_refused_and_does_not_go_off(
    checkpoint: Checkpoint, tmp_path: Path
) -> None:
    folder = make_bomb(tmp_path / "bomb", "pytorch_model.bin", checkpoint("chinese_clip"))
    assert "holds code" in refusal(folder, tmp_path)
    assert not (folder / "exploded").exists()


@pytest.mark.parametrize("kind", ["open_clip", "chinese_clip"])
def test_cut_short_weights_are_refused(kind: str, checkpoint: Checkpoint, tmp_path: Path) -> None:
    folder = tmp_path / "cut"
    shutil.copytree(checkpoint(kind), folder)
    weights = next(folder.glob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:5000])
    assert "cannot be read" in refusal(folder, tmp_path)


def test_weights_of_another_architecture_are_refused(
    checkpoint: Checkpoint, tmp_path: Path
) -> None:
    folder = tmp_path / "mixed"
    shutil.copytree(checkpoint("open_clip"), folder)
    shutil.copy(
        checkpoint("open_clip_bpe") / "open_clip_model.safetensors",
        folder / "open_clip_model.safetensors",
    )
    assert "cannot be read" in refusal(folder, tmp_path)


def test_a_broken_config_is_refused(checkpoint: Checkpoint, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(checkpoint("open_clip"), folder)
    (folder / "open_clip_config.json").write_text("{]")
    assert "cannot be read" in refusal(folder, tmp_path)


def test_folders_that_hold_no_model_are_refused(checkpoint: Checkpoint, tmp_path: Path) -> None:
    assert "no model" in refusal(tmp_path, tmp_path)
    bare = tmp_path / "bare"
    shutil.copytree(checkpoint("open_clip"), bare, ignore=shutil.ignore_patterns("*.safetensors"))
    assert "no weights" in refusal(bare, tmp_path)
    file = tmp_path / "weights.safetensors"
    file.touch()
    assert "give the folder" in refusal(file, tmp_path)


def test_a_transformers_model_of_another_kind_is_refused(
    checkpoint: Checkpoint, tmp_path: Path
) -> None:
    from transformers import BertConfig, BertModel

    tiny = BertConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        vocab_size=99,
    )  # fmt: skip
    BertModel(tiny).save_pretrained(tmp_path / "bert")
    assert "chinese_clip" in refusal(tmp_path / "bert", tmp_path)


def test_code_shipped_in_a_model_folder_is_not_run(checkpoint: Checkpoint, tmp_path: Path) -> None:
    folder = tmp_path / "custom"
    shutil.copytree(checkpoint("clip"), folder)
    config = json.loads((folder / "config.json").read_text())
    config |= {"model_type": "own", "auto_map": {"AutoConfig": "own.C", "AutoModel": "own.M"}}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "own.py").write_text(f"open({str(folder / 'ran')!r}, 'w')\nclass C: pass\n")
    refusal(folder, tmp_path)
    assert not (folder / "ran").exists()


def test_unknown_names_are_refused_with_what_would_be_known(tmp_path: Path) -> None:
    assert "vitrine models" in refusal("nonsense", tmp_path)
    assert "no architecture" in refusal("nonsense/laion2b", tmp_path)
    assert "its tags: " in refusal("ViT-B-32/nonsense", tmp_path)
    assert "org/name" in refusal("hf:not a name", tmp_path)
