"""Retrieval quality on the sample store: recall@1/5/10, MRR and nDCG@10 of each query kind.

Compared in the same run: vectors only, BM25 only, and both joined. Only the test split of
samples/queries.csv is reported; the validation split is for choosing.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from assistant import Assistant
from assistant.cli.demo import make_sample_store
from retrieval.evaluation.evaluate import evaluate
from retrieval.evaluation.queries import read_queries
from samples import QUERIES_CSV
from tests.bench.report import arguments, write


def main() -> None:
    """Make the sample store anew and evaluate it in every mode."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--split", default="test")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make_sample_store(Path(folder), quiet=True)
        with Assistant.open(folder) as assistant:
            queries = read_queries(QUERIES_CSV, split=options.split)
            report = evaluate(assistant.searcher, queries, modes=("vector", "lexical", "hybrid"))
    write("quality", {"split": options.split, **report.to_json()}, options.out)


if __name__ == "__main__":
    main()
