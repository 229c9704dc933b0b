"""Turns what `measure_encoder` returned into Markdown for people; not for measuring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_COLUMNS = ("recall@1", "recall@5", "recall@10", "mrr")


def _row(name: str, figures: Mapping[str, Any]) -> str:
    cells = [f"{figures[column]:.3f}" if column in figures else "" for column in _COLUMNS]
    return f"| {name} | {figures['n']} | " + " | ".join(cells) + " |"


def _ranking_table(title: str, lines: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return [
        f"### {title}",
        "",
        "| | queries | recall@1 | recall@5 | recall@10 | MRR |",
        "|---|---:|---:|---:|---:|---:|",
        *(_row(name, figures) for name, figures in lines.items()),
        "",
    ]


def as_markdown(table: Mapping[str, Any]) -> str:
    """The whole table of an encoder, headings of the third level down."""
    lines: list[str] = []
    grocery, clothing = table.get("grocery"), table.get("clothing")
    samples, separation = table.get("samples"), table.get("separation")
    if grocery:
        lines += _ranking_table(
            "Groceries: shop photo to product (val split, 81 products)", grocery["fusions"]
        )
        lines += [
            f"The default fusion is {grocery['default_fusion']}; with it, the coarse class of the "
            f"first hit is right for {grocery['coarse_class_accuracy']:.3f} of the photos.",
            "",
        ]
    if clothing:
        lines += [
            "### Clothing: photo to category (validation split, 10 categories)",
            "",
            f"Accuracy {clothing['accuracy']:.3f} over {clothing['n']} photos, each against the "
            "ten bare category names.",
            "",
        ]
    if samples:
        fusion = grocery["default_fusion"] if grocery else "add"
        lines += _ranking_table(
            f"Samples: text to product by vectors alone ({samples['n_products']} products, "
            f"pictures held back, queries of the {samples['split']} split, fusion {fusion})",
            samples[fusion],
        )
        others = ("title to held-back picture", "held-back picture to product")
        lines += _ranking_table(
            "Samples: across modalities", {name: samples[name] for name in others}
        )
        fusions = {
            name: samples[name]["all queries"]
            for name in ("add", "concat", "max", "gate")
            if "all queries" in samples.get(name, {})
        }
        if fusions:
            lines += _ranking_table("Samples: all queries, by fusion", fusions)
        if "auc_answerable" in samples:
            lines += [
                "Best cosine of answerable against unanswerable queries: AUC "
                f"{samples['auc_answerable']:.3f}.",
                "",
            ]
    if separation:
        cosines = ", ".join(f"{k} {v:.2f}" for k, v in separation["mean_best_cosine"].items())
        lines += [
            "### Telling what nothing answers (best cosine against the groceries)",
            "",
            "| | AUC |",
            "|---|---:|",
            f"| product names against unseen nonsense | "
            f"{separation['names_against_nonsense_auc']:.3f} |",
            f"| shop photos against photos of garments | "
            f"{separation['shop_photos_against_garments_auc']:.3f} |",
            f"| shop photos against noise, stripes and clouds | "
            f"{separation['shop_photos_against_nothing_auc']:.3f} |",
            "",
            f"Mean best cosine: {cosines}.",
            "",
        ]
    return "\n".join(lines)
