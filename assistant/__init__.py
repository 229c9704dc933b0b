"""One conversation: a query of any kind in, an answer out; also the command line and settings.

The names below are the public surface, imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant
    from assistant.errors import VitrineError
    from assistant.query import Query, WeightedPicture, WeightedProduct
    from assistant.settings import Settings

_HOMES = {
    "Answer": "assistant.answer",
    "Assistant": "assistant.assistant",
    "Query": "assistant.query",
    "Settings": "assistant.settings",
    "VitrineError": "assistant.errors",
    "WeightedPicture": "assistant.query",
    "WeightedProduct": "assistant.query",
}

__all__ = [
    "Answer",
    "Assistant",
    "Query",
    "Settings",
    "VitrineError",
    "WeightedPicture",
    "WeightedProduct",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its module on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
