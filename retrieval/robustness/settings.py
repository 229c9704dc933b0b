"""What a measurement of robustness is asked to do; not how."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from retrieval.errors import InputError

Family = Literal[
    "pixels",
    "texts",
    "pictures",
    "poison",
    "detector",
    "together",
    "program",
    "calibration",
    "autoattack",
]
# AutoAttack's own code is a peer, of a package of its own: it runs where it is asked for.
FAMILIES: tuple[Family, ...] = tuple(name for name in get_args(Family) if name != "autoattack")


@dataclass(frozen=True, slots=True)
class BenchSettings:
    """Sizes and efforts of one measurement.

    linf_levels: radii in levels of 255. l2_radii: in lengths of [0, 1] pixels; both at the size of
    the tower's input. patch_sides: of square patches, as shares of the picture's. square_level:
    where the black-box attack is compared with the white-box one. chance_level: so large that
    nothing can be recognised. poison_level: of a seller's picture. n_sellers: tries
    with other innocent pictures. n_asks: of the black-box attack.
    """

    n_pictures: int = 100
    n_texts: int = 100
    linf_levels: tuple[float, ...] = (1.0, 2.0, 4.0)
    l2_radii: tuple[float, ...] = (0.5, 1.0)
    patch_sides: tuple[float, ...] = (0.25,)
    square_level: float = 2.0
    chance_level: float = 64.0
    poison_level: float = 16.0
    n_sellers: int = 3
    n_steps: int = 50
    n_restarts: int = 1
    n_targets: int = 2
    n_asks: int = 500
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("n_pictures", "n_texts", "n_steps", "n_restarts", "n_asks", "n_sellers"):
            if getattr(self, name) < 1:
                raise InputError(f"The setting {name} must be at least 1.")
        if self.n_targets < 0:
            raise InputError("The setting n_targets must be at least 0.")
        if not self.linf_levels or min(self.linf_levels) <= 0:
            raise InputError("Name at least one L-infinity level, above 0, in 255ths.")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
