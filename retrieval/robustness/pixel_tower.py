"""An encoder's image tower as a function of plain pixels that gradients pass; not attacking it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import InputError

if TYPE_CHECKING:
    import torch

    from retrieval.encoders.preprocess import PreprocessSpec
    from retrieval.pictures.decode import PictureSource


class PixelTower:
    """Pixels (n, 3, h, w) in [0, 1] to unit vectors (n, n_dims), through resize and normalise.

    Epsilon of every attack is counted in these pixels. `pixels_of` gives them at the tower's own
    size, as the shopper's picture looks after decoding and resizing, so no budget is lost in
    between; pictures of another size are resized (bicubic, antialiased, cut to [0, 1]) inside, with
    gradients. Any encoder with `towers.image` and `preprocess_spec` will do: what lies behind the
    image tower, a head for instance, is attacked with it. bfloat16: passes in that precision, for
    finding gradients fast; what they find is to be judged in float32.
    """

    def __init__(self, encoder: Any, *, bfloat16: bool = False) -> None:
        import torch

        towers = getattr(encoder, "towers", None)
        spec: PreprocessSpec | None = getattr(encoder, "preprocess_spec", None)
        if towers is None or spec is None:
            raise InputError(
                f"The encoder {encoder.name} cannot be attacked through its pixels: load it with "
                "the torch backend, and with a preprocessing that is a resize and a normalisation."
            )
        self.encoder = encoder
        self.size = (spec.height_px, spec.width_px)
        self.device = torch.device(encoder.device)
        # a fifth faster on a processor, whatever the layers
        self._module = towers.image.to(memory_format=torch.channels_last)
        self._bfloat16 = bfloat16
        self._mean = torch.tensor(spec.mean, device=self.device).view(1, 3, 1, 1)
        self._std = torch.tensor(spec.std, device=self.device).view(1, 3, 1, 1)

    def pixels_of(self, pictures: Sequence[PictureSource]) -> torch.Tensor:
        """Decoded pictures (n, 3, height, width) float32 in [0, 1], at the tower's size."""
        import torch

        if not pictures:
            return torch.zeros((0, 3, *self.size), device=self.device)
        rows = np.stack([self.encoder.preprocess(picture) for picture in pictures])
        normalised = torch.from_numpy(rows).to(self.device)
        return (normalised * self._std + self._mean).clamp(0, 1)

    def __call__(self, pixels: torch.Tensor) -> torch.Tensor:
        """Unit vectors (n, n_dims) float32, with gradients where they are recorded."""
        import torch
        import torch.nn.functional as F

        if tuple(pixels.shape[-2:]) != self.size:
            pixels = F.interpolate(
                pixels, self.size, mode="bicubic", antialias=True, align_corners=False
            ).clamp(0, 1)
        normalised = ((pixels - self._mean) / self._std).to(memory_format=torch.channels_last)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self._bfloat16):
            vectors: torch.Tensor = self._module(normalised)
        return F.normalize(vectors.to(torch.float32), dim=-1)

    def detail_of(self, difference: torch.Tensor) -> torch.Tensor:
        """(n,) root mean square of differences of pixels, in the scale that the tower sees."""
        return ((difference / self._std) ** 2).mean((1, 2, 3)).sqrt()

    def vectors_of(self, pixels: torch.Tensor, batch: int = 64) -> torch.Tensor:
        """The same without gradients, in batches."""
        import torch

        with torch.no_grad():
            parts = [self(pixels[start : start + batch]) for start in range(0, len(pixels), batch)]
        return torch.cat(parts) if parts else torch.zeros((0, self.encoder.n_dims))
