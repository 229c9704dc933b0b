"""One query of any kind, as a person or a script puts it; not for understanding or answering it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from assistant.errors import QueryError

if TYPE_CHECKING:
    from PIL import Image

    from speech.audio.waveform import Waveform
    from speech.transcript import Transcript

Picture: TypeAlias = "str | Path | bytes | Image.Image"
# A sound file, its bytes, a sound in memory, or one that was heard already.
Sound: TypeAlias = "str | Path | bytes | Waveform | Transcript"


@dataclass(frozen=True)
class WeightedPicture:
    """A picture to look like; `weight` is relative to a text's 1, below zero for unlike."""

    picture: Picture
    weight: float = 1.0


@dataclass(frozen=True)
class WeightedProduct:
    """A product of the store to look like, by its id; is_hidden: it is no hit itself."""

    product_id: str
    weight: float = 1.0
    is_hidden: bool = True


@dataclass(frozen=True)
class Query:
    """What is asked for, everything optional but not all at once empty.

    text: words, with `2:red dress + belt - long sleeves` as arithmetic when wished.
    images: pictures (paths, bytes, PIL pictures) or WeightedPicture. like: product ids or
    WeightedProduct. audio: what was spoken, one sound or several, which with the rest of the query
    are one wish. without: words for what it must not be. filters: `price<40`, `category=shoes`,
    each of which must hold; with nothing else they list what they leave. k: hits wanted.
    """

    text: str = ""
    images: Sequence[Picture | WeightedPicture] = ()
    like: Sequence[str | WeightedProduct] = ()
    audio: Sound | Sequence[Sound] = ()
    without: Sequence[str] = ()
    filters: Sequence[str] = ()
    in_stock: bool = False
    k: int = 10

    def __post_init__(self) -> None:
        for name in ("images", "like", "without", "filters"):
            if isinstance(getattr(self, name), str | bytes):
                raise QueryError(f"Query({name}=...) takes a list, not a single value.")
        if self.k < 1:
            raise QueryError(f"k is how many hits to return: at least 1, not {self.k}.")
        looks_for = (self.text.strip(), self.images, self.like, self.sounds, self.filters)
        if not (any(looks_for) or self.in_stock):
            raise QueryError(
                "Nothing to look for: give words, a picture (--image), speech (--audio), "
                "a product id (--like) or a filter."
            )

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """What was spoken, as a tuple whether one sound or several were given."""
        if isinstance(self.audio, list | tuple):
            return tuple(self.audio)
        return (cast("Sound", self.audio),)

    @property
    def weighted_images(self) -> tuple[WeightedPicture, ...]:
        """The pictures, each with its weight."""
        return tuple(
            image if isinstance(image, WeightedPicture) else WeightedPicture(image)
            for image in self.images
        )

    @property
    def weighted_like(self) -> tuple[WeightedProduct, ...]:
        """The products to look like, each with its weight."""
        return tuple(
            liked if isinstance(liked, WeightedProduct) else WeightedProduct(liked)
            for liked in self.like
        )


def parse_weighted(argument: str) -> tuple[str, float]:
    """Split `a.jpg:0.7` into its value and weight; without a number after the colon, weight 1.

    A file that is really called `a.jpg:0.7` wins over the weight.
    """
    value, colon, weight = argument.rpartition(":")
    if not colon or not value or _is_there(argument):
        return argument, 1.0
    try:
        number = float(weight)
    except ValueError:
        return argument, 1.0
    if number != number or abs(number) == float("inf") or number == 0:
        raise QueryError(f"{argument!r}: the weight after ':' must be a number other than 0.")
    return value, number


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # longer than any file name, or with a NUL in it
        return False
