"""Keeps pictures that sources name by URL in the store, fetched some rows ahead; decodes none."""

from __future__ import annotations

import os
import secrets
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from retrieval.catalogue.rows import hash_of
from retrieval.catalogue.source_row import RejectedRow, SourceRow
from retrieval.errors import InputError, StoreError

N_DOWNLOADS = 8
ROWS_AHEAD = 64
URL_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".avif"})

Row = SourceRow | RejectedRow


def is_web_address(image: str) -> bool:
    """Whether a picture is named by an http(s) URL."""
    return image.partition("://")[0].lower() in ("http", "https")


def fetched_path(url: str, folder: Path) -> Path:
    """Where the picture behind a URL is kept: named by the URL, so that it is fetched once."""
    try:
        suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
    except ValueError:  # not a URL; fetching it says so
        suffix = ""
    return folder / (hash_of(url) + (suffix if suffix in URL_SUFFIXES else ""))


def fetch_into(url: str, path: Path) -> None:
    """Fetch a picture into a file, whole or not at all.

    InputError: it cannot be fetched or is no picture. StoreError: it cannot be written.
    """
    from retrieval.pictures.decode import load_picture
    from retrieval.pictures.download import fetch_picture

    data = fetch_picture(url)
    load_picture(data)  # an error page kept as a picture would never be fetched again
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise StoreError(
            f"Cannot keep a picture in {path.parent}: {error.strerror or error}; what was added "
            "so far is safe, free some space and run the same command again to continue."
        ) from error


def fetch_ahead(rows: Iterable[Row], folder: Path, unfetched: dict[str, str]) -> Iterator[Row]:
    """The same rows, each with its pictures fetched; why not goes to `unfetched`, URL -> reason."""

    def fetch(url: str) -> None:
        path = fetched_path(url, folder)
        if not path.exists():
            try:
                fetch_into(url, path)
            except InputError as error:
                unfetched[url] = str(error)

    ahead: deque[tuple[Row, list[Future[None]]]] = deque()
    pool = ThreadPoolExecutor(N_DOWNLOADS, thread_name_prefix="download")
    try:
        for row in rows:
            images = row.product.images if isinstance(row, SourceRow) else ()
            urls = [image for image in images if is_web_address(image)]
            ahead.append((row, [pool.submit(fetch, url) for url in urls]))
            if len(ahead) > ROWS_AHEAD:
                yield _done(*ahead.popleft())
        while ahead:
            yield _done(*ahead.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _done(row: Row, downloads: list[Future[None]]) -> Row:
    for download in downloads:
        download.result()
    return row
