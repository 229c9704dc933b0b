"""The five defences that are compared and the encoders that stand for each; not measuring them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from retrieval.errors import InputError
from retrieval.heads.headed_encoder import HeadedEncoder, wear_heads, weights_of
from retrieval.heads.heads_file import save_heads
from retrieval.training.heads.loop import train_heads
from retrieval.training.heads.prepare import Prepared, prepare
from retrieval.training.heads.recipe import AttackRecipe, HeadsRecipe, recipe_from

Defence = Literal[
    "plain", "heads, clean", "heads, adversarial", "robust encoder", "robust + heads, adversarial"
]
PLAIN: Defence = "plain"
HEADS: Defence = "heads, clean"
ATTACKED_HEADS: Defence = "heads, adversarial"
ROBUST: Defence = "robust encoder"
ROBUST_HEADS: Defence = "robust + heads, adversarial"
DEFENCES: tuple[Defence, ...] = (PLAIN, HEADS, ATTACKED_HEADS, ROBUST, ROBUST_HEADS)

_RESIDUAL: dict[str, Any] = {"hidden_widths": [256], "residual": True, "dropout": 0.3}
CLEAN_RECIPE = recipe_from(
    {
        "shape": {"text": _RESIDUAL, "image": _RESIDUAL},
        "embedding": {"n_views": 2, "n_captions": 8, "sample_views": 2},
        "n_steps": 400,
        "checkpoint_every_steps": 100,
    }
)
"""Fewer views and steps than `vitrine train heads` takes: nine heads or more are trained here."""
ATTACK = {"share": 0.5, "n_attacked": 160, "look_pictures": 32}


@dataclass(frozen=True)
class Member:
    """One encoder of a defence. base: its model name or folder. heads: how its heads are made."""

    defence: Defence
    name: str
    base: str
    heads: HeadsRecipe | None = None


def members_of(
    plain: str, robust: Mapping[str, str], seeds: Sequence[int], recipe: HeadsRecipe
) -> tuple[Member, ...]:
    """Every encoder to be measured, encoders before the heads over them.

    robust: name -> model name or folder; several are the seeds of one recipe. Heads over them take
    the encoders and the seeds in turn.
    """
    if not robust or not seeds:
        raise InputError("The table needs a robust encoder and a seed at least.")
    attacked = replace(recipe, attack=recipe_from({"attack": ATTACK}, recipe).attack)
    if recipe.attack.share:
        attacked, recipe = recipe, replace(recipe, attack=replace(recipe.attack, share=0.0))
    found = [Member(PLAIN, PLAIN, plain)]
    for defence, made in ((HEADS, recipe), (ATTACKED_HEADS, attacked)):
        for seed in seeds:
            found.append(
                Member(defence, f"{defence}, seed {seed}", plain, replace(made, seed=seed))
            )
    found += [Member(ROBUST, name, folder) for name, folder in robust.items()]
    named = list(robust.items())
    for i in range(max(len(named), len(seeds))):
        name, folder = named[i % len(named)]
        seed = seeds[i % len(seeds)]
        made = replace(attacked, seed=seed)
        found.append(Member(ROBUST_HEADS, f"{name} + heads, seed {seed}", folder, made))
    return tuple(found)


class HeadsShelf:
    """Heads files of a folder, trained when they are not there yet.

    encoder: a base's name -> it with torch towers. data, samples, queries: as `prepare` takes them.
    attack: of those heads that are trained against one. Heads that were stopped half-way go on.
    """

    def __init__(
        self,
        folder: Path,
        encoder: Callable[[str], Any],
        data: Path | None,
        samples: Any,
        queries: Path | None,
        attack: AttackRecipe,
    ) -> None:
        self._folder, self._encoder = folder, encoder
        self._data, self._samples, self._queries = data, samples, queries
        self._attack = attack
        self._ready: tuple[str, Prepared] | None = None

    def worn(self, member: Member) -> HeadedEncoder:
        """A member's encoder with its heads; products are fused as the encoder's own are."""
        assert member.heads is not None
        base = self._encoder(member.base)
        stem = f"{weights_of(base.id)}-{member.heads.digest}"
        file = self._folder / f"{stem}.safetensors"
        if not file.is_file():
            ready = self._prepared(member.base, member.heads)
            trained = train_heads(
                member.heads,
                ready.data,
                ready.shops,
                run_folder=self._folder / "runs" / stem,
                device=base.device,
                adversary=ready.adversary,
            )
            save_heads(trained.heads, file)
        worn = wear_heads(base, file)
        worn.folder = worn.folder or base.folder
        return worn

    def about(self, encoder: HeadedEncoder) -> dict[str, Any]:
        """What training noted of validation, clean and attacked: held-out photos, not reported."""
        names = ("blend", "steps", "validation_recall@1", "validation_attacked_recall@1")
        return {name: encoder.heads.about[name] for name in names if name in encoder.heads.about}

    def _prepared(self, base: str, recipe: HeadsRecipe) -> Prepared:
        """Of one base at a time, with an adversary for those heads that want one."""
        if self._ready is None or self._ready[0] != base:
            ready = prepare(
                self._encoder(base),
                self._data,
                self._samples,
                self._queries,
                recipe.embedding,
                self._folder / "vectors",
                attack=self._attack,
                with_reported=False,
            )
            self._ready = base, ready
        return self._ready[1]
