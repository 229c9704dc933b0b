"""What a look at a catalogue's own pixels found, kept by picture hash; not the looking."""

from __future__ import annotations

import json
import os
from pathlib import Path

import apsw

FILE_NAME = "altered.json"
FILE_VERSION = 1


def altered_pictures(
    folder: Path, encoder_id: str, connection: apsw.Connection
) -> dict[int, float]:
    """Product key to the suspicion of its most suspect picture.

    Of those that `vitrine catalogue scan` found; nothing where nobody looked.
    """
    by_hash = read_altered(folder, encoder_id)
    if not by_hash:
        return {}
    rows = connection.execute(
        "SELECT product_key, input_hash FROM embedding WHERE encoder_id = ?"
        " AND input_hash IN (SELECT value FROM json_each(?))",
        (encoder_id, json.dumps(list(by_hash))),
    )
    found: dict[int, float] = {}
    for key, input_hash in rows:
        found[int(key)] = max(found.get(int(key), 0.0), by_hash[str(input_hash)])
    return found


def read_altered(folder: Path, encoder_id: str) -> dict[str, float]:
    """Picture hash to suspicion, of those that looked altered to this encoder."""
    try:
        told = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        if told["version"] != FILE_VERSION or told["encoder_id"] != encoder_id:
            return {}
        return {str(name): float(score) for name, score in told["altered"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_altered(folder: Path, encoder_id: str, by_hash: dict[str, float]) -> None:
    """Keep what was found, by way of a file aside."""
    told = {"version": FILE_VERSION, "encoder_id": encoder_id, "altered": by_hash}
    aside = folder / f"{FILE_NAME}.{os.getpid()}.part"
    with aside.open("w", encoding="utf-8") as stream:
        json.dump(told, stream)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(folder / FILE_NAME)
