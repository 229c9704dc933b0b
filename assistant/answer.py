"""One answer and its JSON form (schema 1, docs/json.md); not for drawing it on a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.query import Query
from retrieval.search.result import Hit, SearchResult
from retrieval.trust.doubt import QuerySuspicion
from speech.transcript import Transcript

SCHEMA = 1


@dataclass(frozen=True)
class Answer:
    """What the assistant found for a query.

    result: hits best first, with how they came about. models: role to what answered.
    timing_ms: the result's stages and the assistant's own, milliseconds. transcripts: what was
    heard, one a sound of the query. did_you_mean: another thing that may have been said, which the
    shop has while it has not what was heard, else "". spoken_notices: sentences about the sound.
    """

    query: Query
    result: SearchResult
    models: Mapping[str, Mapping[str, Any]]
    timing_ms: Mapping[str, float]
    transcripts: tuple[Transcript, ...] = ()
    did_you_mean: str = ""
    spoken_notices: tuple[str, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits, best first."""
        return self.result.hits

    @property
    def understood(self) -> str:
        """The query as it was searched, for people."""
        return self.result.understood

    @property
    def altered(self) -> tuple[QuerySuspicion, ...]:
        """The parts of the query that look made to mislead."""
        return tuple(one for one in self.result.suspicions if one.is_flagged)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know about sound and store."""
        return (*self.spoken_notices, *self.result.notices)

    def to_json(self) -> dict[str, Any]:
        """The answer as schema 1: plain dicts, lists, strings and numbers."""
        return {
            "schema": SCHEMA,
            "query": {
                **_query_json(self.query, self.transcripts),
                "suspicion": [asdict(one) for one in self.result.suspicions],
            },
            "understood": self.result.understood,
            "did_you_mean": self.did_you_mean or None,
            "corrections": [list(pair) for pair in self.result.corrections],
            "answerable_probability": round(self.result.answerable_probability, 4),
            "calibrated": self.result.calibrated,
            "n_products": self.result.n_products,
            "n_allowed": self.result.n_allowed,
            "hits": [hit_json(hit) for hit in self.result.hits],
            "timing_ms": {stage: round(ms, 2) for stage, ms in self.timing_ms.items()},
            "models": {role: dict(model) for role, model in self.models.items()},
            "notices": list(self.notices),
        }


def hit_json(hit: Hit) -> dict[str, Any]:
    """One hit as schema 1 has it; price is a number, exact as written, or null."""
    product = hit.product
    return {
        "id": product.id,
        "title": product.title,
        "price": price_json(product.price),
        "currency": product.currency or None,
        "category": product.category,
        "brand": product.brand,
        "stock": product.stock,
        "rating": product.rating,
        "url": product.url or None,
        "images": list(product.images),
        "attributes": dict(product.attributes),
        "score": round(hit.score, 6),
        "probability": round(hit.probability, 4),
        "why": _rounded(asdict(hit.why)),
    }


def price_json(price: Decimal | None) -> float | int | None:
    """A price as a JSON number; a double writes up to 15 digits back as they were."""
    if price is None:
        return None
    return int(price) if price == price.to_integral_value() else float(price)


def _query_json(query: Query, transcripts: tuple[Transcript, ...]) -> dict[str, Any]:
    heard = [
        transcript.to_json(_file_name(sound))
        for sound, transcript in zip(query.sounds, transcripts, strict=True)
    ]
    return {
        "text": query.text,
        "images": [
            {"image": _file_name(image.picture), "weight": image.weight}
            for image in query.weighted_images
        ],
        "like": [{"id": liked.product_id, "weight": liked.weight} for liked in query.weighted_like],
        "without": list(query.without),
        "filters": list(query.filters),
        "in_stock": query.in_stock,
        "k": query.k,
        "transcript": heard[0] if heard else None,
        "transcripts": heard,
    }


def _file_name(source: Any) -> str | None:
    return str(source) if isinstance(source, str | Path) else None


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
