"""What every benchmark shares: arguments, medians, the machine, one JSON file; no measuring."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np


def arguments(says: str) -> argparse.ArgumentParser:
    """A parser with `--out FILE`; without it the JSON goes to standard output."""
    parser = argparse.ArgumentParser(description=says)
    parser.add_argument("--out", type=Path, help="JSON file to write; standard output without it")
    return parser


def percentiles(samples: Sequence[float]) -> dict[str, float]:
    """n, p50 and p95 of samples, in their unit."""
    return {
        "n": len(samples),
        "p50": round(float(np.percentile(samples, 50)), 3),
        "p95": round(float(np.percentile(samples, 95)), 3),
    }


def write(name: str, figures: dict[str, Any], out: Path | None) -> None:
    """Write the figures with the machine they were taken on."""
    report = {
        "schema": 1,
        "bench": name,
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "system": platform.system(),
        },
        **figures,
    }
    text = json.dumps(report, indent=1, ensure_ascii=False)
    if out is None:
        sys.stdout.write(text + "\n")
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text + "\n", encoding="utf-8")
        sys.stdout.write(f"{name}: written to {out}\n")


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()
