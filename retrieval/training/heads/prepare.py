"""All that heads are trained, stopped and measured on, in one encoder's vectors; not for steps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.encoders.encoder import Encoder
from retrieval.training.config import TrainingConfig
from retrieval.training.heads.embedded import EmbeddedData, Tell, embed_sources
from retrieval.training.heads.measure import reported_shops
from retrieval.training.heads.recipe import AttackRecipe, EmbeddingRecipe
from retrieval.training.heads.validation import validation_shops
from retrieval.training.held_out_pairs import Shop
from retrieval.training.sources import read_sources

if TYPE_CHECKING:
    from retrieval.training.heads.adversary import Adversary


@dataclass(frozen=True)
class Prepared:
    """data: to learn from. shops: to stop and to choose by. reported: for figures alone.

    adversary: where the recipe has an attack.
    """

    data: EmbeddedData
    shops: tuple[Shop, ...]
    reported: tuple[Shop, ...]
    adversary: Adversary | None = None


def prepare(
    encoder: Encoder,
    data: Path | None,
    samples: Any,
    queries: Path | None,
    recipe: EmbeddingRecipe,
    cache: Path | None = None,
    tell: Tell | None = None,
    *,
    attack: AttackRecipe | None = None,
    attackable: Encoder | None = None,
    with_reported: bool = True,
) -> Prepared:
    """Read, draw and embed everything.

    samples: a module like `samples.render`, or None. queries: of them, like samples/queries.csv.
    cache: a folder for renderings and vectors. attack: with a share above 0, an adversary is made;
    attackable: the encoder with torch towers that it needs. InputError when there is nothing to
    train on, or nothing to attack through.
    """
    if tell is not None:
        tell("Reading pictures", 0, None)
    sources = read_sources(
        TrainingConfig(
            held_out_share=recipe.held_out_share,
            stored_px=recipe.stored_px,
            sample_views=recipe.sample_views,
        ),
        data,
        samples,
        None if cache is None else cache / "renderings",
    )
    prices = {}
    if samples is not None:
        listed = samples.products()
        prices = {f"sample/{p.id}": float(p.price) for p in listed if getattr(p, "price", None)}
    embedded = embed_sources(encoder, sources, recipe, prices=prices, cache=cache, tell=tell)
    adversary = None
    if attack is not None and attack.share:
        from retrieval.training.heads.adversary import Adversary

        adversary = Adversary(attackable or encoder, sources, embedded, recipe, attack)
    return Prepared(
        embedded,
        validation_shops(encoder, data, samples, queries, recipe.held_out_share),
        reported_shops(encoder, data, samples, queries) if with_reported else (),
        adversary,
    )
