"""A compiled encoder: onnxruntime, tokenizers, Pillow and numpy; never torch."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.encoders.compiled_cache import FORMAT
from retrieval.encoders.encoder import Backend
from retrieval.encoders.preprocess import PreprocessSpec
from retrieval.encoders.tokens import Tokens, TokenSpec
from retrieval.encoders.two_towers import EncoderCard, TwoTowerEncoder
from retrieval.errors import ModelError

BATCH = 16
MAX_THREADS = 8
TEXT_THREADS = 2  # a query is too short to share among more


@dataclass(frozen=True, slots=True)
class TwinMeta:
    """meta.json of a twin: everything but the two graphs and the tokenizer."""

    id: str
    name: str
    n_dims: int
    logit_scale: float
    logit_bias: float
    preprocess: PreprocessSpec
    tokens: TokenSpec
    file_bytes: dict[str, int]

    def to_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "id": self.id,
            "name": self.name,
            "n_dims": self.n_dims,
            "logit_scale": self.logit_scale,
            "logit_bias": self.logit_bias,
            "preprocess": self.preprocess.to_json(),
            "tokens": self.tokens.to_json(),
            "file_bytes": self.file_bytes,
        }

    @staticmethod
    def read(folder: Path) -> TwinMeta:
        """Raises ModelError when the twin is not whole."""
        try:
            fields = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
            meta = TwinMeta(
                id=fields["id"],
                name=fields["name"],
                n_dims=int(fields["n_dims"]),
                logit_scale=float(fields["logit_scale"]),
                logit_bias=float(fields["logit_bias"]),
                preprocess=PreprocessSpec.from_json(fields["preprocess"]),
                tokens=TokenSpec(**fields["tokens"]),
                file_bytes=dict(fields["file_bytes"]),
            )
            sizes = {name: (folder / name).stat().st_size for name in meta.file_bytes}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"Compiled encoder {str(folder)!r} is damaged; delete it.") from error
        if fields["format"] != FORMAT or sizes != meta.file_bytes:
            raise ModelError(f"Compiled encoder {str(folder)!r} is damaged; delete it.")
        return meta


class OnnxEncoder(TwoTowerEncoder):
    """Runs a twin on the CPU. Each tower is read when first needed: a text query never reads
    the image tower. Raises ModelError when the twin is damaged."""

    def __init__(self, twin: Path, *, name: str | None = None, folder: Path | None = None) -> None:
        meta = TwinMeta.read(twin)
        backend: Backend = "onnx"
        super().__init__(
            EncoderCard(
                name or meta.name, meta.id, meta.n_dims, meta.logit_scale, meta.logit_bias, folder
            ),
            preprocess_spec=meta.preprocess,
            device="cpu",
            backend=backend,
            batch_size=BATCH,
        )
        self.twin = twin
        self._tokens = Tokens.from_file(twin / "tokenizer.json", meta.tokens)
        self._sessions: dict[tuple[str, int], Any] = {}
        self._sessions_lock = threading.Lock()

    def tokenize(self, texts: Sequence[str]) -> np.ndarray:
        return self._tokens(texts)

    def _forward_texts(self, tokens: np.ndarray) -> np.ndarray:
        return self._run("text.onnx", tokens, TEXT_THREADS)

    def _forward_images(self, batch: np.ndarray) -> np.ndarray:
        return self._run("image.onnx", batch, MAX_THREADS)

    @property
    def n_lanes(self) -> int:
        """How many batches may be encoded side by side, each on one core."""
        return min(MAX_THREADS, os.cpu_count() or 1)

    def encode_in_lane(self, batch: np.ndarray) -> np.ndarray:
        """As ``encode_preprocessed``, on the calling thread's core alone and without waiting.

        For many pictures: cores that each take whole batches, decoding included, lose less
        than cores that share every batch.
        """
        return self._unit([self._run("image.onnx", batch, 1)])

    def _run(self, file: str, rows: np.ndarray, max_threads: int) -> np.ndarray:
        with self._sessions_lock:
            if (file, max_threads) not in self._sessions:
                self._sessions[file, max_threads] = _session(self.twin / file, max_threads)
            session = self._sessions[file, max_threads]
        vectors: np.ndarray = session.run(None, {"rows": np.ascontiguousarray(rows)})[0]
        return vectors


def _session(path: Path, max_threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(max_threads, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # waiting threads sleep: the cores are wanted by the threads that decode pictures
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own exception classes share no public base
        raise ModelError(
            f"Compiled encoder {str(path.parent)!r} cannot be read; delete that folder."
        ) from error
