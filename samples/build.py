"""Re-makes catalogue.csv, queries.csv, pictures/ and photos/: `python -m samples.build`."""

from __future__ import annotations

import csv
from pathlib import Path

from samples import CATALOGUE_CSV, SAMPLES_DIR
from samples.product import COLUMNS
from samples.render import products, render

PICTURE_SIZE_PX = 256
JPEG_QUALITY = 86


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


def main() -> None:
    """Build everything in place."""
    write_catalogue()
    print(f"{len(products())} products, {write_pictures()} pictures")


if __name__ == "__main__":
    main()
