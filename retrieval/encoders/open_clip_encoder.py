"""Encoders that open_clip builds, through its own API; not where their files come from."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.encoders.clip_vocabulary import clip_tokenizer_json
from retrieval.encoders.devices import Precision
from retrieval.encoders.encoder import Progress
from retrieval.encoders.locate import ModelFiles
from retrieval.encoders.preprocess import PreprocessSpec
from retrieval.encoders.tokens import Cleaning, Tokens, TokenSpec, first_difference
from retrieval.encoders.torch_encoder import TorchEncoder, TorchTowers, card_of, tower_module


def load_open_clip(
    files: ModelFiles, *, encoder_id: str, device: str, precision: Precision, progress: Progress
) -> TorchEncoder:
    """Build the model and tokenizer that ``files`` name, weights checked and strict."""
    progress(f"Importing open_clip for {files.name}", 0, None)
    import open_clip

    progress(f"Reading {files.name}", 0, None)
    name = files.library_name
    options = open_clip_options(files)
    model = open_clip.create_model(name, precision="fp32", device="cpu", **options).eval()
    tokenizer = open_clip.get_tokenizer(name)

    def tokens(texts: Sequence[str]) -> np.ndarray:
        ids: np.ndarray = tokenizer(list(texts)).numpy()
        return ids

    portable, why_not = _portable(tokenizer, tokens)
    text = tower_module(model, lambda ids: model.encode_text(ids, normalize=True))
    image = tower_module(model, lambda pixels: model.encode_image(pixels, normalize=True))
    spec = preprocess_spec(open_clip.get_model_preprocess_cfg(model))
    card = card_of(model, files, encoder_id, text, tokens)
    towers = TorchTowers(
        text=text,
        image=image,
        tokens=portable or tokens,
        portable_tokens=portable,
        preprocess=spec,
        why_not_portable=why_not,
    )
    return TorchEncoder(card, towers, device=device, precision=precision)


def open_clip_options(files: ModelFiles) -> dict[str, Any]:
    """What open_clip's ``create_model`` is called with: the weights there are, safely and whole."""
    options: dict[str, Any] = {"weights_only": True, "require_pretrained": True}
    if files.pretrained is not None:
        options["pretrained"] = files.pretrained
    if files.quick_gelu:
        options["force_quick_gelu"] = True
    if files.library_name.startswith("local-dir:"):
        options |= _text_config_beside(Path(files.library_name.removeprefix("local-dir:")))
    return options


def preprocess_spec(config: dict[str, Any]) -> PreprocessSpec:
    """open_clip's ``preprocess_cfg`` as ours."""
    size = config["size"]
    height, width = (size, size) if isinstance(size, int) else tuple(size)
    return PreprocessSpec(
        height_px=int(height),
        width_px=int(width),
        mean=tuple(config["mean"]),
        std=tuple(config["std"]),
        interpolation="bilinear" if config["interpolation"] == "bilinear" else "bicubic",
        resize_mode=config["resize_mode"],
        fill_colour=int(config["fill_color"]),
    )


def _text_config_beside(folder: Path) -> dict[str, Any]:
    """For a text tower that transformers builds: its config.json in the folder, not the hub's."""
    config = json.loads((folder / "open_clip_config.json").read_text(encoding="utf-8"))
    text = config["model_cfg"]["text_cfg"]
    if "hf_model_name" not in text or not (folder / "config.json").is_file():
        return {}
    return {"text_cfg": {**text, "hf_model_name": str(folder), "hf_model_pretrained": False}}


def _portable(
    tokenizer: Any, tokens: Callable[[Sequence[str]], np.ndarray]
) -> tuple[Tokens | None, str]:
    """The same tokenizer without open_clip, or why there is none."""
    kind = type(tokenizer).__name__
    cleaning: Any
    zero: int | None
    length = tokenizer.context_length
    if kind == "SimpleTokenizer" and tokenizer.reduction_fn is None:
        text = clip_tokenizer_json(tokenizer)
        pad, cleaning, zero = 0, tokenizer.clean_fn.__name__, None
    elif kind in ("HFTokenizer", "SigLipTokenizer"):
        inner = tokenizer.tokenizer
        mode: Any = getattr(tokenizer, "tokenizer_mode", None)
        if mode or not getattr(inner, "is_fast", False):
            return None, "its tokenizer has no tokenizer.json form"
        text, pad = inner.backend_tokenizer.to_str(), inner.pad_token_id
        siglip = kind == "SigLipTokenizer"
        cleaning = "_clean_canonicalize" if siglip else tokenizer.clean_fn.__name__
        strips = bool(getattr(tokenizer, "strip_sep_token", False))
        zero = inner.sep_token_id if strips else None
    else:
        return None, f"its tokenizer {kind} is of a kind not known here"
    how: Cleaning = cleaning.removeprefix("_clean_")
    spec = TokenSpec(length, pad, how, zero_id=zero)
    portable = Tokens(text, spec)
    difference = first_difference(portable, tokens)
    if difference is not None:
        return None, f"its tokenizer.json form disagrees on {difference[:40]!r}"
    return portable, ""
