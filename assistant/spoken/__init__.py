"""What a person said, as words to search, limits on the price and things not wanted; no sound.

The names below are imported when first used: typed queries need none of the rules.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.spoken.query import PriceLimit, SpokenQuery
    from assistant.spoken.understand import understand_spoken

_HOMES = {
    "PriceLimit": "assistant.spoken.query",
    "SpokenQuery": "assistant.spoken.query",
    "understand_spoken": "assistant.spoken.understand",
}

__all__ = ["PriceLimit", "SpokenQuery", "understand_spoken"]


def __getattr__(name: str) -> Any:
    """Import a public name from its module on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant.spoken' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
