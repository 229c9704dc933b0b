"""The sizes of a text head and an image head in one typed object; not their weights."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from retrieval.errors import InputError

Activation = Literal["relu", "gelu"]
Side = Literal["text", "image"]
SIDES: tuple[Side, Side] = ("text", "image")
MAX_WIDTH = 65_536


@dataclass(frozen=True, slots=True)
class HeadShape:
    """One head: Linear, activation, dropout for each hidden width, then Linear to the shared space.

    hidden_widths: none at all makes a linear head. residual: what goes in is added to what comes
    out, through a learned projection where their dimensions differ. dropout: while training only.
    """

    hidden_widths: tuple[int, ...] = (256,)
    activation: Activation = "relu"
    residual: bool = False
    dropout: float = 0.1

    def __post_init__(self) -> None:
        if any(not 1 <= width <= MAX_WIDTH for width in self.hidden_widths):
            raise InputError(f"A head's widths are 1 to {MAX_WIDTH}, not {self.hidden_widths}.")
        if self.activation not in ("relu", "gelu"):
            raise InputError(f"A head's activation is relu or gelu, not {self.activation!r}.")
        if not 0 <= self.dropout < 1:
            raise InputError(f"A head's dropout is at least 0 and below 1, not {self.dropout}.")


@dataclass(frozen=True, slots=True)
class HeadsShape:
    """Both heads and the space they share; the defaults are the seed design.

    n_mixed_dims: dimensions of the shared space; None takes the encoder's.
    """

    text: HeadShape = field(default_factory=HeadShape)
    image: HeadShape = field(default_factory=HeadShape)
    n_mixed_dims: int | None = None

    def __post_init__(self) -> None:
        if self.n_mixed_dims is not None and not 1 <= self.n_mixed_dims <= MAX_WIDTH:
            raise InputError(
                f"The shared space has 1 to {MAX_WIDTH} dims, not {self.n_mixed_dims}."
            )

    def of(self, side: Side) -> HeadShape:
        return self.text if side == "text" else self.image

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(values: dict[str, Any]) -> HeadsShape:
        """The reverse of `to_json`; what is missing keeps its default. InputError names others."""
        try:
            given = dict(values)
            for side in SIDES:
                if side in given:
                    head = dict(given[side])
                    if "hidden_widths" in head:
                        head["hidden_widths"] = tuple(int(w) for w in head["hidden_widths"])
                    given[side] = HeadShape(**head)
            return HeadsShape(**given)
        except (TypeError, ValueError) as error:
            raise InputError(f"The shape of the heads is not understood: {error}.") from error
