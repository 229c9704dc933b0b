"""From a speech model's name to a ready recogniser; not how it listens."""

from __future__ import annotations

import difflib
import hashlib
import io
import math
import os
import pickle
import socket
import threading
import urllib.error
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from speech.errors import RecognizerError

if TYPE_CHECKING:
    from speech.recognizer.guards import VoiceDetector
    from speech.recognizer.recognizer import Recognizer

Progress = Callable[[str, int, int | None], None]

POCKET_FILE = Path(__file__).parent.parent / "weights" / "pocket" / "pocket.pt"
POCKET_LANGUAGES = ("en", "zh")
POCKET_SLACK_POSITIONS = 25  # 0.5 s; it is trained with contexts of every length
TIMEOUT_S = 20.0
_MIN_VOCABULARY = 51_864  # of Whisper's English models

_loading = threading.Lock()


def recognizer_names() -> tuple[str, ...]:
    """What can be loaded by name: pocket, then Whisper's own."""
    import whisper

    return ("pocket", *whisper.available_models())


def load_recognizer(
    name: str | Path = "pocket",
    *,
    device: str | None = None,
    progress: Progress | None = None,
    voice_detector: VoiceDetector | None = None,
) -> Recognizer:
    """Load a speech model: "pocket", a Whisper name ("tiny" ... "turbo"), a .pt checkpoint's path.

    A Whisper name not on this machine is downloaded by Whisper's own loader, checked by its hash.
    device: CUDA, then MPS, then CPU; half precision on a GPU. progress: told (what, bytes done,
    bytes in all). voice_detector: a second opinion on whether anybody speaks.
    Raises RecognizerError: unknown, not to be had, not readable, no such device.
    """
    import whisper

    from speech.recognizer.devices import choose_device, placed
    from speech.recognizer.guards import GuardSettings
    from speech.recognizer.language import known_languages
    from speech.recognizer.passage import HearingSettings
    from speech.recognizer.recognizer import Recognizer
    from speech.recognizer.repeated_rows import without_repeats
    from speech.recognizer.shared_sound import with_shared_sound
    from speech.recognizer.spelling import spelling_in

    name = str(name)
    chosen = choose_device(device)
    spelling = None
    with _loading:
        if name in whisper.available_models():
            model, identity = _official(name, progress or _silent)
        else:
            path = POCKET_FILE if name == "pocket" else Path(name)
            model, identity = _local(name, path)
            spelling = spelling_in(path, model.dims.n_audio_state)
    is_pocket = name == "pocket"
    settings = HearingSettings()
    if is_pocket:
        settings = HearingSettings(
            slack_positions=POCKET_SLACK_POSITIONS,
            shortest_positions=0,
            temperatures=(),
            takes_prompts=False,
            is_levelled=True,
            guards=GuardSettings(retry_below=-math.inf),
        )
    return Recognizer(
        with_shared_sound(without_repeats(placed(model, chosen))),
        name=name if is_pocket or name in whisper.available_models() else Path(name).stem,
        identity=f"{Path(name).stem}-{identity}",
        languages=POCKET_LANGUAGES if is_pocket else known_languages(model),
        settings=settings,
        voice_detector=voice_detector,
        spelling=spelling,
    )


def _local(name: str, path: Path) -> tuple[Any, str]:
    """A checkpoint of Whisper's format and the start of its hash."""
    import whisper

    if name == "pocket" and not path.exists():
        raise RecognizerError(
            f"Speech model pocket's weights are not in this installation ({path}); install vitrine"
            " again, or name a Whisper model: `--speech-model base`."
        )
    if not path.exists():
        known = recognizer_names()
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"use one of {', '.join(known)}."
        raise RecognizerError(f"Speech model {name!r} is neither known nor a file; {hint}")
    if not path.is_file():
        raise RecognizerError(f"Speech model {path} is not a file; give a .pt checkpoint.")
    try:
        identity = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        model = whisper.load_model(str(path), device="cpu")
    except OSError as error:
        raise RecognizerError(
            f"Speech model {path} cannot be read: {error.strerror or error}."
        ) from error
    except (
        RuntimeError, pickle.UnpicklingError, EOFError, KeyError, TypeError, ValueError,
        AttributeError, IndexError, AssertionError,
    ) as error:  # fmt: skip
        raise RecognizerError(
            f"Speech model {path} is not a Whisper checkpoint (a .pt file with dims and"
            " model_state_dict)."
        ) from error
    _check_dimensions(path, model.dims)
    return model, identity


def _check_dimensions(path: Path, dims: Any) -> None:
    """Raises RecognizerError when Whisper's tokenizer or filters do not fit a checkpoint."""
    if dims.n_mels not in (80, 128):
        raise RecognizerError(
            f"Speech model {path} wants {dims.n_mels} Mel bands; Whisper has 80 or 128."
        )
    if dims.n_vocab < _MIN_VOCABULARY:
        raise RecognizerError(
            f"Speech model {path} has {dims.n_vocab} tokens; Whisper has {_MIN_VOCABULARY} or more."
        )


def _official(name: str, progress: Progress) -> tuple[Any, str]:
    """One of Whisper's own models, downloaded if it is not here, and the start of its hash."""
    import whisper

    url: str = whisper._MODELS[name]
    folder = whisper_folder()
    file = folder / url.rsplit("/", 1)[-1]
    try:
        with _told(f"Fetching Whisper {name}", progress), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a damaged file is fetched again, which progress tells
            model = whisper.load_model(name, device="cpu", download_root=str(folder))
    except (urllib.error.URLError, OSError, RuntimeError, EOFError) as error:
        cause = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        raise RecognizerError(
            f"Whisper model {name} is not on this machine and cannot be downloaded ({cause});"
            f" connect to the internet and try again, or copy {file.name} into {folder}."
        ) from error
    return model, url.split("/")[-2][:12]


def whisper_folder() -> Path:
    """Where Whisper keeps its downloads."""
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "whisper"


@contextmanager
def _told(what: str, progress: Progress) -> Iterator[None]:
    """Whisper's download with our progress for its bar, and an end to waiting for a dead line."""
    import whisper
    from tqdm import tqdm  # type: ignore[import-untyped]

    class Bar(tqdm):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **{**options, "file": io.StringIO()})

        def update(self, n: float | None = 1) -> bool | None:
            shown: bool | None = super().update(n)
            progress(what, int(self.n), int(self.total) if self.total else None)
            return shown

    bar_before, timeout_before = whisper.tqdm, socket.getdefaulttimeout()
    whisper.tqdm = Bar
    socket.setdefaulttimeout(TIMEOUT_S)
    try:
        yield
    finally:
        whisper.tqdm = bar_before
        socket.setdefaulttimeout(timeout_before)


def _silent(what: str, done: int, total: int | None) -> None:
    """Progress that nobody asked for."""
