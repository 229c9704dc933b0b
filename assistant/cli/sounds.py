"""From `--audio` arguments to sounds: files, all of a folder, standard input; not for decoding."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from assistant.errors import QueryError

_SUFFIXES = (
    ".wav .flac .mp3 .m4a .aac .ogg .oga .opus .webm .mka .mkv .mp4 .mov .avi .aiff .aif .caf "
    ".amr .wma .w64 .wv .3gp"
)
SOUND_SUFFIXES = frozenset(_SUFFIXES.split())
STANDARD_INPUT = "-"


def gather_sounds(arguments: Iterable[str]) -> list[Path | bytes]:
    """The sounds in their order, a folder's by name; `-` is read here and is bytes.

    Raises QueryError: no such file, a folder without sound, standard input twice.
    """
    sounds: list[Path | bytes] = []
    for argument in arguments:
        if argument == STANDARD_INPUT:
            if any(isinstance(sound, bytes) for sound in sounds):
                raise QueryError("Standard input (-) can be heard once only.")
            sounds.append(sys.stdin.buffer.read())
            continue
        path = Path(argument)
        if path.is_dir():
            sounds += _sounds_of(path)
        elif path.exists():
            sounds.append(path)
        else:
            raise QueryError(f"There is no sound file {argument}.")
    return sounds


def _sounds_of(folder: Path) -> list[Path]:
    found = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in SOUND_SUFFIXES and path.is_file()
    )
    if not found:
        raise QueryError(
            f"The folder {folder} holds no sound files; a file of another name is heard when named."
        )
    return found


def sound_name(sound: Path | bytes) -> str:
    """How a person is told of a sound."""
    return "standard input" if isinstance(sound, bytes) else str(sound)
