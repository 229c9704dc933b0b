"""Re-makes catalogue.csv, queries.csv, pictures/ and photos/: `python -m samples.build`."""

from __future__ import annotations

import csv
from pathlib import Path

from samples import CATALOGUE_CSV, QUERIES_CSV, SAMPLES_DIR, asking
from samples.product import COLUMNS
from samples.render import HELD_BACK_VIEW, products, render

PICTURE_SIZE_PX = 256
JPEG_QUALITY = 80
# Held-back views of these, for demonstrations: file name, product, view from 1000 on.
PHOTOS = (
    ("red-dress", "dress-001", 3),
    ("blue-striped-mug", "mug-001", 1),
    ("running-shoes", "sneakers-006", 2),
    ("teddy-bear", "teddy-bear-001", 4),
    ("leather-sofa", "sofa-009", 2),
    ("yellow-raincoat", "coat-008", 5),
    ("alarm-clock", "clock-004", 1),
    ("headphones", "headphones-001", 2),
    ("bananas", "bananas-002", 1),
    ("birthday-cake", "cake-001", 6),
    ("suitcase", "suitcase-001", 2),
    ("umbrella", "umbrella-002", 3),
)


def write_catalogue(path: Path = CATALOGUE_CSV) -> None:
    """Write the products, one a line."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(product.row() for product in products())


def write_pictures(folder: Path = SAMPLES_DIR) -> int:
    """Write the shipped views of every product; the number of pictures is returned."""
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    wanted = set()
    for product in products():
        for view, name in enumerate(product.images, start=1):
            wanted.add(folder / name)
            render(product, view, PICTURE_SIZE_PX).save(
                folder / name, quality=JPEG_QUALITY, optimize=True
            )
    for path in (folder / "pictures").glob("*.jpg"):
        if path not in wanted:
            path.unlink()
    return len(wanted)


def write_queries(path: Path = QUERIES_CSV) -> None:
    """Write the labelled test queries, one a line."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(asking.COLUMNS)
        writer.writerows(query.row() for query in asking.queries())


def write_photos(folder: Path = SAMPLES_DIR) -> None:
    """Write a dozen held-back views, larger, as if a shopper had taken them."""
    (folder / "photos").mkdir(parents=True, exist_ok=True)
    by_id = {product.id: product for product in products()}
    for name, identity, number in PHOTOS:
        picture = render(by_id[identity], HELD_BACK_VIEW + number, 384)
        picture.save(folder / "photos" / f"{name}.jpg", quality=85, optimize=True)


def main() -> None:
    """Build everything in place."""
    write_catalogue()
    write_queries()
    write_photos()
    print(f"{len(products())} products, {write_pictures()} pictures")


if __name__ == "__main__":
    main()
