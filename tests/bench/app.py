"""The terminal app: first paint, longest stalls of its loop, a key to its paint, memory over asks.

The app runs in a pseudo-terminal over a copy of the sample shop, with the shipped models and, in
each part, a home of its own, so that models load there as at the very first start. Beside each
figure stands its limit: 1 s from the command to the first paint and to a letter typed then; the
loop late by at most 50 ms at p99 in every phase, with a terminal that reads at once and with one
that reads 20 kB/s; 16 ms at p95 from a key to its paint in a list of 10,000; at most 20 MB more
memory from ask 200 to ask 1,000. Peer of the paint: `python -c "import textual.app"` alone, in the
same run. The JSON is written after each part; a part takes at most some minutes.
"""

from __future__ import annotations

import csv
import json
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from assistant.cli.demo import make_sample_store
from tests.bench.pty_program import PtyProgram
from tests.bench.report import arguments, percentiles, write
from tests.bench.synthetic import products

FIRST_PAINT_LIMIT_S, STALL_LIMIT_MS, KEY_LIMIT_MS, GROWTH_LIMIT_MB = 1.0, 50.0, 16.0, 20.0
SLOW_BYTES_PER_S = 20_000
N_KEYS = 200
DOWN, CHOSEN = "\x1b[B", "▸"
TYPED = "Ж"  # stands nowhere else on the screen
PART_LIMIT_S = 600.0  # for one run of the app, after which something is wrong


