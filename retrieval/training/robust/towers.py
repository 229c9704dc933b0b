"""Any open_clip encoder as two towers to differentiate, pixels and strings in; not training it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retrieval.encoders.locate import ModelFiles, NotHereError, locate
from retrieval.errors import ModelError

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Towers:
    """An open_clip model with what it needs around it.

    mean, std: (1, 3, 1, 1) float32, of normalisation. side_px: height and width of its pictures.
    bfloat16: whether its passes run in that precision; weights and losses stay float32.
    """

    clip: Any
    tokenizer: Any
    mean: torch.Tensor
    std: torch.Tensor
    side_px: tuple[int, int]
    device: str = "cpu"
    bfloat16: bool = False

    def encode_pixels(self, pixels: torch.Tensor) -> torch.Tensor:
        """(n, 3, h, w) RGB from 0 to 1 to (n, n_dims) float32 of unit length."""
        import torch
        import torch.nn.functional as F

        normalised = (pixels - self.mean) / self.std
        with self._autocast():
            vectors = self.clip.encode_image(
                normalised.contiguous(memory_format=torch.channels_last)
            )
        return F.normalize(vectors.float(), dim=-1)

    def encode_texts(self, texts: Sequence[str]) -> torch.Tensor:
        """Strings to (n, n_dims) float32 of unit length."""
        import torch.nn.functional as F

        tokens = self.tokenizer(list(texts)).to(self.device)
        with self._autocast():
            vectors = _without_padding(self.clip, tokens)
            if vectors is None:
                vectors = self.clip.encode_text(tokens)
        return F.normalize(vectors.float(), dim=-1)

    def _autocast(self) -> AbstractContextManager[Any]:
        import torch

        kind = self.device.partition(":")[0]
        return torch.autocast(kind, torch.bfloat16, enabled=self.bfloat16)


def _without_padding(clip: Any, tokens: torch.Tensor) -> torch.Tensor | None:
    """What `clip.encode_text` gives for (n, length) tokens, at the cost of the longest text.

    None where padding may count: only in open_clip's own tower, causal and pooled at the end
    token, does what follows that token change nothing.
    """
    import torch
    from open_clip.transformer import TextTransformer

    text = getattr(clip, "text", None)
    if not isinstance(text, TextTransformer) or text.pool_type not in ("eos", "argmax"):
        return None
    if text.attn_mask is None or text.cls_emb is not None or text.output_tokens:
        return None
    places = torch.arange(1, tokens.shape[1] + 1, device=tokens.device)
    lengths = ((tokens != text.pad_id) * places).amax(1)
    order = lengths.argsort()
    # Most texts are short: they need not pay for the longest quarter.
    middle = len(order) * 3 // 4
    parts = [part for part in (order[:middle], order[middle:]) if len(part)]
    vectors = torch.cat(
        [_pooled(text, tokens[part, : max(1, int(lengths[part].max()))]) for part in parts]
    )
    return vectors[torch.cat(parts).argsort()]


def _pooled(text: Any, tokens: torch.Tensor) -> torch.Tensor:
    """The text tower's own forward pass, its mask and positions cut to (n, length) tokens."""
    from open_clip.transformer import text_global_pool

    n = tokens.shape[1]
    x = text.token_embedding(tokens) + text.positional_embedding[:n]
    x = text.ln_final(text.transformer(x, attn_mask=text.attn_mask[:n, :n]))
    pooled: torch.Tensor = text_global_pool(
        x, tokens, pool_type=text.pool_type, eos_token_id=text.eos_id
    )
    if text.text_projection is None:
        return pooled
    if callable(text.text_projection):
        return text.text_projection(pooled)
    return pooled @ text.text_projection


def open_towers(
    name: str, *, device: str = "cpu", precision: str = "auto"
) -> tuple[Towers, ModelFiles]:
    """The towers of a model that `load_encoder` knows and open_clip builds, and its files.

    ModelError when it is not here, or another library's.
    """
    import open_clip
    import torch

    try:
        files = locate(name)
    except NotHereError:
        from retrieval.encoders.registry import fetch_model

        files = fetch_model(name)
    if files.library != "open_clip":
        raise ModelError(
            f"Model {name} is built by {files.library}; robust training takes open_clip's:"
            " pocket, ARCH/TAG, hf-hub:… or a folder with open_clip_config.json."
        )
    from retrieval.encoders.open_clip_encoder import open_clip_options

    clip = open_clip.create_model(
        files.library_name, precision="fp32", device=device, **open_clip_options(files)
    )
    clip = clip.to(memory_format=torch.channels_last)
    config = open_clip.get_model_preprocess_cfg(clip)
    size = config["size"]
    half = precision == "bfloat16" or (precision == "auto" and has_fast_bfloat16(device))
    return Towers(
        clip,
        open_clip.get_tokenizer(files.library_name),
        torch.tensor(config["mean"], device=device).view(1, 3, 1, 1),
        torch.tensor(config["std"], device=device).view(1, 3, 1, 1),
        (size, size) if isinstance(size, int) else (int(size[0]), int(size[1])),
        device,
        half,
    ), files


def has_fast_bfloat16(device: str) -> bool:
    """Whether the device multiplies bfloat16 faster than float32, not merely somehow."""
    import torch

    if device.startswith("cuda"):
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return device == "cpu" and bool(torch.cpu._is_amx_tile_supported())
