"""`vitrine adapt`: a store's own heads from a handful of labelled photos or queries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.options import device_option, store_option
from assistant.errors import QueryError
from assistant.settings import load_settings

if TYPE_CHECKING:
    from retrieval.training.heads.few_shot import LabelledShop

KEPT_BACK_SHARE = 0.4  # of each kind's labels, for --curve


@click.command("adapt")
@click.argument("labels", type=click.Path(path_type=Path))
@store_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Heads file; `vitrine models use` then switches the store to it.",
)
@click.option(
    "--curve",
    is_flag=True,
    help="Tell what 1, 2, 4, 8 and 16 labels a kind bring on others kept back; writes nothing.",
)
@click.option("--seed", type=click.IntRange(min=0), default=7, show_default=True)
@device_option
def command(
    labels: Path, store: Path | None, out: Path | None, curve: bool, seed: int, device: str | None
) -> None:
    """Learn from 1 to 16 labelled photos or texts a kind what this shop's customers mean.

    LABELS is a CSV file as `vitrine evaluate` takes it: `query` or `image` (a path), and
    `expected_ids` (separated by `;`). The store itself is only read.
    """
    from assistant.cli.progress import loading
    from assistant.store_model import encoder_of
    from retrieval.catalogue.store import Store
    from retrieval.evaluation.queries import read_queries
    from retrieval.heads.heads_file import save_heads
    from retrieval.heads.naming import split_name
    from retrieval.training.heads.few_shot import AdaptRecipe, adapt_heads
    from retrieval.training.heads.labelled_store import labelled_store

    if out is None and not curve:
        raise click.UsageError("Name the heads file to write, as in --out own.safetensors.")
    settings, _ = load_settings({"store": store, "device": device})
    queries = read_queries(labels)
    with Store.open(settings.store, read_only=True) as opened, loading(quiet=False) as told:
        plain, worn = split_name(opened.encoder_name or settings.model)
        if worn is not None:
            raise QueryError(
                f"The store {opened.path} wears heads already; take them off first with: "
                f"vitrine models use {plain} --store {opened.path}"
            )
        encoder = encoder_of(opened, settings, told)
        shop = labelled_store(opened, encoder, queries)
        told("Adapting", 0, None)
        if curve:
            click.echo(_curve(shop, seed))
            return
        heads = adapt_heads(shop, encoder.id, AdaptRecipe(seed=seed))
    figures = heads.about["cross_validated_mrr"]
    click.echo(
        f"{len(shop.queries)} labelled queries. Mean reciprocal rank of those kept back in turn: "
        f"{figures['plain']:.3f} as it is, {figures['adapted']:.3f} adapted."
    )
    if heads.about["blend"] == 0:
        click.echo("The labels teach nothing that helps queries kept back: no heads were written.")
        return
    assert out is not None
    save_heads(heads, out)
    click.echo(
        f"The heads are in {out}; switch to them with: "
        f"vitrine models use {plain}+heads:{out} --store {opened.path}"
    )


def _curve(shop: LabelledShop, seed: int) -> str:
    """A table of what few of the labels bring on those kept back."""
    from retrieval.training.heads.shots_curve import as_markdown, kept_back, shots_curve

    given, test = kept_back(shop, KEPT_BACK_SHARE)
    curve = shots_curve(given, test, seeds=(seed, seed + 1, seed + 2))
    return as_markdown({f"{curve['n_test']} kept back": curve})
