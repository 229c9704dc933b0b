"""Turns a cosine into the probability of a match and fits that curve; not for ranking.

probability = sigmoid(scale * cosine + coverage * share of the query's words found in the product
                      + bias + logit(prior here) - logit(prior of the fit))

That a catalogue answers a query at all is a curve over its best hit's log-odds and the share of the
query's words that no product has.

The curve is Platt's (Probabilistic Outputs for Support Vector Machines, 1999). Its bias follows
the share of matches in the catalogue at hand (Saerens, Latinne, Decaestecker: Adjusting the Outputs
of a Classifier to New a Priori Probabilities, Neural Computation 14, 2002).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError, ModelError

if TYPE_CHECKING:
    from retrieval.encoders.encoder import Encoder

CALIBRATION_FILE = "calibration.json"
ECE_BINS = 15
# A query is assumed to have at least this many matches in any catalogue that answers it.
_MATCHES_MIN = 1.0
_PRIOR_MAX = 0.5


@dataclass(frozen=True, slots=True)
class Curve:
    """A fitted logistic. scale: per unit of cosine, coverage: per share of words, bias: at 0."""

    scale: float
    bias: float
    coverage: float = 0.0

    def logit(self, cosine: float, coverage: float) -> float:
        """Log-odds of a match at the prior of the fit."""
        return self.scale * cosine + self.coverage * coverage + self.bias


@dataclass(frozen=True, slots=True)
class JointCurve:
    """A curve over several cosines, its bias shifted to a catalogue. scales: one a cosine."""

    scales: tuple[float, ...]
    coverage: float
    bias: float

    def probability(self, cosines: Sequence[float], coverage: float) -> float:
        """Probability of a match, 0 to 1."""
        logit = self.bias + self.coverage * coverage
        for scale, cosine in zip(self.scales, cosines, strict=True):
            logit += scale * cosine
        return sigmoid(logit)


@dataclass(frozen=True, slots=True)
class AnswerCurve:
    """That anything matches. scale: per log-odds of the best hit; unknown: per share of words."""

    scale: float = 1.0
    unknown: float = 0.0
    bias: float = 0.0

    def logit(self, best: float, unknown_share: float) -> float:
        """Log-odds of an answer. best: the best hit's probability, 0 to 1."""
        return self.scale * log_odds(best) + self.unknown * unknown_share + self.bias


