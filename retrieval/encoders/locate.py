"""From a model's name to its files on this machine; never touches the network."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from retrieval.errors import ModelError

WEIGHTS_FOLDER = Path(__file__).resolve().parent.parent / "weights"
# Name -> folder of the models that lie in the wheel.
SHIPPED = {name: WEIGHTS_FOLDER / name for name in ("pocket", "pocket-robust")}
OPEN_CLIP_WEIGHTS = (
    "open_clip_model.safetensors",
    "open_clip_pytorch_model.safetensors",
    "open_clip_pytorch_model.bin",
)
TRANSFORMERS_WEIGHTS = (
    "model.safetensors",
    "model.safetensors.index.json",
    "pytorch_model.bin",
    "pytorch_model.bin.index.json",
)
_TOKENIZER_FILES = ("tokenizer.json", "vocab.txt", "vocab.json", "merges.txt", "tokenizer.model")


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Where a model's files are and how its library is called.

    ``name`` loads the model again from anywhere (a folder's whole path); ``label`` is the part
    of it that does not change when the files move.
    ``identity`` are the files whose contents make the encoder's id; ``watched`` are others
    whose change may mean that the name stands for other files now. ``pretrained`` is
    open_clip's second argument for a built-in architecture.
    """

    name: str
    library: Literal["open_clip", "transformers"]
    library_name: str
    identity: tuple[Path, ...]
    folder: Path | None
    watched: tuple[Path, ...] = ()
    pretrained: str | None = None
    quick_gelu: bool = False

    @property
    def label(self) -> str:
        if self.folder is not None and self.name == str(self.folder):
            return self.folder.name
        if self.pretrained is not None and self.name.endswith(self.pretrained):
            return f"{self.library_name}/{Path(self.pretrained).name}"
        return self.name


class NotHereError(ModelError):
    """The model is of a known kind, but its files have not been fetched."""


def locate(name: str | Path) -> ModelFiles:
    """Find a model's files. Raises NotHereError when it must be fetched, else ModelError."""
    text = str(name)
    if text in SHIPPED:
        if not SHIPPED[text].is_dir():
            raise ModelError(
                f"The {text} model is missing from this installation; install the package again."
            )
        return _in_folder(SHIPPED[text], text)
    if text.startswith("hf-hub:"):
        return _open_clip_on_hub(text)
    if text.startswith("hf:"):
        return _transformers_on_hub(text)
    path = Path(text).expanduser()
    if path.is_dir():
        folder = path.resolve()
        shipped = folder.name if SHIPPED.get(folder.name) == folder else str(folder)
        return _in_folder(folder, shipped)
    if path.is_file():
        raise ModelError(f"Model {text!r} is a file; give the folder that holds it.")
    architecture, slash, tag = text.partition("/")
    if slash and not path.is_absolute() and not text.startswith("."):
        return _open_clip_built_in(text, architecture, tag)
    raise ModelError(
        f"Model {text!r} is unknown: neither a folder, nor pocket, pocket-robust, ARCH/TAG,"
        " hf-hub:… or hf:…; `vitrine models` lists some."
    )


def _in_folder(folder: Path, name: str) -> ModelFiles:
    if (folder / "open_clip_config.json").is_file():
        weights = _first_there(folder, OPEN_CLIP_WEIGHTS) or _any_weights(folder)
        if weights is None:
            raise ModelError(f"Model folder {str(folder)!r} has a config but no weights file.")
        configs = [folder / "open_clip_config.json"]
        if (folder / "config.json").is_file():
            configs.append(folder / "config.json")
        library: Literal["open_clip", "transformers"] = "open_clip"
        library_name = f"local-dir:{folder}"
    elif (folder / "config.json").is_file():
        weights = _first_there(folder, TRANSFORMERS_WEIGHTS)
        if weights is None:
            raise ModelError(f"Model folder {str(folder)!r} has a config but no weights file.")
        configs = [folder / "config.json", *folder.glob("preprocessor_config.json")]
        library, library_name = "transformers", str(folder)
    else:
        raise ModelError(
            f"Folder {str(folder)!r} holds no model: neither open_clip_config.json nor config.json."
        )
    tokenizers = [folder / file for file in _TOKENIZER_FILES if (folder / file).is_file()]
    identity = (*_shards(weights), *configs, *tokenizers)
    return ModelFiles(name, library, library_name, identity, folder, watched=(folder,))