@contextmanager
def shop_and_products(n_added: int) -> Iterator[tuple[Path, Path]]:
    """A sample shop of its own, and a file of products to add to it."""
    with tempfile.TemporaryDirectory() as folder:
        store, file = Path(folder) / "shop", Path(folder) / "more.csv"
        make_sample_store(store, device="cpu", quiet=True)
        with file.open("w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream)
            rows.writerow(["id", "title", "category", "brand", "price", "stock"])
            for product in products(n_added):
                price = f"{product.price} {product.currency}"
                values = [product.id, product.title, product.category, product.brand]
                rows.writerow([*values, price, product.stock])
        yield store, file


def within(value: float, limit: float) -> dict[str, Any]:
    """A figure beside its limit."""
    return {"value": value, "limit": limit, "within": value <= limit}


def start(options: Namespace) -> dict[str, Any]:
    """Medians: to the first paint, to a letter typed then, to products on offer; textual alone."""
    painted, typed, opened, alone = [], [], [], []
    with shop_and_products(0) as (store, _):
        home = store.parent / "home"
        home.mkdir()
        (home / "settings.toml").write_text(f'store = "{store}"\n', encoding="utf-8")
        for _ in range(options.starts):
            began_s = time.perf_counter()
            subprocess.run([sys.executable, "-c", "import textual.app"], check=True)
            alone.append(time.perf_counter() - began_s)
            app = PtyProgram([sys.executable, "-m", "tui.start"], home, PART_LIMIT_S)
            try:
                painted.append(app.shows_s("Vitrine"))
                app.type(TYPED)
                typed.append(app.shows_s(TYPED))
                opened.append(app.shows_s("692 products"))
            finally:
                app.close()
    return {
        "first_paint_s": within(_median(painted), FIRST_PAINT_LIMIT_S),
        "usable_prompt_s": within(_median(typed), FIRST_PAINT_LIMIT_S),
        "store_open_s": _median(opened),
        "import_textual_s": _median(alone),
    }


def keys(_: Namespace) -> dict[str, Any]:
    """Each of so many keys down a long list, until the mark stands on the next hit."""
    with shop_and_products(0) as (store, file):
        out = store.parent / "listed.json"
        command = _command(store, file, out, "listed")
        app = PtyProgram(command, store.parent / "home", PART_LIMIT_S)
        try:
            app.read_until(out.with_suffix(".ready"))
            measured = [app.key_to_paint_ms(DOWN, CHOSEN) for _ in range(N_KEYS)]
        finally:
            app.close()
    spread = percentiles(measured)
    return {
        "n": spread["n"],
        "key_to_paint_ms_p50": spread["p50"],
        "key_to_paint_ms_p95": within(spread["p95"], KEY_LIMIT_MS),
    }


def memory(_: Namespace) -> dict[str, Any]:
    """In MB, after numbers of asks."""
    with shop_and_products(0) as (store, file):
        measured = driven(store, file, "soaked")["memory_mb"]
    growth_mb = round(measured[-1][1] - measured[0][1], 1)
    return {"memory_mb_after_asks": measured, "growth_mb": within(growth_mb, GROWTH_LIMIT_MB)}


def stalls(options: Namespace, bytes_per_s: float = np.inf) -> dict[str, Any]:
    """How late the loop is in each phase, in ms."""
    with shop_and_products(options.products) as (store, file):
        late_ms = driven(store, file, "stalls", bytes_per_s)["late_ms"]
    return {
        phase: {
            **percentiles(values),
            "p99": within(round(float(np.percentile(values, 99)), 2), STALL_LIMIT_MS),
            "most": max(values),
        }
        for phase, values in late_ms.items()
    }


def slow(options: Namespace) -> dict[str, Any]:
    """The same with a terminal that reads slowly."""
    return stalls(options, SLOW_BYTES_PER_S)


PARTS: dict[str, Callable[[Namespace], dict[str, Any]]] = {
    "start": start,
    "keys": keys,
    "memory": memory,
    "stalls": stalls,
    "slow": slow,
}


def driven(store: Path, file: Path, scenario: str, bytes_per_s: float = np.inf) -> dict[str, Any]:
    """What a scenario of `tests.bench.app_driven` measured from inside."""
    out = store.parent / f"{scenario}.json"
    command = _command(store, file, out, scenario)
    app = PtyProgram(command, store.parent / "home", PART_LIMIT_S, bytes_per_s)
    try:
        app.read_all()
    finally:
        app.close()
    figures: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    if "error" in figures:
        raise RuntimeError(f"{scenario}: {figures['error']}")
    return figures


def are_within(figures: object) -> bool:
    """Whether everything measured keeps to its limit."""
    if not isinstance(figures, dict):
        return True
    return figures.get("within", True) and all(map(are_within, figures.values()))


def parts_named(names: str) -> list[str]:
    """The parts of a list with commas."""
    wanted = names.split(",")
    if unknown := set(wanted) - set(PARTS):
        raise SystemExit(f"--parts: there is no {unknown.pop()!r}; they are {','.join(PARTS)}.")
    return wanted


def main() -> None:
    """Measure part after part."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--parts", default=",".join(PARTS), help="with commas; all when left out")
    parser.add_argument("--products", type=int, default=10_000, help="to add meanwhile")
    parser.add_argument("--starts", type=int, default=5, help="of the app")
    options = parser.parse_args()
    names = parts_named(options.parts)
    figures: dict[str, Any] = {}
    for place, name in enumerate(names, 1):
        began_s = time.perf_counter()
        _tell(f"{place} of {len(names)}, {name}: measuring …")
        try:
            figures[name] = PARTS[name](options)
        except (OSError, RuntimeError, subprocess.SubprocessError, ValueError) as error:
            figures[name] = {"error": str(error), "within": False}
        took_s = round(time.perf_counter() - began_s)
        told = figures[name].get("error") or (
            "within its limits" if are_within(figures[name]) else "NOT within its limits"
        )
        _tell(f"{place} of {len(names)}, {name}: {told}, {took_s} s")
        if options.out is not None or place == len(names):
            write("app", {**figures, "all_within": are_within(figures)}, options.out)


def _median(values: list[float]) -> float:
    return round(statistics.median(values), 3)


def _tell(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)


def _command(store: Path, file: Path, out: Path, scenario: str) -> list[str]:
    paths = [str(path) for path in (store, file, out)]
    return [sys.executable, "-m", "tests.bench.app_driven", *paths, scenario]


if __name__ == "__main__":
    main()