# For hits that words alone found: half of the words is a guess, all of them most likely a match.
# Not fitted: there is no cosine to fit; 0.08 at half coverage, 0.88 at full.
WORDS_ONLY = Curve(scale=0.0, bias=-6.9, coverage=8.9)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves of one encoder, and the catalogue they were fitted on.

    text, image: for queries of words and of pictures. n_products: size of the fit's catalogue;
    match_share: matches there divided by pairs there. calibrated: False for untuned defaults.
    ece, auc_answerable: as measured at the fit, None when unknown. fusion: the fit's, "" unknown.
    text_answer, image_answer: curves of whether there is an answer at all.
    """

    text: Curve
    image: Curve
    n_products: int
    match_share: float
    calibrated: bool = True
    ece: float | None = None
    auc_answerable: float | None = None
    fusion: str = ""
    text_answer: AnswerCurve = AnswerCurve()
    image_answer: AnswerCurve = AnswerCurve()

    def prior_shift(self, n_products: int) -> float:
        """logit(prior here) - logit(prior of the fit), for a catalogue of n_products.

        A query is taken to have as many matches here as at the fit: the larger the catalogue, the
        rarer they are.
        """
        matches = max(self.match_share * self.n_products, _MATCHES_MIN)
        here = min(matches / max(n_products, 1), _PRIOR_MAX)
        fitted = min(max(self.match_share, 1e-9), _PRIOR_MAX)
        return log_odds(here) - log_odds(fitted)

    def probability(
        self,
        cosine: float | None,
        coverage: float,
        n_products: int,
        *,
        image_share: float = 0.0,
    ) -> float:
        """Probability that a product is a match, 0 to 1, for a query of one part.

        cosine: between query and product, None when words alone were compared. coverage: share of
        the query's words found in the product, 0 to 1. n_products: in the catalogue.
        image_share: 0 for words, 1 for a picture or another product; the curves mix by it.
        """
        if cosine is None:
            return sigmoid(WORDS_ONLY.logit(0.0, coverage))
        parts = [("text", 1.0 - image_share), ("image", image_share)]
        return self.joint(parts, n_products).probability([cosine, cosine], coverage)

    def joint(self, parts: Sequence[tuple[str, float]], n_products: int) -> JointCurve:
        """The curve for queries of these wanted parts, (kind, weight) each, in this catalogue.

        Log-odds are averaged by weight: "text" parts on the curve for words, all others on the one
        for pictures.
        """
        total = sum(weight for _, weight in parts)
        curves = [
            (self.text if kind == "text" else self.image, weight / total) for kind, weight in parts
        ]
        return JointCurve(
            tuple(share * curve.scale for curve, share in curves),
            sum(share * curve.coverage for curve, share in curves),
            sum(share * curve.bias for curve, share in curves) + self.prior_shift(n_products),
        )

    def answerable(
        self, parts: Sequence[tuple[str, float]], best: float, unknown_share: float
    ) -> float:
        """Probability, 0 to 1, that the catalogue holds a match at all.

        parts: as for `joint`; none when only filters were asked for, which are exact. best: the
        best hit's probability. unknown_share: of the query's words, those that no product has.
        """
        if not parts or best <= 0.0:
            return best
        total = sum(weight for _, weight in parts)
        logit = sum(
            (self.text_answer if kind == "text" else self.image_answer).logit(best, unknown_share)
            * (weight / total)
            for kind, weight in parts
        )
        return sigmoid(logit)


def load_calibration(encoder: Encoder) -> Calibration:
    """The encoder folder's calibration.json, or its training's scale and bias, uncalibrated.

    Figures of another encoder are not used. ModelError when the file is damaged.
    """
    folder: Path | None = getattr(encoder, "folder", None)
    path = None if folder is None else Path(folder) / CALIBRATION_FILE
    if path is not None and path.is_file():
        try:
            written = json.loads(path.read_text(encoding="utf-8"))
            if written.get("encoder_id", encoder.id) == encoder.id:
                return calibration_from_dict(written)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{path} is damaged ({error}): fetch the model again.") from error
    return default_calibration(encoder.logit_scale, encoder.logit_bias)


def default_calibration(logit_scale: float, logit_bias: float) -> Calibration:
    """What can be said before anything was fitted.

    A sigmoid-trained model (SigLIP) has a bias and means it. A softmax-trained one (CLIP) has none:
    its scale says how fast odds change, and 0.25 is where text and picture usually start to match.
    """
    bias = logit_bias if logit_bias != 0.0 else -0.25 * logit_scale
    curve = Curve(scale=logit_scale, bias=bias)
    image_curve = Curve(scale=logit_scale / 4, bias=-0.75 * logit_scale / 4)
    return Calibration(curve, image_curve, n_products=1000, match_share=0.001, calibrated=False)


def calibration_from_dict(written: dict[str, Any]) -> Calibration:
    """A calibration from the JSON object of calibration.json; KeyError, TypeError when damaged."""
    text, image = (
        Curve(**{key: float(value) for key, value in written[name].items()})
        for name in ("text", "image")
    )
    text_answer, image_answer = (
        AnswerCurve(**{key: float(value) for key, value in written.get(name, {}).items()})
        for name in ("text_answer", "image_answer")
    )
    return Calibration(
        text,
        image,
        n_products=int(written["n_products"]),
        match_share=float(written["match_share"]),
        ece=written.get("ece"),
        auc_answerable=written.get("auc_answerable"),
        fusion=str(written.get("fusion", "")),
        text_answer=text_answer,
        image_answer=image_answer,
    )


def fit_calibration(
    cosines: NDArray[Any], matches: NDArray[Any], coverage: NDArray[Any] | None = None
) -> Curve:
    """The logistic curve of least log-loss over labelled pairs, by Newton's method.

    cosines, coverage: (n,) float. matches: (n,) bool or 0/1. Targets are smoothed as Platt does,
    so that separable pairs give a finite curve. InputError unless both kinds of pair are there.
    """
    labels = np.asarray(matches, np.float64).ravel()
    n_matches = labels.sum()
    n_others = len(labels) - n_matches
    if n_matches == 0 or n_others == 0:
        raise InputError("A calibration needs pairs that match and pairs that do not.")
    targets = np.where(labels > 0.5, (n_matches + 1.0) / (n_matches + 2.0), 1.0 / (n_others + 2.0))
    columns = [np.asarray(cosines, np.float64).ravel(), np.ones(len(labels))]
    if coverage is not None:
        columns.append(np.asarray(coverage, np.float64).ravel())
    features = np.stack(columns, axis=1)
    weights = _newton(features, targets)
    return Curve(
        float(weights[0]), float(weights[1]), float(weights[2]) if coverage is not None else 0.0
    )


def fit_answers(
    best: NDArray[Any], unknown_share: NDArray[Any], answerable: NDArray[Any]
) -> AnswerCurve:
    """The curve of least log-loss over queries, (n,) each; the words count where they vary.

    InputError unless there are queries with and without an answer.
    """
    odds = np.array([log_odds(float(value)) for value in np.asarray(best).ravel()])
    unknown = np.asarray(unknown_share, np.float64).ravel()
    curve = fit_calibration(odds, answerable, unknown if np.ptp(unknown) > 0 else None)
    return AnswerCurve(curve.scale, curve.coverage, curve.bias)


def _newton(features: NDArray[np.float64], targets: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights (n_features,) of least log-loss; steps are halved until the loss falls."""
    weights = np.zeros(features.shape[1])
    ridge = 1e-6 * np.eye(features.shape[1])

    def loss(candidate: NDArray[np.float64]) -> float:
        logits = features @ candidate
        return float(np.sum(np.logaddexp(0.0, logits) - targets * logits))

    current = loss(weights)
    for _ in range(100):
        predicted = 1.0 / (1.0 + np.exp(-np.clip(features @ weights, -500, 500)))
        gradient = features.T @ (predicted - targets)
        curvature = (features * (predicted * (1.0 - predicted))[:, None]).T @ features + ridge
        step = np.linalg.solve(curvature, gradient)
        factor = 1.0
        while factor > 1e-6 and loss(weights - factor * step) > current:
            factor /= 2
        weights = weights - factor * step
        previous, current = current, loss(weights)
        if previous - current < 1e-10 * max(1.0, previous):
            break
    return weights


