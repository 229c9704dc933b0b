"""`vitrine bench …`: long measurements of the models, resumable; not of a person's own store."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from assistant.cli.options import device_option
from assistant.errors import QueryError

if TYPE_CHECKING:
    from retrieval.robustness.bench import Asked
    from retrieval.robustness.ledger import Ledger
    from retrieval.robustness.settings import BenchSettings, Family

FAMILY_NAMES = (
    "pixels",
    "texts",
    "pictures",
    "poison",
    "detector",
    "together",
    "program",
    "calibration",
    "autoattack",
)


@click.group("bench")
def command() -> None:
    """Measure the models at length."""


@command.command("robustness")
@click.option(
    "--model",
    "models",
    multiple=True,
    default=("pocket",),
    show_default=True,
    help="Encoder to attack; several times to compare several in one table.",
)
@click.option(
    "--surrogate",
    "surrogates",
    multiple=True,
    default=("pocket", "pocket-robust"),
    show_default=True,
    help="Encoder whose adversarial pictures are tried on the others; several times for several.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with grocery/ and clothing/; without it the samples alone are asked.",
)
@click.option("--samples/--no-samples", default=True, help="Ask the sample catalogue as well.")
@click.option(
    "--only",
    "families",
    multiple=True,
    type=click.Choice(FAMILY_NAMES),
    help="Adversaries of this kind only; several times for several. autoattack, the original code "
    "beside our own attacks, runs only when it is named: pip install 'vitrine[bench]'.",
)
@click.option(
    "--ask",
    "names",
    multiple=True,
    metavar="QUESTIONS",
    help='These questions only, as the tables are titled: "grocery photos"; several times for '
    "several.",
)
@click.option("--pictures", "n_pictures", type=int, default=100, show_default=True)
@click.option("--texts", "n_texts", type=int, default=100, show_default=True)
@click.option("--linf", "linf_levels", multiple=True, type=float, help="Radius in 255ths [1 2 4].")
@click.option("--l2", "l2_radii", multiple=True, type=float, help="Radius in [0, 1] [0.5 1].")
@click.option("--steps", "n_steps", type=int, default=50, show_default=True, help="Of each APGD.")
@click.option("--restarts", "n_restarts", type=int, default=1, show_default=True)
@click.option("--asks", "n_asks", type=int, default=500, show_default=True, help="Of Square.")
@click.option("--seed", type=int, default=0, show_default=True)
@device_option
@click.option(
    "--json",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of all figures and ranks; the same file again goes on with what it lacks.",
)
def robustness(
    models: tuple[str, ...],
    surrogates: tuple[str, ...],
    data: Path | None,
    samples: bool,
    families: tuple[str, ...],
    names: tuple[str, ...],
    device: str | None,
    out: Path | None,
    **sizes: Any,
) -> int:
    """Attack encoders and print clean and robust recall with 95 % intervals.

    Pictures: L-infinity and L2 attacks at the size of the encoder's input, epsilon in pixels of
    [0, 1]. Self-checks of the attacks are printed below the table.
    """
    from assistant.cli.bench_hearing import answer_to
    from assistant.cli.progress import stoppable, training
    from retrieval import load_encoder
    from retrieval.robustness.bench import run_bench
    from retrieval.robustness.ledger import Ledger
    from retrieval.robustness.settings import FAMILIES
    from retrieval.robustness.subject import Subject

    if data is None and not samples:
        raise QueryError("There is nothing to ask: give --data, or leave out --no-samples.")
    settings = _settings(sizes)
    chosen = cast("tuple[Family, ...]", families) or FAMILIES
    ledger = Ledger(out, {**settings.to_json(), "data": _sources(data, samples)})
    sources = surrogates if "pixels" in chosen else ()
    loaded = {
        name: Subject(name, load_encoder(name, device=device, backend="torch"))
        for name in dict.fromkeys((*models, *sources))
    }
    asked = _chosen(_questions(data, samples, settings), names)
    with stoppable() as should_stop, training() as show:
        is_whole = run_bench(
            [loaded[name] for name in dict.fromkeys(models)],
            asked,
            settings,
            chosen,
            ledger,
            surrogates=[loaded[name] for name in dict.fromkeys(sources)],
            listen=answer_to,
            tell=show,
            should_stop=should_stop,
        )
    _show(ledger, tuple(dict.fromkeys(models)))
    if not is_whole:
        click.echo("Stopped; run the same command to go on." if out else "Stopped.", err=True)
    return 0


def _sources(data: Path | None, samples: bool) -> str:
    kinds = ["grocery and clothing"] * (data is not None) + ["samples"] * samples
    return ", ".join(kinds)


def _settings(sizes: dict[str, Any]) -> BenchSettings:
    """The settings; options that were left out keep their defaults."""
    from retrieval.robustness.settings import BenchSettings

    given = {name: value for name, value in sizes.items() if value != ()}
    levels = given.get("linf_levels")
    if levels:
        given["square_level"] = sorted(levels)[len(levels) // 2]
    return BenchSettings(**given)


def _questions(data: Path | None, samples: bool, settings: BenchSettings) -> list[Asked]:
    """Photos and texts of each shop, cut to the numbers wanted."""
    from retrieval.robustness.bench import cut
    from retrieval.robustness.questions import (
        HEARD_CSV,
        calibration_questions,
        clothing_questions,
        grocery_questions,
        sample_questions,
        spoken_questions,
    )
    from samples import CATALOGUE_CSV, QUERIES_CSV

    found = []
    if data is not None:
        grocery_photos, grocery_texts = grocery_questions(data)
        found += [grocery_photos, clothing_questions(data), grocery_texts]
    if samples:
        from samples import render

        views, queries = sample_questions(cast(Any, render), CATALOGUE_CSV, QUERIES_CSV)
        if find_spec("resvg_py") is None:
            click.echo(
                "Unseen views of the samples are left out; pip install 'vitrine[samples]' brings "
                "what draws them.",
                err=True,
            )
        else:
            found.append(views)
        found += [queries, calibration_questions(queries, QUERIES_CSV)]
        found.append(spoken_questions(queries, CATALOGUE_CSV, HEARD_CSV))
    return [
        cut(each, settings.n_texts if each.texts else settings.n_pictures, settings.seed)
        for each in found
    ]


def _chosen(asked: list[Asked], names: tuple[str, ...]) -> list[Asked]:
    """Those of the names, all without; a name that there is not is a mistake."""
    known = [each.questions.name for each in asked]
    for name in names:
        if name not in known:
            raise QueryError(f"There are no questions {name!r}, but: {', '.join(known)}.")
    return [each for each in asked if not names or each.questions.name in names]


def _show(ledger: Ledger, models: tuple[str, ...]) -> None:
    """A table for each set of questions: a line an adversary, two columns a model."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from assistant.cli.table import clean

    console = Console()
    told = ledger.to_json()
    for questions in dict.fromkeys(cell["questions"] for cell in told["cells"]):
        # the members of a group are told by its mean
        lines = [cell for cell in told["cells"] if not cell["details"].get("groups")]
        rows = (*lines, *told["means"], *told["worst"])
        cells = [cell for cell in rows if cell["questions"] == questions]
        table = Table(box=None, pad_edge=False, title=clean(questions), title_justify="left")
        table.add_column("adversary")
        for name in models:
            table.add_column(f"{clean(name)} recall@1")
            table.add_column("recall@5")
            table.add_column("kept@1", justify="right")
        for adversary in dict.fromkeys(cell["adversary"] for cell in cells):
            by_model = {cell["model"]: cell for cell in cells if cell["adversary"] == adversary}
            shown = [text for name in models for text in _figures(by_model.get(name))]
            table.add_row(*map(Text, (clean(adversary), *shown)))
        console.print(table)
        for cell in cells:
            if told_beside := _beside(cell):
                line = f"{cell['model']}, {cell['adversary']}: {told_beside}"
                console.print(Text(clean(line)))
        for row in told["differences"]:
            if row["questions"] == questions and (figures := _pair(row)):
                line = f"{row['model']}, {row['difference']}: {figures}"
                console.print(Text(clean(line)))
        console.print()
    for check in told["checks"]:
        mark = "passed" if check["passed"] else "FAILED"
        line = f"{check['model']}, {check['questions']}: {check['name']}: {check['seen']}"
        console.print(Text(f"{mark:7}{clean(line)}", style="" if check["passed"] else "bold red"))


