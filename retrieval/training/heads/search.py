"""Looks for a better recipe with Optuna and keeps the study in a file; not for one training run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from retrieval.errors import InputError
from retrieval.heads.shape import HeadShape, HeadsShape
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.heads.loop import HeadsProgress, train_heads
from retrieval.training.heads.recipe import HeadsRecipe
from retrieval.training.heads.validation import mean_recall
from retrieval.training.held_out_pairs import Shop

STUDY_NAME = "heads"


class _Stopped(Exception):  # noqa: N818 - nothing went wrong
    """A trial that was asked to stop before its end."""


def search_recipe(
    base: HeadsRecipe,
    data: EmbeddedData,
    shops: Sequence[Shop],
    n_trials: int,
    study_file: Path,
    *,
    device: str = "cpu",
    progress: Callable[[int, float], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> HeadsRecipe:
    """The recipe with the highest validation recall of all trials in the study, old and new.

    The study is a journal of Optuna's own format, so the same file goes on with it until it has
    n_trials. Hopeless trials are cut short by the median rule; one that `should_stop` ends counts
    as none. progress: told the trials done and the best recall so far.
    """
    try:
        import optuna
        from optuna.storages import JournalStorage
        from optuna.storages.journal import JournalFileBackend
    except ImportError as error:
        raise InputError(
            "Optuna is not installed; install it with: pip install 'vitrine[training]'"
        ) from error
    if not shops:
        raise InputError("A search needs held-out queries: give --data, or the samples.")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study_file.parent.mkdir(parents=True, exist_ok=True)
    storage = JournalStorage(JournalFileBackend(str(study_file)))
    study = optuna.create_study(
        study_name=STUDY_NAME, storage=storage, direction="maximize", load_if_exists=True
    )
    # A sampler that began anew with the same seed would only repeat the study's first trials.
    study.sampler = optuna.samplers.TPESampler(seed=base.seed + len(study.trials))
    study.pruner = optuna.pruners.MedianPruner(n_startup_trials=4, n_warmup_steps=2)

    def objective(trial: Any) -> float:
        recipe = suggested(base, trial)
        is_hopeless = False

        def told(now: HeadsProgress) -> None:
            nonlocal is_hopeless
            trial.report(now.best_recall, now.step // recipe.look_every_steps)
            is_hopeless = bool(trial.should_prune())

        # Stopped, not broken off: processes that learn along must hear of it.
        trained = train_heads(
            recipe,
            data,
            shops,
            device=device,
            progress=told,
            should_stop=lambda: is_hopeless or wants_to_stop(),
        )
        if is_hopeless:
            raise optuna.TrialPruned
        if not trained.is_finished:
            raise _Stopped
        return mean_recall(dict(trained.recall))

    def wants_to_stop() -> bool:
        return should_stop is not None and should_stop()

    def n_done() -> int:
        return sum(trial.state.name in ("COMPLETE", "PRUNED") for trial in study.trials)

    def after(study: Any, trial: Any) -> None:
        if progress is not None and trial.state.name != "FAIL":
            done = [t for t in study.trials if t.state.name == "COMPLETE"]
            progress(n_done(), max((t.value for t in done), default=0.0))
        if wants_to_stop():
            study.stop()

    if n_done() < n_trials and not wants_to_stop():
        study.optimize(objective, n_trials - n_done(), callbacks=[after], catch=(_Stopped,))
    if wants_to_stop() and not n_done():
        return base
    if not any(trial.state.name == "COMPLETE" for trial in study.trials):
        raise InputError("No trial of the search was finished; let it make more trials.")
    return suggested(base, optuna.trial.FixedTrial(study.best_params))


def suggested(base: HeadsRecipe, trial: Any) -> HeadsRecipe:
    """The base with what an Optuna trial chooses."""
    width = trial.suggest_categorical("width", [128, 256, 512])
    depth = trial.suggest_int("depth", 1, 2)
    head = HeadShape(
        hidden_widths=(width,) * depth,
        activation=trial.suggest_categorical("activation", ["relu", "gelu"]),
        residual=trial.suggest_categorical("residual", [True, False]),
        dropout=trial.suggest_float("dropout", 0.0, 0.6),
    )
    return replace(
        base,
        shape=HeadsShape(head, head, base.shape.n_mixed_dims),
        loss=trial.suggest_categorical("loss", ["sigmoid", "infonce"]),
        learning_rate=trial.suggest_float("learning_rate", 1e-4, 1e-2, log=True),
        weight_decay=trial.suggest_float("weight_decay", 1e-3, 1.0, log=True),
        mined_share=trial.suggest_float("mined_share", 0.0, 0.5),
        graph_weight=trial.suggest_float("graph_weight", 1e-3, 0.3, log=True),
        noise=trial.suggest_float("noise", 0.0, 0.5),
    )
