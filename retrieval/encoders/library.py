"""Call the library that builds a model, and say in one sentence why it could not."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from retrieval.encoders.devices import choose_precision
from retrieval.encoders.encoder import Progress
from retrieval.encoders.locate import ModelFiles
from retrieval.encoders.torch_encoder import TorchEncoder
from retrieval.errors import ModelError, RetrievalError


def load_with_library(
    files: ModelFiles, encoder_id: str, device: str, precision: str, progress: Progress
) -> TorchEncoder:
    """Build the encoder through open_clip or transformers. Raises ModelError."""
    exact = choose_precision(precision, device)
    try:
        with offline_hub(), _quiet_libraries():
            if files.library == "open_clip":
                from retrieval.encoders.open_clip_encoder import load_open_clip as build
            else:
                from retrieval.encoders.transformers_encoder import load_transformers as build
            return build(
                files, encoder_id=encoder_id, device=device, precision=exact, progress=progress
            )
    except RetrievalError:
        raise
    except MemoryError as error:
        raise ModelError(f"Model {files.name} does not fit in this machine's memory.") from error
    except Exception as error:  # libraries raise every kind of exception on broken model files
        raise ModelError(_sentence(files, error)) from error


def _sentence(files: ModelFiles, error: BaseException) -> str:
    """What a person should know about a failed load."""
    chain = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    text = " ".join(f"{type(each).__name__} {each}" for each in chain)
    if "weights_only" in text or "UnpicklingError" in text or "WeightsUnpickler" in text:
        return (
            f"Model {files.name} was refused: its weights file holds code or objects, not only"
            " tensors; get the model as safetensors."
        )
    if "OfflineModeIsEnabled" in text or "LocalEntryNotFound" in text:
        return (
            f"Model {files.name} is not complete on this machine; run"
            f" `vitrine models fetch {files.name}` with a connection, or use a local folder or"
            " pocket."
        )
    if "OutOfMemory" in text:
        return f"Model {files.name} does not fit in the device's memory; use device cpu."
    reason = " ".join(str(error).split())[:160] or type(error).__name__
    is_local = files.folder is not None and not files.name.startswith(("hf:", "hf-hub:"))
    remedy = "check its folder" if is_local else f"run `vitrine models fetch {files.name}`"
    return f"Model {files.name} cannot be read ({reason}); {remedy}."


@contextmanager
def offline_hub() -> Iterator[None]:
    """Nothing is downloaded while a model is built: fetching is a step of its own."""
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = True
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


@contextmanager
def _quiet_libraries() -> Iterator[None]:
    """Hold back the libraries' chatter; what matters becomes an error of ours."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.setLevel(before)
