"""The speech models that have a name, and which are on this machine; not for loading them."""

from __future__ import annotations

from dataclasses import dataclass

from speech.recognizer.load import POCKET_FILE, whisper_folder

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class KnownModel:
    """One model. file: its name in Whisper's folder, empty for pocket. size_bytes: None, small."""

    name: str
    what: str
    size_bytes: int | None
    languages: str
    file: str = ""


_MANY = "99 languages"

# Of Whisper's own names, those that are not another name of one listed here.
KNOWN_MODELS = (
    KnownModel("pocket", "this project's own small model, shipped with it", None,
               "English, Chinese"),
    KnownModel("tiny", "fast, many mistakes; 39 M parameters", 76 * _MB, _MANY, "tiny.pt"),
    KnownModel("tiny.en", "fast, for English alone", 76 * _MB, "English", "tiny.en.pt"),
    KnownModel("base", "fast; 74 M parameters", 145 * _MB, _MANY, "base.pt"),
    KnownModel("base.en", "fast, for English alone", 145 * _MB, "English", "base.en.pt"),
    KnownModel("small", "good; 244 M parameters", 484 * _MB, _MANY, "small.pt"),
    KnownModel("small.en", "good, for English alone", 484 * _MB, "English", "small.en.pt"),
    KnownModel("medium", "better, slow; 769 M parameters", 1528 * _MB, _MANY, "medium.pt"),
    KnownModel("medium.en", "better, slow, for English alone", 1528 * _MB, "English",
               "medium.en.pt"),
    KnownModel("large-v3", "the best, for a GPU; 1,550 M parameters", 3087 * _MB, _MANY,
               "large-v3.pt"),
    KnownModel("turbo", "nearly the best, fast on a GPU; 809 M parameters", 1618 * _MB, _MANY,
               "large-v3-turbo.pt"),
)  # fmt: skip


def is_here(model: KnownModel) -> bool:
    """Whether its file lies on this machine; what is in it is looked at when it is loaded."""
    return (whisper_folder() / model.file if model.file else POCKET_FILE).is_file()
