"""Shop photos to products through the whole program: the grocery validation split.

The catalogue is the 81 products of DIR/grocery (packshot and text), the queries its val.csv.
Compared in the same run: every product fusion, and chance (1 of 81).
"""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from assistant import Query
from assistant.assistant import to_request
from retrieval import Searcher, Store, load_encoder
from retrieval.catalogue.ingest import add
from retrieval.fusion import FUSIONS, load_fusion
from tests.bench.report import arguments, write

MAPPING = {"name": "title", "coarse": "category", "title": "shelf_label"}
AIMS = {"recall@1": 0.80, "recall@5": 0.95}


def main() -> None:
    """Add the groceries, ask with every validation photo, write recall."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--data", type=Path, required=True, help="folder that has grocery/")
    parser.add_argument("--model", default="pocket")
    options = parser.parse_args()
    grocery: Path = options.data / "grocery"
    encoder = load_encoder(options.model, device="cpu")
    with (grocery / "val.csv").open(encoding="utf-8", newline="") as stream:
        photos = [(grocery / row["image"], row["product_id"]) for row in csv.DictReader(stream)]
    figures = {}
    with tempfile.TemporaryDirectory() as folder, Store.open(folder, create=True) as store:
        add(store, grocery / "products.csv", encoder, mapping=MAPPING)
        for name in FUSIONS:
            fusion = load_fusion(encoder.folder, name)
            with Searcher(store, encoder, fusion=fusion) as searcher:
                figures[name] = _recall(searcher, photos)
    write(
        "groceries",
        {"n_photos": len(photos), "chance": round(1 / 81, 4), "aims": AIMS, "fusions": figures},
        options.out,
    )


def _recall(searcher: Searcher, photos: list[tuple[Path, str]]) -> dict[str, float]:
    ranks = []
    for photo, product_id in photos:
        result = searcher.search(to_request(Query(images=[photo], k=10)))
        found = [hit.product.id for hit in result.hits]
        ranks.append(found.index(product_id) + 1 if product_id in found else 0)
    recalls = {
        f"recall@{k}": round(sum(0 < rank <= k for rank in ranks) / len(ranks), 4)
        for k in (1, 5, 10)
    }
    mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
    return {**recalls, "mrr@10": round(mrr, 4)}


if __name__ == "__main__":
    main()
