"""Where Vitrine keeps its files; not for reading or writing them."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path

HOME_VARIABLE = "VITRINE_HOME"


def data_home() -> Path:
    """The folder of the default store: VITRINE_HOME, else the user's data folder."""
    moved = os.environ.get(HOME_VARIABLE)
    return Path(moved).expanduser() if moved else user_data_path("vitrine")


def default_store() -> Path:
    """The store that `ask` uses when no --store is given; `demo` makes it."""
    return data_home() / "store"


def log_file() -> Path:
    """Where the app writes what went wrong in it, for a report of it."""
    return data_home() / "vitrine.log"


def settings_file() -> Path:
    """The TOML file of settings: in VITRINE_HOME when set, else the user's config folder."""
    moved = os.environ.get(HOME_VARIABLE)
    folder = Path(moved).expanduser() if moved else user_config_path("vitrine")
    return folder / "settings.toml"
