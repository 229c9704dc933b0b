"""Poisoned catalogues measured for each encoder, with and without defence; not making poison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.robustness.balls import Ball
from retrieval.robustness.detection import roc
from retrieval.robustness.hubs import SHARPNESS, WEIGHT, evened, hub_bias, hub_suspicion
from retrieval.robustness.intervals import mean_interval
from retrieval.robustness.poisoning import Defence, poison_pictures
from retrieval.robustness.questions import Questions
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Found, Subject, Trial
from retrieval.robustness.text_attacks import ranks_of_scores

FAMILY = "poison"
N_COLLUDING = 5

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Plan:
    """What a seller wants and knows. concept: be first for one group's queries, not for all."""

    concept: bool = False
    n_products: int = 1
    defended: bool = False
    adaptive: bool = False


PLANS = {
    "hub": Plan(),
    "hub, evened": Plan(defended=True),
    "hub, evened, seller knows": Plan(defended=True, adaptive=True),
    "concept": Plan(concept=True),
    "concept, evened, seller knows": Plan(concept=True, defended=True, adaptive=True),
    f"{N_COLLUDING} colluding": Plan(n_products=N_COLLUDING),
    f"{N_COLLUDING} colluding, evened, sellers know": Plan(
        n_products=N_COLLUDING, defended=True, adaptive=True
    ),
}


def poison_trials(
    subject: Subject, questions: Questions, rest: Questions, settings: BenchSettings
) -> Iterator[Trial]:
    """No poison but the defence, a seller's stuffed text, and poisoned pictures by plan.

    rest: questions of the same kind that are not asked: half the seller's, half the shop's bank.
    """
    if len(rest.relevant) < 10:
        return
    yield Trial(FAMILY, "no poison, evened", questions, partial(_even, subject, questions, rest))
    yield Trial(FAMILY, "stuffed text", questions, partial(_stuffed, subject, questions, rest))
    ball = Ball("linf", settings.poison_level / 255)
    for name, plan in PLANS.items():
        run = partial(_poisoned, subject, questions, rest, plan, ball, settings)
        yield Trial(FAMILY, f"{name} {ball.shown}", questions, run)


@dataclass(frozen=True)
class _Scene:
    """Vectors of a shop: products, queries asked, queries the seller has, the shop's bank."""

    gallery: Vectors
    asked: Vectors
    sellers: Vectors
    bank: Vectors


def _scene(subject: Subject, questions: Questions, rest: Questions) -> _Scene:
    known = subject.queries(rest)
    # every other one: files are in the order of their products, halves would know different ones
    return _Scene(
        subject.gallery(questions.shop), subject.queries(questions), known[::2], known[1::2]
    )


def _even(subject: Subject, questions: Questions, rest: Questions) -> Found:
    """What the hub bias does to honest shopping."""
    scene = _scene(subject, questions, rest)
    scores = _scores(scene.asked, scene.gallery, scene.bank, defended=True)
    return Found(ranks_of_scores(scores, questions.relevant))


def _stuffed(subject: Subject, questions: Questions, rest: Questions) -> Found:
    """A product that names every group and nothing of itself."""
    words = sorted(set(questions.shop.groups))
    text = ", ".join(words[:40])
    scene = _scene(subject, questions, rest)
    return _judged(scene, subject.texts([text]), questions, "", Plan())


def _poisoned(
    subject: Subject,
    questions: Questions,
    rest: Questions,
    plan: Plan,
    ball: Ball,
    settings: BenchSettings,
) -> Found:
    import torch

    scene = _scene(subject, questions, rest)
    tower = subject.tower
    device = tower.device
    groups = np.asarray(questions.shop.groups)
    concept = _concept(questions) if plan.concept else ""
    wanted = scene.sellers
    if concept:
        about = groups[rest.relevant[::2].argmax(1)] == concept
        wanted = wanted[about] if about.any() else wanted
    honest = _scores(wanted, scene.gallery, scene.bank, defended=plan.adaptive).max(1)
    defence = None
    if plan.adaptive:
        defence = Defence(torch.from_numpy(scene.bank).to(device), SHARPNESS, WEIGHT)
    tries = []
    for seller in range(settings.n_sellers):
        generator = torch.Generator().manual_seed(settings.seed + seller)
        pictures = _innocent(questions, plan.n_products, settings.seed + seller)
        made = poison_pictures(
            tower,
            tower.pixels_of(pictures),
            torch.from_numpy(wanted).to(device),
            torch.from_numpy(honest).to(device),
            ball,
            n_steps=2 * settings.n_steps,
            generator=generator,
            defence=defence,
        )
        products = tower.vectors_of(made).cpu().numpy()
        tries.append(_judged(scene, products, questions, concept, plan))
    return _together(tries)


def _judged(
    scene: _Scene, poison: Vectors, questions: Questions, concept: str, plan: Plan
) -> Found:
    """Ranks with the poison in the shop, how often it is first, and whether a scan sees it."""
    gallery = np.concatenate([scene.gallery, poison]).astype(np.float32)
    scores = _scores(scene.asked, gallery, scene.bank, defended=plan.defended)
    n_honest = len(scene.gallery)
    is_first = (scores.argmax(1) >= n_honest).astype(float)
    relevant = np.pad(questions.relevant, ((0, 0), (0, len(poison))))
    groups = np.asarray(questions.shop.groups)
    # what a product is for is the seller's word: the concept's group, or any
    claimed = concept or str(groups[0])
    bias = hub_bias(gallery, scene.bank) if plan.defended else None
    suspicion = hub_suspicion(gallery, scene.bank, [*groups, *[claimed] * len(poison)], bias)
    details: dict[str, Any] = {
        "first_share": round(float(is_first.mean()), 4),
        "first_interval": [round(v, 4) for v in mean_interval(is_first)],
        "scan": roc(suspicion[n_honest:], suspicion[:n_honest]).to_json(),
    }
    if concept:
        about = groups[questions.relevant.argmax(1)] == concept
        details |= {
            "concept": concept,
            "concept_first_share": round(float(is_first[about].mean()), 4),
        }
    return Found(ranks_of_scores(scores, relevant), details)


def _scores(queries: Vectors, gallery: Vectors, bank: Vectors, *, defended: bool) -> Vectors:
    similar = queries @ gallery.T
    return evened(similar, hub_bias(gallery, bank)) if defended else similar


def _concept(questions: Questions) -> str:
    """The group that most questions are about."""
    groups = np.asarray(questions.shop.groups)[questions.relevant.argmax(1)]
    names, counts = np.unique(groups, return_counts=True)
    return str(names[counts.argmax()])


def _innocent(questions: Questions, n: int, seed: int) -> list[Any]:
    """Pictures of the shop's own products, or of its questions where it has none."""
    pictures = questions.shop.pictures or questions.decoded()
    chosen = np.random.default_rng([seed, 7]).choice(len(pictures), n, replace=n > len(pictures))
    return [pictures[int(i)] for i in chosen]


def _together(tries: list[Found]) -> Found:
    """The ranks of the most harmful seller, and the mean of what is told of all."""
    shares = [found.details["first_share"] for found in tries]
    worst = tries[int(np.argmax(shares))]
    details = {**worst.details, "first_share_by_seller": shares}
    details["first_share"] = round(float(np.mean(shares)), 4)
    if "concept_first_share" in worst.details:
        of_concept = [found.details["concept_first_share"] for found in tries]
        details["concept_first_share"] = round(float(np.mean(of_concept)), 4)
    return Found(worst.ranks, details)
