"""Making missing vectors, and moving to another encoder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.catalogue.embed import embed_missing, switch_model
from retrieval.catalogue.ingest import add
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.catalogue.verify import verify
from retrieval.errors import ModelError
from tests.retrieval.catalogue.hash_encoder import HashEncoder

NEW = "new-2"


def n_vectors(store: Store, encoder_id: str) -> int:
    query = "SELECT count(*) FROM embedding WHERE encoder_id = ?"
    return int(next(store.rows(query, (encoder_id,)))[0])


@pytest.fixture
def products(picture: Callable[..., Path]) -> list[Product]:
    return [
        Product(str(n), f"Lamp {n}", images=(str(picture(f"{n}.png", (n, 9, 9))),))
        for n in range(20)
    ]


def test_products_added_without_an_encoder_are_embedded_later(
    store: Store, encoder: HashEncoder, products: list[Product]
) -> None:
    add(store, products, None)
    report = embed_missing(store, encoder)
    assert (report.n_products, report.n_pictures, report.n_texts) == (20, 20, 20)
    assert report.complete
    assert verify(store) == []
    assert embed_missing(store, encoder).n_products == 0


def test_the_old_encoder_serves_until_the_new_one_is_complete(
    store: Store, encoder: HashEncoder, products: list[Product]
) -> None:
    add(store, products, encoder)
    new = HashEncoder(NEW, n_dims=32)
    stops = iter([False] * 10 + [True])
    report = switch_model(store, new, should_stop=lambda: next(stops), batch_products=5)
    assert not report.complete
    assert n_vectors(store, NEW) == 20
    assert store.encoder_id == encoder.id
    assert store.info().switching_to == NEW
    assert n_vectors(store, encoder.id) == 40
    assert verify(store) == []

    report = switch_model(store, new)
    assert report.complete
    assert new.n_images == new.n_texts == 20, "what was embedded before the stop was kept"
    assert store.encoder_id == NEW
    assert n_vectors(store, encoder.id) == 0
    assert n_vectors(store, NEW) == 40
    assert store.info().switching_to is None
    assert verify(store) == []


def test_going_back_to_the_active_encoder_drops_a_switch_half_done(
    store: Store, encoder: HashEncoder, products: list[Product]
) -> None:
    add(store, products, encoder)
    stops = iter([False] * 10 + [True])
    switch_model(store, HashEncoder(NEW), should_stop=lambda: next(stops))
    assert n_vectors(store, NEW) > 0
    switch_model(store, encoder)
    assert store.encoder_id == encoder.id
    assert n_vectors(store, NEW) == 0
    assert verify(store) == []


def test_a_product_changed_during_a_switch_gets_new_vectors_of_both(
    store: Store, encoder: HashEncoder, products: list[Product]
) -> None:
    add(store, products, encoder)
    stops = iter([False] * 10 + [True])
    switch_model(store, HashEncoder(NEW), should_stop=lambda: next(stops))
    assert n_vectors(store, NEW) > 0
    add(store, [Product("0", "Chair", images=products[0].images)], encoder)
    switch_model(store, HashEncoder(NEW))
    assert verify(store) == []


def test_a_picture_gone_from_the_disk_is_told_and_the_rest_is_embedded(
    store: Store, encoder: HashEncoder, products: list[Product]
) -> None:
    add(store, products, encoder)
    Path(products[3].images[0]).unlink()
    report = switch_model(store, HashEncoder(NEW))
    assert report.complete
    assert [unread.product_id for unread in report.unread] == ["3"]
    assert n_vectors(store, NEW) == 39
    (finding,) = verify(store)
    assert finding.what == "pictures"


def test_an_encoder_that_makes_no_unit_vectors_is_refused(
    store: Store, products: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = HashEncoder()
    monkeypatch.setattr(broken, "_vector", lambda data: HashEncoder()._vector(data) * float("nan"))
    with pytest.raises(ModelError, match="length nan"):
        add(store, products, broken)
    assert len(store) == 0
