"""The JSON beside an index file: what it holds and that it is whole; not how it is rebuilt."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from retrieval.index.vector_index import IndexSpec

SIDECAR_VERSION = 1

# Files up to this size are hashed whole at every open (20 ms); larger ones are sampled while size
# and time of change are as written, and hashed whole when not, and by every `verify`.
HASHED_WHOLE_BYTES = 16 * 1024 * 1024
SAMPLE_BYTES = 4_096
N_SAMPLES = 64


@dataclass(frozen=True, slots=True)
class FileSum:
    """Checksums of one file. sample: of N_SAMPLES even slices, head and tail among them."""

    name: str
    n_bytes: int
    mtime_ns: int
    sha256: str
    sample: str


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What an index file was made of. serial: the last vector change that is in it.

    n_removed: tombstones in the graph. encoder_created_at: tells apart two stores that lay in the
    same folder one after the other.
    """

    encoder_id: str
    encoder_created_at: str
    fusion: str
    spec: IndexSpec
    count: int
    n_removed: int
    generation: int
    serial: int
    self_recall: float
    files: tuple[FileSum, ...]

    def write(self, path: Path) -> None:
        """Write by way of a file aside, synced and renamed."""
        text = json.dumps({"version": SIDECAR_VERSION, **asdict(self)}, indent=1)
        aside = path.with_name(f"{path.name}.{os.getpid()}.part")
        with aside.open("w", encoding="utf-8") as stream:
            stream.write(text + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)


def file_stem(encoder_id: str, fusion_id: str, spec: IndexSpec) -> str:
    """How the files of an index are called: readable, and different for all that must differ."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", encoder_id).strip("-")[:40]
    parts = [encoder_id, fusion_id, spec.metric, spec.dtype]
    return f"vectors-{readable}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:8]}"


def read_sidecar(path: Path) -> Sidecar | None:
    """The sidecar at `path`; None when it is missing, damaged or of another version."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        if written.pop("version") != SIDECAR_VERSION:
            return None
        spec = IndexSpec(**written.pop("spec"))
        files = tuple(FileSum(**entry) for entry in written.pop("files"))
        return Sidecar(spec=spec, files=files, **written)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def remove_orphans(folder: Path, encoder_ids: Container[str]) -> None:
    """Delete the index files of encoders whose vectors the store has no more."""
    for path in folder.glob("vectors-*.json"):
        sidecar = read_sidecar(path)
        if sidecar is not None and sidecar.encoder_id not in encoder_ids:
            for file in (path, *folder.glob(f"{path.stem}.*.usearch*")):
                file.unlink(missing_ok=True)


def sum_files(paths: Sequence[Path]) -> tuple[FileSum, ...]:
    """Checksums of freshly written files."""
    return tuple(
        FileSum(
            path.name, path.stat().st_size, path.stat().st_mtime_ns, _whole(path), _sample(path)
        )
        for path in paths
    )


def is_whole(folder: Path, files: Sequence[FileSum], *, thorough: bool = False) -> bool:
    """Whether the files are as written; `thorough` hashes every byte whatever the size."""
    for written in files:
        path = folder / written.name
        try:
            found = path.stat()
            if found.st_size != written.n_bytes:
                return False
            untouched = found.st_mtime_ns == written.mtime_ns
            if thorough or not untouched or written.n_bytes <= HASHED_WHOLE_BYTES:
                same = _whole(path) == written.sha256
            else:
                same = _sample(path) == written.sample
        except OSError:
            return False
        if not same:
            return False
    return bool(files)


def facts(sidecar: Sidecar) -> Mapping[str, str | int | float]:
    """What a person may want to know of an index."""
    return {
        "encoder_id": sidecar.encoder_id,
        "fusion": sidecar.fusion,
        "metric": sidecar.spec.metric,
        "dtype": sidecar.spec.dtype,
        "n_dims": sidecar.spec.n_dims,
        "count": sidecar.count,
        "generation": sidecar.generation,
        "self_recall": sidecar.self_recall,
        "n_bytes": sum(file.n_bytes for file in sidecar.files),
    }


def _whole(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sample(path: Path) -> str:
    digest = hashlib.sha256()
    n_bytes = path.stat().st_size
    last = max(n_bytes - SAMPLE_BYTES, 0)
    with path.open("rb") as stream:
        for i in range(N_SAMPLES):
            stream.seek(last * i // (N_SAMPLES - 1))
            digest.update(stream.read(SAMPLE_BYTES))
    return digest.hexdigest()
