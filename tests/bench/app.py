"""The terminal app: first paint, longest stalls of its loop, a key to its paint, memory over asks.

The app runs in a pseudo-terminal over a copy of the sample shop, with the shipped models. Limits:
first paint 1 s after the command; the loop late by at most 50 ms at p99 in every phase, with a
terminal that reads at once and with one that reads 20 kB/s; 16 ms at p95 from a key to the first
bytes of its paint in a list of 10,000; at most 20 MB more memory from ask 200 to ask 1,000. Peer of
the paint: `python -c "import textual.app"` alone, in the same run.
"""

from __future__ import annotations

import csv
import fcntl
import json
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.cli.demo import make_sample_store
from tests.bench.report import arguments, percentiles, write
from tests.bench.synthetic import products

FIRST_PAINT_LIMIT_S, STALL_LIMIT_MS, KEY_LIMIT_MS, GROWTH_LIMIT_MB = 1.0, 50.0, 16.0, 20.0
SLOW_BYTES_PER_S = 20_000
N_KEYS = 200
DOWN = b"\x1b[B"
SIZE = (120, 40)
WAIT_S = 1200.0


class Terminal:
    """Reads what a program shows, at most so many bytes a second."""

    def __init__(self, command: Sequence[str], home: Path, bytes_per_s: float = np.inf) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        self.started_s = time.perf_counter()
        self.program = subprocess.Popen(
            command,
            env={**os.environ, "TERM": "xterm-256color", "VITRINE_HOME": str(home)},
            preexec_fn=partial(os.login_tty, theirs),
        )
        os.close(theirs)
        self._bytes_per_s = bytes_per_s
        self.shown = bytearray()

    def read_all(self) -> None:
        """Until the program ends."""
        while data := self._read():
            self.shown += data
            if np.isfinite(self._bytes_per_s):
                time.sleep(len(data) / self._bytes_per_s)

    def read_until(self, ready: Path) -> None:
        """Until a file is there."""
        while not ready.exists():
            if select.select([self._ours], [], [], 0.05)[0]:
                self._read()

    def until(self, wanted: bytes) -> float:
        """Seconds from the start until something is shown."""
        while wanted not in self.shown:
            self.shown += self._read()
        return time.perf_counter() - self.started_s

    def key_to_paint_ms(self, key: bytes) -> float:
        """From a key to the first bytes that answer it, once the screen is still."""
        while select.select([self._ours], [], [], 0.15)[0]:
            self._read()
        pressed_s = time.perf_counter()
        os.write(self._ours, key)
        self._read()
        return (time.perf_counter() - pressed_s) * 1000

    def close(self) -> None:
        """End the program."""
        self.program.kill()
        self.program.wait()
        os.close(self._ours)

    def _read(self) -> bytes:
        try:
            return os.read(self._ours, 4096)
        except OSError:
            return b""


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


def driven(store: Path, file: Path, scenario: str, bytes_per_s: float = np.inf) -> dict[str, Any]:
    """What a scenario of `tests.bench.app_driven` measured from inside."""
    out = store.parent / f"{scenario}.json"
    out.unlink(missing_ok=True)
    terminal = Terminal(_command(store, file, out, scenario), store.parent / "home", bytes_per_s)
    try:
        terminal.read_all()
        terminal.program.wait(WAIT_S)
    finally:
        terminal.close()
    figures: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    if "error" in figures:
        raise RuntimeError(f"{scenario}: {figures['error']}")
    return figures


def keys_to_paint_ms(store: Path, file: Path) -> list[float]:
    """Each of so many keys down a long list."""
    out = store.parent / "listed.json"
    ready = out.with_suffix(".ready")
    terminal = Terminal(_command(store, file, out, "listed"), store.parent / "home")
    try:
        terminal.read_until(ready)
        return [terminal.key_to_paint_ms(DOWN) for _ in range(N_KEYS)]
    finally:
        terminal.close()


def first_paints_s(store: Path, n: int) -> dict[str, float]:
    """Medians: the command to its first paint, to products on offer; importing textual alone."""
    painted, usable, alone = [], [], []
    command = [sys.executable, "-m", "tui.start"]
    home = store.parent / "started"
    home.mkdir()
    (home / "settings.toml").write_text(f'store = "{store}"\n', encoding="utf-8")
    for _ in range(n):
        began_s = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import textual.app"], check=True)
        alone.append(time.perf_counter() - began_s)
        terminal = Terminal(command, home)
        try:
            painted.append(terminal.until(b"Vitrine"))
            usable.append(terminal.until(b"692 products"))
        finally:
            terminal.close()
    named = {"first_paint_s": painted, "store_open_s": usable, "import_textual_s": alone}
    return {name: round(statistics.median(values), 3) for name, values in named.items()}


def late(figures: dict[str, Any]) -> dict[str, Any]:
    """p50, p95, p99 and worst of every phase, in ms."""
    return {
        phase: {
            **percentiles(values),
            "p99": round(float(np.percentile(values, 99)), 2),
            "most": max(values),
        }
        for phase, values in figures["late_ms"].items()
    }


def main() -> None:
    """Measure all of it."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--products", type=int, default=10_000, help="to add meanwhile")
    parser.add_argument("--starts", type=int, default=5, help="of the app")
    options = parser.parse_args()
    with shop_and_products(options.products) as (store, file):
        starts = first_paints_s(store, options.starts)
        keys = keys_to_paint_ms(store, file)
        memory = driven(store, file, "soaked")["memory_mb"]
        quick = late(driven(store, file, "stalls"))
    with shop_and_products(options.products) as (store, file):
        slow = late(driven(store, file, "stalls", SLOW_BYTES_PER_S))
    growth_mb = round(memory[-1][1] - memory[0][1], 1)
    worst_ms = max(phase["p99"] for phases in (quick, slow) for phase in phases.values())
    key_ms = percentiles(keys)
    write(
        "app",
        {
            "start": starts,
            "key_to_paint_ms": key_ms,
            "loop_late_ms": {"terminal reads at once": quick, "reads 20 kB/s": slow},
            "memory_mb_after_asks": memory,
            "memory_growth_mb": growth_mb,
            "limits": {
                "first_paint_s": FIRST_PAINT_LIMIT_S,
                "loop_late_ms_p99": STALL_LIMIT_MS,
                "key_to_paint_ms_p95": KEY_LIMIT_MS,
                "memory_growth_mb": GROWTH_LIMIT_MB,
            },
            "within": {
                "first_paint": starts["first_paint_s"] <= FIRST_PAINT_LIMIT_S,
                "loop_late": worst_ms <= STALL_LIMIT_MS,
                "key_to_paint": key_ms["p95"] <= KEY_LIMIT_MS,
                "memory": growth_mb <= GROWTH_LIMIT_MB,
            },
        },
        options.out,
    )


def _command(store: Path, file: Path, out: Path, scenario: str) -> list[str]:
    paths = [str(path) for path in (store, file, out)]
    return [sys.executable, "-m", "tests.bench.app_driven", *paths, scenario]


if __name__ == "__main__":
    main()
