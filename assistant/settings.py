"""Every setting in one typed object, where each came from, and saving one; not acting on them.

A value comes from, later ones winning: the default here, the TOML file, the environment
(`VITRINE_<NAME>`), a command-line flag.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError
from assistant.locations import default_store, settings_file
from assistant.whole_file import write_whole

ENVIRONMENT_PREFIX = "VITRINE_"


def _setting(default: Any, says: str, choices: tuple[str, ...] = ()) -> Any:
    metadata = {"says": says, "choices": choices}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Settings:
    """What a person may choose once instead of on every command."""

    store: Path = _setting(default_store, "folder of the store that is asked when none is named")
    model: str = _setting("pocket", "encoder that a new store is made with")
    speech_model: str = _setting("pocket", "speech model: pocket, a Whisper name or a .pt file")
    language: str = _setting("auto", "language that is spoken, such as en or zh; auto detects it")
    interface_language: str = _setting(
        "auto", "language of the terminal app; auto takes the locale's", ("auto", "en", "zh")
    )
    microphone: str = _setting("default", "microphone by name, as `vitrine devices` lists them")
    k: int = _setting(10, "hits in an answer")
    device: str = _setting("auto", "where models run", ("auto", "cpu", "cuda", "mps"))
    thumbnails: str = _setting(
        "auto", "pictures in the terminal", ("auto", "blocks", "graphics", "never")
    )
    index_dtype: str = _setting("f16", "precision of the vector index", ("f16", "f32", "i8"))
    allow_urls: bool = _setting(False, "whether catalogues may have pictures fetched by URL")

    @property
    def chosen_device(self) -> str | None:
        """The device that was named, None to let the encoder choose."""
        return None if self.device == "auto" else self.device

    @property
    def chosen_language(self) -> str | None:
        """The language that was named, None to detect it."""
        return None if self.language == "auto" else self.language

    @property
    def chosen_microphone(self) -> str | None:
        """The microphone that was named, None for the system's own."""
        return None if self.microphone == "default" else self.microphone


@dataclass(frozen=True)
class Origin:
    """One setting as `vitrine settings` shows it."""

    name: str
    value: str
    source: str
    says: str


def settings_or_defaults() -> Settings:
    """The settings, the defaults where they are wrong; whoever opens the store tells what is."""
    try:
        return load_settings()[0]
    except SettingsError:
        return Settings()


def load_settings(
    flags: Mapping[str, Any] | None = None,
    *,
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> tuple[Settings, tuple[Origin, ...]]:
    """Settings and the origin of each. `flags` holds only what the caller really gave (not None).

    Raises SettingsError for an unreadable file, an unknown name or a value of the wrong kind.
    """
    path = file if file is not None else settings_file()
    environment = os.environ if environment is None else environment
    known = {f.name: f for f in fields(Settings)}
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for name, value in _read_file(path).items():
        if name not in known:
            raise SettingsError(
                f"{path}: unknown setting {name!r}; the settings are {', '.join(known)}."
            )
        values[name] = _convert(name, value, f"in {path}")
        sources[name] = str(path)
    for name in known:
        variable = ENVIRONMENT_PREFIX + name.upper()
        if variable in environment:
            values[name] = _convert(name, environment[variable], f"in ${variable}")
            sources[name] = f"${variable}"
    for name, value in (flags or {}).items():
        if value is not None:
            values[name] = _convert(name, value, f"in --{name.replace('_', '-')}")
            sources[name] = f"--{name.replace('_', '-')}"
    settings = replace(Settings(), **values)
    origins = tuple(
        Origin(
            name=name,
            value=str(getattr(settings, name)),
            source=sources.get(name, "default"),
            says=f.metadata["says"],
        )
        for name, f in known.items()
    )
    return settings, origins


def save_setting(name: str, value: str, *, file: Path | None = None) -> None:
    """Write one setting to the TOML file; everything else in it, comments too, stays as it is.

    Raises SettingsError for an unknown name, a value of the wrong kind, or a file that cannot be
    read or written.
    """
    path = file if file is not None else settings_file()
    before = _read_file(path)
    if name not in {f.name for f in fields(Settings)}:
        raise SettingsError(f"Unknown setting {name!r}.")
    _convert(name, value, f"in {path}")
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    pattern = re.compile(rf"^[ \t]*{name}[ \t]*=.*$", re.MULTILINE)
    if name in before:
        text = pattern.sub(lambda _: line, text, count=1)
    else:
        text = f"{text.rstrip()}\n{line}\n".lstrip()
    _write_meant(path, text, {**before, name: value})


def overriding(name: str) -> str | None:
    """The environment variable that is stronger than a saved setting, where there is one."""
    variable = ENVIRONMENT_PREFIX + name.upper()
    return variable if variable in os.environ else None


def _write_meant(path: Path, text: str, expected: dict[str, Any]) -> None:
    """The text in place of the file, in one step, when it says what was meant."""
    try:
        is_meant = tomllib.loads(text) == expected
    except tomllib.TOMLDecodeError:
        is_meant = False
    if not is_meant:
        raise SettingsError(f"{path}: cannot be changed safely; write the setting there by hand.")
    try:
        write_whole(path, text)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror}).") from error


def _read_file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except FileNotFoundError:
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path}: cannot be read as TOML ({error}); mend or remove it."
        ) from error


def _convert(name: str, value: Any, where: str) -> Any:
    choices = {f.name: f.metadata["choices"] for f in fields(Settings)}[name]
    default = getattr(Settings(), name)
    if isinstance(default, bool):
        return _to_bool(name, value, where)
    if isinstance(default, int):
        try:
            number = int(value)
        except (TypeError, ValueError):
            number = 0
        if number < 1 or isinstance(value, bool):
            raise SettingsError(
                f"{name} {where} must be a whole number of at least 1, not {value!r}."
            )
        return number
    if not isinstance(value, str | Path) or not str(value):
        raise SettingsError(f"{name} {where} must be a text, not {value!r}.")
    if choices and value not in choices:
        raise SettingsError(f"{name} {where} must be one of {', '.join(choices)}, not {value!r}.")
    return Path(value).expanduser() if isinstance(default, Path) else value


def _to_bool(name: str, value: Any, where: str) -> bool:
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "on": True, "1": True}
    words |= {"false": False, "no": False, "off": False, "0": False}
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise SettingsError(f"{name} {where} must be true or false, not {value!r}.")
