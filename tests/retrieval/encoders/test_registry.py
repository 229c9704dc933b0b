"""The list of models tells what is here, how large each is and under which licence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.encoders.known_models import KNOWN_MODELS
from retrieval.encoders.registry import describe, list_models
from retrieval.errors import ModelError


def test_pocket_comes_first_and_every_model_has_its_facts() -> None:
    entries = list_models()
    assert entries[0].name == "pocket"
    assert len(entries) >= 12
    for entry in entries:
        assert entry.model.what
        assert entry.model.licence
        assert entry.model.languages


def test_models_that_may_not_be_used_commercially_say_so() -> None:
    apple = [model for model in KNOWN_MODELS if model.name.startswith("MobileCLIP")]
    assert apple
    assert all(m.commercial is False and "no commercial use" in m.licence for m in apple)


def test_every_open_clip_tag_in_the_list_is_one_that_open_clip_knows() -> None:
    from open_clip import get_model_config
    from open_clip.pretrained import get_pretrained_cfg

    for model in KNOWN_MODELS:
        if ":" in model.name or "/" not in model.name:
            continue
        architecture, tag = model.name.split("/")
        config = get_model_config(architecture)
        assert config is not None, model.name
        assert config["embed_dim"] == model.n_dims
        assert get_pretrained_cfg(architecture, tag)["hf_hub"] == f"{model.hub}/"


def test_a_local_folder_is_described_by_its_files(checkpoint: Callable[[str], Path]) -> None:
    folder = checkpoint("open_clip")
    entry = describe(folder)
    assert entry.is_here
    assert entry.model.size_bytes == (folder / "open_clip_model.safetensors").stat().st_size
    assert entry.model.n_dims == 24


def test_a_name_that_cannot_be_a_model_is_refused() -> None:
    with pytest.raises(ModelError):
        describe("nonsense")
