"""What pictures are taught to be near: one vector a class, by the frozen clean encoder.

Not a catalogue's fusion: that is chosen once the encoder is finished.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.training.robust.towers import Towers

if TYPE_CHECKING:
    import torch

AT_ONCE = 64  # pictures


def class_vectors(
    clean: Towers,
    texts: Sequence[Sequence[str]],
    packshots: Sequence[NDArray[np.uint8]],
    picture_weight: float,
) -> torch.Tensor:
    """(c, n_dims): the unit mean of each class's texts, and of its packshots where it has any.

    packshots: per class (n, side, side, 3) uint8.
    """
    import torch
    import torch.nn.functional as F

    means = []
    with torch.no_grad():
        for start in range(0, len(texts), 32):
            part = texts[start : start + 32]
            vectors = clean.encode_texts([text for said in part for text in said])
            means += [v.mean(0) for v in torch.split(vectors, [len(said) for said in part])]
        said = F.normalize(torch.stack(means), dim=-1)
        counts = [len(pictures) for pictures in packshots]
        if picture_weight > 0 and any(counts):
            seen = _encoded(clean, np.concatenate(packshots))
            for number, vectors in enumerate(torch.split(seen, counts)):
                if len(vectors):
                    said[number] += picture_weight * F.normalize(vectors.mean(0), dim=-1)
    return F.normalize(said, dim=-1)


def _encoded(clean: Towers, pictures: NDArray[np.uint8]) -> torch.Tensor:
    import torch
    import torch.nn.functional as F

    parts = []
    for start in range(0, len(pictures), AT_ONCE):
        stored = torch.from_numpy(pictures[start : start + AT_ONCE]).permute(0, 3, 1, 2) / 255
        fitted = F.interpolate(stored, size=clean.side_px, mode="bicubic", antialias=True)
        parts.append(clean.encode_pixels(fitted.clamp(0, 1).to(clean.device)))
    return torch.cat(parts)
