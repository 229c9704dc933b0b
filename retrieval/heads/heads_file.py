"""One heads file: safetensors with a JSON header that says whose it is; not for using the heads."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from retrieval.errors import InputError, ModelError
from retrieval.heads.heads import Heads
from retrieval.heads.shape import HeadsShape
from retrieval.heads.tensor_file import write_tensors

SCHEMA = 1
_KEY = "vitrine_heads"


def save_heads(heads: Heads, path: Path) -> None:
    """Write the file in one step: a kill while writing leaves the one before."""
    header = {
        "schema": SCHEMA,
        "encoder_id": heads.encoder_id,
        "shape": heads.shape.to_json(),
        "logit_scale": heads.logit_scale,
        "logit_bias": heads.logit_bias,
        "about": heads.about,
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_tensors(path, heads.tensors, _KEY, header)
    except OSError as error:
        raise InputError(f"The heads file {path} cannot be written ({error.strerror}).") from error


def load_heads(path: Path) -> Heads:
    """Read a heads file. Raises ModelError, one sentence, when it is none or is damaged."""
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        raise ModelError(f"There is no heads file {path}; `vitrine train heads` makes one.")
    try:
        with safe_open(path, framework="numpy") as file:
            written = (file.metadata() or {}).get(_KEY)
            tensors = {name: np.asarray(file.get_tensor(name)) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError, ValueError, TypeError) as error:
        raise ModelError(
            f"{path} cannot be read as a heads file; `vitrine train heads` makes one."
        ) from error
    if written is None:
        raise ModelError(f"{path} holds no heads; `vitrine train heads` makes a heads file.")
    try:
        header = json.loads(written)
        if header["schema"] != SCHEMA:
            raise ModelError(
                f"{path} is a heads file of schema {header['schema']}, which this program does not "
                "know; update the program."
            )
        return Heads(
            HeadsShape.from_json(header["shape"]),
            tensors,
            str(header["encoder_id"]),
            float(header["logit_scale"]),
            float(header["logit_bias"]),
            dict(header["about"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The header of the heads file {path} is damaged ({error}).") from error
    except InputError as error:
        raise ModelError(f"The header of the heads file {path} is damaged: {error}") from error
