"""Where compiled encoders and weight hashes are kept between runs; not how they are made.

One folder. ``<slug>-<hash>/`` is one twin (meta.json, text.onnx, image.onnx, tokenizer.json),
published by a single rename. ``<hash>.locator.json`` remembers which files a name stood
for, with their sizes and times, so that a cold start needs neither hashing nor open_clip.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = 2  # raise it when what a twin's files mean changes
_ID_DIGITS = 12


def default_cache_folder() -> Path:
    """$VITRINE_HOME/compiled, else the user's cache folder."""
    home = os.environ.get("VITRINE_HOME")
    if home:
        return Path(home).expanduser() / "compiled"
    import platformdirs

    return Path(platformdirs.user_cache_dir("vitrine", appauthor=False)) / "compiled"


@dataclass(frozen=True, slots=True)
class Located:
    """What a locator remembers: the model's id, name and folder, and where its twin lies."""

    id: str
    name: str
    folder: Path | None
    twin: Path


def twin_folder(cache: Path, encoder_id: str) -> Path:
    return cache / f"{re.sub(r'[^A-Za-z0-9._-]+', '-', encoder_id)}-f{FORMAT}"


def encoder_id(label: str, files: Sequence[Path], cache: Path) -> str:
    """Label and a hash of the contents of the weights, config and tokenizer files."""
    known = _read_json(cache / "hashes.json")
    whole = hashlib.sha256()
    fresh: dict[str, Any] = {}
    for file in files:
        key, stamp = str(file.resolve()), _stamp(file)
        entry = known.get(key)
        if isinstance(entry, dict) and entry.get("stamp") == stamp:
            digest = str(entry["sha256"])
        else:
            digest = file_sha256(file)
            fresh[key] = {"stamp": stamp, "sha256": digest}
        whole.update(digest.encode())
    if fresh:
        write_json(cache / "hashes.json", {**known, **fresh})
    return f"{label}@{whole.hexdigest()[:_ID_DIGITS]}"


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remember(cache: Path, key: str, files: Sequence[Path], located: Located) -> None:
    """Note what a name stands for now."""
    entry = {
        "format": FORMAT,
        "key": key,
        "id": located.id,
        "name": located.name,
        "folder": str(located.folder) if located.folder else None,
        "files": {str(file): _stamp(file) for file in files},
    }
    write_json(_locator(cache, key), entry)


def recall(cache: Path, key: str) -> Located | None:
    """What a name stood for, if its files are as they were and a twin lies ready."""
    entry = _read_json(_locator(cache, key))
    if entry.get("format") != FORMAT or entry.get("key") != key:
        return None
    try:
        if any(_stamp(Path(file)) != stamp for file, stamp in entry["files"].items()):
            return None
        twin = twin_folder(cache, entry["id"])
        folder = Path(entry["folder"]) if entry["folder"] else None
        located = Located(entry["id"], str(entry["name"]), folder, twin)
    except (OSError, KeyError, TypeError, AttributeError):
        return None
    return located if (twin / "meta.json").is_file() else None


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Write aside and rename; a cache that cannot be written is simply not used."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
    except OSError:
        return
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False, indent=1)
        Path(aside).replace(path)
    except OSError:
        Path(aside).unlink(missing_ok=True)


def _locator(cache: Path, key: str) -> Path:
    return cache / f"{hashlib.sha256(key.encode()).hexdigest()[:16]}.locator.json"


def _stamp(file: Path) -> list[int]:
    status = file.stat()
    return [status.st_size, status.st_mtime_ns]


def _read_json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
