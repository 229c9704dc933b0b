"""The index file: a cache that follows the catalogue, and is rebuilt when it cannot be trusted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from retrieval.catalogue.ingest import add, remove
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.errors import StoreError
from retrieval.fusion import Fusion
from retrieval.index import cache as cache_module
from retrieval.index.cache import CachedIndex, open_index
from retrieval.index.lock import LOCK_NAME
from tests.retrieval.search.word_encoder import WordEncoder

ADD = Fusion("add")


def opened(store: Store, notices: list[str] | None = None) -> CachedIndex:
    return open_index(store, WordEncoder.id, ADD, notices=notices)


def nearest(store: Store, cached: CachedIndex, text: str) -> str:
    keys, _, counts = cached.index.search(WordEncoder().encode_texts([text]), 1)
    assert counts[0] == 1
    return store.products_by_key(keys[0].tolist())[int(keys[0, 0])].id


def index_file(store: Store) -> Path:
    (file,) = store.path.glob("vectors-*.usearch")
    return file


def test_it_is_made_once_and_then_mapped(shop: Store) -> None:
    notices: list[str] = []
    first = opened(shop, notices)
    assert len(first.index) == 23
    assert "made from the catalogue (23 products)" in notices[0]
    first.close()
    written = index_file(shop).stat().st_mtime_ns
    again: list[str] = []
    second = opened(shop, again)
    assert second.index.graph.is_mapped
    assert again == []
    assert nearest(shop, second, "green sneakers") == "sneakers-green"
    assert index_file(shop).stat().st_mtime_ns == written
    assert second.verify() == []


def _flip_a_byte(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    file.write_bytes(raw)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "one byte differs": _flip_a_byte,
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:-100]),
    "empty": lambda file: file.write_bytes(b""),
    "gone": lambda file: file.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_made_again_and_a_person_is_told(shop: Store, damage: str) -> None:
    opened(shop).close()
    DAMAGES[damage](index_file(shop))
    notices: list[str] = []
    again = opened(shop, notices)
    assert "damaged" in notices[0]
    assert nearest(shop, again, "blue mug") == "mug-blue"
    again.close()
    calm: list[str] = []
    opened(shop, calm).close()
    assert calm == []


@pytest.mark.parametrize("content", ["", "{", '{"version": 99}', "[]"])
def test_a_damaged_description_is_made_again(shop: Store, content: str) -> None:
    first = opened(shop)
    first.close()
    first.sidecar_path.write_text(content)
    again = opened(shop)
    assert nearest(shop, again, "blue mug") == "mug-blue"
    assert len(list(shop.path.glob("vectors-*.usearch"))) == 1


def test_a_large_file_is_sampled_at_opening_and_hashed_whole_by_verify(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.index.sidecar.HASHED_WHOLE_BYTES", 0)
    monkeypatch.setattr("retrieval.index.sidecar.SAMPLE_BYTES", 1)
    first = opened(shop)
    file = index_file(shop)
    before = file.stat()
    raw = bytearray(file.read_bytes())
    raw[-100] ^= 0xFF
    file.write_bytes(raw)
    import os

    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "checksum" in first.verify()[0]
    os.utime(file)  # a file touched since is hashed whole
    notices: list[str] = []
    opened(shop, notices)
    assert "damaged" in notices[0]


def test_added_changed_and_removed_products_are_caught_up_with(
    shop: Store, word_encoder: WordEncoder
) -> None:
    opened(shop).close()
    add(shop, [Product("kite", "Yellow kite"), Product("plain", "Purple kettle")], word_encoder)
    remove(shop, ["mug-blue"])
    notices: list[str] = []
    cached = opened(shop, notices)
    assert notices == []
    assert len(cached.index) == 23
    assert nearest(shop, cached, "yellow kite") == "kite"
    assert nearest(shop, cached, "purple kettle") == "plain"
    assert cached.verify() == []
    cached.close()
    assert opened(shop).index.graph.is_mapped


def test_an_open_index_follows_without_being_opened_again(
    shop: Store, word_encoder: WordEncoder
) -> None:
    cached = opened(shop)
    assert not cached.refresh()
    add(shop, [Product("kite", "Yellow kite")], word_encoder)
    assert cached.refresh()
    assert nearest(shop, cached, "yellow kite") == "kite"
    with shop.transaction() as connection:
        connection.execute("UPDATE product SET stock = 9 WHERE id = 'kite'")
    assert not cached.refresh()
    assert cached.generation == shop.generation


def test_every_fusion_has_a_file_of_its_own(shop: Store) -> None:
    opened(shop).close()
    concat = open_index(shop, WordEncoder.id, Fusion("concat"))
    assert concat.index.spec.n_dims == 2 * WordEncoder.n_dims
    concat.close()
    assert len(list(shop.path.glob("vectors-*.usearch"))) == 2
    notices: list[str] = []
    opened(shop, notices)
    assert notices == []


def test_another_store_in_the_same_folder_does_not_use_the_old_file(
    shop: Store, word_encoder: WordEncoder
) -> None:
    opened(shop).close()
    with shop.transaction() as connection:
        connection.execute("UPDATE encoder SET created_at = '1999-01-01T00:00:00+00:00'")
    notices: list[str] = []
    opened(shop, notices)
    assert "another store" in notices[0]


def test_a_folder_that_cannot_be_written_costs_a_notice_not_the_answer(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("retrieval.index.usearch_index._sync", full)
    notices: list[str] = []
    cached = opened(shop, notices)
    assert nearest(shop, cached, "blue mug") == "mug-blue"
    assert any("could not be kept" in notice for notice in notices)
    assert not list(shop.path.glob("*.part*"))


def test_while_another_process_holds_the_lock_the_index_serves_from_memory(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filelock import FileLock

    monkeypatch.setattr(cache_module, "LOCK_TIMEOUT_S", 0.05)
    with FileLock(str(shop.path / LOCK_NAME)):
        notices: list[str] = []
        cached = opened(shop, notices)
        assert nearest(shop, cached, "blue mug") == "mug-blue"
        assert "locked" in notices[-1]
    assert not list(shop.path.glob("*.usearch"))


def test_verify_tells_what_the_file_lacks(shop: Store) -> None:
    cached = opened(shop)
    sidecar = json.loads(cached.sidecar_path.read_text())
    assert sidecar["count"] == 23
    assert sidecar["self_recall"] == 1.0
    cached.index.graph.remove([1])
    cached.index.graph.add([777], np.ones((1, WordEncoder.n_dims), np.float32))
    cached._save(True)
    findings = opened(shop).verify()
    assert findings == ["The index lacks 1 products and holds 1 that are gone."]
    cached.rebuild()
    assert opened(shop).verify() == []


def test_a_store_without_vectors_of_the_encoder_says_what_to_do(shop: Store) -> None:
    with pytest.raises(StoreError, match="no vectors of other-1"):
        open_index(shop, "other-1", ADD)


def test_files_of_an_encoder_that_the_store_left_are_deleted(shop: Store) -> None:
    opened(shop).close()
    with shop.transaction() as connection:
        connection.execute("INSERT INTO encoder VALUES ('new-1', 'new', 4, '2026')")
        connection.execute("DELETE FROM embedding")
        connection.execute("DELETE FROM encoder WHERE id <> 'new-1'")
        key = shop.key_of("plain")
        connection.execute(
            "INSERT INTO embedding VALUES (?, 'new-1', 'text', '', ?)",
            (key, np.asarray([1, 0, 0, 0], "<f2").tobytes()),
        )
    cached = open_index(shop, "new-1", ADD)
    assert len(cached.index) == 1
    (file,) = shop.path.glob("vectors-*.json")
    assert "new-1" in file.name