def expected_calibration_error(
    probabilities: NDArray[Any], matches: NDArray[Any], n_bins: int = ECE_BINS
) -> float:
    """Mean gap between stated and observed probability over equal-width bins, weighted by count.

    Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural Networks, ICML 2017.
    """
    stated = np.asarray(probabilities, np.float64).ravel()
    observed = np.asarray(matches, np.float64).ravel()
    if len(stated) == 0:
        return float("nan")
    bins = np.clip(np.ceil(stated * n_bins).astype(int) - 1, 0, n_bins - 1)
    counts = np.bincount(bins, minlength=n_bins)
    gaps = np.bincount(bins, stated - observed, minlength=n_bins)
    return float(np.abs(gaps[counts > 0]).sum() / len(stated))


def area_under_curve(scores: NDArray[Any], labels: NDArray[Any]) -> float:
    """Probability that a positive scores above a negative, ties half; nan without both kinds.

    The Mann-Whitney form of the area under the ROC curve (Hanley, McNeil, Radiology 143, 1982).
    """
    values = np.asarray(scores, np.float64).ravel()
    positive = np.asarray(labels).ravel().astype(bool)
    n_positive, n_negative = int(positive.sum()), int((~positive).sum())
    if n_positive == 0 or n_negative == 0:
        return float("nan")
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[places]
    above = ranks[positive].sum() - n_positive * (n_positive + 1) / 2.0
    return float(above / (n_positive * n_negative))


def sigmoid(logit: float) -> float:
    """1 / (1 + e^-logit) without overflow."""
    if logit >= 0:
        return 1.0 / (1.0 + math.exp(-logit))
    power = math.exp(logit)
    return power / (1.0 + power)


def log_odds(probability: float) -> float:
    """Log-odds of a probability, finite also for 0 and 1."""
    clipped = min(max(probability, 1e-9), 1.0 - 1e-9)
    return math.log(clipped / (1.0 - clipped))
