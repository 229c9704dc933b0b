"""Adds products one transaction at a time until told to stop; run as a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from retrieval.catalogue.ingest import add
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from tests.retrieval.search.word_encoder import WordEncoder


def main() -> None:
    """argv: the store, the first number, how many."""
    first, n = int(sys.argv[2]), int(sys.argv[3])
    with Store.open(Path(sys.argv[1])) as store:
        for i in range(first, first + n):
            add(store, [Product(f"new-{i}", f"Gadget novelty{i}")], WordEncoder())
            print(i, flush=True)


if __name__ == "__main__":
    main()
