"""`vitrine catalogue …`: bring products in, take them out, and check the store."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import click

from assistant.adding import check_sources, counts, where_rejects
from assistant.cli.options import device_option, json_option, robust_option, store_option
from assistant.errors import QueryError
from assistant.settings import Settings, load_settings
from assistant.store_model import ROBUST_MODEL, encoder_of, made_with_another

if TYPE_CHECKING:
    from retrieval.catalogue.ingest import IngestReport
    from retrieval.catalogue.store import Store
    from retrieval.encoders.encoder import Encoder
    from retrieval.index.vector_index import Dtype


@click.group("catalogue")
def command() -> None:
    """Add, update, remove, export and check the products of a store."""


def _source_options(function: Callable[..., Any]) -> Callable[..., Any]:
    options = [
        click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path)),
        store_option,
        click.option(
            "--column",
            "columns",
            multiple=True,
            metavar="THEIRS=OURS",
            help="Read a column under another name: --column 'item name=title'.",
        ),
        click.option(
            "--allow-urls/--no-urls",
            default=None,
            help="Fetch pictures given by URL (public addresses only); off by default.",
        ),
        device_option,
        json_option,
    ]
    for option in reversed(options):
        function = option(function)
    return function


@command.command("add")
@click.option("--model", help="Encoder a new store is made with; pocket unless set otherwise.")
@robust_option
@_source_options
def add(model: str | None, robust: bool, **options: Any) -> None:
    """Add products from CSV, TSV, JSONL or Parquet files or folders of pictures.

    Products that are there already are replaced; unchanged ones cost nothing. Interrupted, the
    same command goes on where it stopped. Rows that cannot land are written to a rejects file
    with the reason; all others land.
    """
    if robust and model not in (None, ROBUST_MODEL):
        raise click.UsageError(f"--robust means --model {ROBUST_MODEL}: leave one of them out.")
    _ingest("add", model=ROBUST_MODEL if robust else model, **options)


@command.command("update")
@_source_options
def update(**options: Any) -> None:
    """Change products that are there, only in the columns the source has (prices, stock …)."""
    _ingest("update", model=None, **options)


def _ingest(
    mode: Literal["add", "update"],
    *,
    sources: tuple[Path, ...],
    store: Path | None,
    columns: tuple[str, ...],
    allow_urls: bool | None,
    device: str | None,
    as_json: bool,
    model: str | None,
) -> None:
    from assistant.cli.progress import stoppable, working
    from retrieval.catalogue.ingest import add as ingest
    from retrieval.catalogue.store import Store

    settings, _ = load_settings(
        {"store": store, "allow_urls": allow_urls, "device": device, "model": model}
    )
    mapping = parse_columns(columns)
    check_sources(sources)
    with Store.open(settings.store, create=mode == "add") as opened:
        encoder = store_encoder(opened, settings, quiet=as_json, asked_model=model)
        reports = []
        with stoppable() as should_stop, working(quiet=as_json) as progress:
            for source in sources:
                report = ingest(
                    opened,
                    source,
                    encoder,
                    mode=mode,
                    mapping=mapping,
                    allow_urls=settings.allow_urls,
                    progress=progress,
                    should_stop=should_stop,
                )
                reports.append((source, report))
                if report.stopped:
                    break
        level_index(opened, encoder, settings)
    for source, report in reports:
        _tell_report(source, report, as_json=as_json)


def parse_columns(columns: tuple[str, ...]) -> dict[str, str]:
    """`THEIRS=OURS` arguments to a mapping. Raises QueryError for one without `=`."""
    mapping = {}
    for column in columns:
        theirs, equals, ours = column.rpartition("=")
        if not equals or not theirs.strip() or not ours.strip():
            raise QueryError(f"--column {column!r} must look like 'their name=our name'.")
        mapping[theirs.strip()] = ours.strip()
    return mapping


def store_encoder(
    store: Store, settings: Settings, *, quiet: bool, asked_model: str | None = None
) -> Encoder:
    """The encoder that made the store's vectors, or for a new store the one asked for."""
    from assistant.cli.progress import loading
    from retrieval.heads.naming import whole_name

    made_with = store.encoder_name
    if made_with and asked_model and whole_name(asked_model) != made_with:
        raise QueryError(made_with_another(store.path, made_with, asked_model))
    with loading(quiet=quiet) as progress:
        return encoder_of(store, settings, progress)


def level_index(store: Store, encoder: Encoder, settings: Settings) -> None:
    """Bring the vector index level with the store now, so that the next question need not."""
    from retrieval.search.searcher import Searcher

    if len(store):
        Searcher(store, encoder, dtype=cast("Dtype", settings.index_dtype)).close()


def _tell_report(source: Path, report: IngestReport, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"schema": 1, "source": str(source), **_plain(report)}))
        return
    click.echo(f"{source}: {counts(report)}")
    if report.rejects_path is not None:
        click.echo(where_rejects(report))
    if report.stopped:
        click.echo("Stopped before the end; run the same command to go on.")


def _plain(report: Any) -> dict[str, Any]:
    plain = asdict(report)
    return {name: str(value) if isinstance(value, Path) else value for name, value in plain.items()}


