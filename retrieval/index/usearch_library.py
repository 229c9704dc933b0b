"""Imports usearch in the one order that works; everything here that needs usearch asks for it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any


def usearch_index_class() -> Any:
    """usearch's Index class.

    Loading onnxruntime (1.32) after usearch's compiled module (2.26) ends the process with a
    segmentation fault; the other way round both work. Encoders load onnxruntime when they are first
    used, which is after an index was opened: so it is loaded here.
    """
    with suppress(ImportError):
        import onnxruntime  # noqa: F401
    from usearch.index import Index

    return Index
