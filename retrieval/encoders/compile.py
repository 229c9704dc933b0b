"""Export a loaded encoder once to an ONNX twin, verified against torch; not for running it."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.encoders.compiled_cache import default_cache_folder, twin_folder, write_json
from retrieval.encoders.encoder import Progress
from retrieval.encoders.onnx_encoder import OnnxEncoder, TwinMeta
from retrieval.encoders.tokens import PROBE_TEXTS
from retrieval.encoders.torch_encoder import TorchEncoder
from retrieval.errors import ModelError

MIN_COSINE = 0.9999
N_PROBE_PICTURES = 5
MAX_GRAPH_BYTES = 1_900_000_000  # one ONNX file holds less than 2 GiB
OPSET = 17
ABANDONED_AFTER_S = 3600


class NotCompiledError(ModelError):
    """The encoder has no faithful twin; it goes on running on torch."""


def compile_encoder(
    encoder: TorchEncoder, *, cache: Path | None = None, progress: Progress | None = None
) -> Path:
    """Write the twin of a torch encoder into the cache and return its folder.

    The twin must give vectors within cosine 0.9999 of torch's on probe texts and random
    pictures, alone and in batches; else nothing is written and NotCompiledError is raised.
    """
    towers = encoder.towers
    if encoder.device != "cpu" or encoder.precision != "float32":
        raise NotCompiledError(f"{encoder.name} runs on {encoder.device}; compile it on the CPU.")
    if towers.portable_tokens is None or towers.preprocess is None:
        why = towers.why_not_portable or "its picture processor is its own"
        raise NotCompiledError(f"{encoder.name} cannot be compiled: {why}.")
    target = twin_folder(cache or default_cache_folder(), encoder.id)
    tell = progress or (lambda what, done, total: None)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=".part-"))
    except OSError as error:
        raise NotCompiledError(
            f"Cache folder {str(target.parent)!r} cannot be written ({error.strerror})."
        ) from error
    try:
        _write_twin(encoder, aside, tell)
        tell(f"Checking compiled {encoder.name}", 2, 3)
        _verify(encoder, OnnxEncoder(aside))
        _publish(aside, target)
    except OSError as error:
        raise NotCompiledError(
            f"{encoder.name} could not be compiled into {str(target.parent)!r} ({error.strerror})."
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    tell(f"Compiled {encoder.name}", 3, 3)
    return target


def _sweep(cache: Path) -> None:
    """Remove what a compilation that was killed has left, once it is surely dead."""
    for litter in cache.glob(".part-*"):
        with suppress(OSError):
            if time.time() - litter.stat().st_mtime > ABANDONED_AFTER_S:
                shutil.rmtree(litter)


def _write_twin(encoder: TorchEncoder, folder: Path, tell: Progress) -> None:
    towers, spec = encoder.towers, encoder.towers.preprocess
    tokens = towers.portable_tokens
    if tokens is None or spec is None:
        raise NotCompiledError(f"{encoder.name} cannot be compiled.")
    ids = encoder.tokenize(["red dress", "a pair of blue running shoes"])
    pixels = np.zeros((2, 3, spec.height_px, spec.width_px), np.float32)
    free_bytes = shutil.disk_usage(folder).free
    for step, (file, tower, rows, moving) in enumerate(
        (
            ("text.onnx", towers.text, ids, {0: "n", 1: "length"}),
            ("image.onnx", towers.image, pixels, {0: "n"}),
        )
    ):
        tell(f"Compiling {encoder.name}", step, 3)
        size_bytes = sum(p.numel() * p.element_size() for p in tower.parameters())
        if size_bytes > min(MAX_GRAPH_BYTES, free_bytes):
            raise NotCompiledError(f"{encoder.name} is too large to be compiled.")
        if tokens.spec.pad_to_length:
            moving = {0: "n"}
        _export(tower, rows, folder / file, moving)
    (folder / "tokenizer.json").write_text(tokens.tokenizer_json, encoding="utf-8")
    names = ("text.onnx", "image.onnx", "tokenizer.json")
    meta = TwinMeta(
        id=encoder.id,
        name=encoder.name,
        n_dims=encoder.n_dims,
        logit_scale=encoder.logit_scale,
        logit_bias=encoder.logit_bias,
        preprocess=spec,
        tokens=tokens.spec,
        file_bytes={name: (folder / name).stat().st_size for name in names},
    )
    write_json(folder / "meta.json", meta.to_json())


def _export(tower: Any, rows: np.ndarray, path: Path, moving: dict[int, str]) -> None:
    import torch

    with _exportable(), torch.inference_mode():
        try:
            torch.onnx.export(
                tower,
                (torch.from_numpy(rows),),
                str(path),
                input_names=["rows"],
                output_names=["vectors"],
                dynamic_axes={"rows": moving, "vectors": {0: "n"}},
                opset_version=OPSET,
                dynamo=False,  # needs no further package, and takes a tenth of the time
            )
        except OSError:
            raise
        except Exception as error:  # the exporter raises whatever an operator's export raises
            reason = str(error).strip().splitlines() or [type(error).__name__]
            raise NotCompiledError(f"{path.stem} tower has no ONNX form ({reason[0]}).") from error


@contextmanager
def _exportable() -> Iterator[None]:
    """Plain attention in place of torch's fused one, which ONNX lacks; and no chatter."""
    import torch

    fused = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        torch.backends.mha.set_fastpath_enabled(fused)


def _verify(encoder: TorchEncoder, twin: OnnxEncoder) -> None:
    """Every probe, in one batch and alone, against torch."""
    texts = list(PROBE_TEXTS)
    expected_texts = encoder.encode_texts(texts)
    spec = encoder.towers.preprocess
    if spec is None:
        raise NotCompiledError(f"{encoder.name} cannot be compiled.")
    random = np.random.default_rng(0)
    shape = (N_PROBE_PICTURES, 3, spec.height_px, spec.width_px)
    pictures = random.standard_normal(shape).astype(np.float32)
    pictures[0] = 0.5  # a blank picture among the noise
    expected_pictures = encoder.encode_preprocessed(pictures)
    pairs = (
        (expected_texts, twin.encode_texts(texts)),
        (expected_texts[:1], twin.encode_texts(texts[:1])),
        (expected_pictures, twin.encode_preprocessed(pictures)),
        (expected_pictures[1:2], twin.encode_preprocessed(pictures[1:2])),
    )
    worst = min(float((a * b).sum(1).min()) for a, b in pairs)
    if worst < MIN_COSINE:
        raise NotCompiledError(
            f"{encoder.name} compiled differs from torch (cosine {worst:.5f}); torch stays."
        )


def _publish(aside: Path, target: Path) -> None:
    """Sync, then one rename; a whole twin that another process put there first stays."""
    for file in aside.iterdir():
        with file.open("rb") as opened:
            os.fsync(opened.fileno())
    try:
        TwinMeta.read(target)
        return
    except ModelError:
        shutil.rmtree(target, ignore_errors=True)
    try:
        aside.replace(target)
    except OSError:
        TwinMeta.read(target)  # raises unless another process has just published it
