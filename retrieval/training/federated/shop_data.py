"""What one shop holds and never sends: its vectors to learn from and to be measured on."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.errors import InputError
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.held_out_pairs import Shop

MIN_THINGS = 2
MIN_PICTURES = 8


@dataclass(frozen=True)
class ShopData:
    """data: to learn from. held_out: to choose rounds and blends by. number: of its random choices.

    n_photos: photos learned from, each of which may be several views in data.
    """

    name: str
    number: int
    data: EmbeddedData
    held_out: tuple[Shop, ...]
    n_photos: int

    def check(self) -> None:
        """InputError when there is too little to learn from."""
        n_things = len(self.data.subjects)
        if n_things < MIN_THINGS or self.n_photos < MIN_PICTURES:
            raise InputError(
                f"{self.name} has {self.n_photos} photos of {n_things} things to learn from: a shop"
                f" needs at least {MIN_PICTURES} photos of {MIN_THINGS} things to take part."
            )
