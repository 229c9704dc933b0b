"""What the app talks to: the default store, opened or made of the samples; not when."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant import Assistant

Progress = Callable[[str, int, int | None], None]


class NoStoreError(Exception):
    """There is no store at the default place; the app offers to make the samples'."""


def interface_language() -> str:
    """The language of the settings or the locale; wrong settings are told when the store opens."""
    from assistant.settings import settings_or_defaults
    from tui.language import language_of

    return language_of(settings_or_defaults().interface_language, os.environ)


def open_default(progress: Progress, *, makes_samples: bool = False) -> Assistant:
    """The assistant over the settings' store. progress: told what is loaded, done, in all.

    makes_samples: makes the sample store first where there is none, which is NoStoreError
    otherwise. Raises StoreError and ModelError as `Assistant.open` does.
    """
    from assistant import Assistant
    from assistant.settings import load_settings
    from retrieval.catalogue.store import FILE_NAME

    settings, _ = load_settings()
    is_missing = not (settings.store / FILE_NAME).exists()
    if is_missing and not makes_samples:
        raise NoStoreError(str(settings.store))
    if is_missing:
        from assistant.cli.demo import make_sample_store

        make_sample_store(settings.store, quiet=True, tell=progress)
    return Assistant.open(settings.store, progress=progress)
