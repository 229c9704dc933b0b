"""Which of a query's words a product has, without a store: what searching is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.catalogue.product import Product
from retrieval.search.stemming import stem
from retrieval.search.text import fold_words


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
