"""Makes a product of every picture in a folder; not for tables that name pictures."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from retrieval.catalogue.product import Product
from retrieval.catalogue.rows import clean_product
from retrieval.catalogue.source_row import RejectedRow, SourceRow
from retrieval.errors import InputError

PICTURE_SUFFIXES = frozenset(
    {
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp"),
        *(".tif", ".tiff", ".avif", ".mpo"),
    }
)
GIVEN = frozenset({"id", "title", "category", "images"})


def read_folder(folder: Path) -> Iterator[SourceRow | RejectedRow]:
    """A product a picture: id = path in the folder, title = file name, category = its folder.

    `line` counts the pictures from 1. InputError: there is no picture at all.
    """
    number = 0
    for path in picture_files(folder):
        number += 1
        relative = path.relative_to(folder)
        shown = relative.as_posix()
        try:
            shown.encode("utf-8")
        except UnicodeEncodeError:
            raw = os.fsencode(shown).decode("utf-8", "backslashreplace")
            yield RejectedRow(number, "the file name is not valid UTF-8", raw)
            continue
        parent = relative.parent.name
        product = Product(
            id=shown,
            title=_words(path.stem),
            category=_words(parent),
            images=(str(path.absolute()),),
        )
        try:
            yield SourceRow(number, clean_product(product), GIVEN, needs_picture=True)
        except InputError as error:
            yield RejectedRow(number, str(error), shown)
    if number == 0:
        raise InputError(f"There is no picture in the folder {folder}.")


def picture_files(folder: Path) -> Iterator[Path]:
    """Every picture below a folder in a fixed order, hidden ones left out."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in PICTURE_SUFFIXES:
                yield Path(place, name)


def _words(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip()
