"""What a search answers, as frozen data; not for layout, JSON schemas or ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from retrieval.catalogue.product import Product
from retrieval.trust.doubt import QuerySuspicion, Suspicion


@dataclass(frozen=True, slots=True)
class PartCosine:
    """How near a hit's own vector lies to one part of the query.

    weight: the part's weight, negative for "without". cosine: -1 to 1, larger is nearer.
    """

    name: str
    kind: str
    weight: float
    cosine: float


@dataclass(frozen=True, slots=True)
class Why:
    """What a hit owes to vector, words and filters.

    vector_rank, lexical_rank: from 1, None when that list does not hold the product.
    cosine: between query and product vector, None when the product has none or none was asked.
    bm25: larger is better (SQLite's sign turned round), None without a lexical match.
    vector_score, lexical_score, penalty: the terms of the hit's score; score = sum - penalty.
    matched_words: words of the query found in the product; coverage: their share, 0 to 1.
    unwanted_words: words of "without" parts found in the product.
    filters: the filters it passed, as written. parts: one entry a vector part of the query.
    suspicion: of a product that looks made to mislead; its cosines are of what is believed of it.
    evening: what its nearness to everything took off its cosine before it was ranked.
    """

    vector_rank: int | None = None
    cosine: float | None = None
    lexical_rank: int | None = None
    bm25: float | None = None
    vector_score: float = 0.0
    lexical_score: float = 0.0
    penalty: float = 0.0
    matched_words: tuple[str, ...] = ()
    coverage: float = 0.0
    unwanted_words: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    parts: tuple[PartCosine, ...] = ()
    suspicion: Suspicion | None = None
    evening: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """One product of an answer. score: the ranking's, comparable within one answer only.

    probability: calibrated, that a person would call it a match, 0 to 1.
    """

    product: Product
    score: float
    probability: float
    why: Why


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to one request.

    hits: best first, ties by product id. understood: the query as it was searched, for people.
    corrections: (as typed, as searched) words. n_products: in the store; n_allowed: left by the
    filters. answerable_probability: that the store holds at least one match, 0 to 1.
    unknown_share: of the query's words, those that no product has, 0 to 1.
    calibrated: False when the probabilities come from untuned defaults.
    timing_ms: stage to milliseconds, "total" among them. notices: sentences worth telling a person.
    suspicions: of the query's parts that could be looked at.
    """

    hits: tuple[Hit, ...]
    understood: str
    corrections: tuple[tuple[str, str], ...]
    n_products: int
    n_allowed: int
    answerable_probability: float
    calibrated: bool
    encoder_id: str
    unknown_share: float = 0.0
    timing_ms: Mapping[str, float] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    suspicions: tuple[QuerySuspicion, ...] = ()
