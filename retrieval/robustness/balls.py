"""How far an adversary may move a picture: L-infinity and L2 balls, patches; not its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from retrieval.errors import InputError

if TYPE_CHECKING:
    import torch

Norm = Literal["linf", "l2"]


class Budget(Protocol):
    """The pictures an adversary may choose from, around each clean one (n, 3, h, w) in [0, 1]."""

    @property
    def radius(self) -> float:
        """The length of a whole step across, in pixel values of [0, 1]."""

    @property
    def shown(self) -> str: ...

    def random_start(self, clean: torch.Tensor, generator: torch.Generator) -> torch.Tensor: ...

    def direction(self, gradient: torch.Tensor) -> torch.Tensor:
        """The steepest direction of length one."""

    def project(self, pixels: torch.Tensor, clean: torch.Tensor) -> torch.Tensor:
        """The pictures moved to the nearest that are allowed."""


@dataclass(frozen=True, slots=True)
class Ball:
    """All pictures (n, 3, h, w) in [0, 1] within `radius` of the clean ones, at the pixels' size.

    radius: in pixel values of [0, 1]; 1/255 is one level of an 8-bit channel for L-infinity, and
    for L2 the length of the whole difference.
    """

    norm: Norm
    radius: float

    def __post_init__(self) -> None:
        if self.norm not in ("linf", "l2"):
            raise InputError(f"A norm is linf or l2, not {self.norm!r}.")
        if not self.radius > 0:
            raise InputError(f"The radius of an attack must be above 0, not {self.radius}.")

    def random_start(self, clean: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        """A random picture on the surface of the ball, cut to [0, 1]."""
        import torch

        draw = torch.rand if self.norm == "linf" else torch.randn
        noise = draw(clean.shape, generator=generator).to(clean.device)
        if self.norm == "linf":
            noise = 2 * noise - 1
        return (clean + self.radius * self.at_length_one(noise)).clamp(0, 1)

    def direction(self, gradient: torch.Tensor) -> torch.Tensor:
        """The steepest direction of length one in this norm."""
        return gradient.sign() if self.norm == "linf" else self.at_length_one(gradient)

    def project(self, pixels: torch.Tensor, clean: torch.Tensor) -> torch.Tensor:
        """The pictures moved into the ball around the clean ones and into [0, 1].

        Cutting to [0, 1] after scaling to the L2 ball never leads out of it: the clean picture is
        in [0, 1], so each component moves towards it.
        """
        import torch

        if self.norm == "linf":
            low, high = clean - self.radius, clean + self.radius
            return torch.minimum(torch.maximum(pixels, low), high).clamp(0, 1)
        moved = pixels - clean
        shrink = (self.radius / (_lengths(moved) + 1e-12)).clamp(max=1.0)
        return (clean + moved * shrink).clamp(0, 1)

    def distance(self, pixels: torch.Tensor, clean: torch.Tensor) -> torch.Tensor:
        """(n,) how far each picture is from its clean one, in this norm."""
        moved = (pixels - clean).flatten(1)
        return moved.abs().amax(1) if self.norm == "linf" else moved.norm(dim=1)

    def at_length_one(self, moved: torch.Tensor) -> torch.Tensor:
        """Each picture's difference scaled to length one in this norm."""
        if self.norm == "linf":
            return moved / (moved.abs().amax((1, 2, 3), keepdim=True) + 1e-12)
        return moved / (_lengths(moved) + 1e-12)

    @property
    def shown(self) -> str:
        """`L∞ 2/255`, `L2 0.5`."""
        if self.norm == "l2":
            return f"L2 {self.radius:g}"
        levels = self.radius * 255
        return f"L∞ {levels:.3g}/255"


@dataclass(frozen=True, slots=True)
class Patch:
    """All pictures whose pixels differ only in a square in the lower right corner, there at will.

    side: of the square, a share of the picture's. A sticker that a shopper's photo happens to show
    (Brown et al., Adversarial patch, 2017), but one made for each photo, which is worse.
    """

    side: float
    radius: float = 0.5  # from mid-grey to either end

    def __post_init__(self) -> None:
        if not 0 < self.side < 1:
            raise InputError(f"The side of a patch is a share between 0 and 1, not {self.side}.")

    @property
    def shown(self) -> str:
        """`patch of 6 % of the area`."""
        return f"patch of {100 * self.side**2:.0f} % of the area"

    def random_start(self, clean: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        """Noise in the square."""
        import torch

        return self.project(torch.rand(clean.shape, generator=generator).to(clean.device), clean)

    def direction(self, gradient: torch.Tensor) -> torch.Tensor:
        """As for L-infinity; outside the square nothing of it stays."""
        return gradient.sign()

    def project(self, pixels: torch.Tensor, clean: torch.Tensor) -> torch.Tensor:
        """The clean pictures with the square of the others."""
        height, width = clean.shape[-2:]
        top, left = height - round(self.side * height), width - round(self.side * width)
        covered = clean.clone()
        covered[..., top:, left:] = pixels[..., top:, left:].clamp(0, 1)
        return covered


def _lengths(moved: torch.Tensor) -> torch.Tensor:
    return moved.flatten(1).norm(dim=1).view(-1, 1, 1, 1)
