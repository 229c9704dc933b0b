"""Encoders that transformers builds (Chinese-CLIP, SigLIP, SigLIP 2, CLIP); not open_clip's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.encoders.devices import Precision
from retrieval.encoders.encoder import Progress
from retrieval.encoders.locate import ModelFiles
from retrieval.encoders.preprocess import PreprocessSpec, preprocess
from retrieval.encoders.tokens import Tokens, TokenSpec, first_difference
from retrieval.encoders.torch_encoder import TorchEncoder, TorchTowers, card_of, tower_module
from retrieval.errors import ModelError

if TYPE_CHECKING:
    from PIL import Image

# How each kind wants its text padded and masked.
#   CLIP is causal and pools at the end token: padding after it changes nothing.
#   SigLIP was trained without a mask on texts padded to full length, and pools at the last place.
#   Chinese-CLIP's BERT needs the mask; its padding id is used for nothing else.
_NEEDS_MASK = {"clip": False, "siglip": False, "siglip2": False, "chinese_clip": True}
_PADS_TO_LENGTH = {"clip": False, "siglip": True, "siglip2": True, "chinese_clip": False}
_RESAMPLING = {0: "nearest", 1: "lanczos", 2: "bilinear", 3: "bicubic"}
# torchvision's and Pillow's resizing differ by rounding to 8 bits: two grey levels of 255.
_PREPROCESS_TOLERANCE_LEVELS = 2.5
_PROBE_OVERHANGS_PX = (0, 5, 6, 7)  # halves that round up, down and not at all


def load_transformers(
    files: ModelFiles, *, encoder_id: str, device: str, precision: Precision, progress: Progress
) -> TorchEncoder:
    """Build the model, tokenizer and picture processor in the folder that ``files`` name."""
    progress(f"Importing transformers for {files.name}", 0, None)
    import torch
    from transformers import AutoConfig, AutoImageProcessor, AutoModel, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    folder = files.library_name
    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    kind = config.model_type
    if kind not in _NEEDS_MASK:
        raise ModelError(
            f"Model {files.name} is of kind {kind!r}; of transformers' models only"
            f" {', '.join(sorted(_NEEDS_MASK))} are supported."
        )
    progress(f"Reading {files.name}", 0, None)
    model = AutoModel.from_pretrained(
        folder, local_files_only=True, weights_only=True, dtype=torch.float32
    ).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    processor = AutoImageProcessor.from_pretrained(folder, local_files_only=True)
    length = min(int(config.text_config.max_position_embeddings), tokenizer.model_max_length)
    pad_id = int(tokenizer.pad_token_id)
    padding = "max_length" if _PADS_TO_LENGTH[kind] else "longest"

    def tokens(texts: Sequence[str]) -> np.ndarray:
        batch = tokenizer(
            list(texts), padding=padding, truncation=True, max_length=length, return_tensors="np"
        )
        ids: np.ndarray = batch["input_ids"].astype(np.int64)
        return ids

    def text_features(ids: Any) -> Any:
        mask = (ids != pad_id).long() if _NEEDS_MASK[kind] else None
        return _vectors(model.get_text_features(input_ids=ids, attention_mask=mask))

    spec, picture_tensor = _preprocessing(processor)
    image_features = _packed_features(model) if kind == "siglip2" else _plain_features(model)
    portable, why_not = _portable(tokenizer, tokens, length, pad_id, _PADS_TO_LENGTH[kind])
    text = tower_module(model, text_features)
    card = card_of(model, files, encoder_id, text, tokens)
    towers = TorchTowers(
        text=text,
        image=tower_module(model, image_features),
        tokens=portable or tokens,
        portable_tokens=portable,
        preprocess=spec,
        picture_tensor=picture_tensor,
        why_not_portable=why_not,
    )
    return TorchEncoder(card, towers, device=device, precision=precision)


def _vectors(output: Any) -> Any:
    """transformers 5 gives an object with the projected vector, earlier versions the tensor."""
    import torch

    vectors = output if isinstance(output, torch.Tensor) else output.pooler_output
    return torch.nn.functional.normalize(vectors, dim=-1)


def _plain_features(model: Any) -> Callable[[Any], Any]:
    return lambda pixels: _vectors(model.get_image_features(pixel_values=pixels))


def _packed_features(model: Any) -> Callable[[Any], Any]:
    """SigLIP 2 NaFlex on what ``_packed`` makes: rows of patches below one row with their grid."""

    def features(packed: Any) -> Any:
        import torch

        grid = packed[:, 0, :2].long()
        patches = packed[:, 1:]
        places = torch.arange(patches.shape[1], device=packed.device)
        mask = (places[None, :] < grid.prod(1, keepdim=True)).int()
        return _vectors(
            model.get_image_features(
                pixel_values=patches, pixel_attention_mask=mask, spatial_shapes=grid
            )
        )

    return features


def _packed(processor: Any, picture: Image.Image) -> np.ndarray:
    """A NaFlex picture as (1 + max patches, values a patch); row 0 begins (height, width)."""
    made = processor(images=picture, return_tensors="np")
    patches = np.asarray(made["pixel_values"][0], np.float32)
    grid_row = np.zeros((1, patches.shape[1]), np.float32)
    grid_row[0, :2] = made["spatial_shapes"][0]
    return np.concatenate([grid_row, patches])


def _preprocessing(
    processor: Any,
) -> tuple[PreprocessSpec | None, Callable[[Image.Image], np.ndarray] | None]:
    """Our own preprocessing where it agrees with the processor's, else the processor itself."""
    if "spatial_shapes" in processor.model_input_names:
        return None, lambda picture: _packed(processor, picture)

    def theirs(picture: Image.Image) -> np.ndarray:
        return np.asarray(processor(images=picture, return_tensors="np")["pixel_values"][0])

    spec = _spec(processor)
    rounded = [] if spec is None else [spec, replace(spec, crop_rounding="floor")]
    for candidate in rounded:
        if all(_agree(theirs, candidate, size) for size in _probe_sizes(candidate)):
            return candidate, None
    return None, theirs


