"""`vitrine evaluate`: a person's own store measured with their own labelled queries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import device_option, json_option, store_option
from assistant.settings import load_settings

if TYPE_CHECKING:
    from retrieval.evaluation.evaluate import EvaluationReport
    from retrieval.search.request import Mode

FAILED_SHOWN = 20


@click.command("evaluate")
@click.argument("queries", type=click.Path(path_type=Path))
@store_option
@click.option(
    "--mode",
    "modes",
    multiple=True,
    type=click.Choice(["hybrid", "vector", "lexical"]),
    help="What to measure; hybrid, which answers use, unless told otherwise.",
)
@click.option("--split", help="Only the queries whose `split` column says this.")
@device_option
@json_option
def command(
    queries: Path,
    store: Path | None,
    modes: tuple[Mode, ...],
    split: str | None,
    device: str | None,
    as_json: bool,
) -> None:
    """Measure the store with labelled queries: recall, MRR, nDCG, and the queries that failed.

    QUERIES is a CSV file with the columns `query` and/or `image` (a path), and `expected_ids`
    (separated by `;`, empty when the store has nothing like it); `kind` groups the figures.
    """
    from assistant.assistant import Assistant
    from assistant.cli.progress import loading
    from retrieval.evaluation.evaluate import evaluate
    from retrieval.evaluation.queries import read_queries

    settings, _ = load_settings({"store": store, "device": device})
    labelled = read_queries(queries, split=split)
    with (
        loading(quiet=as_json) as progress,
        Assistant.open(settings.store, device=settings.device, progress=progress) as assistant,
    ):
        report = evaluate(assistant.searcher, labelled, modes=modes or ("hybrid",))
    if as_json:
        click.echo(json.dumps({"schema": 1, **report.to_json()}, ensure_ascii=False))
    else:
        _show(report)


def _show(report: EvaluationReport) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from assistant.cli.table import clean

    figures: dict[str, Any] = report.to_json()
    console = Console()
    table = Table(box=None, pad_edge=False)
    table.add_column("mode")
    table.add_column("kind")
    table.add_column("queries", justify="right")
    names = ("recall@1", "recall@5", "recall@10", "mrr", "ndcg@10")
    for name in names:
        table.add_column(name, justify="right")
    for mode, kinds in figures["modes"].items():
        for kind, values in kinds.items():
            shown = [f"{values[name]:.3f}" for name in names]
            table.add_row(*map(Text, (mode, clean(kind), str(values["n"]), *shown)))
    console.print(table)
    failed = figures["failed"]
    if failed:
        console.print(Text(f"\n{len(failed)} queries whose product is not among the first 10:"))
        for query in failed[:FAILED_SHOWN]:
            console.print(
                Text(
                    f"  {clean(query['query'])}  wanted {', '.join(query['expected_ids'][:3])}"
                    f", got {', '.join(query['found_ids'][:3]) or 'nothing'}"
                )
            )
        if len(failed) > FAILED_SHOWN:
            console.print(Text(f"  … and {len(failed) - FAILED_SHOWN} more; --json lists them all"))
