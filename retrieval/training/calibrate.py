"""Fits calibration.json of an encoder folder on held-out queries; not how it is applied."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError
from retrieval.fusion import as_query, fuse_products, load_fusion
from retrieval.search.calibration import (
    CALIBRATION_FILE,
    Curve,
    area_under_curve,
    expected_calibration_error,
    fit_calibration,
)
from retrieval.search.explaining import coverage_of, product_words
from retrieval.search.lexical import lexical_query
from retrieval.training.held_out_pairs import Shop

N_NEAREST = 50  # products a query, nearest first: what a person sees and a little more


def near_pairs(
    encoder: Any, shop: Shop
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """(cosine, coverage, match) of each query with its nearest products, each (q, k)."""
    fusion = load_fusion(encoder.folder)
    index = fuse_products(shop.texts, shop.pictures, shop.owners, fusion)
    asked = np.stack([as_query(vector, fusion, encoder.n_dims) for vector in shop.queries])
    cosines = asked @ index.T
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :N_NEAREST]
    words = [product_words(product) for product in shop.products]
    coverage = np.zeros(nearest.shape)
    match = np.zeros(nearest.shape, bool)
    for row, (text, right) in enumerate(zip(shop.query_texts, shop.right, strict=True)):
        wanted = lexical_query([text]).words if text else ()
        for place, product in enumerate(nearest[row]):
            match[row, place] = int(product) in right
            coverage[row, place] = coverage_of(wanted, words[product])[1] if wanted else 0.0
    return np.take_along_axis(cosines, nearest, axis=1).astype(np.float64), coverage, match


def _probabilities(curve: Curve, cosine: Any, coverage: Any) -> NDArray[np.float64]:
    logits = curve.scale * cosine + curve.coverage * coverage + curve.bias
    return np.asarray(1 / (1 + np.exp(-logits)))


def _share(shop: Shop) -> float:
    """Matches divided by pairs, over the answerable queries."""
    found = [len(right) for right in shop.right if right]
    return float(np.mean(found)) / len(shop.products)


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


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
    fitted: dict[str, Curve] = {}
    quality: dict[str, dict[str, float]] = {}
    for name, shop in (("text", text or image), ("image", image)):
        cosine, coverage, match = near_pairs(encoder, shop)
        covered = coverage if name == "text" else None
        curve = fit_calibration(cosine, match, covered)
        half = fit_calibration(cosine[::2], match[::2], None if covered is None else covered[::2])
        stated = _probabilities(half, cosine[1::2], coverage[1::2])
        answerable = np.array([bool(right) for right in shop.right])[1::2]
        quality[name] = {
            "ece": round(expected_calibration_error(stated[:, :10], match[1::2][:, :10]), 4),
            "auc_answerable": round(area_under_curve(stated.max(1), answerable), 4),
        }
        # One catalogue size is written for both curves: move the other one's bias to it.
        bias = curve.bias + _logit(_share(main)) - _logit(_share(shop))
        fitted[name] = Curve(curve.scale, bias, curve.coverage)
    written = {
        "schema": 1,
        "encoder_id": encoder.id,
        "text": {
            "scale": fitted["text"].scale,
            "bias": fitted["text"].bias,
            "coverage": fitted["text"].coverage,
        },
        "image": {"scale": fitted["image"].scale, "bias": fitted["image"].bias},
        "n_products": len(main.products),
        "match_share": _share(main),
        "ece": quality["text"]["ece"],
        "auc_answerable": quality["text"]["auc_answerable"],
        "image_ece": quality["image"]["ece"],
        "image_auc_answerable": quality["image"]["auc_answerable"],
        "fusion": load_fusion(encoder.folder).id,
        "fitted_on": "validation split of the samples' queries; photos carved out of grocery and "
        "clothing train splits",
    }
    (folder / CALIBRATION_FILE).write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    return written
