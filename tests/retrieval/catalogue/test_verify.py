"""Every kind of damage is found, and what is derived is derived again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.catalogue.finding import REBUILD
from retrieval.catalogue.ingest import add, remove
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import FILE_NAME, Store
from retrieval.catalogue.verify import rebuild, verify
from retrieval.errors import StoreError
from tests.retrieval.catalogue.hash_encoder import HashEncoder


@pytest.fixture
def filled(store: Store, encoder: HashEncoder, picture: Callable[..., Path]) -> Store:
    image = str(picture("a.png"))
    products = [
        Product("1", "Red lamp", images=(image,), attributes={"colour": "Crème"}),
        Product("2", "红色长裙", description="long red dress"),
    ]
    add(store, products, encoder)
    return store


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("UPDATE product SET description = 'other words' WHERE id = '2'", "full text"),
        ("DELETE FROM product_text WHERE rowid = 1", "full text"),
        ("DELETE FROM word WHERE word = 'red'", "words"),
        ("UPDATE word SET n_products = 7 WHERE word = 'lamp'", "words"),
        ("INSERT INTO word VALUES ('ghost', 1)", "words"),
        ("DELETE FROM attribute", "attributes"),
        ("UPDATE attribute SET value_folded = 'Crème'", "attributes"),
        ("UPDATE product SET attributes = '[1]' WHERE id = '1'", "products"),
        ("UPDATE product SET images = 'no json' WHERE id = '1'", "products"),
        ("UPDATE product SET price = 'cheap' WHERE id = '1'", "products"),
        ("UPDATE product SET price = '5.00' WHERE id = '1'", "products"),
        ("DELETE FROM embedding WHERE part = 'text'", "vectors missing"),
        ("UPDATE embedding SET part = 'image:7' WHERE part = 'image:0'", "vectors surplus"),
        ("UPDATE embedding SET vector = zeroblob(32) WHERE part = 'text'", "vectors"),
        ("UPDATE embedding SET vector = CAST(x'007e' || substr(vector, 3) AS BLOB)", "vectors"),
        ("UPDATE embedding SET vector = x'00' WHERE part = 'text'", "vectors"),
        ("UPDATE embedding SET input_hash = 'x' WHERE part = 'text'", "vectors stale"),
    ],
)
def test_damage_is_found_with_a_remedy(filled: Store, damage: str, what: str) -> None:
    assert verify(filled) == []
    filled.connection.execute(damage)
    findings = {finding.what: finding for finding in verify(filled)}
    assert what in findings
    assert findings[what].remedy


def test_rebuild_mends_everything_that_is_derived(filled: Store) -> None:
    (filled.path / "old.usearch").write_bytes(b"stale")
    for table in ("product_text", "word", "attribute"):
        filled.connection.execute(f"DELETE FROM {table}")
    assert {finding.remedy for finding in verify(filled)} == {REBUILD}
    assert rebuild(filled) == 2
    assert verify(filled) == []
    assert list(filled.path.glob("*.usearch")) == []


@pytest.mark.parametrize("damage", ["images = 'no json'", "price = 'cheap'", "attributes = 'x'"])
def test_a_damaged_product_can_be_removed_and_added_again(filled: Store, damage: str) -> None:
    whole = filled.product("1")
    filled.connection.execute(f"UPDATE product SET {damage} WHERE id = '1'")
    with pytest.raises(StoreError, match="'1' is damaged"):
        filled.product("1")
    assert remove(filled, ["1"]) == 1
    add(filled, [whole], HashEncoder())
    rebuild(filled)
    assert verify(filled) == []
    assert filled.product("1") == whole


def test_a_damaged_index_file_is_found_and_dropped(filled: Store) -> None:
    from retrieval.fusion import Fusion
    from retrieval.index.cache import open_index

    open_index(filled, "hash-1", Fusion("add")).close()
    assert verify(filled) == []
    (index,) = filled.path.glob("*.usearch")
    index.write_bytes(index.read_bytes()[:-1])
    assert [finding.what for finding in verify(filled)] == ["index"]
    rebuild(filled)
    assert verify(filled) == []
    assert not index.exists()


def test_a_damaged_full_text_index_can_be_rebuilt(filled: Store) -> None:
    filled.connection.execute("UPDATE product_text_data SET block = x'0000' WHERE id > 10")
    filled.close()
    with Store.open(filled.path) as store:
        assert [finding.remedy for finding in verify(store)] == [REBUILD]
        rebuild(store)
        assert verify(store) == []


def test_a_file_damaged_on_disk_is_found(filled: Store) -> None:
    filled.close()
    path = filled.path / FILE_NAME
    content = bytearray(path.read_bytes())
    half = len(content) // 2
    content[half : half + 40_000] = b"\xff" * len(content[half : half + 40_000])
    path.write_bytes(content)
    with Store.open(filled.path) as store:
        assert verify(store)[0].what == "file"