def _figures(cell: dict[str, Any] | None) -> list[str]:
    """`0.610 (0.51–0.70)` at 1 and at 5, and the share of the clean recall@1 that is left."""
    if cell is None or "recall@1" not in cell:
        return ["—", "—", "—"]
    shown = [f"{cell[f'recall@{k}']:.3f} ({_span(cell[f'interval@{k}'])})" for k in (1, 5)]
    kept = cell.get("kept@1", [None])[0]
    return [*shown, "—" if kept is None else f"{kept:.2f}"]


def _beside(cell: dict[str, Any]) -> str:
    """What ranks do not say: how often poison is first, and how much is caught."""
    details, said = cell.get("details", {}), []
    if "first_share" in details:
        said.append(f"first for {details['first_share']:.1%} of all")
    if "concept_first_share" in details:
        said.append(f"{details['concept_first_share']:.1%} of {details['concept']}")
    if "flagged" in details:
        said.append(f"{details['flagged']:.0%} flagged")
    if "false_alarms" in details:
        said.append(f"{details['false_alarms']:.1%} of the honest flagged")
    if "fooled_by_ours_alone" in details:
        said.append(
            f"ours leaves {details['ours']['recall@1']:.3f}; fooled by ours alone "
            f"{details['fooled_by_ours_alone']} pictures, by AutoAttack alone "
            f"{details['fooled_by_autoattack_alone']}"
        )
    if "ece" in details:
        (all_hits, *span), (first, *first_span) = details["ece"], details["ece_of_first"]
        said.append(
            f"calibration error {all_hits:.3f} ({_span(span, 3)}), of first hits {first:.3f} "
            f"({_span(first_span, 3)}): said {details['first_stated']:.2f}, "
            f"true {details['first_right']:.2f}"
        )
    curve = details.get("scan") or details.get("roc")
    if curve:
        caught = f"{curve['caught']:.0%} caught at 5 % false alarms, AUC {curve['auc']:.3f}"
        said.append(caught)
    return "; ".join(said)


def _pair(row: dict[str, Any]) -> str:
    """`recall@1 -0.020 (-0.04–0.00)` of each figure that a difference tells."""
    return "; ".join(
        f"{name} {value[0]:+.3f} ({_span(value[1:])})"
        for name, value in row.items()
        if isinstance(value, list)
    )


def _span(interval: list[float], places: int = 2) -> str:
    return "–".join(f"{end:.{places}f}" for end in interval)