def _shards(weights: Path) -> tuple[Path, ...]:
    """The weights file itself, or, for an index, the files that it lists."""
    if weights.suffix != ".json":
        return (weights,)
    try:
        listed = json.loads(weights.read_text(encoding="utf-8"))["weight_map"].values()
        return tuple(weights.parent / Path(file).name for file in sorted(set(listed)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"Weights index {str(weights)!r} is damaged; fetch it again.") from error


def _first_there(folder: Path, names: tuple[str, ...]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _any_weights(folder: Path) -> Path | None:
    """What open_clip itself would choose: safetensors first, then by name."""
    for ending in ("*.safetensors", "*.bin", "*.pth"):
        found = sorted(folder.glob(ending))
        if found:
            return found[0]
    return None


def cached_on_hub(repository: str, file: str) -> Path | None:
    """A file of a hub repository in the hub library's cache, or None."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        path = try_to_load_from_cache(repository, file)
    except HFValidationError as error:
        raise ModelError(f"{repository!r} is not a hub name; write it as org/name.") from error
    return Path(path) if isinstance(path, str) else None


def _revision_of(cached: Path) -> tuple[Path, ...]:
    """The file in which the hub's cache notes the newest revision it has of a repository."""
    note = cached.parent.parent.parent / "refs" / "main"
    return (note,) if note.is_file() else ()


def locator_key(name: str) -> str:
    """A name made to stand for the same model from every folder, installation and hub cache."""
    if name in SHIPPED:
        return f"{name} in {SHIPPED[name]}"
    if name.startswith(("hf:", "hf-hub:")):
        caches = (os.environ.get("HF_HOME", ""), os.environ.get("HF_HUB_CACHE", ""))
        return " ".join((name, *caches))
    path = Path(name).expanduser()
    if path.is_dir():
        return str(path.resolve())
    architecture, _, tag = name.partition("/")
    weights = Path(tag).expanduser()
    return f"{architecture}/{weights.resolve()}" if tag and weights.is_file() else name


def _not_here(name: str) -> NotHereError:
    return NotHereError(f"Model {name} is not on this machine yet; `vitrine models fetch {name}`.")


def _open_clip_on_hub(name: str) -> ModelFiles:
    repository = name.removeprefix("hf-hub:")
    config = cached_on_hub(repository, "open_clip_config.json")
    found = (cached_on_hub(repository, file) for file in OPEN_CLIP_WEIGHTS)
    weights = next((path for path in found if path is not None), None)
    if config is None or weights is None:
        raise _not_here(name)
    watched = _revision_of(config)
    return ModelFiles(name, "open_clip", name, (weights, config), config.parent, watched)


def _transformers_on_hub(name: str) -> ModelFiles:
    repository = name.removeprefix("hf:")
    config = cached_on_hub(repository, "config.json")
    if config is None or _first_there(config.parent, TRANSFORMERS_WEIGHTS) is None:
        raise _not_here(name)
    found = _in_folder(config.parent, name)
    folder = config.parent
    return ModelFiles(
        name, "transformers", str(folder), found.identity, folder, watched=_revision_of(config)
    )


def _open_clip_built_in(name: str, architecture: str, tag: str) -> ModelFiles:
    from open_clip import get_model_config
    from open_clip.pretrained import get_pretrained_cfg, list_pretrained_tags_by_model

    config = get_model_config(architecture)
    if config is None:
        raise ModelError(
            f"open_clip has no architecture {architecture!r}; `vitrine models` lists some."
        )
    local = Path(tag).expanduser().resolve()
    if local.is_file():
        return ModelFiles(
            f"{architecture}/{local}", "open_clip", architecture, (local,), None,
            pretrained=str(local),
        )  # fmt: skip
    known = get_pretrained_cfg(architecture, tag)
    if not known:
        tags = _some(list_pretrained_tags_by_model(architecture))
        raise ModelError(
            f"{architecture} has no pretrained tag {tag!r}, nor is that a file; its tags: {tags}."
        )
    weights = built_in_weights(known)
    if weights is None:
        raise _not_here(name)
    gelu = bool(known.get("quick_gelu")) and not config.get("quick_gelu")
    watched = _revision_of(weights) if known.get("hf_hub") else ()
    return ModelFiles(
        name, "open_clip", architecture, (weights,), None, watched, pretrained=tag, quick_gelu=gelu
    )


def _some(names: list[str], most: int = 8) -> str:
    return ", ".join(names[:most]) + (", …" if len(names) > most else "") or "none"


def built_in_weights(known: dict[str, object]) -> Path | None:
    """The fetched weights of an open_clip tag, in the hub's cache or open_clip's own."""
    repository, file = hub_file_of(known)
    if repository:
        names = safe_names(file) if file else OPEN_CLIP_WEIGHTS
        found = (cached_on_hub(repository, candidate) for candidate in names)
        return next((path for path in found if path is not None), None)
    url = str(known.get("url", ""))
    path = Path("~/.cache/clip").expanduser() / url.rpartition("/")[2]
    return path if url and path.is_file() else None


def hub_file_of(known: dict[str, object]) -> tuple[str, str]:
    """(repository, file or "") of an open_clip tag's ``hf_hub`` entry."""
    repository, _, file = str(known.get("hf_hub", "")).rpartition("/")
    return repository, file


def safe_names(file: str) -> tuple[str, ...]:
    """A weights file's safetensors siblings first, as open_clip looks for them."""
    if file == "open_clip_pytorch_model.bin":
        return OPEN_CLIP_WEIGHTS
    stem = file.rpartition(".")[0]
    return (f"{stem}.safetensors", file) if not file.endswith(".safetensors") else (file,)
