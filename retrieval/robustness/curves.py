"""The curves of a measurement as pictures for the documentation; not the measuring.

    python -m retrieval.robustness.curves robustness.json --out docs/pictures

Draws what the files of `vitrine bench robustness --json` and of `python -m
retrieval.robustness.table --json` hold, several together: recall over the radius by encoder and by
defence, recall over the severity of corruptions, and the ROC of the detector.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from retrieval.errors import InputError
from retrieval.robustness.balls import Ball
from retrieval.robustness.cell import CLEAN
from retrieval.robustness.ledger import SCHEMA
from retrieval.robustness.line_charts import Chart, Line, Point, svg_of
from retrieval.robustness.pixel_trials import WHITE_BOX

RADII, SEVERITY, DETECTOR = "robust-recall.svg", "corruptions.svg", "detector-roc.svg"
DEFENDED = "five-defences.svg"
WORST, SEVERITY_GROUP = "worst of all attacks", "severity "
Rows = Sequence[Mapping[str, Any]]


def recall_over_radius(told: Mapping[str, Any]) -> list[Chart]:
    """For each set of questions recall@1 under the worst L-infinity attack, a line a model."""
    rows = [row for row in told["worst"] if row["ball"]["norm"] == "linf"]
    most = max(told["settings"]["linf_levels"], default=0)
    charts = []
    for questions in dict.fromkeys(row["questions"] for row in rows):
        lines = []
        mine = [row for row in rows if row["questions"] == questions]
        for model in dict.fromkeys(row["model"] for row in mine):
            clean = _clean(told, model, questions)
            points = [_point(0.0, clean)] if clean else []
            for row in mine:
                level = round(row["ball"]["radius"] * 255, 3)
                if row["model"] == model and level <= most:
                    points.append(_point(level, row))
            lines.append(Line(model, tuple(sorted(points))))
        levels = {point[0] for line in lines for point in line.points}
        ticks = tuple((level, f"{level:g}/255" if level else "0") for level in sorted(levels))
        title = f"{questions}, {mine[0]['n']}"
        charts.append(Chart(title, "each pixel moves by at most", "recall@1", ticks, tuple(lines)))
    return charts


def defences_over_radius(told: Mapping[str, Any]) -> list[Chart]:
    """For each set of questions recall@1 over the white box's radius, a line a defence."""
    level_of = {CLEAN: 0.0}
    for level in sorted(set(told["settings"]["linf_levels"])):
        level_of[f"{WHITE_BOX} {Ball('linf', level / 255).shown}"] = level
    rows = [row for row in told["defences"] if row["adversary"] in level_of]
    attacked = {row["questions"] for row in rows if row["adversary"] != CLEAN}
    ticks = tuple((level, f"{level:g}/255" if level else "0") for level in level_of.values())
    charts = []
    for questions in dict.fromkeys(row["questions"] for row in rows):
        mine = [row for row in rows if row["questions"] == questions]
        if questions not in attacked:
            continue
        lines = tuple(
            Line(
                defence,
                tuple(
                    sorted(
                        _point(level_of[row["adversary"]], row)
                        for row in mine
                        if row["defence"] == defence
                    )
                ),
            )
            for defence in dict.fromkeys(row["defence"] for row in mine)
        )
        title = f"{questions}, {mine[0]['n']}"
        charts.append(Chart(title, "each pixel moves by at most", "recall@1", ticks, lines))
    return charts


def recall_over_severity(told: Mapping[str, Any]) -> list[Chart]:
    """For each set of questions recall@1 at each severity, the mean of all corruptions."""
    rows = [row for row in told["means"] if row["adversary"].startswith(SEVERITY_GROUP)]
    charts = []
    for questions in dict.fromkeys(row["questions"] for row in rows):
        mine = [row for row in rows if row["questions"] == questions]
        lines = []
        for model in dict.fromkeys(row["model"] for row in mine):
            clean = _clean(told, model, questions)
            points = [_point(0.0, clean)] if clean else []
            for row in mine:
                if row["model"] == model:
                    severity = float(row["adversary"].removeprefix(SEVERITY_GROUP))
                    points.append(_point(severity, row))
            lines.append(Line(model, tuple(sorted(points))))
        ticks = tuple((float(n), str(n) if n else "clean") for n in range(6))
        title = f"{questions}, {mine[0]['n']}"
        charts.append(Chart(title, "severity", "recall@1", ticks, tuple(lines)))
    return charts


