"""The loop that trains heads: vectors and a recipe in, the best heads out; not a command line."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.heads.heads import Heads
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.heads.learner import HeadsLearner
from retrieval.training.heads.recipe import HeadsRecipe
from retrieval.training.heads.validation import mean_recall, recalls
from retrieval.training.held_out_pairs import Shop
from retrieval.training.processes import Place, Together

if TYPE_CHECKING:
    from retrieval.training.heads.adversary import Adversary

LOG_FILE = "heads-log.jsonl"


@dataclass(frozen=True)
class HeadsProgress:
    """What a listener hears at every look. recall: shop -> recall@1. running_s: of this process.

    attacked: source -> share of held-out pictures found under attack, where the recipe has one.
    """

    step: int
    n_steps: int
    running_s: float
    losses: Mapping[str, float]
    recall: Mapping[str, float]
    best_recall: float
    attacked: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class TrainedHeads:
    """The heads of the best look and how they got there.

    is_finished: False when the run was stopped and can go on. recall, plain_recall: shop ->
    recall@1 on the validation shops, with and without heads. blend: of residual heads. attacked,
    plain_attacked: source -> the same under attack, where the recipe has one.
    """

    heads: Heads
    is_finished: bool
    steps_done: int
    best_step: int
    blend: float
    recall: Mapping[str, float]
    plain_recall: Mapping[str, float]
    duration_s: float
    attacked: Mapping[str, float] = field(default_factory=dict)
    plain_attacked: Mapping[str, float] = field(default_factory=dict)


def train_heads(
    recipe: HeadsRecipe,
    data: EmbeddedData,
    shops: Sequence[Shop],
    *,
    run_folder: Path | None = None,
    device: str = "cpu",
    adversary: Adversary | None = None,
    progress: Callable[[HeadsProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> TrainedHeads:
    """Trains heads, or goes on with the run in `run_folder`.

    shops: for early stopping and for the blend; without any, the last step's heads are taken. When
    `should_stop` says so, a checkpoint is written and what there is comes back. adversary: needed,
    and used, where the recipe has an attack. InputError when the folder holds another run.
    """
    started = time.monotonic()
    adversary = adversary if recipe.attack.share else None
    with Together(
        recipe.n_processes, _learn_along, (recipe, data, shops, run_folder, device)
    ) as place:

        def wants_to_stop() -> bool:
            return should_stop is not None and should_stop()

        def heard(
            learner: HeadsLearner,
            losses: dict[str, float],
            found: dict[str, float],
            attacked: dict[str, float],
        ) -> None:
            told = HeadsProgress(
                learner.step,
                recipe.n_steps,
                round(time.monotonic() - started, 1),
                losses,
                found,
                round(learner.best_recall, 4),
                attacked,
            )
            if place.number:
                return
            if run_folder is not None:
                with (run_folder / LOG_FILE).open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(told)) + "\n")
            if progress is not None:
                progress(told)

        learner = _learnt(
            place, recipe, data, shops, run_folder, device, wants_to_stop, adversary, heard
        )
        if run_folder is not None and place.number == 0:
            learner.save(run_folder)
    is_finished, steps_done = learner.is_done, learner.step
    learner.return_to_best()
    blend = best_blend(learner, shops, adversary)
    plain, found = recalls(shops), recalls(shops, learner.heads(blend=blend))
    plain_attacked: dict[str, float] = {}
    attacked: dict[str, float] = {}
    if adversary is not None:
        plain_attacked = adversary.judge(None)
        attacked = adversary.judge(learner.heads(blend=blend))
    about: dict[str, Any] = {
        "recipe": json.loads(recipe.as_json()),
        "seed": recipe.seed,
        "steps": learner.best_step or steps_done,
        "blend": blend,
        "validation_recall@1": {"plain": plain, "heads": found},
    }
    if adversary is not None:
        about["validation_attacked_recall@1"] = {"plain": plain_attacked, "heads": attacked}
    return TrainedHeads(
        learner.heads(blend=blend, about=about),
        is_finished,
        steps_done,
        learner.best_step,
        blend,
        found,
        plain,
        time.monotonic() - started,
        attacked,
        plain_attacked,
    )


def best_blend(
    learner: HeadsLearner, shops: Sequence[Shop], adversary: Adversary | None = None
) -> float:
    """How far residual heads should move from the plain encoder, by validation recall."""
    shape = learner.recipe.shape
    if not (shape.text.residual and shape.image.residual) or not shops:
        return 1.0
    return max(
        sorted(learner.recipe.blends, reverse=True) or [1.0],
        key=lambda blend: sought(
            recalls(shops, heads := learner.heads(blend=blend)),
            adversary.look(heads) if adversary is not None else {},
        ),
    )


def sought(found: dict[str, float], attacked: dict[str, float]) -> float:
    """What heads are stopped and chosen by: clean recall and, where it is known, attacked recall.

    Both weigh the same; shops do, and so do sources.
    """
    return (mean_recall(found) + mean_recall(attacked)) / 2 if attacked else mean_recall(found)


def _learnt(
    place: Place,
    recipe: HeadsRecipe,
    data: EmbeddedData,
    shops: Sequence[Shop],
    run_folder: Path | None,
    device: str,
    wants_to_stop: Callable[[], bool],
    adversary: Adversary | None = None,
    heard: Callable[[HeadsLearner, dict[str, float], dict[str, float], dict[str, float]], None]
    | None = None,
) -> HeadsLearner:
    """Steps until done or stopped; all processes look alike, the first one tells and saves."""
    import torch

    learner = HeadsLearner(recipe, data, own_device(device, place), place, adversary)
    if run_folder is not None:
        run_folder.mkdir(parents=True, exist_ok=True)
        learner.restore(run_folder)
    place.share_weights(learner.network)
    while not learner.is_done and not place.any_wants(wants_to_stop()):
        losses = learner.learn()
        ends = learner.step == recipe.n_steps
        if ends or learner.step % recipe.look_every_steps == 0:
            found = recalls(shops, learner.heads())
            attacked = adversary.look(learner.heads()) if adversary is not None else {}
            seen = torch.tensor(sought(found, attacked), dtype=torch.float64)
            place.share(seen)
            if shops:
                learner.look(float(seen))
            if heard is not None:
                heard(learner, losses, found, attacked)
        is_first = place.number == 0 and run_folder is not None
        if is_first and learner.step % recipe.checkpoint_every_steps == 0:
            learner.save(run_folder)  # type: ignore[arg-type]
    return learner


def own_device(device: str, place: Place) -> str:
    """The GPU of this process where a machine has several and none is named by its number."""
    if device != "cuda" or place.n_processes == 1:
        return device
    import torch

    number = int(os.environ.get("LOCAL_RANK", place.number))
    return f"cuda:{number % torch.cuda.device_count()}"


def _learn_along(
    place: Place,
    recipe: HeadsRecipe,
    data: EmbeddedData,
    shops: Sequence[Shop],
    run_folder: Path | None,
    device: str,
) -> None:
    """What the processes after the first do: the same steps on other batches."""
    import torch

    torch.set_num_threads(1)
    _learnt(place, recipe, data, shops, run_folder, device, lambda: False)
