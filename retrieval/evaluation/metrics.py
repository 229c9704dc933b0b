"""Ranking metrics through ir_measures (trec_eval underneath); not for running queries.

ranx computes the same but compiles for two minutes on first use; ir_measures needs none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

METRICS = ("recall@1", "recall@5", "recall@10", "mrr", "ndcg@10")
DEPTH = 10

Ranking = Sequence[str]


def ranking_metrics(
    expected: Mapping[str, Sequence[str]], found: Mapping[str, Ranking]
) -> dict[str, dict[str, float]]:
    """Query id to metric to value, 0 to 1, over the first DEPTH products found.

    expected: query id to the ids that answer it, at least one. found: best first. recall@k is the
    share of queries with an answer among the first k (success): any one of the expected products
    answers. mrr: reciprocal rank of the first. ndcg@10: Jarvelin, Kekalainen 2002, binary gains.
    """
    import ir_measures
    from ir_measures import RR, Success, nDCG

    measures = {
        "recall@1": Success @ 1,
        "recall@5": Success @ 5,
        "recall@10": Success @ 10,
        "mrr": RR @ DEPTH,
        "ndcg@10": nDCG @ 10,
    }
    names = {str(measure): name for name, measure in measures.items()}
    qrels = {query: dict.fromkeys(ids, 1) for query, ids in expected.items()}
    # trec_eval sorts by score; ranks as scores keep our order, ties by id included.
    run = {
        query: {product: float(DEPTH - rank) for rank, product in enumerate(ids[:DEPTH])}
        for query, ids in found.items()
    }
    values = {query: dict.fromkeys(METRICS, 0.0) for query in expected}
    for metric in ir_measures.iter_calc(list(measures.values()), qrels, run):
        values[metric.query_id][names[str(metric.measure)]] = float(metric.value)
    return values


def mean_metrics(values: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each metric over queries; nan without any."""
    n = len(values)
    return {
        name: sum(value[name] for value in values) / n if n else float("nan") for name in METRICS
    }
