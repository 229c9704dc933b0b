"""Writes a robust encoder as an open_clip folder that loads offline; not calibration or fusion."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from retrieval.encoders.locate import ModelFiles, NotHereError, locate
from retrieval.errors import ModelError
from retrieval.training.export import write_weights
from retrieval.training.robust.loop import RobustEncoder
from retrieval.training.robust.picture_changes import TRAINED_CORRUPTIONS

RECIPE_FILE = "training.json"
CONFIG_FILE = "open_clip_config.json"
# Of a folder: how texts become tokens, and the text tower's shape where transformers builds it.
COPIED = (
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "vocab.txt",
    "merges.txt",
    "tokenizer.model",
    "sentencepiece.bpe.model",
    "spiece.model",
    "config.json",
)


def check_target(model: str, folder: Path) -> None:
    """ModelError when a robust encoder of `model` in `folder` would replace what it started from.

    Asked before hours of training.
    """
    try:
        source = locate(model).folder
    except NotHereError:
        return
    if source is not None and source.resolve() == folder.resolve():
        raise ModelError(f"{folder} is the encoder that is trained: choose another folder for it.")


def export_robust(trained: RobustEncoder, folder: Path) -> int:
    """Writes config, tokenizer, f16 safetensors and the recipe; the weights' size in bytes.

    The folder has the layout of the encoder it started from.
    """
    source = trained.files.folder
    folder.mkdir(parents=True, exist_ok=True)
    if source is not None:
        shutil.copyfile(source / CONFIG_FILE, folder / CONFIG_FILE)
        for name in COPIED:
            if (source / name).is_file():
                shutil.copyfile(source / name, folder / name)
    else:
        config = _built_in_config(trained.files, trained.towers.clip)
        inner = getattr(trained.towers.tokenizer, "tokenizer", None)
        if inner is not None:  # transformers': open_clip's own vocabulary needs no file
            inner.save_pretrained(str(folder))
        (folder / CONFIG_FILE).write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    size_bytes = write_weights(trained.towers.clip, folder)
    recipe = {
        "started_from": trained.started_from,
        "steps_done": trained.steps_done,
        "held_out": dict(trained.held_out),
        "held_out_before": dict(trained.clean_held_out),
        "recipe": asdict(trained.config),
        "trained_corruptions": TRAINED_CORRUPTIONS if trained.config.corruption_share else (),
    }
    (folder / RECIPE_FILE).write_text(json.dumps(recipe, indent=1) + "\n", encoding="utf-8")
    return size_bytes


def _built_in_config(files: ModelFiles, clip: Any) -> dict[str, Any]:
    """open_clip_config.json of an architecture that open_clip knows by name."""
    import open_clip

    config = dict(open_clip.get_model_config(files.library_name))
    if files.quick_gelu:
        config["quick_gelu"] = True
    preprocessing = dict(open_clip.get_model_preprocess_cfg(clip))
    for name in ("size", "mode"):  # the size lies in the config, colours are RGB always
        preprocessing.pop(name, None)
    return {"model_cfg": config, "preprocess_cfg": preprocessing}
