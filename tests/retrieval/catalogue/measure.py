"""Measures adding, checking and rebuilding a store of random products, without an encoder; JSON.

python -m tests.retrieval.catalogue.measure [N_PRODUCTS]
"""

from __future__ import annotations

import csv
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from retrieval.catalogue.ingest import add
from retrieval.catalogue.store import Store
from retrieval.catalogue.verify import rebuild, verify

N_WORDS = 20_000
SEED = 1


def write_products(path: Path, n_products: int) -> None:
    rng = random.Random(SEED)
    words = [f"w{number}ord" for number in range(N_WORDS)]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        header = "id,title,description,category,brand,price,colour,material,stock"
        writer.writerow(header.split(","))
        for number in range(n_products):
            title, description = rng.choices(words, k=5), rng.choices(words, k=30)
            price = f"{rng.random() * 100:.2f} EUR"
            looks = rng.choice(["red", "blue"]), rng.choice(["wool", "silk"])
            kind, brand = rng.choice(["shoes", "bags", "hats"]), rng.choice(words)
            texts = " ".join(title), " ".join(description)
            writer.writerow([number, *texts, kind, brand, price, *looks, rng.randrange(50)])


def timed(action: Callable[[], Any]) -> dict[str, float]:
    started_s, started_cpu_s = time.perf_counter(), time.process_time()
    action()
    return {
        "wall_s": round(time.perf_counter() - started_s, 2),
        "processor_s": round(time.process_time() - started_cpu_s, 2),
    }


def main() -> None:
    n_products = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "products.csv"
        write_products(source, n_products)
        with Store.open(Path(folder) / "store", create=True) as store:
            report = {
                "n_products": n_products,
                "add": timed(lambda: add(store, source, None)),
                "add_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000,
                "add_again": timed(lambda: add(store, source, None)),
                "verify": timed(lambda: verify(store)),
                "rebuild": timed(lambda: rebuild(store)),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000,
                "store_mb": store.info().n_bytes // 1_000_000,
            }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
