"""Adds a file to a store in small batches and logs each caption it embeds; a test kills it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from retrieval.catalogue.ingest import add
from retrieval.catalogue.store import Store
from tests.retrieval.catalogue.hash_encoder import HashEncoder


class LoggingEncoder(HashEncoder):
    def encode_texts(self, texts: Sequence[str]) -> np.ndarray:
        print("\n".join(texts), flush=True)
        return super().encode_texts(texts)


def main() -> None:
    store_folder, source = Path(sys.argv[1]), Path(sys.argv[2])
    print("ready", flush=True)
    with Store.open(store_folder, create=True) as store:
        add(store, source, LoggingEncoder(), batch_rows=8)


if __name__ == "__main__":
    main()
