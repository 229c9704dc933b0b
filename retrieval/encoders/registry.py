"""What models there are, which are on this machine, and fetching them; not loading them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.encoders.encoder import Progress
from retrieval.encoders.known_models import KNOWN_MODELS, KnownModel
from retrieval.encoders.locate import (
    OPEN_CLIP_WEIGHTS,
    SHIPPED,
    TRANSFORMERS_WEIGHTS,
    ModelFiles,
    cached_on_hub,
    locate,
)
from retrieval.errors import ModelError
from retrieval.heads.naming import split_name


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model and whether its weights are here."""

    model: KnownModel
    is_here: bool

    @property
    def name(self) -> str:
        return self.model.name


def list_models() -> list[ModelEntry]:
    """The models worth using, pocket first. Asks neither the network nor torch."""
    return [_entry(model) for model in KNOWN_MODELS]


def describe(name: str | Path) -> ModelEntry:
    """One model's facts; of a model not in the list, what its files tell. Raises ModelError."""
    text = str(name)
    for model in KNOWN_MODELS:
        if model.name == text:
            return _entry(model)
    try:
        files = locate(text)
    except ModelError:
        if not text.startswith(("hf:", "hf-hub:")) and "/" not in text:
            raise
        return ModelEntry(_unknown(text), is_here=False)
    return ModelEntry(_with_files(_unknown(text), files), is_here=True)


def fetch_model(name: str | Path, progress: Progress | None = None) -> ModelFiles:
    """Make sure a model is here and whole: download what is missing, mend what is damaged.

    Raises ModelError with what to do: no connection, no such model, a full disk.
    """
    text, _ = split_name(str(name))  # heads are files of one's own: nothing to fetch
    if text in SHIPPED or Path(text).expanduser().is_dir():
        return locate(text)
    from retrieval.encoders.fetch import fetch_files

    return fetch_files(text, progress or (lambda what, done, total: None))


def _unknown(name: str) -> KnownModel:
    return KnownModel(name, "", None, "unknown", None, None, "unknown")


def _entry(model: KnownModel) -> ModelEntry:
    if model.name in SHIPPED:
        try:
            return ModelEntry(_with_files(model, locate(model.name)), is_here=True)
        except ModelError:
            return ModelEntry(model, is_here=False)
    candidates = TRANSFORMERS_WEIGHTS if model.name.startswith("hf:") else OPEN_CLIP_WEIGHTS
    is_here = any(cached_on_hub(model.hub, file) is not None for file in candidates)
    return ModelEntry(model, is_here)


def _with_files(model: KnownModel, files: ModelFiles) -> KnownModel:
    """Size and dimensions as the files have them."""
    weights = [f for f in files.identity if f.suffix in (".safetensors", ".bin", ".pth", ".pt")]
    size_bytes = sum(file.stat().st_size for file in weights)
    n_dims = model.n_dims
    config = files.folder / "open_clip_config.json" if files.folder else None
    if config is not None and config.is_file():
        try:
            told = json.loads(config.read_text(encoding="utf-8"))
            n_dims = int(told["model_cfg"]["embed_dim"])
        except (ValueError, KeyError, TypeError):
            n_dims = model.n_dims
    return replace(model, size_bytes=size_bytes, n_dims=n_dims)
