"""Products brought into a store from a file or folder, and what came of it; not for showing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import QueryError
from assistant.settings import load_settings
from assistant.store_model import encoder_of

if TYPE_CHECKING:
    from retrieval.catalogue.ingest import IngestReport
    from retrieval.catalogue.progress import Progress
    from retrieval.catalogue.store import StoreInfo
    from retrieval.encoders.encoder import Encoder

Tell = Callable[[str, int, int | None], None]


def check_sources(sources: Sequence[Path]) -> None:
    """Raises QueryError for the first that is not there."""
    missing = [source for source in sources if not source.exists()]
    if missing:
        raise QueryError(f"There is no file or folder {missing[0]}.")


def add_from(
    store: Path,
    source: Path,
    encoder: Encoder | None,
    tell: Tell,
    should_stop: Callable[[], bool],
) -> IngestReport:
    """Add a source to the store at a path, which is made when it is not there.

    Writes through a connection of its own, one batch a transaction, so that those who search the
    store meanwhile read on without waiting and see each batch once it is whole. Stopped, what was
    added stays and the same call goes on from there. encoder: the store's, where one is loaded.
    Raises QueryError, InputError, StoreError and ModelError, one sentence each.
    """
    from retrieval.catalogue.ingest import add
    from retrieval.catalogue.store import Store

    def progress(step: Progress) -> None:
        tell("Adding products", step.done, step.total)

    check_sources((source,))
    settings, _ = load_settings({"store": store})
    with Store.open(settings.store, create=True) as opened:
        return add(
            opened,
            source,
            encoder or encoder_of(opened, settings, tell),
            allow_urls=settings.allow_urls,
            progress=progress,
            should_stop=should_stop,
        )


def info_of(store: Path) -> StoreInfo:
    """What the store at a path holds. Raises StoreError when there is none."""
    from retrieval.catalogue.store import Store

    with Store.open(store, read_only=True) as opened:
        return opened.info()


def counts(report: IngestReport) -> str:
    """`12 added, 0 updated, 3 unchanged, 1 rejected in 2.0 s (40 pictures/s).`"""
    parts = [f"{report.added:,} added", f"{report.updated:,} updated"]
    parts.append(f"{report.unchanged:,} unchanged")
    if report.rejected:
        parts.append(f"{report.rejected:,} rejected")
    if report.rejected_pictures:
        parts.append(f"{report.rejected_pictures:,} pictures unreadable")
    rate = f" ({report.pictures_per_s:,.0f} pictures/s)" if report.n_pictures else ""
    return f"{', '.join(parts)} in {report.duration_s:.1f} s{rate}."


def where_rejects(report: IngestReport) -> str:
    """Where the rows that did not land are, with the reasons."""
    return f"What did not land, and why: {report.rejects_path}"
