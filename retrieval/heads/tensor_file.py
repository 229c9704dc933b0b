"""A small safetensors file with a JSON header, written in one step; not for reading one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def write_tensors(
    path: Path, tensors: Mapping[str, NDArray[np.float32]], key: str, header: Mapping[str, Any]
) -> None:
    """A kill while writing leaves the file before. key: that the header stands under. OSError."""
    from safetensors.numpy import save_file

    aside = path.with_name(f"{path.name}.new")
    whole = {name: np.ascontiguousarray(tensor, np.float32) for name, tensor in tensors.items()}
    save_file(whole, aside, metadata={key: json.dumps(header, sort_keys=True)})
    aside.chmod(0o644)  # safetensors makes files that only their owner may read
    aside.replace(path)
