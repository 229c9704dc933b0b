"""Opens a store's SQLite file safely and turns SQLite's errors into sentences; runs no queries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from retrieval.catalogue.schema import PAGE_SIZE_BYTES
from retrieval.errors import StoreError

FILE_NAME = "catalogue.sqlite"
BUSY_TIMEOUT_MS = 5000
WAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024


def connect(file: Path, read_only: bool) -> apsw.Connection:
    """Open a store's SQLite file with the settings that keep every commit."""
    if read_only:
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        # WAL needs to write its shared memory beside the file; on read-only media nothing changes.
        is_fixed = not os.access(file.parent, os.W_OK) and not Path(f"{file}-wal").exists()
        name = file.as_uri() + ("?immutable=1" if is_fixed else "")
        connection = apsw.Connection(name, flags=flags)
    else:
        connection = apsw.Connection(str(file))
    connection.set_busy_timeout(BUSY_TIMEOUT_MS)
    connection.execute("PRAGMA mmap_size = 0")
    connection.execute("PRAGMA foreign_keys = ON")
    if not read_only:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE_BYTES}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA journal_size_limit = {WAL_SIZE_LIMIT_BYTES}")
    return connection


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Turn SQLite's errors about the store in `folder` into StoreError sentences."""
    try:
        yield
    except apsw.FullError as error:
        raise StoreError(
            f"The disk is full: the last step was not written to {folder}, everything before it "
            "is safe; free some space, then run the same command again to continue."
        ) from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise StoreError(
            f"Another program is writing to the store {folder}; wait until it is done, "
            "then try again."
        ) from error
    except apsw.ReadOnlyError as error:
        raise StoreError(f"The store {folder} cannot be written; check its permissions.") from error
    except (apsw.NotADBError, apsw.CorruptError) as error:
        raise StoreError(
            f"The file {folder / FILE_NAME} is damaged or not a store ({error}); restore it from "
            "a copy, or make the store again from its source."
        ) from error
    except (apsw.IOError, apsw.CantOpenError) as error:
        raise StoreError(
            f"The store {folder} cannot be read or written ({error}); check the disk, its free "
            "space and the folder's permissions, then try again."
        ) from error
