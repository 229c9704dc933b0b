"""Poisoned catalogues measured for each encoder, with and without defence; not making poison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from retrieval.robustness.balls import Ball
from retrieval.robustness.defended_shop import (
    DefendedShop,
    Listings,
    joined,
    plain_scores,
)
from retrieval.robustness.detection import roc
from retrieval.robustness.intervals import mean_interval
from retrieval.robustness.poisoning import Defence, poison_pictures
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.suspicion import blur_changes
from retrieval.robustness.text_attacks import ranks_of_scores
from retrieval.trust.scan import stuffed

if TYPE_CHECKING:
    import torch

FAMILY = "poison"
N_COLLUDING = 5

Vectors = NDArray[np.float32]
Words = Literal["none", "another kind's", "its kind's"]


@dataclass(frozen=True)
class Plan:
    """What a seller wants and knows.

    concept: be first for one group's queries, not for all. words: of the product, an honest
    listing's, whose picture is the innocent one; "its kind's" are of the concept. is_attacked:
    False for the control, the same product with its picture as it was.
    """

    concept: bool = False
    n_products: int = 1
    defended: bool = True
    knows: bool = True
    words: Words = "none"
    is_attacked: bool = True


PLANS = {
    "hub, no defence": Plan(defended=False, knows=False),
    "hub": Plan(knows=False),
    "hub, seller knows": Plan(),
    "hub with words, seller knows": Plan(words="another kind's"),
    "hub with words, not attacked": Plan(words="another kind's", knows=False, is_attacked=False),
    "concept, no defence": Plan(concept=True, defended=False, knows=False),
    "concept": Plan(concept=True, knows=False),
    "concept, seller knows": Plan(concept=True),
    "concept with another kind's words, seller knows": Plan(concept=True, words="another kind's"),
    "concept with its words, seller knows": Plan(concept=True, words="its kind's"),
    "concept with its words, not attacked": Plan(
        concept=True, words="its kind's", knows=False, is_attacked=False
    ),
    f"{N_COLLUDING} colluding, no defence": Plan(
        n_products=N_COLLUDING, defended=False, knows=False
    ),
    f"{N_COLLUDING} colluding, sellers know": Plan(n_products=N_COLLUDING),
    f"{N_COLLUDING} colluding with words, sellers know": Plan(
        n_products=N_COLLUDING, words="another kind's"
    ),
    f"{N_COLLUDING} colluding for a concept, sellers know": Plan(
        concept=True, n_products=N_COLLUDING
    ),
}


def poison_trials(
    subject: Subject, questions: Questions, rest: Questions, settings: BenchSettings
) -> Iterator[Trial]:
    """No poison but the defence, a seller's stuffed text, and poisoned pictures by plan.

    rest: questions of the same kind that are not asked; the seller knows half of them. The shop's
    own defence knows none.
    """
    if len(rest.relevant) < 10:
        return
    yield Trial(FAMILY, "no poison, defended", questions, partial(_even, subject, questions))
    yield Trial(FAMILY, "stuffed text", questions, partial(_stuffed, subject, questions))
    ball = Ball("linf", settings.poison_level / 255)
    for name, plan in PLANS.items():
        if plan.words != "none" and not questions.shop.pictures:
            continue  # honest listings with pictures are what such sellers start from
        run = partial(_poisoned, subject, questions, rest, plan, ball, settings)
        yield Trial(FAMILY, f"{name} {ball.shown}", questions, run)


def _even(subject: Subject, questions: Questions) -> Found:
    """What the defence does to honest shopping."""
    shop = subject.defended(questions.shop)
    ranks = ranks_of_scores(
        shop.scores(subject.queries(questions), shop.honest), questions.relevant
    )
    return Found(ranks, {"false_alarms": _share(len(shop.flagged), len(shop.honest.texts))})


def _stuffed(subject: Subject, questions: Questions) -> Found:
    """A product that names every group and nothing of itself."""
    words = sorted(set(questions.shop.groups))
    title = ", ".join(words[:40])
    text = subject.texts([title])
    listing = Listings(text, np.zeros_like(text), ("",), np.full(1, np.nan))
    found = _judged(subject, questions, listing, "", Plan(defended=False)).found
    return Found(found.ranks, {**found.details, "flagged": float(stuffed(title, "", words))})


def _poisoned(
    subject: Subject,
    questions: Questions,
    rest: Questions,
    plan: Plan,
    ball: Ball,
    settings: BenchSettings,
) -> Found:
    concept = _concept(questions) if plan.concept else ""
    wanted = subject.queries(rest)[::2]
    if concept:
        about = np.asarray(questions.shop.groups)[rest.relevant[::2].argmax(1)] == concept
        wanted = wanted[about] if about.any() else wanted
    tries = []
    for seller in range(settings.n_sellers):
        seed = settings.seed + seller
        listing = _made(subject, questions, wanted, plan, concept, ball, settings, seed)
        tries.append(_judged(subject, questions, listing, concept, plan))
    return _together(tries)


def _made(
    subject: Subject,
    questions: Questions,
    wanted: Vectors,
    plan: Plan,
    concept: str,
    ball: Ball,
    settings: BenchSettings,
    seed: int,
) -> Listings:
    """The seller's products, their pictures optimised against what the seller knows."""
    import torch

    tower, shop = subject.tower, subject.defended(questions.shop)
    honest, fusion = shop.honest, shop.fusion
    listed = _listings_of(questions, plan, concept, seed)
    has_words = plan.words != "none"
    texts = honest.texts[listed] if has_words else np.zeros_like(honest.texts[listed])
    # who writes no words names no category either
    categories = tuple(honest.categories[i] if has_words else "" for i in listed)
    innocent = tower.pixels_of(_innocent(subject, questions, listed))
    if plan.knows:
        to_beat = shop.scores(wanted, honest).max(1)
    else:
        to_beat = plain_scores(wanted, honest, fusion).max(1)
    defence, judge = None, None
    if plan.knows:
        is_doubted = not has_words and shop.shop.asks_for_words
        usuals = [shop.shop.near, *(shop.shop.near_of.get(name) for name in set(categories))]
        defence = Defence(shop.shop, tuple(one for one in usuals if one), shop.detector, is_doubted)
        judge = partial(_won, shop, texts, categories, wanted, to_beat)
    made = innocent
    if plan.is_attacked:
        made = poison_pictures(
            tower,
            innocent,
            torch.from_numpy(wanted).to(tower.device),
            torch.from_numpy(to_beat).to(tower.device),
            ball,
            n_steps=2 * settings.n_steps,
            generator=torch.Generator().manual_seed(seed),
            texts=torch.from_numpy(texts),
            text_weight=fusion.text_weight,
            defence=defence,
            judge=judge,
        )
    looks = tower.vectors_of(made).cpu().numpy()
    altered = np.full(len(looks), np.nan)
    if shop.detector is not None:
        altered = shop.detector.lifted(blur_changes(tower, made))
    return Listings(texts, looks, categories, altered)


