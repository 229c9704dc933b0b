"""Opening a store, and being told when that cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import apsw
import pytest

from retrieval.catalogue.ingest import add, remove
from retrieval.catalogue.product import Product
from retrieval.catalogue.schema import SCHEMA_VERSION, check_sqlite_version
from retrieval.catalogue.store import FILE_NAME, Store
from retrieval.catalogue.verify import verify
from retrieval.errors import InputError, StoreError
from tests.retrieval.catalogue.hash_encoder import HashEncoder

ROOT = Path(__file__).parents[3]


def test_a_store_that_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="vitrine catalogue add FILE --store"):
        Store.open(tmp_path / "absent")
    assert not (tmp_path / "absent").exists()


def test_products_come_back_as_they_went_in(store: Store) -> None:
    add(store, [Product("1", "Lamp", stock=2), Product("2", "红色长裙")], None)
    assert store.product("2") == Product("2", "红色长裙")
    key = store.key_of("1")
    assert key is not None
    assert store.products_by_key([key, 999]) == {key: Product("1", "Lamp", stock=2)}
    assert store.key_of("3") is None
    with pytest.raises(InputError, match="no product '3'"):
        store.product("3")


@pytest.mark.parametrize("version", ["3.40.1", "3.51.2", "3.50.6", "3.44.5", "3.7.0"])
def test_a_sqlite_that_can_corrupt_the_file_is_refused(version: str) -> None:
    with pytest.raises(StoreError, match=version):
        check_sqlite_version(version)


@pytest.mark.parametrize("version", ["3.51.3", "3.50.7", "3.44.6", "3.52.0", "3.54.1", "4.0"])
def test_a_mended_sqlite_is_accepted(version: str) -> None:
    check_sqlite_version(version)


def test_a_store_is_set_up_to_keep_every_commit(store: Store) -> None:
    assert store.connection.pragma("journal_mode") == "wal"
    assert store.connection.pragma("synchronous") == 2
    assert store.connection.pragma("mmap_size") == 0
    assert store.connection.pragma("foreign_keys") == 1


def test_a_newer_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    with Store.open(tmp_path, create=True) as store:
        store.connection.pragma("user_version", SCHEMA_VERSION + 1)
    for create in (False, True):
        with pytest.raises(StoreError, match="newer Vitrine"):
            Store.open(tmp_path, create=create)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    other = apsw.Connection(str(tmp_path / FILE_NAME))
    other.execute("CREATE TABLE theirs(a)")
    other.close()
    with pytest.raises(StoreError, match="not a Vitrine store"):
        Store.open(tmp_path, create=True)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreError, match="damaged or not a store"):
        Store.open(tmp_path)


def test_a_read_only_store_reads_and_does_not_write(store: Store) -> None:
    add(store, [Product("1", "Lamp")], None)
    with Store.open(store.path, read_only=True) as reader:
        assert reader.product("1").title == "Lamp"
        assert verify(reader) == []
        with pytest.raises(StoreError, match="reading only"):
            remove(reader, ["1"])


def test_the_generation_grows_with_every_change_of_products(store: Store) -> None:
    assert store.generation == 0
    add(store, [Product("1")], None)
    remove(store, ["1"])
    assert store.generation == 2
    store.set_meta("fusion", "add")
    assert (store.meta("fusion"), store.generation) == ("add", 2)
    store.set_meta("fusion", None)
    assert store.meta("fusion") is None


def test_a_failed_transaction_changes_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.transaction() as connection:
        connection.execute("DELETE FROM meta")
        raise RuntimeError
    assert store.generation == 0


def test_info_counts(store: Store) -> None:
    add(store, [Product("1", "Red lamp", category="home"), Product("2")], HashEncoder())
    info = store.info()
    assert (info.n_products, info.n_categories, info.n_words) == (2, 1, 3)
    assert (info.n_pictures, info.n_without_pictures) == (0, 2)
    assert (info.encoder_id, info.n_dims, info.n_embedded) == ("hash-1", 16, 1)
    assert info.n_bytes > 0


HOLD_THE_LOCK = """
import sys
from retrieval.catalogue.ingest import add
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store

with Store.open(sys.argv[1]) as store, store.writing():
    add(store, [Product("theirs", "Lamp")], None)
    print("writing", flush=True)
    sys.stdin.readline()
"""


def test_a_second_writer_waits_then_is_told_while_readers_go_on(store: Store) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK, store.path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "writing\n"
    store._lock.timeout_s = 0.1
    with pytest.raises(StoreError, match="Another program is writing"):
        add(store, [Product("mine")], None)
    with Store.open(store.path, read_only=True) as reader:
        assert [product.id for product in reader.products()] == ["theirs"]

    # Released while the second waits: it goes on.
    store._lock.timeout_s = 10
    threading.Timer(0.1, other.communicate).start()
    add(store, [Product("mine")], None)
    assert other.wait() == 0
    assert [product.id for product in store.products()] == ["theirs", "mine"]
    assert verify(store) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_store_on_read_only_media_can_be_read(store: Store) -> None:
    add(store, [Product("1")], None)
    store.close()
    store.path.chmod(0o500)
    try:
        with Store.open(store.path, read_only=True) as reader:
            assert len(reader) == 1
    finally:
        store.path.chmod(0o700)