@command.command("remove")
@click.argument("ids", nargs=-1, required=True)
@store_option
def remove(ids: tuple[str, ...], store: Path | None) -> None:
    """Remove products by id; `-` reads ids from standard input, one a line."""
    from retrieval.catalogue.ingest import remove as remove_products
    from retrieval.catalogue.store import Store

    wanted: list[str] = []
    for product_id in ids:
        if product_id == "-":
            wanted += [line.strip() for line in sys.stdin if line.strip()]
        else:
            wanted.append(product_id)
    settings, _ = load_settings({"store": store})
    with Store.open(settings.store) as opened:
        n_removed = remove_products(opened, wanted)
    n_unknown = len(dict.fromkeys(wanted)) - n_removed
    click.echo(f"{n_removed:,} removed." + (f" {n_unknown:,} were not there." if n_unknown else ""))


@command.command("export")
@click.argument("target", type=click.Path(path_type=Path))
@store_option
def export(target: Path, store: Path | None) -> None:
    """Write all products to a .csv, .tsv, .jsonl or .parquet file that `add` reads back."""
    from retrieval.catalogue.export import export as export_products
    from retrieval.catalogue.store import Store

    settings, _ = load_settings({"store": store})
    with Store.open(settings.store, read_only=True) as opened:
        n_products = export_products(opened, target)
    click.echo(f"{n_products:,} products written to {target}.")


@command.command("info")
@store_option
@json_option
def info(store: Path | None, as_json: bool) -> None:
    """Say what a store holds."""
    from retrieval.catalogue.store import Store

    settings, _ = load_settings({"store": store})
    with Store.open(settings.store, read_only=True) as opened:
        facts = _plain(opened.info())
    if as_json:
        click.echo(json.dumps({"store_schema": facts.pop("schema"), "schema": 1, **facts}))
        return
    width = max(map(len, facts))
    for name, value in facts.items():
        shown = f"{value:,}" if isinstance(value, int) else value
        click.echo(f"{name.replace('_', ' '):<{width}}  {'—' if value is None else shown}")


@command.command("verify")
@store_option
@json_option
def verify(store: Path | None, as_json: bool) -> None:
    """Check a store for damage; each finding comes with its remedy. Exits with 1 on a finding."""
    from retrieval.catalogue.store import Store
    from retrieval.catalogue.verify import verify as find

    settings, _ = load_settings({"store": store})
    with Store.open(settings.store, read_only=True) as opened:
        findings = find(opened)
        n_products = len(opened)
    if as_json:
        found = [_plain(finding) for finding in findings]
        clean = {"schema": 1, "clean": not findings, "n_products": n_products}
        click.echo(json.dumps({**clean, "findings": found}))
    elif findings:
        for finding in findings:
            click.echo(f"{finding.message}\n  remedy: {finding.remedy}")
    else:
        click.echo(f"{settings.store} is clean: {n_products:,} products.")
    if findings:
        raise click.exceptions.Exit(1)


@command.command("scan")
@store_option
@click.option(
    "--pixels/--no-pixels",
    default=False,
    help="Look at the pixels of every picture as well; answers remember what was found.",
)
@device_option
@json_option
def scan(store: Path | None, pixels: bool, device: str | None, as_json: bool) -> None:
    """List the products that look made to mislead, and why; none is dropped.

    Answers show them with a mark, ranked by what of them is believed.
    """
    from assistant.cli.progress import stoppable, working
    from assistant.cli.table import clean, doubt
    from retrieval.catalogue.store import Store
    from retrieval.trust.catalogue_scan import scan_catalogue

    settings, _ = load_settings({"store": store, "device": device})
    with Store.open(settings.store, read_only=True) as opened:
        encoder = store_encoder(opened, settings, quiet=as_json)
        with stoppable() as should_stop, working(quiet=as_json) as progress:
            found = scan_catalogue(
                opened, encoder, pixels=pixels, progress=progress, should_stop=should_stop
            )
    if as_json:
        click.echo(json.dumps({"schema": 1, **asdict(found)}, ensure_ascii=False))
        return
    for one in found.doubted:
        name = clean(f"{one.id}  {one.title}")
        click.echo(f"{name}\n  {doubt(one.suspicion)}")
    looked = f", {found.n_pictures:,} pictures looked at" if pixels else ""
    click.echo(f"{len(found.doubted):,} of {found.n_products:,} products are doubted{looked}.")


@command.command("rebuild")
@store_option
@click.option(
    "--fusion",
    type=click.Choice(["add", "concat", "max", "gate"]),
    help="How a product's text and pictures become one vector, from now on.",
)
@click.option(
    "--metric",
    type=click.Choice(["cosine", "euclidean"]),
    help="How vectors are compared, from now on; cosine unless set.",
)
def rebuild(store: Path | None, fusion: str | None, metric: str | None) -> None:
    """Make everything that derives from the products anew: words, attributes, index.

    Nothing is embedded again: a fusion or metric is changed in seconds.
    """
    from retrieval.catalogue.store import Store
    from retrieval.catalogue.verify import rebuild as derive_again

    settings, _ = load_settings({"store": store})
    with Store.open(settings.store) as opened:
        for name, value in (("fusion", fusion), ("metric", metric)):
            if value is not None:
                opened.set_meta(name, value)
        n_products = derive_again(opened)
    click.echo(f"{settings.store} is rebuilt: {n_products:,} products.")
