"""What all encoders do alike: decode, batch, check and lock; not the towers themselves."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.encoders.encoder import Backend
from retrieval.encoders.preprocess import PreprocessSpec, preprocess
from retrieval.errors import InputError, InternalError
from retrieval.pictures.decode import PictureSource, load_picture

# No tower here sees more than a few hundred tokens; cleaning a 200,000-letter cell is waste.
MAX_TEXT_CHARACTERS = 4000
# JPEGs are decoded at no less than this multiple of the tower's size before resizing. At 1 a
# 256-pixel JPEG for a 128-pixel tower costs a third, and pixels differ by one level of 255.
DECODE_MARGIN = 1


@dataclass(frozen=True, slots=True)
class EncoderCard:
    """The facts of an encoder that do not depend on where it runs."""

    name: str
    id: str
    n_dims: int
    logit_scale: float
    logit_bias: float
    folder: Path | None


class TwoTowerEncoder(ABC):
    """Base of every encoder; subclasses give tokens and the two forward passes."""

    def __init__(
        self,
        card: EncoderCard,
        *,
        preprocess_spec: PreprocessSpec | None,
        device: str,
        backend: Backend,
        batch_size: int,
    ) -> None:
        self.card = card
        self.name = card.name
        self.id = card.id
        self.n_dims = card.n_dims
        self.logit_scale = card.logit_scale
        self.logit_bias = card.logit_bias
        self.folder = card.folder
        self.device = device
        self.backend: Backend = backend
        self.batch_size = batch_size
        self.preprocess_spec = preprocess_spec
        self._tokens_lock = threading.Lock()  # fast tokenizers refuse to be shared while busy
        self._forward_lock = threading.Lock()

    @abstractmethod
    def tokenize(self, texts: Sequence[str]) -> np.ndarray:
        """Texts to token ids, (n, length) int64, padded."""

    @abstractmethod
    def _forward_texts(self, tokens: np.ndarray) -> np.ndarray:
        """(n, length) int64 to (n, n_dims) float32."""

    @abstractmethod
    def _forward_images(self, batch: np.ndarray) -> np.ndarray:
        """(n, 3, height, width) float32 to (n, n_dims) float32."""

    @property
    def picture_side_px(self) -> int:
        spec = self.preprocess_spec
        return max(spec.height_px, spec.width_px) if spec else 256

    def preprocess(self, picture: PictureSource) -> np.ndarray:
        """Decode and fit one picture: (3, height, width) float32. Raises InputError."""
        decoded = load_picture(picture, at_least_px=DECODE_MARGIN * self.picture_side_px)
        if self.preprocess_spec is None:
            raise InternalError(f"{self.name} has no preprocessing of its own.")
        return preprocess(decoded, self.preprocess_spec)

    def encode_preprocessed(self, batch: np.ndarray) -> np.ndarray:
        """(n, 3, height, width) float32 to (n, n_dims) float32, unit length."""
        rows = []
        for start in range(0, len(batch), self.batch_size):
            with self._forward_lock:
                rows.append(self._forward_images(batch[start : start + self.batch_size]))
        return self._unit(rows)

    def encode_images(self, pictures: Sequence[PictureSource]) -> np.ndarray:
        """Pictures to (n, n_dims) float32, unit length. Raises InputError for a broken one."""
        rows = []
        for start in range(0, len(pictures), self.batch_size):
            chunk = pictures[start : start + self.batch_size]
            rows.append(self.encode_preprocessed(np.stack([self.preprocess(p) for p in chunk])))
        return self._unit(rows)

    def encode_texts(self, texts: Sequence[str]) -> np.ndarray:
        """Texts to (n, n_dims) float32, unit length. Raises InputError for anything but str."""
        if isinstance(texts, str):
            raise InputError("Texts to encode come as a list; put the one text in a list.")
        rows = []
        for start in range(0, len(texts), self.batch_size):
            chunk = [_plain(text) for text in texts[start : start + self.batch_size]]
            with self._tokens_lock:
                tokens = self.tokenize(chunk)
            with self._forward_lock:
                rows.append(self._forward_texts(tokens))
        return self._unit(rows)

    def _unit(self, rows: list[np.ndarray]) -> np.ndarray:
        if not rows:
            return np.zeros((0, self.n_dims), np.float32)
        vectors = np.concatenate(rows).astype(np.float32, copy=False)
        if not np.isfinite(vectors).all():
            raise InternalError(
                f"{self.name} gave numbers that are not finite on {self.device};"
                " try precision 'float32'."
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: np.ndarray = vectors / np.maximum(lengths, 1e-12)
        return unit


def _plain(text: object) -> str:
    if not isinstance(text, str):
        raise InputError(f"A text to encode must be a string, not {type(text).__name__}.")
    # half a surrogate pair is not text that a tokenizer can take
    return text[:MAX_TEXT_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