def detector_curves(told: Mapping[str, Any]) -> list[Chart]:
    """For each set of questions what is caught over what is flagged falsely."""
    cells = [cell for cell in told["cells"] if cell["details"].get("roc")]
    ticks = tuple((share / 4, f"{25 * share} %") for share in range(5))
    charts = []
    for questions in dict.fromkeys(cell["questions"] for cell in cells):
        lines = tuple(
            Line(
                f"{cell['model']}: {cell['adversary']}",
                tuple((x, y, y, y) for x, y in cell["details"]["roc"]["points"]),
            )
            for cell in cells
            if cell["questions"] == questions
        )
        charts.append(
            Chart(questions, "honest ones flagged", "attacked ones flagged", ticks, lines)
        )
    return charts


def draw(told: Mapping[str, Any], out: Path) -> list[Path]:
    """Write the pictures that there are figures for; their paths."""
    wanted = (
        (RADII, "Robust recall over the radius", recall_over_radius(told)),
        (DEFENDED, "Five defences over the radius", defences_over_radius(told)),
        (SEVERITY, "Recall over the severity of corruptions", recall_over_severity(told)),
        (DETECTOR, "The detector of attacked photos", detector_curves(told)),
    )
    written = []
    for name, title, charts in wanted:
        if not charts:
            continue
        path = out / name
        try:
            out.mkdir(parents=True, exist_ok=True)
            path.write_text(svg_of(charts, title, described(title, charts)), "utf-8")
        except OSError as error:
            raise InputError(f"{path} cannot be written ({error}).") from error
        written.append(path)
    return written


def described(title: str, charts: Sequence[Chart]) -> str:
    """The figures in words, for whoever does not see the picture."""
    told = [
        f"{chart.title}, {line.name}: "
        + ", ".join(f"{100 * y:.0f} % at {_tick(chart, x)}" for x, y, _, _ in line.points)
        for chart in charts
        for line in chart.lines
    ]
    return f"{title}. {'; '.join(told)}."


def read(paths: Sequence[Path]) -> dict[str, Any]:
    """Several measurements as one; InputError for a file of something else."""
    joined: dict[str, Any] = {
        "settings": {"linf_levels": []},
        "cells": [],
        "means": [],
        "worst": [],
        "defences": [],
    }
    for path in paths:
        try:
            told = json.loads(path.read_text("utf-8"))
            if told["schema"] != SCHEMA or told["bench"] != "robustness":
                raise ValueError("another kind or version")
            joined["settings"]["linf_levels"] += told["settings"]["linf_levels"]
            for name in ("cells", "means", "worst"):
                joined[name] += told[name]
            joined["defences"] += told.get("defences", [])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{path} is no file of `vitrine bench robustness --json` ({error})."
            ) from error
    return joined


def _clean(told: Mapping[str, Any], model: str, questions: str) -> Mapping[str, Any] | None:
    wanted = (model, questions, CLEAN)
    for cell in told["cells"]:
        if (cell["model"], cell["questions"], cell["adversary"]) == wanted:
            found: Mapping[str, Any] = cell
            return found
    return None


def _point(x: float, row: Mapping[str, Any]) -> Point:
    low, high = row["interval@1"]
    return x, row["recall@1"], low, high


def _tick(chart: Chart, x: float) -> str:
    return next((shown for place, shown in chart.x_ticks if place == x), f"{x:.0%}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw; 2 with one sentence when the files are no measurement or hold no curve."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE.json")
    parser.add_argument("--out", type=Path, required=True, help="folder of the pictures")
    options = parser.parse_args(arguments)
    try:
        written = draw(read(options.files), options.out)
        if not written:
            raise InputError("These files hold no attacked photos to draw curves of.")
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    for path in written:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
