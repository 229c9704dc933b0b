"""How much a photo or a text that is asked with looks altered; to be shown, never to be dropped.

Pictures: feature squeezing (Xu, Evans, Qi, NDSS 2018, arXiv:1704.01155): an attack that moved the
vector by fine detail loses it under a light blur, an honest photo hardly changes, for as much fine
detail as it has. Texts: letters of one script disguised as another's, and characters that no
keyboard types.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import ModelError
from retrieval.search.homoglyphs import without_homoglyphs

if TYPE_CHECKING:
    from retrieval.encoders.encoder import Encoder
    from retrieval.pictures.decode import PictureSource

SUSPICION_FILE = "suspicion.json"
LEAST = 1e-4  # of distances and detail, before their logarithm
BLUR_PX = 3  # the side of the averaging window, in pixels of the tower's input

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Detector:
    """How one encoder's changes of pictures under a blur are read.

    suspicion = sigmoid(scale * log distance + detail * log detail + bias); from threshold on a
    photo is flagged.
    """

    scale: float
    detail: float
    bias: float
    threshold: float

    def suspicion(self, changes: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n,) 0 to 1, of (n, 2) changes as `changes_of` gives them."""
        return _sigmoid(self.log_odds(changes))

    def log_odds(self, changes: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n,) the same before it is brought to 0 to 1."""
        return np.asarray(changes @ np.array([self.scale, self.detail]) + self.bias)

    def lifted(self, changes: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n,) the same with the threshold moved to 0.5, where a product is flagged."""
        return self.lifted_odds(self.log_odds(changes))

    def lifted_odds(self, odds: NDArray[np.floating]) -> NDArray[np.float64]:
        """As `lifted`, of (n,) log-odds."""
        at, found = self.threshold, _sigmoid(odds)
        below = np.minimum(found / at / 2, np.nextafter(0.5, 0))
        above = 0.5 + (found - at) / (1 - at) / 2
        return np.asarray(np.where(found >= at, above, below))


def _sigmoid(odds: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(np.asarray(odds, np.float64), -50, 50))))


def load_detector(encoder: Encoder) -> Detector | None:
    """Of the encoder folder's suspicion.json; None without one, or with another encoder's.

    The file: {"schema": 1, "encoder_id": id, "picture": {"scale", "detail", "bias",
    "threshold"}}. ModelError when it is damaged.
    """
    folder: Path | None = getattr(encoder, "folder", None)
    path = None if folder is None else Path(folder) / SUSPICION_FILE
    if path is None or not path.is_file():
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["encoder_id"].rpartition("@")[2] != encoder.id.rpartition("@")[2]:
            return None
        picture = told["picture"]
        names = ("scale", "detail", "bias", "threshold")
        return Detector(*(float(picture[name]) for name in names))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path} is damaged ({error}): fetch the model again.") from error


def blurred(pixels: Vectors) -> Vectors:
    """(n, 3, h, w) averaged over windows of BLUR_PX, the edges mirrored."""
    edge = BLUR_PX // 2
    padded = np.pad(pixels, ((0, 0), (0, 0), (edge, edge), (edge, edge)), mode="reflect")
    height, width = pixels.shape[2:]
    rows = np.sum([padded[:, :, i : i + height] for i in range(BLUR_PX)], axis=0)
    whole = np.sum([rows[..., i : i + width] for i in range(BLUR_PX)], axis=0)
    return np.asarray(whole / BLUR_PX**2, np.float32)


def changes_of(plain: Vectors, soft: Vectors, detail: NDArray[np.floating]) -> NDArray[np.float64]:
    """(n, 2): log of how far each vector (n, d) lies from its blurred self's, and log of detail.

    detail: (n,) what the blur took off the pixels, root mean square, in the tower's own scale.
    """
    distances = 1 - (plain * soft).sum(1, dtype=np.float64)
    return np.log(np.stack([np.maximum(distances, LEAST), np.maximum(detail, LEAST)], axis=1))


def encode_with_changes(
    encoder: Encoder, pictures: Sequence[PictureSource]
) -> tuple[Vectors, NDArray[np.float64]]:
    """Vectors (n, n_dims) of pictures, and (n, 2) how each changes when it is blurred.

    Both in one forward pass.
    """
    batch = np.stack([encoder.preprocess(picture) for picture in pictures])
    soft = blurred(batch)
    vectors = encoder.encode_preprocessed(np.concatenate([batch, soft]))
    detail = np.sqrt(((batch - soft) ** 2).mean((1, 2, 3)))
    plain = vectors[: len(batch)]
    return plain, changes_of(plain, vectors[len(batch) :], detail)


def text_suspicion(text: str) -> float:
    """0 to 1: the share of characters that are disguised, invisible or stacked upon each other."""
    if not text:
        return 0.0
    plain = without_homoglyphs(text)
    disguised = sum(a != b for a, b in zip(text, plain, strict=True))
    hidden = sum(unicodedata.category(letter) in ("Cf", "Cc", "Co", "Cn") for letter in text)
    marks = [unicodedata.category(letter) == "Mn" for letter in text]
    stacked = sum(a and b for a, b in pairwise(marks))
    return min((disguised + hidden + stacked) / len(text), 1.0)