def _won(
    shop: DefendedShop,
    texts: Vectors,
    categories: tuple[str, ...],
    wanted: Vectors,
    to_beat: Vectors,
    looks: torch.Tensor,
    odds: torch.Tensor | None,
) -> float:
    """The share of the seller's queries that these pictures win in the real shop."""
    found = looks.cpu().numpy()
    altered = np.full(len(found), np.nan)
    if odds is not None and shop.detector is not None:
        altered = shop.detector.lifted_odds(odds.detach().cpu().numpy())
    listing = Listings(texts, found, categories, altered)
    scores = shop.scores(wanted, listing, len(shop.honest.texts))
    return float((scores.max(1) > to_beat).mean())


@dataclass(frozen=True)
class _Tried:
    """One seller. poison, honest: suspicions."""

    found: Found
    poison: NDArray[np.float32]
    honest: NDArray[np.float32]


def _judged(
    subject: Subject, questions: Questions, poison: Listings, concept: str, plan: Plan
) -> _Tried:
    """Ranks with the poison in the shop, how often it is first, and whether the scan sees it."""
    shop = subject.defended(questions.shop)
    asked, n_honest = subject.queries(questions), len(shop.honest.texts)
    suspicion, flagged = shop.judged(poison, n_honest)
    if plan.defended:
        mine = shop.scores(asked, poison, n_honest)
        scores = np.concatenate([shop.scores(asked, shop.honest), mine], axis=1)
    else:
        scores = plain_scores(asked, joined(shop.honest, poison), shop.fusion)
    is_first = (scores.argmax(1) >= n_honest).astype(float)
    relevant = np.pad(questions.relevant, ((0, 0), (0, len(suspicion))))
    details: dict[str, Any] = {
        "first_share": round(float(is_first.mean()), 4),
        "first_interval": [round(v, 4) for v in mean_interval(is_first)],
        "flagged": _share(len(flagged), len(suspicion)),
        "reasons": sorted({name for one in flagged.values() for name in one.reasons}),
    }
    if concept:
        groups = np.asarray(questions.shop.groups)
        about = groups[questions.relevant.argmax(1)] == concept
        details |= {
            "concept": concept,
            "concept_first_share": round(float(is_first[about].mean()), 4),
        }
    return _Tried(Found(ranks_of_scores(scores, relevant), details), suspicion, shop.suspicion)


def _concept(questions: Questions) -> str:
    """The group that most questions are about."""
    groups = np.asarray(questions.shop.groups)[questions.relevant.argmax(1)]
    names, counts = np.unique(groups, return_counts=True)
    return str(names[counts.argmax()])


def _listings_of(questions: Questions, plan: Plan, concept: str, seed: int) -> NDArray[np.int64]:
    """The honest listings that the seller's words and innocent pictures are of."""
    groups = np.asarray(questions.shop.groups)
    may = np.ones(len(groups), bool)
    if concept and plan.words != "none":
        may = (groups == concept) == (plan.words == "its kind's")
    listed = np.flatnonzero(may) if may.any() else np.arange(len(groups))
    rng = np.random.default_rng([seed, 7])
    return np.asarray(rng.choice(listed, plan.n_products, replace=plan.n_products > len(listed)))


def _innocent(subject: Subject, questions: Questions, listed: NDArray[np.int64]) -> list[Any]:
    """The listings' own pictures, or those of the questions where the shop has none."""
    shop = questions.shop
    if not shop.pictures:
        photos = subject.photos(questions)
        return [photos[int(i) % len(photos)] for i in listed.tolist()]
    first = [int(np.searchsorted(shop.owners, i)) for i in listed.tolist()]
    return [shop.pictures[min(i, len(shop.pictures) - 1)] for i in first]


def _together(tries: list[_Tried]) -> Found:
    """The ranks of the most harmful seller, and the mean of what is told of all."""
    shares = [one.found.details["first_share"] for one in tries]
    worst = tries[int(np.argmax(shares))].found
    details = {**worst.details, "first_share_by_seller": shares}
    for name in ("first_share", "concept_first_share", "flagged"):
        if name in worst.details:
            mean = np.mean([one.found.details[name] for one in tries])
            details[name] = round(float(mean), 4)
    seen = np.concatenate([one.poison for one in tries]).astype(float)
    details["scan"] = roc(seen, tries[0].honest.astype(float)).to_json()
    return Found(worst.ranks, details)


def _share(part: int, whole: int) -> float:
    return round(part / max(whole, 1), 4)
