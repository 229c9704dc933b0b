"""Text cut and padded to terminal cells, Chinese counting two; foreign text made harmless."""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len, set_cell_size

ELLIPSIS = "…"


def harmless(text: str) -> str:
    """One line without control, escape, direction or other invisible characters."""
    kept = (
        character if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " "
        for character in text
    )
    return " ".join("".join(kept).split())


def fitted(text: str, n_cells: int) -> str:
    """Exactly so many cells: cut with an ellipsis, or padded with spaces."""
    if n_cells <= 0:
        return ""
    if cell_len(text) <= n_cells:
        return set_cell_size(text, n_cells)
    return set_cell_size(set_cell_size(text, n_cells - 1).rstrip() + ELLIPSIS, n_cells)
