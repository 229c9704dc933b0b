"""`vitrine train federated`: heads that several shops train together; not one shop's heads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.train_options import config_option, read_config
from assistant.errors import QueryError
from assistant.settings import load_settings

if TYPE_CHECKING:
    from retrieval.training.federated.best_round import RoundLook
    from retrieval.training.federated.recipe import FederatedRecipe
    from retrieval.training.federated.together import Federated


@click.command("federated")
@click.argument(
    "stores",
    nargs=-1,
    metavar="[STORE]...",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
@click.option("--encoder", "name", default="pocket", show_default=True, help="Encoder beneath.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Heads file; `--model ENCODER+heads:FILE` then uses it.",
)
@click.option(
    "--app",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a Flower app to this folder instead, for shops on machines of their own.",
)
@config_option
@click.option("--rounds", type=click.IntRange(min=1), help="Of training and averaging.")
@click.option("--local-steps", type=click.IntRange(min=1), help="Of every shop in a round.")
@click.option("--shops", type=click.IntRange(min=2), help="That must take part; for --app.")
@click.option("--secure", is_flag=True, help="The averaging side sees the shops' sum alone.")
@click.option("--seed", type=click.IntRange(min=0), help="Of every choice; the recipe's otherwise.")
def command(
    stores: tuple[Path, ...],
    name: str,
    out: Path | None,
    app: Path | None,
    config: Path | None,
    rounds: int | None,
    local_steps: int | None,
    shops: int | None,
    secure: bool,
    seed: int | None,
) -> None:
    """Train heads that several shops share; only weights of heads leave a shop.

    STOREs are shops on this machine. For shops on machines of their own, --app writes what
    Flower's `flwr run` sends to them: see docs/decisions/federated.md.
    """
    from retrieval.heads.naming import HEADS_MARK
    from retrieval.training.federated.flower import require_flower

    if HEADS_MARK in name:
        raise QueryError("Heads are trained over a plain encoder, not over one that wears heads.")
    if (out is None) == (app is None):
        raise QueryError("Say --out FILE to train here, or --app FOLDER for shops elsewhere.")
    if app is not None and stores:
        raise QueryError("With --app no store is named: every shop names its own on its machine.")
    if out is not None and len(stores) < 2:
        raise QueryError("Name the stores of at least two shops to train here.")
    require_flower()
    n_shops = len(stores) if stores else shops
    recipe = _recipe(config, rounds, local_steps, n_shops, secure, seed)
    if app is not None:
        from retrieval.training.federated.app_folder import write_app

        write_app(app, name, recipe)
        click.echo(
            f"The Flower app is in {app}, for {recipe.min_shops} shops or more; run it with: "
            f"flwr run {app}"
        )
        return
    assert out is not None
    done = _train(stores, name, recipe, out)
    _show(done, name, out)


def _recipe(
    config: Path | None,
    rounds: int | None,
    local_steps: int | None,
    n_shops: int | None,
    secure: bool,
    seed: int | None,
) -> FederatedRecipe:
    """The file's recipe with the flags' values."""
    from retrieval.training.federated.recipe import federated_recipe_from

    values = read_config(config)
    flags = {"n_rounds": rounds, "local_steps": local_steps, "min_shops": n_shops}
    values |= {key: value for key, value in flags.items() if value is not None}
    if secure:
        values["privacy"] = {**values.get("privacy", {}), "secure": True}
        values.setdefault("min_shops", 3)
    recipe = federated_recipe_from(values)
    return recipe if seed is None else replace(recipe, heads=replace(recipe.heads, seed=seed))


def _train(stores: tuple[Path, ...], name: str, recipe: FederatedRecipe, out: Path) -> Federated:
    from assistant.cli.progress import loading, training
    from retrieval.encoders.load import load_encoder
    from retrieval.heads.heads_file import save_heads
    from retrieval.training.federated.store_shop import store_shop
    from retrieval.training.federated.together import train_together

    settings, _ = load_settings({})
    with loading(quiet=False) as told:
        encoder = load_encoder(name, device=settings.chosen_device, progress=told)
        shops = [store_shop(store, encoder, number) for number, store in enumerate(stores)]
    with training() as show:

        def tell(look: RoundLook) -> None:
            best = max(look.recall.values(), default=0.0)
            show(look.round, look.n_rounds, f"recall@1 at the shops {best:.1%}")

        done = train_together(shops, recipe, progress=tell)
    save_heads(done.heads, out)
    return done


def _show(done: Federated, name: str, out: Path) -> None:
    if done.recall is None or done.plain_recall is None:
        click.echo("No shop had products to be measured on.")
    else:
        click.echo(
            f"Recall@1 on products that no shop learned from: {done.plain_recall:.3f} with"
            f" {name} alone, {done.recall:.3f} with the heads of round {done.best_round}."
        )
    if done.epsilon is not None:
        delta = done.heads.about["federated"]["privacy"]["delta"]
        click.echo(f"What the weights tell of one shop: epsilon {done.epsilon:.1f} at {delta:g}.")
    click.echo(f"The heads are in {out}; use them with --model {name}+heads:{out}.")
    if done.blend == 0:
        click.echo(f"They change nothing, since nothing helped: stay with {name}.")
