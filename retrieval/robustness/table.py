"""`python -m retrieval.robustness.table`: five defences side by side, clean and under attack.

Trains the heads it needs, measures what its file lacks and prints Markdown; the same command goes
on with a table that was stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from retrieval.errors import InputError, RetrievalError
from retrieval.robustness.defence_cells import Beneath, TableSettings, Vectors, cut, measure
from retrieval.robustness.defence_rows import as_markdown, rows_of
from retrieval.robustness.defences import CLEAN_RECIPE, HeadsShelf, Member, members_of
from retrieval.robustness.ledger import Ledger
from retrieval.robustness.questions import (
    HEARD_CSV,
    Questions,
    clothing_questions,
    grocery_questions,
    sample_questions,
    spoken_questions,
)
from retrieval.training.heads.recipe import AttackRecipe, HeadsRecipe, recipe_from


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare five defences: the plain encoder, heads over it trained clean and against attacks, a
    robust encoder, heads over that one trained against attacks. The exit code."""
    chosen = _parsed(arguments)
    try:
        settings = TableSettings(
            chosen.pictures,
            chosen.texts,
            tuple(chosen.linf),
            chosen.steps,
            chosen.targets,
            chosen.seed,
        )
        recipe = _recipe(chosen.config)
        members = members_of(chosen.plain, _named(chosen.encoder), chosen.seeds, recipe)
        ledger = Ledger(chosen.json, {**settings.to_json(), "seeds": list(chosen.seeds)})
        print(make_table(members, settings, ledger, chosen.data, chosen.samples, chosen.work))
    except RetrievalError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Stopped; run the same command to go on.", file=sys.stderr)
        return 130
    return 0


def make_table(
    members: Sequence[Member],
    settings: TableSettings,
    ledger: Ledger,
    data: Path | None,
    with_samples: bool,
    work: Path,
) -> str:
    """Measures every member over every set of questions; the Markdown."""
    from retrieval import load_encoder

    encoders: dict[str, Any] = {}

    def encoder(name: str) -> Any:
        if name not in encoders:
            encoders[name] = load_encoder(name, device="cpu", backend="torch")
        return encoders[name]

    samples: Any = None
    queries: Path | None = None
    if with_samples:
        from samples import QUERIES_CSV
        from samples import render as samples

        queries = QUERIES_CSV
    attack = next((m.heads.attack for m in members if m.heads and m.heads.attack.share), None)
    shelf = HeadsShelf(work, encoder, data, samples, queries, attack or AttackRecipe())
    asked = cut(_questions(data, samples), settings)
    if not asked:
        raise InputError("There is nothing to ask: give --data, or leave out --no-samples.")
    notes: dict[str, Any] = {}
    for base in dict.fromkeys(member.base for member in members):
        over = [member for member in members if member.base == base]
        worn: dict[str, Any] = {}
        for member in over:
            _tell(f"{member.name}: making ready")
            made = encoder(base) if member.heads is None else shelf.worn(member)
            worn[member.name] = made
            ledger.add_model(member.name, made.id)
            if member.heads is not None:
                notes[member.name] = shelf.about(made)
        for questions in asked:
            beneath = Beneath(encoder(base), questions, settings)
            vectors: dict[str, Vectors] = {}
            for member in over:
                _tell(f"{member.name}: {questions.name}")
                measure(member.name, worn[member.name], beneath, settings, ledger, vectors)
    rows = rows_of(ledger, members)
    _write(ledger, {"defences": rows, "heads": notes})
    return as_markdown(rows)


def _write(ledger: Ledger, beside: dict[str, Any]) -> None:
    """The ledger's file with the table's own figures beside its cells."""
    if ledger.path is None:
        return
    aside = ledger.path.with_name(ledger.path.name + ".part")
    whole = {**ledger.to_json(), **beside}
    aside.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", "utf-8")
    aside.replace(ledger.path)


def _questions(data: Path | None, samples: Any) -> list[Questions]:
    found: list[Questions] = []
    if data is not None and (data / "grocery" / "val.csv").is_file():
        found += grocery_questions(data)
    if data is not None and (data / "clothing" / "validation.csv").is_file():
        found.append(clothing_questions(data))
    if samples is not None:
        from samples import CATALOGUE_CSV, QUERIES_CSV

        views, texts = sample_questions(samples, CATALOGUE_CSV, QUERIES_CSV)
        if find_spec("resvg_py") is None:
            _tell("Unseen views of the samples are left out: pip install 'vitrine[samples]'.")
        else:
            found.append(views)
        found += [texts, spoken_questions(texts, CATALOGUE_CSV, HEARD_CSV)]
    return found


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m retrieval.robustness.table", description=main.__doc__
    )
    parser.add_argument("--data", type=Path, help="folder with grocery/ and clothing/")
    parser.add_argument("--no-samples", dest="samples", action="store_false")
    parser.add_argument("--plain", default="pocket", help="the encoder without a defence")
    parser.add_argument(
        "--encoder",
        action="append",
        metavar="NAME=FOLDER",
        help="a robust encoder; several times for the seeds of one recipe [pocket-robust]",
    )
    parser.add_argument("--seeds", nargs="+", type=int, default=[7, 8, 9], help="of the heads")
    parser.add_argument("--config", type=Path, help="JSON that changes the recipe of all heads")
    parser.add_argument("--pictures", type=int, default=100, help="of each set")
    parser.add_argument("--texts", type=int, default=100, help="of each set")
    parser.add_argument("--linf", nargs="+", type=float, default=[1, 2, 4], help="in 255ths")
    parser.add_argument("--steps", type=int, default=20, help="of each APGD")
    parser.add_argument("--targets", type=int, default=1, help="of the targeted loss")
    parser.add_argument("--seed", type=int, default=0, help="of the attacks and the choice")
    parser.add_argument("--work", type=Path, default=Path("runs/defences"), help="heads go there")
    parser.add_argument("--json", type=Path, help="file of all figures and ranks, gone on with")
    return parser.parse_args(arguments)


def _named(given: Sequence[str] | None) -> dict[str, str]:
    found = {}
    for each in given or ["pocket-robust=pocket-robust"]:
        name, mark, folder = each.partition("=")
        if not mark or not name or not folder:
            raise InputError(f"--encoder is NAME=FOLDER, such as seed7=runs/seed7, not {each!r}.")
        if name in found:
            raise InputError(f"Two robust encoders are called {name}: give each its own name.")
        found[name] = folder
    return found


def _recipe(path: Path | None) -> HeadsRecipe:
    if path is None:
        return CLEAN_RECIPE
    try:
        values = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as JSON ({error}).") from error
    if not isinstance(values, dict):
        raise InputError(f"{path} must hold one JSON object.")
    return recipe_from(values, CLEAN_RECIPE)


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
