"""The clothing photos as pictures with subjects; where they lie is a parameter."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from retrieval.training.garment_colour import measure_colour
from retrieval.training.kind_facts import kind_facts
from retrieval.training.pictures import Pictures, is_held_out, read_squares, rows
from retrieval.training.subjects import Subject, Words
from retrieval.training.wording import kinds as k
from retrieval.training.wording.colours import COLOUR_WORDS, neighbours
from retrieval.training.wording.purposes import purpose_phrases

CLOTHING_CATEGORIES = (
    "dress",
    "hat",
    "longsleeve",
    "outwear",
    "pants",
    "shirt",
    "shoes",
    "shorts",
    "skirt",
    "t-shirt",
)

# Category -> the kinds whose purposes it serves; a category of too many kinds has none.
_SERVES: dict[str, tuple[str, ...]] = {
    "dress": ("dress",),
    "hat": ("hat",),
    "outwear": ("jacket", "coat"),
    "pants": ("trousers",),
    "shirt": ("shirt",),
    "shorts": ("shorts",),
    "skirt": ("skirt",),
    "t-shirt": ("t-shirt",),
}


def _purpose(category: str) -> Words:
    served = [purpose_phrases(kind) for kind in _SERVES.get(category, ())]
    english = tuple(phrase for phrases in served for phrase in phrases[0])
    return english, tuple(phrase for phrases in served for phrase in phrases[1])


def _garment_subject(category: str, colour: str, also: frozenset[str]) -> Subject:
    shop = "shoes" if category == "shoes" else "apparel"
    held, may_be = kind_facts(category)
    slots: dict[str, Words] = {
        "kind": k.KIND_WORDS[category],
        "department": k.DEPARTMENT_WORDS[shop],
    }
    slot_facts = {"kind": f"kind:{category}", "department": f"department:{shop}"}
    if category in _SERVES:
        slots["purpose"], slot_facts["purpose"] = _purpose(category), f"kind:{category}"
    open_facts = may_be | {"pattern:*", "material:*", "brand:*", "variant:*"}
    open_facts |= {f"colour:{name}" for name in also} | {"department:accessories"}
    if category == "hat":
        open_facts.add("department:accessories")
    if colour:
        slots["colour"], slot_facts["colour"] = COLOUR_WORDS[colour], f"colour:{colour}"
        held.add(f"colour:{colour}")
        open_facts |= {f"colour:{near}" for near in neighbours(colour)}
    return Subject(
        f"clothing/{category}/{colour}/{','.join(sorted(also))}",
        "clothing",
        frozenset(held | {f"department:{shop}"}),
        frozenset(open_facts),
        (("clothing", CLOTHING_CATEGORIES.index(category)),),
        slots,
        slot_facts,
    )


def read_clothing(data: Path, split: str, side_px: int, held_out_share: float = 0.0) -> Pictures:
    """Garments of a split ("train" or "validation"); one subject for each category and colour."""
    folder = data / "clothing"
    photos = rows(folder / f"{split}.csv")
    pixels = read_squares([folder / row["image"] for row in photos], side_px)
    found: dict[str, int] = {}
    subjects: list[Subject] = []
    subject = []
    for row, picture in zip(photos, pixels, strict=True):
        measured = measure_colour(picture)
        made = _garment_subject(row["category"], measured.main, measured.open)
        if made.key not in found:
            found[made.key] = len(subjects)
            subjects.append(made)
        subject.append(found[made.key])
    held_out = np.array([is_held_out(row["image"], held_out_share) for row in photos])
    return Pictures(
        "clothing",
        pixels,
        np.array(subject, np.int64),
        np.zeros(len(pixels), bool),
        held_out,
        tuple(subjects),
    )