def _probe_sizes(spec: PreprocessSpec) -> list[tuple[int, int]]:
    """(width, height) of pictures four times the target, upright and lying, with overhang."""
    side = 4 * max(spec.width_px, spec.height_px)
    longer = [side + 4 * overhang + 2 for overhang in _PROBE_OVERHANGS_PX]
    return [size for long in longer for size in ((side, long), (long, side))]


def _agree(
    theirs: Callable[[Image.Image], np.ndarray], spec: PreprocessSpec, size: tuple[int, int]
) -> bool:
    """Whether our preprocessing gives a library's tensor for one smooth random picture."""
    from PIL import Image

    noise = np.random.default_rng(0).integers(0, 256, (61, 97, 3), np.uint8)
    probe = Image.fromarray(noise).resize(size, Image.Resampling.BILINEAR)
    expected, ours = theirs(probe), preprocess(probe, spec)
    levels = 255 * np.asarray(spec.std)[:, None, None]
    if expected.shape != ours.shape:
        return False
    return bool(np.abs((expected - ours) * levels).max() <= _PREPROCESS_TOLERANCE_LEVELS)


def _spec(processor: Any) -> PreprocessSpec | None:
    """The processor's settings as ours, or None where they cannot be said in ours."""
    told = processor.to_dict()
    if not (told.get("do_resize") and told.get("do_rescale") and told.get("do_normalize")):
        return None
    size = told.get("size") or {}
    resample = _RESAMPLING.get(int(told.get("resample", 3)))
    if resample is None:
        return None
    mean, std = tuple(told["image_mean"]), tuple(told["image_std"])
    if "shortest_edge" in size and told.get("do_center_crop"):
        crop = told["crop_size"]
        if crop["height"] != crop["width"] or crop["height"] != size["shortest_edge"]:
            return None
        return PreprocessSpec(crop["height"], crop["width"], mean, std, resample, "shortest")
    if "height" in size and not told.get("do_center_crop"):
        return PreprocessSpec(size["height"], size["width"], mean, std, resample, "squash")
    return None


def _portable(
    tokenizer: Any,
    tokens: Callable[[Sequence[str]], np.ndarray],
    length: int,
    pad_id: int,
    pads_to_length: bool,
) -> tuple[Tokens | None, str]:
    """The same tokenizer without transformers, or why there is none."""
    if not getattr(tokenizer, "is_fast", False):
        return None, "its tokenizer has no tokenizer.json form"
    spec = TokenSpec(
        length,
        pad_id,
        pad_to_length=pads_to_length,
        pad_left=tokenizer.padding_side == "left",
    )
    portable = Tokens(tokenizer.backend_tokenizer.to_str(), spec)
    difference = first_difference(portable, tokens)
    if difference is not None:
        return None, f"its tokenizer.json form disagrees on {difference[:40]!r}"
    return portable, ""
