"""An encoder whose towers are torch modules, whichever library built them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.encoders.devices import Precision
from retrieval.encoders.encoder import Backend
from retrieval.encoders.locate import ModelFiles
from retrieval.encoders.preprocess import PreprocessSpec
from retrieval.encoders.tokens import Tokens
from retrieval.encoders.two_towers import DECODE_MARGIN, EncoderCard, TwoTowerEncoder
from retrieval.pictures.decode import PictureSource, load_picture

if TYPE_CHECKING:
    import torch
    from PIL import Image

CPU_BATCH = 32
GPU_BATCH = 128


@dataclass(frozen=True, slots=True)
class TorchTowers:
    """What a library's loader hands over.

    ``text`` maps (n, length) int64 to (n, n_dims), ``image`` (n, 3, h, w) to (n, n_dims); both
    are in evaluation mode. ``tokens`` is the library's own tokenizer; ``portable_tokens`` the
    same without the library, when that is possible and was seen to agree. ``picture_tensor``
    is the library's own preprocessing, used only when ``preprocess`` cannot express it.
    """

    text: torch.nn.Module
    image: torch.nn.Module
    tokens: Callable[[Sequence[str]], np.ndarray]
    portable_tokens: Tokens | None
    preprocess: PreprocessSpec | None
    picture_tensor: Callable[[Image.Image], np.ndarray] | None = None
    why_not_portable: str = ""


def card_of(
    model: Any,
    files: ModelFiles,
    encoder_id: str,
    text: torch.nn.Module,
    tokens: Callable[[Sequence[str]], np.ndarray],
) -> EncoderCard:
    """The facts of a CLIP-like model; its dimensions are seen by embedding one text."""
    import torch

    with torch.inference_mode():
        n_dims = int(text(torch.from_numpy(tokens(["probe"]))).shape[-1])
    bias = getattr(model, "logit_bias", None)
    return EncoderCard(
        name=files.name,
        id=encoder_id,
        n_dims=n_dims,
        logit_scale=float(model.logit_scale.exp()),
        logit_bias=float(bias) if bias is not None else 0.0,
        folder=files.folder,
    )


def tower_module(model: Any, forward: Callable[[Any], Any]) -> Any:
    """One tower of a two-tower model as a module of one input, fit to run and to export."""
    import torch

    class Tower(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, rows: torch.Tensor) -> torch.Tensor:
            vectors: torch.Tensor = forward(rows)
            return vectors

    return Tower().eval()


class TorchEncoder(TwoTowerEncoder):
    """Runs the two torch towers on one device, in half precision where asked."""

    def __init__(
        self, card: EncoderCard, towers: TorchTowers, *, device: str, precision: Precision
    ) -> None:
        backend: Backend = "torch"
        super().__init__(
            card,
            preprocess_spec=towers.preprocess,
            device=device,
            backend=backend,
            batch_size=CPU_BATCH if device == "cpu" else GPU_BATCH,
        )
        self.precision = precision
        self.towers = towers
        towers.text.to(device)
        towers.image.to(device)

    def tokenize(self, texts: Sequence[str]) -> np.ndarray:
        return self.towers.tokens(texts)

    def preprocess(self, picture: PictureSource) -> np.ndarray:
        if self.towers.picture_tensor is None:
            return super().preprocess(picture)
        decoded = load_picture(picture, at_least_px=DECODE_MARGIN * self.picture_side_px)
        return self.towers.picture_tensor(decoded)

    def _forward_texts(self, tokens: np.ndarray) -> np.ndarray:
        return self._forward(self.towers.text, tokens)

    def _forward_images(self, batch: np.ndarray) -> np.ndarray:
        return self._forward(self.towers.image, batch)

    def _forward(self, tower: Any, rows: np.ndarray) -> np.ndarray:
        import torch

        kind = self.device.partition(":")[0]
        half = self.precision != "float32"
        with (
            torch.inference_mode(),
            torch.autocast(kind, dtype=getattr(torch, self.precision), enabled=half),
        ):
            inputs = torch.from_numpy(np.ascontiguousarray(rows)).to(self.device)
            try:
                vectors: np.ndarray = tower(inputs).float().cpu().numpy()
                return vectors
            except torch.OutOfMemoryError:
                if len(rows) == 1:
                    raise
                torch.cuda.empty_cache()
        # too much for the device's memory at once: two halves
        middle = len(rows) // 2
        return np.concatenate(
            [self._forward(tower, rows[:middle]), self._forward(tower, rows[middle:])]
        )
