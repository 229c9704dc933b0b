"""Which encoder a store is searched with; not for embedding anything with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.settings import Settings
    from retrieval.catalogue.store import Store
    from retrieval.encoders.encoder import Encoder

ROBUST_MODEL = "pocket-robust"  # what `--robust` stands for


def encoder_of(
    store: Store, settings: Settings, progress: Callable[[str, int, int | None], None]
) -> Encoder:
    """The encoder that made the store's vectors; for a new store the settings'."""
    from retrieval.encoders.load import load_encoder

    return load_encoder(
        store.encoder_name or settings.model, device=settings.chosen_device, progress=progress
    )


def check_made_robust(settings: Settings) -> None:
    """Raises QueryError when the store there is was not made with the robust encoder."""
    from assistant.errors import QueryError
    from retrieval.catalogue.store import Store

    with Store.open(settings.store, read_only=True) as store:
        made_with = store.encoder_name
    if made_with and made_with != ROBUST_MODEL:
        raise QueryError(made_with_another(settings.store, made_with, ROBUST_MODEL))


def made_with_another(store: Path, made_with: str, asked: str) -> str:
    """Why the asked encoder cannot just be taken, and the command that changes it."""
    return (
        f"The store {store} was made with {made_with}; change its model with: "
        f"vitrine models use {asked} --store {store}"
    )
