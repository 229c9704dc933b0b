"""A disk that fills up while products are added."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from retrieval.catalogue.ingest import add
from retrieval.catalogue.product import Product
from retrieval.catalogue.rejects import RejectsFile
from retrieval.catalogue.store import Store
from retrieval.catalogue.verify import verify
from retrieval.errors import StoreError
from tests.retrieval.catalogue.hash_encoder import HashEncoder

PRODUCTS = [Product(str(number), f"Lamp {number}", "words " * 50) for number in range(400)]


class Disk(apsw.VFS):
    """The operating system's files, on a disk with so many bytes left."""

    name = "filling-disk"

    def __init__(self) -> None:
        self.n_free_bytes = 1 << 40
        self.base = apsw.vfs_names()[0]
        super().__init__(self.name, base=self.base, makedefault=True)

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return DiskFile(self, name, flags)


class DiskFile(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self.disk = disk
        super().__init__(disk.base, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        if self.disk.n_free_bytes < len(data):
            raise apsw.FullError("no space left")
        self.disk.n_free_bytes -= len(data)
        super().xWrite(data, offset)


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    disk.unregister()


@pytest.mark.parametrize("n_free_bytes", [1_000, 30_000, 120_000, 300_000, 500_000])
def test_a_full_disk_loses_nothing_committed_and_the_next_add_goes_on(
    disk: Disk, tmp_path: Path, n_free_bytes: int
) -> None:
    encoder = HashEncoder()
    with Store.open(tmp_path, create=True) as store:
        add(store, PRODUCTS[:10], encoder, batch_rows=10)
        disk.n_free_bytes = n_free_bytes
        with pytest.raises(StoreError, match=r"disk is full.*free some space"):
            add(store, PRODUCTS, encoder, batch_rows=10)
        disk.n_free_bytes = 1 << 40
        n_committed = len(store)
        assert n_committed >= 10
        assert n_committed % 10 == 0
        assert verify(store) == []
    with Store.open(tmp_path) as store:
        report = add(store, PRODUCTS, encoder)
        assert (report.unchanged, report.added) == (n_committed, 400 - n_committed)
        assert verify(store) == []


def test_a_store_at_its_largest_size_is_told_the_same_way(store: Store) -> None:
    store.connection.pragma("max_page_count", store.connection.pragma("page_count") + 4)
    with pytest.raises(StoreError, match="disk is full"):
        add(store, PRODUCTS, None, batch_rows=10)
    assert verify(store) == []


def test_a_rejects_file_that_cannot_be_written_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, *args: Any, **options: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StoreError, match="No space left on device"):
        RejectsFile(store.path).row(1, "a reason")
