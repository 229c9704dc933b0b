"""The table of `measure_robustness` as Markdown; not for measuring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

PARTS = {
    "grocery": "Groceries: shop photo to product, by text and packshot",
    "clothing": "Clothing: photo to category, by ten bare names",
    "grocery names": "Grocery names to products, by text",
    "sample titles": "Sample titles to products, by text",
}


def as_markdown(tables: Sequence[dict[str, Any]]) -> str:
    """Recall@1 with 95 % intervals of one or more encoders side by side, a table for each part."""
    blocks = []
    for part, heading in PARTS.items():
        measured = [table for table in tables if part in table]
        if not measured:
            continue
        lines = [
            f"### {heading}",
            "",
            "| recall@1 | " + " | ".join(str(table["model"]) for table in measured) + " |",
            "|---|" + "---:|" * len(measured),
        ]
        for name in measured[0][part]:
            if name != "n":
                cells = [_cell(table[part][name]) for table in measured]
                lines.append(f"| {name} | " + " | ".join(cells) + " |")
        lines += ["", f"{measured[0][part]['n']} queries; pictures: {measured[0]['attack']}."]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _cell(figure: dict[str, float]) -> str:
    return f"{figure['recall@1']:.2f} ({figure['low']:.2f} to {figure['high']:.2f})"
