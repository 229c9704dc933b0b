"""Download a model's files from the hub, with progress and checked; not for reading them."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from retrieval.encoders.encoder import Progress
from retrieval.encoders.locate import (
    OPEN_CLIP_WEIGHTS,
    TRANSFORMERS_WEIGHTS,
    ModelFiles,
    hub_file_of,
    locate,
    safe_names,
)
from retrieval.errors import ModelError, RetrievalError

TIMEOUT_S = 20.0
_TOKENIZER_PATTERNS = (
    "tokenizer*", "special_tokens_map.json", "added_tokens.json", "vocab.*", "merges.txt",
    "spiece.model", "sentencepiece*",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Of one hub repository: every file that matches, and the first there is of ``one_of``."""

    repository: str
    patterns: tuple[str, ...]
    one_of: tuple[str, ...] = ()


def fetch_files(name: str, progress: Progress) -> ModelFiles:
    """Fetch what is missing or damaged of a model's files and say where they are.

    Raises ModelError: no connection, no such model, no room, or a file that stays damaged.
    """
    try:
        for wanted in _first_step(name):
            _fetch_repository(wanted, progress)
        for wanted in _dependencies(name):
            _fetch_repository(wanted, progress)
    except RetrievalError:
        raise
    except Exception as error:  # the hub's client raises its own, its transport's and OS errors
        raise ModelError(_sentence(name, error)) from error
    return locate(name)


def _first_step(name: str) -> Iterable[_Wanted]:
    """The repositories that hold the model itself."""
    patterns: tuple[str, ...]
    if name.startswith("hf-hub:"):
        patterns = ("open_clip_config.json", *_TOKENIZER_PATTERNS)
        yield _Wanted(name.removeprefix("hf-hub:"), patterns, OPEN_CLIP_WEIGHTS)
    elif name.startswith("hf:"):
        patterns = ("config.json", "preprocessor_config.json", *_TOKENIZER_PATTERNS)
        yield _Wanted(name.removeprefix("hf:"), patterns, TRANSFORMERS_WEIGHTS)
    else:
        yield from _built_in(name)


def _built_in(name: str) -> Iterable[_Wanted]:
    from open_clip.pretrained import download_pretrained_from_url, get_pretrained_cfg

    architecture, _, tag = name.partition("/")
    known = get_pretrained_cfg(architecture, tag)
    repository, file = hub_file_of(known)
    if repository:
        yield _Wanted(repository, (), safe_names(file) if file else OPEN_CLIP_WEIGHTS)
    elif known.get("url"):
        download_pretrained_from_url(known["url"])


def _dependencies(name: str) -> Iterable[_Wanted]:
    """Tokenizers and text-tower configs that an open_clip model takes from elsewhere."""
    if name.startswith("hf:"):
        return
    if name.startswith("hf-hub:"):
        from retrieval.encoders.locate import cached_on_hub

        path = cached_on_hub(name.removeprefix("hf-hub:"), "open_clip_config.json")
        if path is None:
            raise ModelError(f"Model {name} is not an open_clip model: it has no config of that.")
        config = json.loads(path.read_text(encoding="utf-8"))["model_cfg"]
    else:
        from open_clip import get_model_config

        config = get_model_config(name.partition("/")[0]) or {}
    text = config.get("text_cfg", {})
    if text.get("hf_tokenizer_name"):
        yield _Wanted(text["hf_tokenizer_name"], ("config.json", *_TOKENIZER_PATTERNS))
    if text.get("hf_model_name"):
        yield _Wanted(text["hf_model_name"], ("config.json",))


def _fetch_repository(wanted: _Wanted, progress: Progress) -> None:
    from huggingface_hub import HfApi

    told = HfApi().model_info(wanted.repository, files_metadata=True, timeout=TIMEOUT_S)
    sizes = {file.rfilename: file.size or 0 for file in told.siblings or ()}
    names = [n for n in sizes if any(fnmatch(n, pattern) for pattern in wanted.patterns)]
    if wanted.one_of:
        weights = next((n for n in wanted.one_of if n in sizes), None)
        if weights is None:
            raise ModelError(f"Hub repository {wanted.repository} holds no weights known here.")
        names.append(weights)
        if weights.endswith(".index.json"):
            index = _fetch_file(wanted.repository, weights, sizes[weights], progress)
            shards = json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()
            names += sorted(set(shards))
    for name in names:
        _fetch_file(wanted.repository, name, sizes.get(name, 0), progress)
    if "config.json" in wanted.patterns and "config.json" not in sizes:
        _note_absence(wanted.repository, "config.json")


def _note_absence(repository: str, name: str) -> None:
    """Let the hub's cache remember that a file does not exist, or offline it counts as missing."""
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import EntryNotFoundError

    with contextlib.suppress(EntryNotFoundError):
        hf_hub_download(repository, name, etag_timeout=TIMEOUT_S)


def _fetch_file(repository: str, name: str, size_bytes: int, progress: Progress) -> Path:
    """One file, fetched again when what lies in the cache is not what the hub holds."""
    from huggingface_hub import hf_hub_download

    for force in (False, True):
        path = Path(
            hf_hub_download(
                repository,
                name,
                force_download=force,
                etag_timeout=TIMEOUT_S,
                tqdm_class=_bar(f"Fetching {name} of {repository}", progress),
            )
        )
        progress(f"Checking {name}", size_bytes, size_bytes)
        if is_intact(path, size_bytes):
            return path
    raise ModelError(f"File {name} of {repository} arrives damaged; try again later.")


def is_intact(path: Path, size_bytes: int = 0) -> bool:
    """Whether a file in the hub's cache has the size and the hash that the hub named it by.

    A cached file is a link to a blob named by its etag: the SHA-256 of a large file, the git
    object hash (SHA-1) of a small one. Where links are not used only the size is known.
    """
    status = path.stat()
    if size_bytes and status.st_size != size_bytes:
        return False
    etag = path.readlink().name if path.is_symlink() else ""
    if len(etag) not in (40, 64):
        return True
    digest = hashlib.sha256() if len(etag) == 64 else hashlib.sha1(usedforsecurity=False)
    if len(etag) == 40:
        digest.update(f"blob {status.st_size}\0".encode())
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest() == etag


def _bar(what: str, progress: Progress) -> Any:
    """A progress bar class for the hub's client that draws nothing and tells us."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    class Bar(tqdm):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **{**options, "file": io.StringIO(), "disable": False})

        def update(self, n: float | None = 1) -> bool | None:
            shown = super().update(n)
            progress(what, int(self.n), int(self.total) if self.total else None)
            return shown

    return Bar


def _sentence(name: str, error: Exception) -> str:
    from huggingface_hub import errors

    kinds: tuple[tuple[type[Exception], str], ...] = (
        (errors.GatedRepoError, "its authors ask you to accept terms on the hub and log in"),
        (errors.RepositoryNotFoundError, "the hub has no such model"),
        (errors.EntryNotFoundError, "the hub lacks one of its files"),
    )
    offline = isinstance(error, errors.LocalEntryNotFoundError | errors.OfflineModeIsEnabled)
    reason = next((text for kind, text in kinds if isinstance(error, kind)), None)
    if isinstance(error, OSError) and error.errno is not None and error.strerror and not offline:
        reason = error.strerror
    if reason is None or offline:
        return (
            f"Model {name} cannot be fetched: no connection to the hub; connect and run"
            f" `vitrine models fetch {name}`, or use a local folder or pocket."
        )
    return f"Model {name} cannot be fetched: {reason}; choose another, a local folder or pocket."
