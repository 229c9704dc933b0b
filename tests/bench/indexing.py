"""Indexing: pictures a second through the whole of `catalogue add`.

Peer in the same run, turn by turn: the encoder's own throughput on the same pictures, decoded
and preprocessed beforehand. Limit: 0.8 of the peer.
"""

from __future__ import annotations

import csv
import tempfile
import time
from pathlib import Path

import numpy as np

from retrieval import Encoder, Product, Store, load_encoder
from retrieval.catalogue.ingest import add
from samples import CATALOGUE_CSV, SAMPLES_DIR
from tests.bench.report import arguments, percentiles, write

LIMIT_RATIO = 0.8


def main() -> None:
    """Measure both in turn and write the ratio of medians."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--model", default="pocket", help="any name that load_encoder takes")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--pictures", type=int, default=400)
    options = parser.parse_args()
    encoder = load_encoder(options.model, device="cpu")
    pictures = _pictures(options.pictures)
    prepared = np.stack([encoder.preprocess(path) for path in pictures])
    ours, peer = [], []
    for _ in range(options.turns):
        ours.append(_adding_per_s(pictures, encoder))
        peer.append(_forward_per_s(prepared, encoder))
    ratio = float(np.median(ours) / np.median(peer))
    write(
        "indexing",
        {
            "unit": "pictures per second",
            "encoder": encoder.name,
            "backend": encoder.backend,
            "n_pictures": len(pictures),
            "ours": percentiles(ours),
            "raw_forward_on_decoded": percentiles(peer),
            "ratio_of_medians": round(ratio, 3),
            "limit_ratio": LIMIT_RATIO,
            "holds": ratio >= LIMIT_RATIO,
        },
        options.out,
    )


def _pictures(n: int) -> list[Path]:
    with CATALOGUE_CSV.open(encoding="utf-8", newline="") as stream:
        names = [name for row in csv.DictReader(stream) for name in row["images"].split(";")]
    return [SAMPLES_DIR / name for name in names][:n]


def _adding_per_s(pictures: list[Path], encoder: Encoder) -> float:
    products = [Product(id=path.stem, images=(str(path),)) for path in pictures]
    with tempfile.TemporaryDirectory() as folder, Store.open(folder, create=True) as store:
        return add(store, products, encoder).pictures_per_s


def _forward_per_s(prepared: np.ndarray, encoder: Encoder) -> float:
    start_s = time.perf_counter()
    for first in range(0, len(prepared), encoder.batch_size):
        encoder.encode_preprocessed(prepared[first : first + encoder.batch_size])
    return len(prepared) / (time.perf_counter() - start_s)


if __name__ == "__main__":
    main()
