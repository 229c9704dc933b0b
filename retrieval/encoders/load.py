"""From a model's name to a ready encoder; not how any library builds it or what runs it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Literal

from retrieval.encoders.compiled_cache import (
    Located,
    default_cache_folder,
    encoder_id,
    recall,
    remember,
    twin_folder,
)
from retrieval.encoders.devices import choose_device, choose_precision
from retrieval.encoders.encoder import Encoder, Progress
from retrieval.encoders.locate import NotHereError, locate, locator_key
from retrieval.errors import InputError, ModelError
from retrieval.heads.naming import split_name

BackendChoice = Literal["auto", "torch", "onnx"]
# Larger models are compiled only when asked for: their twin takes as much disk again.
AUTO_COMPILE_MAX_BYTES = 1_000_000_000

_loading = threading.Lock()


def load_encoder(
    name: str | Path = "pocket",
    *,
    device: str | None = None,
    precision: str | None = None,
    backend: BackendChoice = "auto",
    progress: Progress | None = None,
    compiled_cache: Path | None = None,
    compile_missing: bool = True,
) -> Encoder:
    """Load an encoder by name: "pocket", "pocket-robust", open_clip "ARCH/TAG", or a folder.

    "hf-hub:org/name" and "hf:org/name" are those of the hub.

    Any of them followed by "+heads:FILE" wears the heads of that file. A model not on this
    machine is fetched first. Backend "auto" takes the compiled twin on a CPU, making it on the
    first load (``compile_missing``); torch is then imported never again. "onnx" insists on a twin.
    Device: CUDA, then MPS, then CPU; half precision on a GPU.
    Raises ModelError (unknown, unreachable or unreadable model) or InputError.
    """
    if backend not in ("auto", "torch", "onnx"):
        raise InputError(f"Backend {backend!r} is unknown; use auto, torch or onnx.")
    name, heads_file = split_name(str(name))
    tell = progress or _silent
    cache = compiled_cache or default_cache_folder()
    chosen = "cpu" if backend == "onnx" and device is None else choose_device(device)
    if backend == "onnx" and chosen != "cpu":
        raise InputError("The compiled backend runs on the CPU; leave the device out.")
    exact = choose_precision(precision, chosen)
    encoder = _ready_or_loaded(name, chosen, exact, backend, tell, cache, compile_missing)
    if heads_file is None:
        return encoder
    from retrieval.heads.headed_encoder import wear_heads

    return wear_heads(encoder, heads_file)


def _ready_or_loaded(
    name: str,
    device: str,
    precision: str,
    backend: BackendChoice,
    tell: Progress,
    cache: Path,
    compile_missing: bool,
) -> Encoder:
    """The compiled twin that this name stood for the last time, else whatever loading it takes."""
    if backend != "torch" and device == "cpu" and precision == "float32":
        ready = recall(cache, locator_key(name))
        twin = _open_twin(ready) if ready else None
        if twin is not None:
            return twin
    with _loading:
        return _load(name, device, precision, backend, tell, cache, compile_missing)


def _load(
    name: str,
    device: str,
    precision: str,
    backend: BackendChoice,
    tell: Progress,
    cache: Path,
    compile_missing: bool,
) -> Encoder:
    from retrieval.encoders.library import load_with_library

    try:
        files = locate(name)
    except NotHereError:
        from retrieval.encoders.registry import fetch_model

        fetch_model(name, tell)
        files = locate(name)
    identity = encoder_id(files.label, files.identity, cache)
    located = Located(identity, files.name, files.folder, twin_folder(cache, identity))
    may_use_twin = backend != "torch" and device == "cpu" and precision == "float32"
    if may_use_twin:
        twin = _open_twin(located)
        if twin is not None:
            remember(cache, locator_key(name), (*files.identity, *files.watched), located)
            return twin
    encoder = load_with_library(files, identity, device, precision, tell)
    if not may_use_twin:
        return encoder
    weights_bytes = sum(file.stat().st_size for file in files.identity)
    if backend == "auto" and (not compile_missing or weights_bytes > AUTO_COMPILE_MAX_BYTES):
        return encoder
    from retrieval.encoders.compile import NotCompiledError, compile_encoder

    try:
        compile_encoder(encoder, cache=cache, progress=tell)
    except NotCompiledError as error:
        if backend == "onnx":
            raise
        tell(f"{error} It stays on torch.", 1, 1)
        return encoder
    remember(cache, locator_key(name), (*files.identity, *files.watched), located)
    return _open_twin(located) or encoder


def _open_twin(located: Located) -> Encoder | None:
    """The twin, or None when there is none or it is damaged (it is then made again)."""
    from retrieval.encoders.onnx_encoder import OnnxEncoder

    try:
        return OnnxEncoder(located.twin, name=located.name, folder=located.folder)
    except ModelError:
        return None


def _silent(what: str, done: int, total: int | None) -> None:
    """Progress that nobody asked for."""
