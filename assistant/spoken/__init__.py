"""What a person said, as words to search, limits on the price and things not wanted; no sound."""

from assistant.spoken.query import PriceLimit, SpokenQuery
from assistant.spoken.understand import understand_spoken

__all__ = ["PriceLimit", "SpokenQuery", "understand_spoken"]
