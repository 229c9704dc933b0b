"""The grocery shop photos and packshots as pictures with subjects; where they lie is a parameter.

Data: M. Klasson, C. Zhang, H. Kjellstrom, A Hierarchical Grocery Store Image Dataset, WACV 2019.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from retrieval.catalogue.product import Product
from retrieval.training.pictures import Pictures, are_last_of_series, read_squares, rows
from retrieval.training.subjects import Caption, Subject, Words
from retrieval.training.wording import groceries as g
from retrieval.training.wording.colours import COLOUR_WORDS, neighbours


def grocery_product(row: dict[str, str]) -> Product:
    """A line of products.csv as the catalogue would hold it."""
    return Product(
        id=row["id"],
        title=row["name"],
        description=row["description"],
        category=row["coarse"],
        attributes={"department": row["department"]},
    )


def _grocery_subject(row: dict[str, str]) -> Subject:
    name, coarse, department = row["name"], row["coarse"], row["department"]
    english, chinese = g.GROCERIES.get(name, ((), ()))
    item, kind = f"item:grocery/{row['id']}", f"kind:{coarse.lower()}"
    shop = f"department:{department.lower()}"
    own = frozenset({item})
    slots: dict[str, Words] = {
        "name": ((name.lower(), name.lower(), *english), chinese),
        "coarse": g.COARSE.get(coarse, ((coarse.lower(),), ())),
        "department": g.DEPARTMENTS.get(department, ((department.lower(),), ())),
    }
    slot_facts = {"name": item, "coarse": kind, "department": shop}
    facts = {item, kind, shop, "department:groceries"}
    open_facts = {"pattern:*", "material:*", "brand:*", "variant:*", "colour:*"}
    if name in g.LOOKS:
        colour = g.LOOKS[name]
        slots["colour"], slot_facts["colour"] = COLOUR_WORDS[colour], f"colour:{colour}"
        facts.add(f"colour:{colour}")
        open_facts.discard("colour:*")
        open_facts |= {f"colour:{near}" for near in neighbours(colour)}
    first_sentence = row["description"].split(". ")[0]
    fixed = [
        name,
        row["title"],
        f"{name}, {coarse}",
        f"{row['title']}, {row['origin_and_volume']}",
        first_sentence,
        f"{coarse}: {name}",
        *chinese,
    ]
    product = grocery_product(row)
    texts = [
        product.text(),
        product.title,
        f"{name}, {coarse}, {department}",
        f"{name}. {row['description']}",
        row["description"],
    ]
    return Subject(
        f"grocery/{row['id']}",
        "grocery",
        frozenset(facts),
        frozenset(open_facts),
        (("grocery", int(row["id"])),),
        slots,
        slot_facts,
        tuple(Caption(text, own) for text in fixed if text.strip(", ")),
        tuple(Caption(text, own) for text in texts),
    )


def read_groceries(data: Path, split: str, side_px: int, held_out_share: float = 0.0) -> Pictures:
    """Shop photos of a split ("train" or "val"); the train split has the packshots as well."""
    folder = data / "grocery"
    products = rows(folder / "products.csv")
    photos = rows(folder / f"{split}.csv")
    subject_of = {row["id"]: i for i, row in enumerate(products)}
    paths = [folder / row["image"] for row in photos]
    subject = [subject_of[row["product_id"]] for row in photos]
    held_out = are_last_of_series([row["image"] for row in photos], held_out_share).tolist()
    n_photos = len(paths)
    if split == "train":
        paths += [folder / row["image"] for row in products]
        subject += list(range(len(products)))
        held_out += [False] * len(products)
    return Pictures(
        "grocery",
        read_squares(paths, side_px),
        np.array(subject, np.int64),
        np.arange(len(paths)) >= n_photos,
        np.array(held_out),
        tuple(_grocery_subject(row) for row in products),
    )
