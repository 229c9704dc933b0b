"""Turns ranked candidates into hits with a probability and reasons; not for ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.catalogue.product import Product
from retrieval.search.calibration import WORDS_ONLY, Calibration, sigmoid
from retrieval.search.ranking import Candidate
from retrieval.search.request import SearchRequest
from retrieval.search.result import Hit, PartCosine, Why
from retrieval.search.stemming import stem
from retrieval.search.text import fold_words
from retrieval.search.understanding import QueryVectors, Words


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """A product with its folded words at hand."""

    product: Product
    words: frozenset[str]


def product_words(product: Product) -> frozenset[str]:
    """Every folded word that full-text search sees of a product."""
    texts = [product.title, product.brand, product.category, product.description]
    texts += product.attributes.values()
    return frozenset(fold_words(" ".join(texts)))


def has_word(word: str, words: frozenset[str]) -> bool:
    """Whether a product with these words has this one, in any inflection of the same stem."""
    if word in words:
        return True
    # Stemming changes endings only: a word of the same stem starts alike.
    stemmed = stem(word)
    start = stemmed[: max(len(stemmed) - 1, 1)]
    return any(other.startswith(start) and stem(other) == stemmed for other in words)


def coverage_of(words: Sequence[str], product: frozenset[str]) -> tuple[tuple[str, ...], float]:
    """The query's content words that a product has, and their share, 0 to 1."""
    matched = tuple(word for word in words if has_word(word, product))
    return matched, len(matched) / len(words) if words else 0.0


def explained_hit(
    candidate: Candidate,
    found_product: FoundProduct,
    request: SearchRequest,
    words: Words,
    vectors: QueryVectors | None,
    product_vector: NDArray[Any] | None,
    calibration: Calibration,
    n_products: int,
) -> Hit:
    """One hit. product_vector: (n_dims,) unit length, None when the product has none."""
    matched, coverage = coverage_of(words.lexical.words, found_product.words)
    unwanted = tuple(
        word
        for group in words.lexical.unwanted
        for word in group
        if has_word(word, found_product.words)
    )
    cosines: list[PartCosine] = []
    cosine = candidate.cosine
    if vectors is not None and product_vector is not None:
        cosine = float(product_vector @ vectors.query)
        cosines = [
            PartCosine(part.name, part.kind, part.weight, float(product_vector @ vector))
            for part, vector in zip(vectors.parts, vectors.vectors, strict=True)
        ]
    wanted = [(part.kind, part.weight, part.cosine) for part in cosines if part.weight > 0]
    if wanted:
        probability = calibration.joint_probability(wanted, coverage, n_products)
    elif request.parts:
        probability = sigmoid(WORDS_ONLY.logit(0.0, coverage))
    else:
        # Only filters were asked for, and those are exact.
        probability = 1.0
    fused = candidate.vector_score + candidate.lexical_score
    why = Why(
        vector_rank=candidate.vector_rank,
        cosine=cosine,
        lexical_rank=candidate.lexical_rank,
        bm25=candidate.bm25,
        vector_score=candidate.vector_score,
        lexical_score=candidate.lexical_score,
        penalty=fused - candidate.score,
        matched_words=matched,
        coverage=coverage,
        unwanted_words=unwanted,
        filters=tuple(str(condition) for condition in request.filters),
        parts=tuple(cosines),
    )
    return Hit(
        found_product.product, candidate.score, probability * (1.0 - candidate.unwanted), why
    )


def explained_hits(
    ranked: Sequence[Candidate],
    products: Mapping[int, FoundProduct],
    request: SearchRequest,
    words: Words,
    vectors: QueryVectors | None,
    stored: tuple[NDArray[np.int64], NDArray[np.float32]],
    calibration: Calibration,
    n_products: int,
) -> list[Hit]:
    """Hits in their final order: by score, ties by product id. stored: (keys, vectors) at hand."""
    rows = dict(zip(stored[0].tolist(), stored[1], strict=True))
    hits = [
        explained_hit(
            candidate,
            products[candidate.key],
            request,
            words,
            vectors,
            rows.get(candidate.key),
            calibration,
            n_products,
        )
        for candidate in ranked
        if candidate.key in products
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.product.id))
