"""Cold start: a whole `vitrine ask` process on the sample store, and where its time goes.

Peers in the same run: `python -c "import torch"` and `python -c "import open_clip"`, which an
answer would cost at least if it imported them. Limit: 3 s.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.report import arguments, percentiles, write

LIMIT_S = 3.0


def main() -> None:
    """Time cold processes in turn, so that a noisy machine is noisy for all of them."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "VITRINE_HOME": folder}
        program = [sys.executable, "-m", "assistant.cli.main"]
        first_s = _seconds([*program, "demo", "long red dress"], environment)
        commands = {
            "ask_text": [*program, "ask", "long red dress", "--json"],
            "ask_image": [*program, "ask", "--image", str(_photo()), "--json"],
            "help": [*program, "--help"],
            "import_torch": [sys.executable, "-c", "import torch"],
            "import_open_clip": [sys.executable, "-c", "import open_clip"],
        }
        samples: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, command in commands.items():
                samples[name].append(_seconds(command, environment))
        imports = _imports(
            [sys.executable, "-X", "importtime", *commands["ask_text"][1:]], environment
        )
    figures = {name: percentiles(seconds) for name, seconds in samples.items()}
    write(
        "startup",
        {
            "unit": "seconds",
            "first_demo_with_embedding_and_compiling": round(first_s, 2),
            "cold": figures,
            "limit_s": LIMIT_S,
            "holds": figures["ask_text"]["p50"] < LIMIT_S,
            "slowest_imports_ms": imports,
        },
        options.out,
    )


def _photo() -> Path:
    from samples import SAMPLES_DIR

    return sorted((SAMPLES_DIR / "photos").glob("*.jpg"))[0]


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    start_s = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start_s


def _imports(command: list[str], environment: dict[str, str]) -> dict[str, float]:
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    rows = re.findall(r"import time:\s+(\d+) \|\s+(\d+) \| (\S+)", told.stderr)
    slowest = sorted(((int(total), name) for _, total, name in rows), reverse=True)[:15]
    return {name: round(microseconds / 1000, 1) for microseconds, name in slowest}


if __name__ == "__main__":
    main()
