"""A product's photo and "in COLOUR": how often the same kind of product in that colour is found.

On the sample store, the product itself left out. Peers in the same run: the plain sum of both
vectors, and words that rank beside the vectors, as they do where nothing was learned. The pictures
are the catalogue's own, which pocket has seen; the mixing's figures on views that it never saw come
of `python -m retrieval.training.heads pocket`.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.cli.demo import make_sample_store
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.search.request import Mode, QueryPart, SearchRequest
from retrieval.search.searcher import Searcher
from tests.bench.report import arguments, write

SEED = 4
Wish = tuple[Product, str]


def main() -> None:
    """Ask every wish in each way."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--wishes", type=int, default=90)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make_sample_store(Path(folder), device="cpu", quiet=True)
        with Store.open(Path(folder), read_only=True) as store:
            wishes = _wishes(list(store.products()), options.wishes)
        with Assistant.open(folder, device="cpu") as assistant:
            searcher = assistant.searcher
            mixing = searcher.mixing
            figures: dict[str, Any] = {"as_answered": _found(searcher, wishes, "hybrid")}
            searcher.mixing = None
            figures["plain_sum"] = _found(searcher, wishes, "vector")
            figures["plain_sum_and_words"] = _found(searcher, wishes, "hybrid")
            searcher.mixing = mixing
    write("changed_photos", {"n_wishes": len(wishes), **figures}, options.out)


def _wishes(products: Sequence[Product], n_wishes: int) -> list[Wish]:
    """Products with another colour that their kind is sold in."""
    rng = random.Random(SEED)
    colours: dict[str, set[str]] = {}
    for product in products:
        colours.setdefault(product.category, set()).add(product.facts().get("colour", ""))
    wishes: list[Wish] = []
    for product in rng.sample(list(products), len(products)):
        own = product.facts().get("colour", "")
        others = sorted(colours[product.category] - {own, ""})
        if own and others and product.images:
            wishes.append((product, rng.choice(others)))
    return wishes[:n_wishes]


def _found(searcher: Searcher, wishes: Sequence[Wish], mode: Mode) -> dict[str, float]:
    first = among_five = 0
    for product, colour in wishes:
        parts = (QueryPart("text", f"in {colour}"), QueryPart("image", product.images[0]))
        request = SearchRequest(parts=parts, k=5, mode=mode, exclude_ids=(product.id,))
        right = [
            hit.product.category == product.category and hit.product.facts().get("colour") == colour
            for hit in searcher.search(request).hits
        ]
        first += right[:1] == [True]
        among_five += any(right)
    n = max(1, len(wishes))
    return {"first": round(first / n, 3), "among_five": round(among_five / n, 3)}


if __name__ == "__main__":
    main()
