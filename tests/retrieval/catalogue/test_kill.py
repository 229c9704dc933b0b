"""kill -9 at random points of an add."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from PIL import Image

from retrieval.catalogue.ingest import add
from retrieval.catalogue.store import Store
from retrieval.catalogue.verify import verify
from retrieval.errors import StoreError
from tests.retrieval.catalogue.hash_encoder import HashEncoder

N_KILLS = 20
N_PRODUCTS = 300
LONGEST_LIFE_S = 0.4
SEED = 7

ROOT = Path(__file__).parents[3]


def contents(store: Store) -> list[Any]:
    """Everything a store says, apart from keys, which count what was rolled back too, and times."""
    queries = (
        "SELECT id, title, category, price, images, attributes, row_hash, content_hash"
        " FROM product ORDER BY id",
        "SELECT id, encoder_id, part, input_hash, vector FROM embedding"
        " JOIN product ON key = product_key ORDER BY 1, 2, 3",
        "SELECT id, name, value, value_folded FROM attribute"
        " JOIN product ON key = product_key ORDER BY 1, 2",
        "SELECT word, n_products FROM word ORDER BY word",
        "SELECT id FROM product_text JOIN product ON key = product_text.rowid"
        " WHERE product_text MATCH 'lamp' ORDER BY id",
    )
    return [list(store.rows(query)) for query in queries]


def embedded_captions(folder: Path) -> set[str]:
    try:
        with Store.open(folder) as store:
            return {product.text() for product in store.products()}
    except StoreError:  # killed before there was a store
        return set()


def test_an_add_killed_at_random_points_loses_nothing_and_goes_on(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    source = tmp_path / "products.csv"
    rows = ["id,title,category,price,colour,image"]
    for number in range(N_PRODUCTS):
        colour = tuple(rng.randrange(256) for _ in range(3))
        Image.new("RGB", (16, 16), colour).save(tmp_path / f"{number}.png")
        kind = rng.choice(["lamp", "chair", "红色长裙"])
        rows.append(f"{number},{kind} {number},home,{number}.50 EUR,red,{number}.png")
    source.write_text("\n".join(rows), encoding="utf-8")
    with Store.open(tmp_path / "undisturbed", create=True) as store:
        add(store, source, HashEncoder())
        expected = contents(store)

    folder, n_kills, n_kills_midway, n_stores = tmp_path / "store-0", 0, 0, 1
    while True:
        before = embedded_captions(folder)
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.retrieval.catalogue.add_until_killed", folder, source],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        if n_kills < N_KILLS:
            time.sleep(rng.uniform(0, LONGEST_LIFE_S))
            child.kill()
        embedded = set(child.stdout.read().splitlines())
        is_done = child.wait() == 0
        child.stdout.close()
        n_kills += not is_done
        after = embedded_captions(folder)
        assert before <= after, "a committed product was lost"
        assert not before & embedded, "a committed product was embedded again"
        n_kills_midway += not is_done and len(before) < len(after) < N_PRODUCTS
        if after:
            with Store.open(folder) as store:
                assert verify(store) == []
                if is_done:
                    assert contents(store) == expected
        if is_done:
            if n_kills >= N_KILLS:
                break
            folder, n_stores = tmp_path / f"store-{n_stores}", n_stores + 1
    assert n_kills_midway >= N_KILLS // 4, "most kills came before or after the work"
