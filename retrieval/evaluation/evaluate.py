"""Measures a store with labelled queries, mode by mode; not for fitting anything to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from retrieval.errors import InputError, RetrievalError
from retrieval.evaluation.metrics import DEPTH, mean_metrics, ranking_metrics
from retrieval.evaluation.queries import LabelledQuery
from retrieval.search.calibration import area_under_curve, expected_calibration_error
from retrieval.search.expression import parse_query
from retrieval.search.filters import parse_filter
from retrieval.search.request import MODES, Mode, QueryPart, SearchRequest
from retrieval.search.result import SearchResult
from retrieval.search.searcher import Searcher

ALL_KINDS = "all"
ProgressCallback = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class FailedQuery:
    """A query none of whose answers is among the first hits. error: why it could not be run."""

    query: str
    mode: str
    kind: str
    line: int
    expected_ids: tuple[str, ...]
    found_ids: tuple[str, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Answerability:
    """How far "nothing like that here" can be believed.

    auc: chance that an answerable query gets a higher probability than an unanswerable one.
    ece: gap between that probability and how often there was an answer. ece_hits: the same for each
    hit's own probability, over the first DEPTH hits of all queries. nan where it has no meaning.
    """

    n_answerable: int
    n_unanswerable: int
    auc: float
    ece: float
    ece_hits: float


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """Figures of one evaluation.

    modes: mode to query kind ("all" among them) to metric to mean, with "n" queries.
    answerability: by mode. failed: of the first mode.
    """

    n_queries: int
    n_products: int
    encoder_id: str
    fusion: str
    modes: dict[str, dict[str, dict[str, float]]]
    answerability: dict[str, Answerability]
    failed: tuple[FailedQuery, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The report as a JSON object; figures without meaning are null."""
        whole = asdict(self)
        whole["failed"] = [asdict(query) for query in self.failed]
        return _without_nan(whole)


def evaluate(
    searcher: Searcher,
    queries: Sequence[LabelledQuery],
    *,
    modes: Sequence[Mode] = MODES,
    progress: ProgressCallback | None = None,
) -> EvaluationReport:
    """Ask every query in every mode and compare with its labels.

    Queries without expected ids are unanswerable: they count for answerability only. Pictures have
    no lexical mode and are left out of it. A query that cannot be run counts as failed.
    """
    by_mode: dict[str, dict[str, dict[str, float]]] = {}
    answerability: dict[str, Answerability] = {}
    failed: list[FailedQuery] = []
    n_products, done = 0, 0
    for mode in modes:
        asked = [query for query in queries if mode != "lexical" or query.text]
        results: dict[str, SearchResult] = {}
        errors: dict[str, str] = {}
        for query in asked:
            key = str(query.line)
            try:
                results[key] = searcher.search(to_request(query, mode))
                n_products = results[key].n_products
            except RetrievalError as error:
                errors[key] = str(error)
            done += 1
            if progress is not None:
                progress("asking", done, len(queries) * len(modes))
        by_mode[mode], missed = _figures(asked, results)
        answerability[mode] = _answerability(asked, results)
        if mode == modes[0]:
            failed = [_failed(query, mode, results, errors) for query in missed]
    return EvaluationReport(
        n_queries=len(queries),
        n_products=n_products,
        encoder_id=searcher.encoder.id,
        fusion=searcher.fusion.id,
        modes=by_mode,
        answerability=answerability,
        failed=tuple(failed),
    )


def to_request(query: LabelledQuery, mode: Mode) -> SearchRequest:
    """The request a person would have made."""
    parts = [QueryPart("text", part.text, part.weight) for part in parse_query(query.text)]
    if query.image is not None and mode != "lexical":
        parts.append(QueryPart("image", query.image))
    if query.without:
        parts.append(QueryPart("text", query.without, -1.0))
    if not parts:
        raise InputError(f"The query {query.shown!r} has nothing to look for.")
    filters = tuple(parse_filter(text) for text in query.filters)
    return SearchRequest(tuple(parts), filters, k=DEPTH, mode=mode)


def _figures(
    asked: Sequence[LabelledQuery], results: dict[str, SearchResult]
) -> tuple[dict[str, dict[str, float]], list[LabelledQuery]]:
    """Kind to metrics, and the answerable queries whose answers were not found."""
    answerable = [query for query in asked if query.expected_ids]
    if not answerable:
        return {}, []
    expected = {str(query.line): query.expected_ids for query in answerable}
    found = {key: _ids(results.get(key)) for key in expected}
    values = ranking_metrics(expected, found)
    kinds = [ALL_KINDS, *sorted({query.kind for query in answerable})]
    figures = {}
    for kind in kinds:
        of_kind = [
            values[str(query.line)] for query in answerable if kind in (ALL_KINDS, query.kind)
        ]
        figures[kind] = {"n": len(of_kind), **mean_metrics(of_kind)}
    missed = [query for query in answerable if values[str(query.line)]["recall@10"] == 0.0]
    return figures, missed


def _answerability(
    asked: Sequence[LabelledQuery], results: dict[str, SearchResult]
) -> Answerability:
    pairs = [(query, results[str(query.line)]) for query in asked if str(query.line) in results]
    stated = np.asarray([result.answerable_probability for _, result in pairs])
    answerable = np.asarray([bool(query.expected_ids) for query, _ in pairs], bool)
    hits = [(hit, query) for query, result in pairs for hit in result.hits]
    return Answerability(
        n_answerable=int(answerable.sum()),
        n_unanswerable=int((~answerable).sum()),
        auc=area_under_curve(stated, answerable),
        ece=expected_calibration_error(stated, answerable),
        ece_hits=expected_calibration_error(
            np.asarray([hit.probability for hit, _ in hits]),
            np.asarray([hit.product.id in query.expected_ids for hit, query in hits]),
        ),
    )


def _failed(
    query: LabelledQuery,
    mode: str,
    results: dict[str, SearchResult],
    errors: dict[str, str],
) -> FailedQuery:
    key = str(query.line)
    return FailedQuery(
        query=query.shown,
        mode=mode,
        kind=query.kind,
        line=query.line,
        expected_ids=query.expected_ids,
        found_ids=_ids(results.get(key)),
        error=errors.get(key, ""),
    )


def _ids(result: SearchResult | None) -> tuple[str, ...]:
    return () if result is None else tuple(hit.product.id for hit in result.hits)


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(inner) for inner in value]
    return None if isinstance(value, float) and value != value else value
