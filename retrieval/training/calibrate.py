"""Fits calibration.json of an encoder folder on held-out queries; not how it is applied."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError
from retrieval.fusion import as_query, fuse_products, load_fusion
from retrieval.search.calibration import (
    CALIBRATION_FILE,
    AnswerCurve,
    Curve,
    area_under_curve,
    expected_calibration_error,
    fit_answers,
    fit_calibration,
    log_odds,
    sigmoid,
)
from retrieval.training.held_out_pairs import Shop
from retrieval.training.shop_store import Asked, ask_shop

N_HITS = 50  # a query: what a person sees and a little more
N_SHOWN = 10


def asked_by_vectors(encoder: Any, shop: Shop) -> list[Asked]:
    """Each query of a shop with its nearest products, for queries that have no words."""
    fusion = load_fusion(encoder.folder)
    index = fuse_products(shop.texts, shop.pictures, shop.owners, fusion)
    queries = np.stack([as_query(vector, fusion, encoder.n_dims) for vector in shop.queries])
    cosines = (queries @ index.T).astype(np.float64)
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :N_HITS]
    return [
        Asked(
            cosines[row, near],
            np.zeros(len(near)),
            np.array([int(product) in right for product in near], bool),
            0.0,
            bool(right),
        )
        for row, (near, right) in enumerate(zip(nearest, shop.right, strict=True))
    ]


def _fitted(asked: Sequence[Asked], with_words: bool) -> tuple[Curve, AnswerCurve]:
    """The curve of a hit's match, and of any match at all given the best such hit."""
    curve = fit_calibration(
        np.concatenate([a.cosine for a in asked]),
        np.concatenate([a.match for a in asked]),
        np.concatenate([a.coverage for a in asked]) if with_words else None,
    )
    answerable = np.array([a.answerable for a in asked])
    if answerable.all() or not answerable.any():
        return curve, AnswerCurve()
    best = np.array([_best(curve, a) for a in asked])
    return curve, fit_answers(best, np.array([a.unknown_share for a in asked]), answerable)


def _probabilities(curve: Curve, asked: Asked) -> NDArray[np.float64]:
    """Of a query's first hits, (n,)."""
    pairs = zip(asked.cosine[:N_SHOWN], asked.coverage[:N_SHOWN], strict=True)
    return np.array([sigmoid(curve.logit(*pair)) for pair in pairs])


def _best(curve: Curve, asked: Asked) -> float:
    return float(_probabilities(curve, asked).max(initial=0.0))


def _quality(curve: Curve, answer: AnswerCurve, asked: Sequence[Asked]) -> dict[str, float]:
    """How well curves do on queries that they were not fitted on."""
    answerable = np.array([a.answerable for a in asked])
    stated = np.array([sigmoid(answer.logit(_best(curve, a), a.unknown_share)) for a in asked])
    hits = np.concatenate([_probabilities(curve, a) for a in asked])
    matches = np.concatenate([a.match[:N_SHOWN] for a in asked])
    return {
        "ece": round(expected_calibration_error(hits, matches), 4),
        "auc_answerable": round(area_under_curve(stated, answerable), 4),
        "ece_answerable": round(expected_calibration_error(stated, answerable), 4),
    }


def _share(shop: Shop) -> float:
    """Matches divided by pairs, over the answerable queries."""
    found = [len(right) for right in shop.right if right]
    return float(np.mean(found)) / len(shop.products)


def calibrate(encoder: Any, shops: Sequence[Shop], folder: Path) -> dict[str, Any]:
    """Fits and writes calibration.json; returns it. InputError when there is nothing to fit on.

    Curves come from all held-out queries; the calibration error and the AUC written are those of
    curves fitted on one half of them and looked at on the other.
    """
    by_name = {shop.name: shop for shop in shops}
    text = by_name.get("samples by text")
    image = by_name.get("groceries") or by_name.get("samples by picture")
    main = text or image
    if main is None or image is None:
        raise InputError("A calibration needs held-out photos or queries.")
    written: dict[str, Any] = {"schema": 1, "encoder_id": encoder.id}
    for name, shop in (("text", text or image), ("image", image)):
        with_words = any(shop.query_texts)
        asked = ask_shop(encoder, shop, N_HITS) if with_words else asked_by_vectors(encoder, shop)
        curve, answer = _fitted(asked, with_words)
        # One catalogue size is written for both curves: move the other one's bias to it.
        bias = curve.bias + log_odds(_share(main)) - log_odds(_share(shop))
        written[name] = {"scale": curve.scale, "bias": bias, "coverage": curve.coverage}
        written[f"{name}_answer"] = asdict(answer)
        half = _fitted(asked[::2], with_words)
        written[f"{name}_quality"] = _quality(*half, asked[1::2])
    written |= {
        "n_products": len(main.products),
        "match_share": _share(main),
        "ece": written["text_quality"]["ece"],
        "auc_answerable": written["text_quality"]["auc_answerable"],
        "fusion": load_fusion(encoder.folder).id,
        "fitted_on": "validation split of the samples' queries; photos carved out of grocery and "
        "clothing train splits",
    }
    (folder / CALIBRATION_FILE).write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    return written
