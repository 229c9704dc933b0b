"""Warm latency: a text query to ranked hits, at 1 k, 10 k and 100 k products.

Peer in the same run, turn by turn: the raw encoder's forward pass plus a raw usearch search of
the same vectors. Limit: 1.3 times the peer's median. Peak memory of this process beside it.
"""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from assistant import Assistant, Query
from retrieval import Store, load_encoder
from retrieval.encoders.encoder import Encoder
from retrieval.index.usearch_library import usearch_index_class
from tests.bench.report import arguments, percentiles, write
from tests.bench.synthetic import make_store, texts

SIZES = (1_000, 10_000, 100_000)
LIMIT_RATIO = 1.3
K = 10


def main() -> None:
    """Measure every size and write the ratios."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    encoder = load_encoder("pocket", device="cpu")
    sizes = {}
    for n in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            sizes[str(n)] = _measure(Path(folder), n, encoder, options.queries)
    write(
        "latency",
        {
            "unit": "milliseconds",
            "encoder": encoder.name,
            "backend": encoder.backend,
            "limit_ratio": LIMIT_RATIO,
            "sizes": sizes,
            "holds": all(size["ratio_of_medians"] <= LIMIT_RATIO for size in sizes.values()),
        },
        options.out,
    )


def _measure(folder: Path, n: int, encoder: Encoder, n_queries: int) -> dict[str, Any]:
    start_s = time.perf_counter()
    make_store(folder / "store", n, encoder)
    adding_s = time.perf_counter() - start_s
    raw = _raw_index(folder / "store", encoder)
    asked = (texts() * (n_queries // max(1, len(texts())) + 1))[: n_queries + 20]
    start_s = time.perf_counter()
    ours_ms, peer_ms, stages = [], [], []
    with Assistant.open(folder / "store", encoder=encoder) as assistant:
        opening_s = time.perf_counter() - start_s
        for turn, text in enumerate(asked):
            start_s = time.perf_counter()
            answer = assistant.ask(Query(text=text, k=K))
            middle_s = time.perf_counter()
            raw.search(encoder.encode_texts([text])[0], K)
            end_s = time.perf_counter()
            if turn >= 20:  # the first ones warm caches on both sides
                ours_ms.append((middle_s - start_s) * 1000)
                peer_ms.append((end_s - middle_s) * 1000)
                stages.append(answer.timing_ms)
    names = sorted({name for stage in stages for name in stage})
    return {
        "ours": percentiles(ours_ms),
        "raw_encoder_and_usearch": percentiles(peer_ms),
        "ratio_of_medians": round(float(np.median(ours_ms) / np.median(peer_ms)), 3),
        "stages_p50": {
            name: round(float(np.median([stage.get(name, 0.0) for stage in stages])), 3)
            for name in names
        },
        "adding_s": round(adding_s, 1),
        "opening_with_first_index_s": round(opening_s, 2),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _raw_index(folder: Path, encoder: Encoder) -> Any:
    index = usearch_index_class()(ndim=encoder.n_dims, metric="cos", dtype="f16")
    with Store.open(folder, read_only=True) as store:
        rows = store.connection.execute("SELECT product_key, vector FROM embedding").fetchall()
    keys = np.array([key for key, _ in rows], dtype=np.uint64)
    vectors = np.stack([np.frombuffer(blob, dtype="<f2") for _, blob in rows])
    index.add(keys, vectors)
    return index


if __name__ == "__main__":
    main()
